"""Looking at every configured source, and deciding which have to be read: nothing is read or written yet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SettingsError, SourceUnavailableError
from index.plan import SyncPlan, plan
from index.report import Problem, Progress
from index.settings import IndexSettings, Source
from index.sources import (
    Found,
    Item,
    Known,
    Missed,
    Unchanged,
    Validators,
    Visit,
    Visited,
    accumulates,
    fetch,
    label,
    origin,
    recipe,
)
from index.wording import message

if TYPE_CHECKING:
    from index.sources.http import Client

INCOMING = "incoming"
"""Folder of the index where downloads wait for their turn."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the catalogue remembers of a source."""

    sha256: str
    origin: str
    recipe: str
    validators: Validators
    error: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source that has to be read, with what it was configured as."""

    found: Found
    configured: Source
    origin: str
    recipe: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What is there, and what has to be done about it.

    ``visited`` (feeds and the like) and ``troubled`` (what failed or was skipped now) are to be remembered, each with
    its origin; ``visited`` with its recipe, too.
    """

    plan: SyncPlan
    arrivals: tuple[Arrival, ...]
    visited: tuple[tuple[Visited, str, str], ...]
    failed: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    troubled: tuple[tuple[Problem, str], ...] = ()


@dataclass(slots=True)
class _Seen:
    hashes: dict[str, str] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    visited: list[tuple[Visited, str, str]] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    troubled: list[tuple[Problem, str]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)


def selected(sources: Iterable[Source], only: Collection[str]) -> list[Source]:
    """The sources that are named in ``only`` by name or type; all, where it is empty.

    Raises:
        SettingsError: a name that no source has.
    """
    every = list(sources)
    names = {name for one in every for name in (label(one), one.type)}
    unknown = sorted(set(only) - names)
    if unknown:
        raise SettingsError(message("unknown_source", unknown=", ".join(unknown), known=", ".join(sorted(names))))
    return [one for one in every if not only or {label(one), one.type} & set(only)]


def look(
    settings: IndexSettings,
    rows: Mapping[str, Row],
    *,
    only: Collection[str],
    versions: str,
    incoming: Path,
    client: Client,
    progress: Progress,
) -> Survey:
    """Visits the selected sources one after the other and compares their hashes with what the catalogue remembers.

    ``versions`` are those of readers and splitter: another version makes every source count as changed.
    """
    seen = _Seen()
    chosen = selected(settings.sources, only)
    shutil.rmtree(incoming, ignore_errors=True)
    limit = settings.max_file_megabytes * 1_000_000
    own = f"{os.path.normpath(settings.path)}/"  # an index inside a folder that is a source is no document of it
    progress.stage("survey", None)
    for source in chosen:
        came_from, how = origin(source), recipe(source, versions)
        current = {name: row for name, row in rows.items() if row.recipe == how and not row.error}
        visit = Visit({name: Known(row.sha256, row.validators) for name, row in current.items()}, client, limit)
        try:
            for item in fetch(source, visit):
                if item.source.startswith(own):
                    continue
                progress.advance(1)
                _note(item, seen, Arrival(_NOTHING, source, came_from, how), rows, incoming)
        except SourceUnavailableError as error:
            progress.note(error.args[0])
            problem = Problem(error.source, error.reason)
            seen.failed.append(problem)
            seen.troubled.append((problem, came_from))
            seen.kept.update(name for name, row in rows.items() if row.origin == came_from)
    seen.kept.update(_not_looked_at(settings.sources, chosen, rows))
    inventory = {name: f"{row.sha256}.{row.recipe}" for name, row in rows.items()}
    decided = plan(inventory, seen.hashes, seen.kept - seen.hashes.keys())
    todo = {*decided.added, *decided.changed}
    unreadable = (Problem(name, rows[name].error) for name in decided.unchanged if name in seen.hashes)
    return Survey(
        plan=decided,
        arrivals=tuple(one for name, one in seen.arrivals.items() if name in todo),
        visited=tuple(seen.visited),
        failed=tuple(seen.failed),
        skipped=(*seen.skipped, *(one for one in unreadable if one.reason)),
        troubled=tuple(seen.troubled),
    )


_NOTHING = Found("", "", 0, bytes)


def _note(item: Item, seen: _Seen, arrival: Arrival, rows: Mapping[str, Row], incoming: Path) -> None:
    """Files one item; the first configured source that brings a name keeps it."""
    if item.source in seen.hashes:
        return
    row = rows.get(item.source)
    match item:
        case Found():
            seen.hashes[item.source] = f"{item.sha256}.{arrival.recipe}"
            if row is None or f"{row.sha256}.{row.recipe}" != seen.hashes[item.source]:
                seen.arrivals[item.source] = replace(arrival, found=_on_disk(item, incoming))
        case Unchanged():
            if row is not None:
                seen.hashes[item.source] = f"{row.sha256}.{row.recipe}"
        case Visited():
            seen.hashes[item.source] = f"{item.sha256}.{arrival.recipe}"
            seen.visited.append((item, arrival.origin, arrival.recipe))
        case Missed():
            problem = Problem(item.source, item.reason)
            (seen.skipped if item.skipped else seen.failed).append(problem)
            seen.troubled.append((problem, arrival.origin))
            below = item.source if item.source.endswith("/") else None
            seen.kept.update(n for n in rows if n == item.source or (below and n.startswith(below)))


def _on_disk(found: Found, incoming: Path) -> Found:
    """Puts bytes that are in memory on disk until their turn comes; files stay where they are."""
    if not found.in_memory:
        return found
    incoming.mkdir(parents=True, exist_ok=True)
    file = incoming / found.sha256
    file.write_bytes(found.load())
    return replace(found, load=file.read_bytes, in_memory=False)


def _not_looked_at(every: Iterable[Source], chosen: list[Source], rows: Mapping[str, Row]) -> Iterator[str]:
    """What must not be taken for gone: other sources than the chosen ones, and what feeds no longer list."""
    left_out = {origin(one) for one in every if one not in chosen}
    partial = len(left_out) > 0
    growing = {origin(one) for one in every if accumulates(one)}
    configured = {origin(one) for one in every}
    for name, row in rows.items():
        unasked = row.origin in left_out or (partial and row.origin not in configured)
        if unasked or row.origin in growing:
            yield name
