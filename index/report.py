"""What a sync says while it works and when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol


class Progress(Protocol):
    """Who wants to see a sync at work. Stages are ``survey`` (sources), ``index`` (bytes) and ``tidy`` (passages)."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; ``total`` is in its own unit, None where unknown."""

    def advance(self, n: int) -> None:
        """``n`` more units are done."""

    def note(self, text: str) -> None:
        """One line about something worth knowing (a source that failed, a repair)."""


class Silent:
    """Nobody looks."""

    def stage(self, name: str, total: int | None) -> None:
        """Says nothing."""

    def advance(self, n: int) -> None:
        """Says nothing."""

    def note(self, text: str) -> None:
        """Says nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that failed or was skipped, and why (one line for a person)."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A source that is not in the index of its own, and the source that stands for it."""

    kept: str
    dropped: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did; for a dry run: what it would do, as far as that can be told without embedding.

    ``added``, ``changed``, ``removed`` are document ids; ``unchanged`` counts documents. ``documents`` and ``passages``
    are the index as it is now. ``embedded`` texts went through the encoder, ``from_cache`` did not need to.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    from_cache: int = 0
    duplicates: tuple[Duplicate, ...] = ()
    failed: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    newest_source: str = ""
    dry_run: bool = False


class Stopwatch:
    """Seconds by stage; a stage may be entered more than once, stages inside another are not counted twice."""

    def __init__(self) -> None:
        """All at zero."""
        self.seconds: dict[str, float] = {}
        self._inner = [0.0]

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time of the block, less that of stages inside it."""
        began = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            spent = time.perf_counter() - began
            own = spent - self._inner.pop()
            self._inner[-1] += spent
            self.seconds[name] = self.seconds.get(name, 0.0) + own
