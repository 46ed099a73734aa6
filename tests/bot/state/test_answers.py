from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.answer import Answer
from bot.state import Pending, Place, State
from bot.state.answer_json import UnreadableAnswerError, dump, load
from bot.state.answers import Answers
from index.documents import Language
from tests.bot.samples import Clock, answer, no_answer

PLACE = Place(person_id=2**62 + 1, channel_id=11, guild_id=12, conversation="channel:11", private=True)


def test_an_answer_survives_json_whole_but_for_its_evidence() -> None:
    said = answer()
    assert load(json.loads(json.dumps(dump(said)))) == replace(said, evidence=())


def test_a_refusal_survives_json_with_its_five_nearest_sources() -> None:
    refused = no_answer()
    loaded = load(json.loads(json.dumps(dump(refused))))
    assert loaded == replace(refused, nearest=tuple(replace(hit, legs={}) for hit in refused.nearest[:5]))


@pytest.mark.parametrize("broken", [{}, {"version": 99}, {"version": 1}, {"version": 1, "reason": "no such"}])
def test_a_stored_answer_of_another_version_is_an_error_not_a_crash(broken: dict[str, object]) -> None:
    with pytest.raises(UnreadableAnswerError):
        load(broken)


async def test_a_button_works_after_a_restart(url: str) -> None:
    before = await State.open(url)
    key = await before.answers.keep(answer(), PLACE)
    await before.answers.posted(key, [501, 502])
    await before.close()

    after = await State.open(url)
    stored = await after.answers.get(key)
    assert stored is not None
    assert isinstance(stored.result, Answer)
    cited = stored.citation(2)
    assert cited is not None
    assert cited.passage.id == "news-h20-2025-07-de-3"
    assert cited.quote == cited.passage.text[cited.start - cited.passage.start : cited.end - cited.passage.start]
    assert stored.citation(3) is None
    assert (stored.place, stored.message_ids) == (PLACE, (501, 502))
    assert await after.answers.of_message(502) == stored
    assert await after.answers.of_message(503) is None
    await after.close()


async def test_keeping_an_answer_again_changes_it_and_keeps_its_messages(state: State) -> None:
    key = state.answers.new_id()
    await state.answers.keep(no_answer(), PLACE, answer_id=key)
    await state.answers.posted(key, [7])
    assert await state.answers.keep(answer(), PLACE, answer_id=key) == key
    stored = await state.answers.of_message(7)
    assert stored is not None
    assert isinstance(stored.result, Answer)


async def test_a_message_of_an_answer_that_is_gone_is_not_remembered(state: State) -> None:
    await state.answers.posted("unknown", [9])
    assert await state.answers.of_message(9) is None


async def test_old_answers_are_pruned_with_their_messages(state: State, clock: Clock) -> None:
    old = await state.answers.keep(answer(), PLACE)
    await state.answers.posted(old, [1])
    clock.forward(days=91)
    new = await state.answers.keep(answer(), PLACE)
    assert await state.prune(timedelta(days=90)) == 1
    assert await state.answers.get(old) is None
    assert await state.answers.of_message(1) is None
    assert await state.answers.get(new) is not None


def test_an_id_fits_a_custom_id_and_a_nonce() -> None:
    ids = {Answers.new_id() for _ in range(50)}
    assert len(ids) == 50
    assert all(len(one) <= 25 and ":" not in one for one in ids)


async def test_what_a_crash_left_at_work_is_found_by_its_owner_only(state: State, clock: Clock) -> None:
    def pending(name: str, owner: str) -> Pending:
        return Pending(name, owner, 1, 2, 3, Language.DE, state.now(), token="t" * 200, message_id=5)

    await state.pending.begin(pending("mine", "host/0"))
    await state.pending.begin(pending("done", "host/0"))
    await state.pending.begin(pending("other", "host/1"))
    await state.pending.finish("done")
    left = await state.pending.left_over("host/0")
    assert left == [pending("mine", "host/0")]
    assert left[0].token_alive(state.now() + timedelta(minutes=14))
    assert not left[0].token_alive(state.now() + timedelta(minutes=15))
    clock.forward(minutes=16)
    assert [one.id for one in await state.pending.left_over("host/9")] == ["mine", "other"]


async def test_fifty_people_at_once_on_two_connections_lose_nothing(url: str) -> None:
    """Two processes on one database, as two bots have it; SQLite makes writers wait, it must not turn them away."""
    both = [await State.open(url), await State.open(url)]

    async def ask(person: int) -> str:
        state = both[person % 2]
        place = Place(person, 11, 12, f"c{person}")
        key = await state.answers.keep(answer(), place)
        await asyncio.gather(
            state.answers.posted(key, [person]),
            state.conversations.remember(place.conversation, person, 12, "q", "a"),
            state.feedback.helpful(key, person, 12),
        )
        return key

    keys = await asyncio.gather(*(ask(person) for person in range(1, 51)))
    assert (await both[0].feedback.counts(12)).helpful == 50
    for person, key in enumerate(keys, start=1):
        stored = await both[1].answers.of_message(person)
        assert stored is not None
        assert stored.id == key
    for state in both:
        await state.close()


async def test_home_is_the_server_of_the_last_answer_and_no_direct_message(state: State, clock: Clock) -> None:
    assert await state.answers.home_of(PLACE.person_id) is None
    for guild_id in (1, 2, None):
        await state.answers.keep(answer(), replace(PLACE, guild_id=guild_id))
        clock.forward(minutes=1)
    assert await state.answers.home_of(PLACE.person_id) == 2
    await state.people.forget(PLACE.person_id)
    assert await state.answers.home_of(PLACE.person_id) is None
