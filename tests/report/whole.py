"""(e) The whole search as an answer gets it: the five articles, US rules, and the development questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.evaluation.collect import DATA, Sample, collect
from bot.evaluation.metrics import proves
from bot.evaluation.questions import Gold, load_questions
from tests.report.figures import NEVER, estimate, hits, reciprocals
from tests.report.markdown import asked_for, cell, table

_ARTICLE = re.compile(r"^\d{3}_\w+\.txt$")
LEAST = {
    "five articles, de→de": {1: 0.85, 5: 0.97},
    "five articles, en→de": {1: 0.60, 5: 0.85},
    "German questions on US rules": {5: 0.80},
    "questions-dev, same language": {5: 0.95},
    "questions-dev, across": {5: 0.85},
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the rank of the first hit that proves its answer, and whether that is in the other language."""

    gold: Gold
    rank: float
    across: bool


def judge(sample: Sample) -> Judged:
    """The first proving hit of a search."""
    for place, hit in enumerate(sample.found.hits, start=1):
        if proves(hit.passage.text, hit.passage.citation or hit.info.citation, hit.info.source, sample.gold):
            across = hit.info.language is not sample.gold.language
            return Judged(sample.gold, float(place), across or sample.gold.kind == "cross_lingual")
    return Judged(sample.gold, NEVER, sample.gold.kind == "cross_lingual")


def slices_of(one: Judged) -> list[str]:
    """Under which names a question is reported."""
    if one.gold.id.startswith("dev"):
        return ["questions-dev, across" if one.across else "questions-dev, same language"]
    if any(_ARTICLE.match(file) for file in one.gold.files):
        return [f"five articles, {one.gold.language}→de"]
    if one.gold.language == "de" and any(" CFR " in section for section in one.gold.sections):
        return ["German questions on US rules"]
    return []


def report(answerer: Answerer, shared: Path, sample: int | None) -> str:
    """The table."""
    own = load_questions(DATA / "questions-own.jsonl", [shared / "corpus"])
    golds = [*load_questions(shared / "questions-dev.jsonl"), *own]
    golds = [gold for gold in golds if gold.answerable and gold.judged and gold.sources]
    parts: dict[str, list[Judged]] = defaultdict(list)
    wanted = [gold for gold in golds if slices_of(Judged(gold, NEVER, False))]
    for one in collect(answerer, _few(wanted, sample), date.today()):
        judged = judge(one)
        for name in slices_of(judged):
            parts[name].append(judged)
            if judged.gold.split == "check":
                parts[f"{name}: check"].append(judged)
    return table(["questions", "n", "@1", "@5", "@10", "MRR", "asked"], [_row(*one) for one in sorted(parts.items())])


def _few(golds: Sequence[Gold], sample: int | None) -> list[Gold]:
    """The first of each slice."""
    by_slice: dict[str, list[Gold]] = defaultdict(list)
    for gold in golds:
        by_slice[slices_of(Judged(gold, NEVER, gold.kind == "cross_lingual"))[0]].append(gold)
    return [gold for some in by_slice.values() for gold in some[:sample]]


def _row(name: str, some: Sequence[Judged]) -> list[str]:
    ranks = [one.rank for one in some]
    by_at = {at: estimate(hits(ranks, at)) for at in (1, 5, 10)}
    least = LEAST.get(name.removesuffix(": check"), {})
    asked = ", ".join(f"@{at} {asked_for(by_at[at], wanted)}" for at, wanted in least.items())
    return [name, str(len(some)), *(cell(one) for one in by_at.values()), cell(estimate(reciprocals(ranks))), asked]
