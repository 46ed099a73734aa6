"""Who may ask now, and who has to wait: rates per person and server, and a bounded line before the answers at work.

Pure asyncio, in memory, no Discord. Everything runs on one event loop; nothing here blocks it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeVar

_log = logging.getLogger(__name__)

Result = TypeVar("Result")
OnPlace = Callable[[int], None]

_SWEEP_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` within any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Whose limit is reached, and after how many whole seconds the next question is welcome."""

    scope: Literal["person", "guild"]
    seconds: int


class Subject(StrEnum):
    """What is counted, each by itself: whoever asked six questions may still look their sources up."""

    QUESTION = "question"
    LOOK_UP = "look-up"


class RateLimits:
    """Sliding windows by person and by server: the remaining seconds are exact, not the end of some fixed minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._taken: dict[Hashable, deque[float]] = {}
        self._until_sweep = _SWEEP_EVERY

    def take(
        self,
        person_id: int,
        guild_id: int | None,
        person: Rate,
        guild: Rate | None,
        subject: Subject = Subject.QUESTION,
    ) -> Wait | None:
        """Takes one question of both windows, or of none: then it says whose limit is reached and for how long."""
        now = self._now()
        self._sweep(now, max(person.seconds, guild.seconds if guild else 0))
        keys: list[Hashable] = [(subject, "person", person_id)]
        seconds = self._left(keys[0], person, now)
        if seconds > 0:
            return Wait("person", math.ceil(seconds))
        if guild is not None and guild_id is not None:
            keys.append((subject, "guild", guild_id))
            seconds = self._left(keys[1], guild, now)
            if seconds > 0:
                return Wait("guild", math.ceil(seconds))
        for key in keys:
            self._taken.setdefault(key, deque()).append(now)
        return None

    def give_back(self, person_id: int, guild_id: int | None, subject: Subject) -> None:
        """Takes back what `take` just counted: somebody else said no."""
        for key in ((subject, "person", person_id), (subject, "guild", guild_id)):
            if self._taken.get(key):
                self._taken[key].pop()

    def forget(self, person_id: int) -> None:
        """Forgets when a person asked."""
        for subject in Subject:
            self._taken.pop((subject, "person", person_id), None)

    def _left(self, key: Hashable, rate: Rate, now: float) -> float:
        """Seconds until the window has room, 0 where it has."""
        taken = self._taken.get(key)
        if taken is None:
            return 0.0
        while taken and now - taken[0] >= rate.seconds:
            taken.popleft()
        if len(taken) < rate.count:
            return 0.0
        # A limit that was lowered since may be exceeded by several: the one that makes room is not the oldest.
        return taken[len(taken) - rate.count] + rate.seconds - now

    def _sweep(self, now: float, seconds: float) -> None:
        """Forgets people who have not asked for long, so that memory does not grow with everyone who ever asked."""
        self._until_sweep -= 1
        if self._until_sweep > 0:
            return
        self._until_sweep = _SWEEP_EVERY
        for key in [key for key, taken in self._taken.items() if not taken or now - taken[-1] >= seconds]:
            del self._taken[key]


class QueueFullError(Exception):
    """The line is full; ``waiting`` says how many are in it."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} questions are waiting")
        self.waiting = waiting


class SupersededError(Exception):
    """A newer question of the same conversation took this one's place."""


class QueueClosedError(Exception):
    """The program is stopping."""


@dataclass(eq=False)
class _Ticket:
    conversation: str
    on_place: OnPlace | None
    turn: asyncio.Future[None]
    work: asyncio.Future[Any] | None = None
    stopped_by: Exception | None = None
    place: int = field(default=-1)


class AnswerQueue:
    """At most ``at_work`` answers at once, at most ``waiting`` in the line before them, first come, first served."""

    def __init__(self, at_work: int, waiting: int) -> None:
        self._at_work = at_work
        self._limit = waiting
        self._working: list[_Ticket] = []
        self._line: list[_Ticket] = []
        self._closed = False

    @property
    def busy(self) -> int:
        """How many answers are at work."""
        return len(self._working)

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return len(self._line)

    async def run(
        self, conversation: str, work: Callable[[], Awaitable[Result]], on_place: OnPlace | None = None
    ) -> Result:
        """Waits for a turn, works, and returns the result.

        ``on_place`` hears the place in the line whenever it changes (1 is next, 0 is at work now); it must not block.
        A newer question of a conversation takes the place of the older one, also of one at work. Cancelling gives the
        place back.

        Raises:
            QueueFullError: too many are waiting; nothing was begun.
            SupersededError: a newer question of the same conversation came.
            QueueClosedError: the program is stopping.
        """
        if self._closed:
            raise QueueClosedError
        ticket = _Ticket(conversation, on_place, asyncio.get_running_loop().create_future())
        self._join(ticket)
        try:
            await ticket.turn
            if ticket.stopped_by is None:
                ticket.work = asyncio.ensure_future(work())
                result: Result = await ticket.work
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if ticket.stopped_by is None or (task is not None and task.cancelling()):
                raise
        except Exception:
            if ticket.stopped_by is None:
                raise
        finally:
            self._leave(ticket)
        if ticket.stopped_by is not None:
            raise ticket.stopped_by
        return result

    async def close(self, seconds: float) -> None:
        """Takes no more, sends the waiting away, lets those at work finish for ``seconds``, then cancels them."""
        self._closed = True
        for ticket in list(self._line):
            self._stop(ticket, QueueClosedError())
        at_work = [ticket.work for ticket in self._working if ticket.work is not None]
        if at_work:
            await asyncio.wait(at_work, timeout=seconds)
        for ticket in list(self._working):
            self._stop(ticket, QueueClosedError())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                while self._working:
                    await asyncio.sleep(0.01)

    def _join(self, ticket: _Ticket) -> None:
        waiting = next((one for one in self._line if one.conversation == ticket.conversation), None)
        working = [one for one in self._working if one.conversation == ticket.conversation]
        if waiting is not None:
            self._line[self._line.index(waiting)] = ticket
            self._stop(waiting, SupersededError())
        elif working:
            self._line.insert(0, ticket)
        elif len(self._line) >= self._limit and len(self._working) >= self._at_work:
            raise QueueFullError(len(self._line))
        else:
            self._line.append(ticket)
        for one in working:
            self._stop(one, SupersededError())
        self._advance()

    def _leave(self, ticket: _Ticket) -> None:
        for group in (self._line, self._working):
            if ticket in group:
                group.remove(ticket)
        self._advance()

    def _advance(self) -> None:
        """Gives free places at work to the first in the line and tells the others where they stand now."""
        while self._line and len(self._working) < self._at_work:
            first = self._line.pop(0)
            self._working.append(first)
            if not first.turn.done():
                first.turn.set_result(None)
            _tell(first, 0)
        for place, ticket in enumerate(self._line, start=1):
            _tell(ticket, place)

    def _stop(self, ticket: _Ticket, reason: Exception) -> None:
        if ticket.stopped_by is None:
            ticket.stopped_by = reason
        if ticket.work is not None:
            ticket.work.cancel()
        elif not ticket.turn.done():
            ticket.turn.set_result(None)  # `run` sees `stopped_by` before it would work


def _tell(ticket: _Ticket, place: int) -> None:
    if ticket.place == place:
        return
    ticket.place = place
    if ticket.on_place is None:
        return
    try:
        ticket.on_place(place)
    except Exception:  # noqa: BLE001 - whatever a listener does, the line moves on
        _log.exception("a listener for the place in the line failed")
