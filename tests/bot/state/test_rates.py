"""Rates that several processes share: two states on one database are two processes of one bot."""

from __future__ import annotations

from datetime import timedelta

from bot.state import State
from tests.bot.samples import Clock

TWO = (2, 60)


async def test_two_processes_count_a_person_together_and_name_the_exact_seconds(url: str, clock: Clock) -> None:
    first, second = await State.open(url, now=clock), await State.open(url, now=clock)
    try:
        assert await first.rates.take(1, "question", *TWO) == 0
        clock.forward(seconds=20)
        assert await second.rates.take(1, "question", *TWO) == 0
        assert await first.rates.take(1, "question", *TWO) == 40
        assert await first.rates.take(1, "look-up", *TWO) == 0
        assert await first.rates.take(2, "question", *TWO) == 0
        clock.forward(seconds=40)
        assert await second.rates.take(1, "question", *TWO) == 0
    finally:
        await first.close()
        await second.close()


async def test_what_no_window_reaches_is_deleted(state: State, clock: Clock) -> None:
    await state.rates.take(1, "question", *TWO)
    clock.forward(days=2)
    assert await state.prune(timedelta(days=90)) == 1
    assert (await state.people.about(1)).recent == 0
