"""Arrivals become documents in the index: only what changed within a source is split and written again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from index.catalogue import Catalogue, Entry
from index.duplicates import Twins, candidate, imprint
from index.errors import UnreadableDocumentError
from index.intake import Taken, same_content, take
from index.ledger import Ledger
from index.plan import plan
from index.report import Problem, Progress, Stopwatch
from index.survey import Arrival, Survey
from index.writing import Writer


@dataclass(slots=True)
class Outcome:
    """What became of the documents; ``late`` marks sources as done that have removals to come."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    removed: tuple[str, ...] = ()
    skipped: list[Problem] = field(default_factory=list)
    late: list[Callable[[], None]] = field(default_factory=list)


class Comparison:
    """Reads arrivals and compares their documents with what is stored; writes nothing."""

    def __init__(self, ledger: Ledger, gone: Collection[str], outcome: Outcome) -> None:
        """``gone`` are documents that will be removed: their ids are free for others."""
        self._ledger = ledger
        self._gone = gone
        self._outcome = outcome
        self._claimed: dict[str, str] = {}  # ids of this sync, most of them not yet written

    def read(self, arrival: Arrival) -> Taken | None:
        """The documents of a source; None where there are none, which is noted."""
        try:
            taken = take(arrival, self._owners)
        except UnreadableDocumentError as error:
            self._outcome.skipped.append(Problem(error.source, error.reason))
            return None
        self._claimed |= {one.info.id: arrival.found.source for one in taken.documents}
        return taken

    def changed(self, source: str, taken: Taken) -> tuple[set[str], bool]:
        """The ids that have to be written, and whether documents of the source are no longer in it."""
        stored = self._ledger.fingerprints(source)
        current = {one.info.id: mark for one, mark in zip(taken.documents, taken.fingerprints, strict=True)}
        decided = plan(stored, current)
        self._outcome.added += decided.added
        self._outcome.changed += [one for one in decided.changed if not same_content(stored[one], current[one])]
        self._outcome.vanished += decided.removed
        return {*decided.added, *decided.changed}, bool(decided.removed)

    def _owners(self, ids: Iterable[str]) -> dict[str, str]:
        wanted = list(ids)
        stored = {one: source for one, source in self._ledger.owners(wanted).items() if one not in self._gone}
        return stored | {one: self._claimed[one] for one in wanted if one in self._claimed}


class Applier:
    """Writes the arrivals of a survey."""

    def __init__(
        self, catalogue: Catalogue, ledger: Ledger, writer: Writer, progress: Progress, watch: Stopwatch
    ) -> None:
        """Shares the parts of the sync."""
        self._catalogue = catalogue
        self._ledger = ledger
        self._writer = writer
        self._progress = progress
        self._watch = watch

    def apply(self, survey: Survey, gone: Collection[str], outcome: Outcome) -> None:
        """Reads, splits and writes every arrival, in order. ``gone`` are documents that will be removed afterwards."""
        if not survey.arrivals:
            return
        comparison = Comparison(self._ledger, gone, outcome)
        twins = self._twins(gone)
        for arrival in survey.arrivals:
            with self._watch.stage("reading"):
                taken = comparison.read(arrival)
            if taken is None:
                mark_source(self._catalogue, arrival, arrival.found.sha256, outcome.skipped[-1].reason)
                self._progress.advance(arrival.found.size)
                continue
            todo, shrunk = comparison.changed(arrival.found.source, taken)
            self._add(arrival, taken, todo, twins)
            done = _done(self._catalogue, arrival, taken.sha256)
            if shrunk:
                outcome.late.append(done)  # removals come last; cut off before them, the source must be read again
            else:
                self._writer.then(done)
        self._writer.flush()

    def _twins(self, gone: Collection[str]) -> Twins:
        twins = Twins(lambda one: self._writer.text(one) or self._ledger.text(one))
        for record in self._ledger.records():
            if not record.duplicate_of and record.candidate.id not in gone:
                twins.add(record.candidate)
        return twins

    def _add(self, arrival: Arrival, taken: Taken, todo: set[str], twins: Twins) -> None:
        from index.split import split

        length = sum(len(one.text) for one in taken.documents) or 1
        for ordinal, (document, mark) in enumerate(zip(taken.documents, taken.fingerprints, strict=True)):
            weight = arrival.found.size * len(document.text) / length
            if document.info.id not in todo:
                self._writer.advance(weight)
                continue
            with self._watch.stage("splitting"):
                seen = imprint(document.text, document.info.kind)
                one = candidate(document.info, seen)
                twins.discard(one.id)
                # Most duplicates are seen here and never embedded; the whole corpus is settled at the end.
                twin = twins.twin_of(one, document.text) or ""
                passages = () if twin else split(document)
            if not twin:
                twins.add(one)
            self._writer.add(Entry(document, passages, mark, ordinal, seen, twin), weight)


def mark_source(catalogue: Catalogue, arrival: Arrival, sha256: str, error: str = "") -> None:
    """Remembers a source as read, with what recognises it next time."""
    validators = arrival.found.validators
    catalogue.put_source(
        arrival.found.source,
        sha256,
        arrival.origin,
        now(),
        error,
        recipe=arrival.recipe,
        etag=validators.etag,
        last_modified=validators.last_modified,
    )


def _done(catalogue: Catalogue, arrival: Arrival, sha256: str) -> Callable[[], None]:
    return lambda: mark_source(catalogue, arrival, sha256)


def now() -> str:
    """This moment (UTC) as ISO text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
