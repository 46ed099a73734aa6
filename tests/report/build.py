"""Puts the report together: measures part by part, then writes text and picture."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.assembly import build_answerer
from bot.settings import Settings
from index.catalogue import Catalogue
from index.corpus import Corpus
from index.layout import Layout
from index.training.fusion_questions import Example
from tests.report import asked, encoders, slices, texts, timing, ways, whole
from tests.report.figures import estimate, reciprocals
from tests.report.picture import Point, draw

VECTORS = "report-vectors.sqlite"
PICTURE = "quality-ms.png"
QUESTIONS_TIMED = 30


def problem(index: Path, shared: Path) -> str | None:
    """Why there can be no report, and what to do."""
    if not (shared / "corpus").is_dir():
        return "there is no ../shared/corpus: the report measures on it"
    if not Layout(index).catalogue.is_file() or not any(Catalogue.in_folder(index).passage_ids()):
        return f"there is no index in {index.name}: run `make index-shared` first (config.shared.yaml)"
    return None


def build(settings: Settings, shared: Path, out: Path, *, sample: int | None, repeats: int, minilm: bool) -> None:
    """Measures everything and writes README.md and the picture to ``out``."""
    started = time.monotonic()
    step("the encoders alone")
    alone = encoders.report(shared, sample)
    step("the legs and the fusion")
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus.open(settings.index)
        found = asked.material(corpus, sample)
        sources = asked.sources_of(corpus)
        names = [asked.slices_of(one.question, sources) for one in found.measured]
        most = 20 * sample if sample else None
        vectors = settings.index.path.parent / VECTORS if sample is None else Path(folder) / VECTORS
        nearest = ways.Nearest(corpus, "packaged", vectors, most) if minilm else None
        ranks = ways.ranks(corpus, found.measured, found.fusion, nearest)
        corpus.close()
    step("the whole search")
    corpus = Corpus.open(settings.index)
    answerer = build_answerer(settings.model_copy(update={"model": type(settings.model)()}), corpus)
    searched = whole.report(answerer, corpus, shared, sample)
    step("milliseconds")
    corpus.warm()
    texts_timed = _timed_questions(found.measured, sample or QUESTIONS_TIMED)
    times = timing.milliseconds(corpus, answerer, nearest, texts_timed, repeats)
    passages, encoder = corpus.lexical.count(), corpus.encoder.name
    corpus.close()
    medians = timing.medians(times)
    draw(_panels(ranks, names, medians), out / PICTURE, texts.note(len(texts_timed), repeats, passages))
    facts = texts.Facts(
        made=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=f"{_processor()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        encoder=encoder,
        passages=passages,
        learned=found.learned,
        checked=sum(one.question.group == asked.CHECK for one in found.measured),
        measured=len(found.measured),
        sample=sample,
        minutes=(time.monotonic() - started) / 60,
    )
    parts = slices.parted(ranks, names)
    report = texts.report(facts, alone, parts, medians, searched, (len(texts_timed), repeats))
    (out / "README.md").write_text(report, encoding="utf-8")
    step("done")


def step(what: str) -> None:
    """Says on the terminal what is under way."""
    print(f"{datetime.now():%H:%M:%S} {what}", flush=True)


def _timed_questions(measured: Sequence[Example], most: int) -> list[timing.Asked]:
    """Questions of both languages, evenly drawn."""
    distinct = list(dict.fromkeys((one.question.text, one.question.language) for one in measured))
    return distinct[:: max(1, len(distinct) // most)][:most]


def _panels(
    ranks: slices.Ranks, names: Sequence[Sequence[str]], medians: dict[str, tuple[float, float, float]]
) -> dict[str, list[Point]]:
    """Points by panel. All that needs both legs costs a whole search; being told the language is no way of searching."""
    panels: dict[str, list[Point]] = {"same language": [], "across languages": []}
    same = [some[0][:2] == some[0][3:5] for some in names]
    for title, wanted in zip(panels, (True, False), strict=True):
        for way, values in ranks.items():
            if way not in (ways.OWN_LANGUAGE, ways.BARE):
                cost = medians.get(way, medians[timing.SEARCH])[0]
                some = [one for one, is_same in zip(values, same, strict=True) if is_same is wanted]
                panels[title].append(Point(way, cost, estimate(reciprocals(some))))
    return {title: points for title, points in panels.items() if points[0].quality.count}


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
