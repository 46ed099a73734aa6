"""Asks every gold question and measures what comes back."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering.answer import Answer, NoAnswer
from bot.answering.answerer import Answerer
from bot.answering.contract import to_json
from bot.evaluation.metrics import contains_gold, proves, reciprocal_rank
from bot.evaluation.questions import Gold
from index.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Measured:
    """One question with everything that was measured about its answer."""

    gold: Gold
    answer: dict[str, Any]
    relevant: tuple[bool, ...]
    cross: bool
    contains: bool
    proving: tuple[bool, ...]
    verbatim: bool
    seconds: float

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return bool(self.answer["outcome"] == "no_answer")


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one slice; None where the slice has nothing to measure."""

    name: str
    questions: int
    hit1: float | None
    hit5: float | None
    hit10: float | None
    mrr: float | None
    gold_strings: float | None
    precision: float | None
    recall: float | None
    refused: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Results:
    """All measurements of a run."""

    measured: tuple[Measured, ...]

    def rows(self) -> list[Row]:
        """Slices: all, by language, same language / across, by kind."""
        slices: list[tuple[str, Callable[[Measured], bool]]] = [
            ("all", lambda _: True),
            ("de", lambda one: one.gold.language.value == "de"),
            ("en", lambda one: one.gold.language.value == "en"),
            ("same language", lambda one: bool(one.gold.sources) and not one.cross),
            ("across languages", lambda one: one.cross),
            ("answerable", lambda one: one.gold.answerable and one.gold.judged),
            ("to be refused", lambda one: not one.gold.answerable),
        ]
        kinds = dict.fromkeys(one.gold.kind for one in self.measured)
        slices += [(f"kind: {kind}", lambda one, kind=kind: one.gold.kind == kind) for kind in kinds]  # type: ignore[misc]
        return [_row(name, [one for one in self.measured if wanted(one)]) for name, wanted in slices]

    def summary(self) -> dict[str, Any]:
        """The rows as JSON, and the misses by id."""
        return {
            "rows": [{field: getattr(row, field) for field in Row.__slots__} for row in self.rows()],
            "verbatim": all(one.verbatim for one in self.measured),
            "wrongly_refused": [one.gold.id for one in self.measured if _wrongly_refused(one)],
            "wrongly_answered": [one.gold.id for one in self.measured if not one.gold.answerable and not one.refused],
            "missing_strings": [one.gold.id for one in self.measured if one.gold.answerable and not one.contains],
            "evidence_missed_at_5": [
                one.gold.id
                for one in self.measured
                if one.gold.answerable and _searchable(one) and not any(one.relevant[:5])
            ],
        }


def evaluate(answerer: Answerer, corpus: Corpus, questions: Sequence[Gold]) -> Results:
    """Asks all questions, one after the other."""
    measured: list[Measured] = []
    with asyncio.Runner() as runner:
        for gold in questions:
            result = runner.run(answerer.answer(gold.asked()))
            measured.append(_measure(gold, result, corpus))
    return Results(tuple(measured))


def _measure(gold: Gold, result: Answer | NoAnswer, corpus: Corpus) -> Measured:
    hits = result.evidence if isinstance(result, Answer) else result.nearest
    answer = to_json(result)
    relevant = tuple(
        proves(hit.passage.text, hit.passage.citation or hit.info.citation, hit.info.source, gold) for hit in hits
    )
    proving = tuple(proves(one["quote"], one["citation"], one["source"], gold) for one in answer["citations"])
    first = next((hit for hit, good in zip(hits, relevant, strict=True) if good), None)
    cross = gold.kind == "cross_lingual" or (first is not None and first.info.language is not gold.language)
    return Measured(
        gold,
        answer,
        relevant,
        cross,
        contains_gold(answer["answer"], gold) and answer["outcome"] == "answered",
        proving,
        all(_verbatim(one, corpus) for one in answer["citations"]),
        result.seconds,
    )


def _verbatim(citation: dict[str, Any], corpus: Corpus) -> bool:
    document = corpus.document(citation["document_id"])
    return document is not None and document.text[citation["start"] : citation["end"]] == citation["quote"]


def _searchable(one: Measured) -> bool:
    return bool(one.gold.sources)


def _wrongly_refused(one: Measured) -> bool:
    return one.gold.answerable and one.gold.judged and one.refused


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _row(name: str, chosen: list[Measured]) -> Row:
    found = [one for one in chosen if one.gold.answerable and _searchable(one)]
    strings = [one for one in chosen if one.gold.answerable and one.gold.judged]
    cited = [one for one in found if one.proving]
    return Row(
        name=name,
        questions=len(chosen),
        hit1=_mean([float(any(one.relevant[:1])) for one in found]),
        hit5=_mean([float(any(one.relevant[:5])) for one in found]),
        hit10=_mean([float(any(one.relevant[:10])) for one in found]),
        mrr=_mean([reciprocal_rank(list(one.relevant)) for one in found]),
        gold_strings=_mean([float(one.contains) for one in strings]),
        precision=_mean([sum(one.proving) / len(one.proving) for one in cited]),
        recall=_mean([float(any(one.proving)) for one in found]),
        refused=_mean([float(one.refused) for one in chosen if one.gold.judged]),
        seconds=_mean([one.seconds for one in chosen]) or 0.0,
    )
