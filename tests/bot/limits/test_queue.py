from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.limits import AnswerQueue, QueueClosedError, QueueFullError, SupersededError


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


class Work:
    """Work that ends when the test says so, and remembers whether it was cut."""

    def __init__(self, result: str = "done") -> None:
        self.go = asyncio.Event()
        self.begun = False
        self.cut = False
        self._result = result

    async def __call__(self) -> str:
        self.begun = True
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cut = True
            raise
        return self._result


def _start(
    queue: AnswerQueue, name: str, work: Callable[[], Awaitable[str]], places: list[int] | None = None
) -> asyncio.Task[str]:
    async def limited() -> str:
        async with asyncio.timeout(20):  # a queue that forgets somebody fails a test instead of hanging it
            return await queue.run(name, work, places.append if places is not None else None)

    return asyncio.create_task(limited())


async def test_at_most_n_are_at_work_and_the_line_moves_up_one_by_one() -> None:
    queue = AnswerQueue(at_work=1, waiting=5)
    works = [Work(str(at)) for at in range(3)]
    places: list[list[int]] = [[], [], []]
    tasks = [_start(queue, str(at), works[at], places[at]) for at in range(3)]
    await _settle()
    assert [one.begun for one in works] == [True, False, False]
    assert places == [[0], [1], [2]]
    assert (queue.busy, queue.waiting) == (1, 2)
    works[0].go.set()
    await _settle()
    assert places == [[0], [1, 0], [2, 1]]
    for one in works:
        one.go.set()
    assert await asyncio.gather(*tasks) == ["0", "1", "2"]
    assert (queue.busy, queue.waiting) == (0, 0)


async def test_a_full_line_refuses_at_once_and_says_how_many_wait() -> None:
    queue = AnswerQueue(at_work=1, waiting=2)
    works = [Work() for _ in range(3)]
    tasks = [_start(queue, str(at), one) for at, one in enumerate(works)]
    await _settle()
    with pytest.raises(QueueFullError) as raised:
        await queue.run("new", Work())
    assert raised.value.waiting == 2
    for one in works:
        one.go.set()
    await asyncio.gather(*tasks)


async def test_a_newer_question_stops_the_older_one_at_work_and_goes_first() -> None:
    queue = AnswerQueue(at_work=1, waiting=5)
    older, other, newer = Work("older"), Work("other"), Work("newer")
    first = _start(queue, "mine", older)
    second = _start(queue, "theirs", other)
    await _settle()
    third = _start(queue, "mine", newer)
    await _settle()
    with pytest.raises(SupersededError):
        await first
    assert older.cut
    assert newer.begun
    assert not other.begun
    newer.go.set()
    other.go.set()
    assert await third == "newer"
    assert await second == "other"


async def test_a_newer_question_takes_the_place_of_the_waiting_older_one() -> None:
    queue = AnswerQueue(at_work=1, waiting=2)
    busy, older, newer, last = Work(), Work("older"), Work("newer"), Work("last")
    places: list[int] = []
    tasks = [_start(queue, "busy", busy), _start(queue, "mine", older), _start(queue, "last", last)]
    await _settle()
    mine = _start(queue, "mine", newer, places)
    await _settle()
    with pytest.raises(SupersededError):
        await tasks[1]
    assert places == [1]
    assert not older.begun
    for one in (busy, newer, last):
        one.go.set()
    assert await mine == "newer"
    assert await tasks[2] == "last"


async def test_a_whole_flood_of_one_conversation_leaves_only_its_last_question() -> None:
    queue = AnswerQueue(at_work=2, waiting=3)
    works = [Work(str(at)) for at in range(20)]
    tasks = [_start(queue, "mine", one) for one in works]
    await _settle()
    works[-1].go.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results[-1] == "19"
    assert all(isinstance(one, SupersededError) for one in results[:-1])
    assert (queue.busy, queue.waiting) == (0, 0)


async def test_a_failure_goes_to_its_asker_and_frees_the_place() -> None:
    queue = AnswerQueue(at_work=1, waiting=1)

    async def fails() -> str:
        raise ValueError("model")

    with pytest.raises(ValueError, match="model"):
        await queue.run("a", fails)
    done = Work()
    done.go.set()
    assert await queue.run("b", done) == "done"


async def test_cancelling_gives_the_place_back_while_waiting_and_at_work() -> None:
    queue = AnswerQueue(at_work=1, waiting=2)
    first, second, third = Work(), Work(), Work()
    tasks = [_start(queue, str(at), one) for at, one in enumerate((first, second, third))]
    await _settle()
    for task in tasks[:2]:
        task.cancel()
    await _settle()
    assert first.cut
    assert not second.begun
    assert third.begun
    third.go.set()
    assert await tasks[2] == "done"
    assert all(task.cancelled() for task in tasks[:2])


async def test_a_listener_that_fails_stops_nobody() -> None:
    queue = AnswerQueue(at_work=1, waiting=1)
    done = Work()
    done.go.set()

    def broken(_place: int) -> None:
        raise RuntimeError

    assert await queue.run("a", done, broken) == "done"


async def test_closing_lets_work_finish_and_sends_the_waiting_away() -> None:
    queue = AnswerQueue(at_work=1, waiting=2)
    work = Work()
    tasks = [_start(queue, "a", work), _start(queue, "b", Work())]
    await _settle()
    closing = asyncio.create_task(queue.close(30))
    await _settle()
    with pytest.raises(QueueClosedError):
        await tasks[1]
    with pytest.raises(QueueClosedError):
        await queue.run("c", Work())
    work.go.set()
    await closing
    assert await tasks[0] == "done"


async def test_closing_cuts_what_does_not_finish_in_time() -> None:
    queue = AnswerQueue(at_work=1, waiting=2)
    work = Work()
    task = _start(queue, "a", work)
    await _settle()
    await queue.close(0.01)
    with pytest.raises(QueueClosedError):
        await task
    assert work.cut
