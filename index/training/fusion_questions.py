"""Questions with the passages that answer them, and what every leg says of every candidate: the data of the fusion.

The questions are those of ``domain-questions.jsonl`` (each in German and English, with the text that answers it). Which
passages of the index hold that text is found by shared runs of five words, so that another way of splitting changes nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus
from index.documents import Filters, Language
from index.fusion import Floats
from index.search import Query

_RUN = 5
_HALF = 0.5
_GOOD_PART = 0.25
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the ids of the passages that answer it and the slice it is reported under."""

    text: str
    language: Language
    gold: frozenset[str]
    gold_language: Language
    group: str
    passage: str
    keywords: bool
    weight: float = 1.0

    @property
    def slice(self) -> str:
        """Language of the question and of its answer, and whether it is a list of keywords."""
        return f"{self.language}→{self.gold_language}{' keywords' if self.keywords else ''}"


@dataclass(frozen=True, slots=True)
class Example:
    """All candidates of one question: features, which of them answer, and how many answers are not among them."""

    question: Question
    features: Floats
    gold: NDArray[np.bool_]


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in range(max(len(words) - _RUN + 1, 1)))


class Holders:
    """Which passages of an index hold a given text."""

    def __init__(self, passages: Iterable[tuple[str, str, Language]]) -> None:
        """Takes (id, text, language) of every passage."""
        self.languages: dict[str, Language] = {}
        self._sizes: dict[str, int] = {}
        self._holding: dict[int, list[str]] = defaultdict(list)
        for key, text, language in passages:
            runs = _runs(text)
            self.languages[key], self._sizes[key] = language, len(runs)
            for run in runs:
                self._holding[run].append(key)

    def of(self, text: str) -> frozenset[str]:
        """The passages that are half of ``text`` or of which it is half, and that hold a good part of it."""
        runs = _runs(text)
        shared = Counter(key for run in runs for key in self._holding.get(run, ()))
        return frozenset(
            key
            for key, count in shared.items()
            if count >= _HALF * min(self._sizes[key], len(runs)) and count >= _GOOD_PART * len(runs)
        )


def all_passages(corpus: Corpus) -> Iterable[tuple[str, str, Language]]:
    """(id, text, language) of every passage of a corpus."""
    for info in corpus.infos():
        for passage in corpus.passages_of(info.id):
            yield passage.id, passage.text, info.language


def read_questions(path: Path, holders: Holders) -> list[Question]:
    """Both languages of every question whose answer is in the index."""
    found: list[Question] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = holders.of(row["passage"])
        if not gold:
            continue
        spoken = Counter(holders.languages[one] for one in gold).most_common(1)[0][0]
        for language in Language:
            text = str(row[f"question_{language}"])
            keywords = "?" not in text and len(text.split()) <= 8
            group = str(row["source"]).split("/")[0]
            found.append(Question(text, language, gold, spoken, group, str(row["passage"]), keywords))
    return found


def examples(corpus: Corpus, questions: Sequence[Question]) -> list[Example]:
    """What the legs say of each question's candidates; questions without candidates are left out.

    The starter briefs say much of the same in other words and nobody has marked where they answer, too: they are hidden.
    """
    shown = tuple(info.id for info in corpus.infos() if "starter" not in info.source)
    filters = Filters(documents=shown)
    found: list[Example] = []
    for question in questions:
        ranking = corpus.rank(Query(question.text, question.language, filters))
        if ranking is None:
            continue
        ids = corpus.searcher.state().view.ids
        gold = np.array([ids[row] in question.gold for row in ranking.rows], dtype=np.bool_)
        found.append(Example(question, ranking.features, gold))
    return found
