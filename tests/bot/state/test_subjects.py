from __future__ import annotations

import pytest

from bot.answering.answer import Reason
from bot.state import FeedbackCounts, GuildSettings, State
from bot.state.commands import digest_of
from bot.state.gaps import alike, stems_of
from bot.state.watches import concerned
from index.documents import Language
from tests.bot.samples import Clock, info, news


async def test_helpful_counts_once_a_person(state: State) -> None:
    assert await state.feedback.helpful("a1", 1, 9)
    assert not await state.feedback.helpful("a1", 1, 9)
    assert await state.feedback.helpful("a1", 2, 9)
    assert await state.feedback.counts(9) == FeedbackCounts(helpful=2, wrong=0)
    assert await state.feedback.counts(8) == FeedbackCounts(0, 0)


async def test_a_report_has_a_number_that_stays_when_its_text_changes(state: State) -> None:
    first = await state.feedback.wrong("a1", 1, 9, "wrong date")
    assert await state.feedback.wrong("a1", 2, 9, "wrong section") == first + 1
    assert await state.feedback.wrong("a1", 1, 9, "wrong date, see 744.23") == first
    reports = await state.feedback.reports(9)
    assert [(one.number, one.text) for one in reports] == [
        (first + 1, "wrong section"),
        (first, "wrong date, see 744.23"),
    ]
    assert await state.feedback.reports(8) == []


async def test_a_report_number_is_never_given_out_twice(state: State) -> None:
    number = await state.feedback.wrong("a1", 1, 9, "x")
    assert not await state.feedback.close(number, 8)
    assert await state.feedback.close(number, 9)
    assert await state.feedback.wrong("a2", 1, 9, "y") > number


async def test_a_server_without_settings_has_the_defaults_of_the_config(state: State) -> None:
    assert await state.guilds.get(9) == GuildSettings(9)
    assert await state.guilds.get(None) == GuildSettings()
    assert GuildSettings(9).answers_in(1)


async def test_settings_change_field_by_field_and_survive(state: State) -> None:
    await state.guilds.change(9, channels=(5, 3, 5), language=Language.EN)
    changed = await state.guilds.change(9, model=False, guild_questions=3)
    assert changed == GuildSettings(9, (3, 5), Language.EN, model=False, guild_questions=3)
    assert (await state.guilds.change(9, language=None, model=None)).language is None
    assert await state.guilds.get(8) == GuildSettings(8)
    assert not changed.answers_in(4)
    assert changed.answers_in(4, parent_id=3)
    with pytest.raises(TypeError, match="colour"):
        await state.guilds.change(9, colour="red")
    await state.guilds.drop(9)
    assert await state.guilds.get(9) == GuildSettings(9)


def test_near_equal_questions_are_one_gap_and_different_ones_are_not() -> None:
    def stems(text: str) -> frozenset[str]:
        return stems_of(text, Language.EN)

    assert alike(stems("Who chairs the new export regime?"), stems("who will chair the new export regime"))
    assert not alike(stems("Who chairs the new export regime?"), stems("What is the fine for a late report?"))
    assert not alike(stems("What does 3A999 say?"), stems("What does 3A998 say?"))


async def test_gaps_are_grouped_most_asked_first_and_count_people_not_names(state: State, clock: Clock) -> None:
    asked = (
        "Who chairs the new export regime?",
        "What is the fine for a late report?",
        "who will chair the new export regime",
    )
    for person, question in enumerate(asked):
        assert await state.gaps.note(question, Language.EN, Reason.NOT_IN_CORPUS, person, 9)
        clock.forward(minutes=1)
    assert not await state.gaps.note("hello", Language.EN, Reason.SMALL_TALK, 1, 9)
    await state.gaps.note("Wer leitet es?", Language.DE, Reason.NOT_IN_CORPUS, 7, None)
    gaps = await state.gaps.groups(9)
    assert [(gap.example, gap.count, gap.people) for gap in gaps] == [(asked[2], 2, 2), (asked[1], 1, 1)]
    assert len(await state.gaps.groups(None)) == 3
    assert await state.gaps.groups(8) == []
    assert await state.gaps.close(gaps[0].id, 8) == 0
    assert await state.gaps.close(gaps[0].id, 9) == 2
    assert [gap.example for gap in await state.gaps.groups(9)] == [asked[1]]


async def test_commands_are_synced_only_when_they_changed(state: State) -> None:
    one, other = digest_of([{"name": "ask", "type": 1}]), digest_of([{"name": "ask", "type": 2}])
    assert digest_of([{"type": 1, "name": "ask"}]) == one
    assert await state.commands.changed(1, one)
    await state.commands.record(1, one)
    assert not await state.commands.changed(1, one)
    assert await state.commands.changed(1, other)
    assert await state.commands.changed(2, one)
    assert await state.commands.changed(1, one, guild_id=9)


async def test_a_watch_is_made_once_and_its_news_are_posted_once_a_day(state: State) -> None:
    watch = await state.watches.add(5, 1, 9, Language.DE, "Entity  List ")
    assert await state.watches.add(5, 2, 9, Language.EN, "Entity List") == watch
    assert await state.watches.of_channel(5) == await state.watches.all() == [watch]
    today = state.now().date()
    assert await state.watches.claim(watch.id, today)
    assert not await state.watches.claim(watch.id, today)
    assert not await state.watches.remove(watch.id, 6)
    assert await state.watches.remove(watch.id, 5)
    assert await state.watches.all() == []


async def test_a_watch_concerns_documents_that_bear_its_topic(state: State) -> None:
    rule, story = info(), news()
    section = info("s", title="End-use controls", citation="15 CFR § 744.23(a)(2)", topics=())
    everything = await state.watches.add(5, 1, 9, Language.EN)
    h20 = await state.watches.add(5, 1, 9, Language.EN, "H20")
    licences = await state.watches.add(5, 1, 9, Language.EN, "licence policy")
    part = await state.watches.add(5, 1, 9, Language.EN, "744.23")
    assert concerned(everything, [rule, story]) == [rule, story]
    assert concerned(h20, [rule, story]) == [story]
    assert concerned(licences, [rule, story]) == [rule]
    assert concerned(part, [rule, section]) == [section]
