from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.answering.answer import Turn
from bot.state import Bounds, State
from bot.state.conversations import Said, channel_conversation, new_conversation, too_much
from tests.bot.samples import Clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_too_many_too_long_and_too_old_turns_go_and_the_newest_always_stays() -> None:
    bounds = Bounds(turns=2, characters=100, hours=1)

    def said(number: int, characters: int, minutes: int = 0) -> Said:
        return Said(number, characters, NOON - timedelta(minutes=minutes))

    assert too_much([], bounds, NOON) == ()
    assert too_much([said(1, 10), said(2, 10)], bounds, NOON) == ()
    assert too_much([said(1, 10), said(2, 10), said(3, 10)], bounds, NOON) == (1,)
    assert too_much([said(1, 60), said(2, 60)], bounds, NOON) == (1,)
    assert too_much([said(1, 10, minutes=61), said(2, 10)], bounds, NOON) == (1,)
    assert too_much([said(1, 5000)], bounds, NOON) == ()


async def test_a_conversation_is_remembered_in_order_and_apart_from_others(state: State) -> None:
    await state.conversations.remember("a", 1, 9, "Was ist TPP?", "Eine Zahl [1]")
    await state.conversations.remember("b", 1, 9, "other", "thing")
    memory = await state.conversations.recall("a")
    assert memory.turns == (Turn("user", "Was ist TPP?"), Turn("assistant", "Eine Zahl [1]"))
    assert memory.forgotten == 0
    assert (await state.conversations.recall("nobody")).turns == ()


async def test_what_was_forgotten_is_told_once(state: State) -> None:
    for number in range(3):
        await state.conversations.remember("a", 1, None, f"question {number}", f"answer {number}")
    memory = await state.conversations.recall("a")
    assert [turn.text for turn in memory.turns] == ["question 1", "answer 1", "question 2", "answer 2"]
    assert memory.forgotten == 2
    assert (await state.conversations.recall("a")).forgotten == 0


async def test_a_conversation_that_rested_too_long_is_forgotten_and_says_so_even_after_pruning(
    state: State, clock: Clock
) -> None:
    await state.conversations.remember("a", 1, None, "q", "a")
    clock.forward(hours=25)
    assert await state.conversations.prune() == 2
    memory = await state.conversations.recall("a")
    assert memory.turns == ()
    assert memory.forgotten == 2


async def test_forgetting_a_conversation_leaves_nothing_of_it(state: State) -> None:
    await state.conversations.remember("a", 1, None, "q", "a")
    assert await state.conversations.forget("a") == 2
    assert await state.conversations.recall("a") == type(await state.conversations.recall("none"))()


async def test_text_that_no_database_takes_is_stored_without_it(state: State) -> None:
    await state.conversations.remember("a", 1, None, "nul \0 and half a pair \ud83d", "fine")
    assert (await state.conversations.recall("a")).turns[0].text == "nul  and half a pair "


def test_conversations_have_names_of_their_own() -> None:
    assert new_conversation() != new_conversation()
    assert channel_conversation(5) == channel_conversation(5) != channel_conversation(6)
