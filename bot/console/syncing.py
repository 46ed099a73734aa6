"""A sync as a person sees it: a progress bar on standard error, then what changed, what failed and how fast it was."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot.console.render import console
from bot.messages import say
from index.documents import Language
from index.errors import CorpusError
from index.report import SyncReport
from index.settings import IndexSettings
from index.wording import in_language

_SHOWN = 12


class Bar:
    """Shows the stages of a sync (`index.report.Progress`); on a pipe it prints a line a stage instead."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._console = console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, name: str, total: int | None) -> None:
        """A new row of the bar."""
        self._task = self._bar.add_task(say(f"stage_{name}", self._language), total=total)

    def advance(self, n: int) -> None:
        """Moves the current row on."""
        if self._task is not None:
            self._bar.advance(self._task, n)

    def note(self, text: str) -> None:
        """A line above the bar."""
        self._console.print(in_language(text, self._language))


def ensure_built(settings: IndexSettings, language: Language) -> None:
    """Builds the index where it is missing, unfinished, of another encoder or of other sources; else returns at once."""
    from index.sync import is_built, sync

    if is_built(settings):
        return
    console(stderr=True).print(say("building", language))
    try:
        with Bar(language) as bar:
            report = sync(settings, progress=bar)
    except CorpusError as error:
        # Disk full, read-only, another sync at work: what the index held before still answers. Where it holds nothing,
        # opening it says so.
        console(stderr=True).print(f"paragraf: {in_language(error, language)}", markup=False)
        return
    for line in report_lines(report, language):
        console(stderr=True).print(line)


def run_sync(
    settings: IndexSettings,
    language: Language,
    *,
    only: tuple[str, ...],
    dry_run: bool,
    allow_mass_removal: bool,
    as_json: bool,
) -> int:
    """Syncs and reports; the exit code is 1 where a source failed."""
    from index.sync import sync

    with Bar(language) as bar:
        report = sync(settings, only=only, dry_run=dry_run, allow_mass_removal=allow_mass_removal, progress=bar)
    if as_json:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2, default=str))
    else:
        for line in report_lines(report, language):
            typer.echo(line)
    return 1 if report.failed else 0


def report_lines(report: SyncReport, language: Language) -> list[str]:
    """What a sync did, in the reader's language."""
    seconds = sum(report.seconds.values())
    done = report.embedded + report.from_cache
    lines = [say("sync_plan", language)] if report.dry_run else []
    lines.append(
        say(
            "sync_done",
            language,
            documents=report.documents,
            passages=report.passages,
            added=len(report.added),
            changed=len(report.changed),
            removed=len(report.removed),
            unchanged=report.unchanged,
        )
    )
    if not report.dry_run:
        lines.append(
            say(
                "sync_speed",
                language,
                seconds=seconds,
                embedded=report.embedded,
                cached=report.from_cache,
                rate=done / seconds if seconds else 0.0,
            )
        )
    lines += _some(
        [say("sync_failed", language, source=one.source, reason=one.reason) for one in report.failed], language
    )
    lines += _some(
        [say("sync_skipped", language, source=one.source, reason=one.reason) for one in report.skipped], language
    )
    duplicates = [say("sync_duplicate", language, kept=one.kept, dropped=one.dropped) for one in report.duplicates]
    return lines + _some(duplicates, language)


def _some(lines: list[str], language: Language) -> list[str]:
    """The first few lines and how many more there are."""
    rest = len(lines) - _SHOWN
    return lines if rest <= 0 else [*lines[:_SHOWN], say("sync_more", language, count=rest)]
