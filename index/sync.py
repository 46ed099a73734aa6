"""Sync: look at every source, plan, apply, report.

The order of things makes it safe to stop anywhere: a source counts as done only when all of its documents are
written, a document exists only when the catalogue says so (`index.writing`), and removals come last. Whoever syncs
again goes on where the last one stopped, and no text is embedded a second time (`index.vectors`).
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from index import ledger as facts
from index.applying import Applier, Comparison, Outcome, now
from index.built import configured, encoder_key, is_built
from index.catalogue import Catalogue, discard_other_schema
from index.documents import DocumentInfo
from index.embed import Encoder, load_encoder
from index.errors import CorpusError
from index.intake import versions
from index.law_in_time import published_on
from index.layout import Layout
from index.ledger import Ledger
from index.lock import owned
from index.plan import guard_removal
from index.report import Duplicate, Progress, Silent, Stopwatch, SyncReport
from index.settings import IndexSettings
from index.sources import Validators
from index.survey import INCOMING, Row, Survey, look
from index.wording import message
from index.writing import Identity, Parts, Writer

__all__ = ["Progress", "SyncReport", "is_built", "sync"]


def sync(
    settings: IndexSettings,
    *,
    only: Collection[str] = (),
    dry_run: bool = False,
    allow_mass_removal: bool = False,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
) -> SyncReport:
    """Brings the index in line with the configured sources.

    ``only`` names sources (by name or type) to look at; the others stay as they are. A dry run changes nothing.
    ``encoder`` takes the place of the configured one.

    Raises:
        IndexLockedError: another process owns the index folder.
        MassRemovalError: more than ``max_removed_share`` of the documents would go, and that is not allowed.
        CorpusError: the index cannot be written (disk full, read-only ...); it stays usable as it was.
    """
    shown = progress or Silent()
    with owned(settings.path), _explained(settings.path):
        if discard_other_schema(settings.path):
            shown.note(message("built_anew", folder=settings.path))
        catalogue = Catalogue.in_folder(settings.path)
        try:
            run = _Run(settings, catalogue, shown, encoder)
            return run.preview(only) if dry_run else run.run(only, allow_mass_removal)
        finally:
            catalogue.close()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """One clear line where the disk or the database refuses."""
    try:
        yield
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(getattr(error, "orig", None) or error)
        raise CorpusError(message("index_unwritable", folder=folder, error=reason)) from error


class _Run:
    """One sync of one index folder."""

    def __init__(
        self, settings: IndexSettings, catalogue: Catalogue, progress: Progress, encoder: Encoder | None
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.ledger = Ledger(catalogue)
        self.progress = progress
        self.watch = Stopwatch()
        self.layout = Layout(settings.path)
        self.incoming = settings.path / INCOMING
        self.outcome = Outcome()
        self.given = encoder

    def run(self, only: Collection[str], allow_mass_removal: bool) -> SyncReport:
        """Survey, plan, apply, report."""
        unfinished = bool(self.ledger.fact(facts.UNFINISHED))
        survey = self._survey(only)
        gone = self.ledger.documents_of(survey.plan.removed)
        before = self.ledger.count()
        share = 1.0 if allow_mass_removal else self.settings.max_removed_share
        guard_removal(len(gone), before, share)
        self.catalogue.sweep()
        try:
            self._apply(survey, gone)
            self._mend(unfinished)
            self._remove(survey, before, share)
            self._remember(survey)
            if self.ledger.fact(facts.UNFINISHED) or self.ledger.fact(facts.CONFIGURED) != configured(self.settings):
                from index.grouping import settle_duplicates

                with self.watch.stage("duplicates"):
                    settle_duplicates(self.settings, self.catalogue, self.ledger, self.writer)
            return self._finish(survey, whole=not only)
        finally:
            self.parts.close()

    def preview(self, only: Collection[str]) -> SyncReport:
        """What `run` would do: sources are fetched and read, nothing is changed."""
        survey = self._survey(only)
        gone = self.ledger.documents_of(survey.plan.removed)
        comparison = Comparison(self.ledger, gone, self.outcome)
        for arrival in survey.arrivals:
            if (taken := comparison.read(arrival)) is not None:
                comparison.changed(arrival.found.source, taken)
        self.outcome.removed = tuple(sorted({*gone, *self.outcome.vanished} - {*self.outcome.added}))
        shutil.rmtree(self.incoming, ignore_errors=True)
        return self._report(survey, dry_run=True)

    @cached_property
    def parts(self) -> Parts:
        """The stores, for the encoder that the index was last finished with, or for another one."""
        known = self.ledger.fact(facts.ENCODER_NAME)
        if known and self.ledger.fact(facts.ENCODER) == self.encoder_key:
            identity = Identity(known, int(self.ledger.fact(facts.DIMENSION)))
            return Parts(self.layout, self.settings.chroma_url, identity, self._load)
        encoder = self._load()
        identity = Identity(encoder.name, encoder.dimension)
        return Parts(self.layout, self.settings.chroma_url, identity, lambda: encoder)

    @cached_property
    def encoder_key(self) -> str:
        """What tells that the encoder is still the same."""
        settings = self.settings.encoder
        if self.given is None:
            return encoder_key(settings)
        # A process that has the configured encoder in memory may pass it; the index then counts as built for it.
        label = self.given.name.partition("@")[0]
        same = label in settings.model and load_encoder(settings).name == self.given.name
        return encoder_key(settings) if same else f"given:{self.given.name}"

    @cached_property
    def writer(self) -> Writer:
        """Writes to all stores."""
        return Writer(self.catalogue, self.ledger, self.parts, self.progress, self.watch)

    def _load(self) -> Encoder:
        return self.given or load_encoder(self.settings.encoder)

    def _survey(self, only: Collection[str]) -> Survey:
        from index.sources import http

        rows = {
            name: Row(
                row["sha256"],
                row["origin"],
                row["recipe"],
                Validators(row["etag"], row["last_modified"]),
                row["error"],
            )
            for name, row in self.catalogue.sources().items()
        }
        with self.watch.stage("survey"), http.Client() as client:
            return look(
                self.settings,
                rows,
                only=only,
                versions=versions(),
                incoming=self.incoming,
                client=client,
                progress=self.progress,
            )

    def _apply(self, survey: Survey, gone: Collection[str]) -> None:
        self.progress.stage("index", sum(one.found.size for one in survey.arrivals))
        applier = Applier(self.catalogue, self.ledger, self.writer, self.progress, self.watch)
        applier.apply(survey, set(gone), self.outcome)

    def _mend(self, unfinished: bool) -> None:
        """Compares the stores where they may differ: after a cut, for another encoder, where their counts say so."""
        known = self.ledger.fact(facts.ENCODER_NAME)
        passages = self.catalogue.counts()[1]
        if not unfinished and known in {"", self.parts.identity.name}:
            with self.watch.stage("repair"):
                if self.parts.store.count() == passages == self.parts.lexical.count():
                    return
            self.progress.note(message("mending_index", folder=self.settings.path))
        self.writer.repair()

    def _remove(self, survey: Survey, before: int, share: float) -> None:
        """Removes what is gone for sure: asked again here, since a document may have moved to another source."""
        gone = {*self.ledger.documents_of(survey.plan.removed), *self.outcome.vanished}
        going = sorted(gone - {*self.outcome.added})
        guard_removal(len(going), before, share)
        self.writer.remove(going)
        self.outcome.removed = tuple(going)

    def _remember(self, survey: Survey) -> None:
        """Marks what is done or gone, and writes down what failed, so that `paragraf status` can tell."""
        for done in self.outcome.late:
            done()
        for name in survey.plan.removed:
            self.catalogue.remove_source(name)
        for visited, came_from, how in survey.visited:
            etag, modified = visited.validators.etag, visited.validators.last_modified
            self.catalogue.put_source(
                visited.source, visited.sha256, came_from, now(), recipe=how, etag=etag, last_modified=modified
            )
        known = self.catalogue.sources()
        for problem, came_from in survey.troubled:
            row = known.get(problem.source)
            # Without a recipe the source is read again as soon as it can be had.
            self.catalogue.put_source(problem.source, row["sha256"] if row else "", came_from, now(), problem.reason)

    def _finish(self, survey: Survey, whole: bool) -> SyncReport:
        identity = self.parts.identity
        stated = {
            facts.UNFINISHED: "",
            facts.ENCODER: self.encoder_key,
            facts.ENCODER_NAME: identity.name,
            facts.DIMENSION: str(identity.dimension),
        }
        if self.ledger.fact(facts.UNFINISHED):
            self.writer.touch()
            stated[facts.NEWEST] = newest_source(self.catalogue.infos())
        if whole:
            stated[facts.CONFIGURED] = configured(self.settings)
        self.ledger.state(**stated)
        shutil.rmtree(self.incoming, ignore_errors=True)
        return self._report(survey, dry_run=False)

    def _report(self, survey: Survey, dry_run: bool) -> SyncReport:
        documents, passages = self.catalogue.counts()
        duplicates = self.ledger.duplicates()
        dropped = {one for one, _, _ in duplicates}
        added = tuple(sorted(one for one in self.outcome.added if one not in dropped))
        changed = tuple(sorted(one for one in self.outcome.changed if one not in dropped))
        tally = None if dry_run else self.writer.tally
        return SyncReport(
            added=added,
            changed=changed,
            removed=self.outcome.removed,
            unchanged=documents - len(changed) - len(self.outcome.removed if dry_run else added),
            documents=documents,
            passages=passages,
            embedded=tally.embedded if tally else 0,
            from_cache=tally.from_cache if tally else 0,
            duplicates=tuple(Duplicate(kept, source) for _, source, kept in duplicates),
            failed=survey.failed,
            skipped=tuple(dict.fromkeys((*survey.skipped, *self.outcome.skipped))),
            seconds=dict(self.watch.seconds),
            newest_source=self.ledger.fact(facts.NEWEST),
            dry_run=dry_run,
        )


def newest_source(infos: Collection[DocumentInfo], today: date | None = None) -> str:
    """The newest date that any document states of itself (ISO), never one in the future; empty where none does."""
    limit = today or datetime.now(UTC).date()
    days = [day for one in infos for day in (published_on(one), one.facts_as_of) if day is not None and day <= limit]
    return max(days).isoformat() if days else ""
