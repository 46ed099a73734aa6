"""(e) The whole search as an answer gets it: the five articles, US rules, and the development questions.

The first two are asked twice: of everything, and of the source texts alone. Our own briefs say much of the same in other
words, and nobody has marked where they answer too: a brief in the first place counts as wrong though it may be right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.followup import standalone
from bot.answering.library import CorpusLibrary
from bot.answering.ordering import search_by_sentences
from bot.evaluation.collect import DATA, collect
from bot.evaluation.metrics import proves
from bot.evaluation.questions import Gold, load_questions
from index.corpus import Corpus
from index.documents import Filters, Hit
from index.search import Query
from tests.report.figures import NEVER, estimate, hits, reciprocals
from tests.report.markdown import asked_for, cell, table

WITH_BRIEFS = ", briefs beside them"
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


def judge(gold: Gold, hits: Sequence[Hit]) -> Judged:
    """The first proving hit of a search."""
    for place, hit in enumerate(hits, start=1):
        if proves(hit.passage.text, hit.passage.citation or hit.info.citation, hit.info.source, gold):
            across = hit.info.language is not gold.language
            return Judged(gold, float(place), across or gold.kind == "cross_lingual")
    return Judged(gold, NEVER, gold.kind == "cross_lingual")


class SourceTexts:
    """The index without our own briefs: what the five articles and the law themselves say."""

    def __init__(self, corpus: Corpus) -> None:
        shown = [info for info in corpus.infos() if "starter" not in info.source]
        self._library = CorpusLibrary(corpus)
        self._filters = Filters(documents=tuple(info.id for info in shown))
        self._passages = [
            (passage.text, passage.citation or info.citation, info.source)
            for info in shown
            for passage in corpus.passages_of(info.id)
        ]

    def hold(self, gold: Gold) -> bool:
        """Whether any passage proves the answer."""
        return any(proves(text, citation, source, gold) for text, citation, source in self._passages)

    def search(self, gold: Gold) -> list[Hit]:
        """As `search` does in every face."""
        text = standalone(gold.question, gold.history, gold.language)
        query = Query(text, gold.language, self._filters, limit=20)
        return search_by_sentences(self._library, query, gold.language)


def slices_of(one: Judged) -> list[str]:
    """Under which names a question is reported."""
    if one.gold.id.startswith("dev"):
        return ["questions-dev, across" if one.across else "questions-dev, same language"]
    if any(_ARTICLE.match(file) for file in one.gold.files):
        return [f"five articles, {one.gold.language}→de"]
    if one.gold.language == "de" and any(" CFR " in section for section in one.gold.sections):
        return ["German questions on US rules"]
    return []


def report(answerer: Answerer, corpus: Corpus, shared: Path, sample: int | None) -> str:
    """The table."""
    texts = SourceTexts(corpus)
    own = load_questions(DATA / "questions-own.jsonl", [shared / "corpus"])
    golds = [*load_questions(shared / "questions-dev.jsonl"), *own]
    golds = [gold for gold in golds if gold.answerable and gold.judged and gold.sources]
    parts: dict[str, list[Judged]] = defaultdict(list)
    wanted = [gold for gold in golds if slices_of(Judged(gold, NEVER, False))]
    for one in collect(answerer, _few(wanted, sample), date.today()):
        judged = judge(one.gold, one.found.hits)
        for name in slices_of(judged):
            if one.gold.id.startswith("dev"):
                parts[name].append(judged)
                continue
            alone = [judge(one.gold, texts.search(one.gold))] if texts.hold(one.gold) else []
            for split in ("", ": check") if one.gold.split == "check" else ("",):
                parts[name + split] += alone
                parts[name + split + WITH_BRIEFS].append(judged)
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
