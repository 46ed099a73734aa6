"""(d) Milliseconds a question, all ways in turn, in one run on one machine."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.answering.answer import Question
from bot.answering.answerer import Answerer
from index.corpus import Corpus
from index.documents import Language
from index.forward import LANGUAGES
from index.glossary import Glossary
from index.lexicon import DEFAULT_PATH, Lexicon
from index.query import analyse
from index.search import Query
from tests.report.ways import DENSE, LEXICON, MINILM, WORDS, Nearest

ENCODE = "encode the question"
SEARCH = "fused, whole search"
ANSWER = "fused + answer"
CANDIDATES = 50
Asked = tuple[str, Language]
Act = Callable[[str, Language], object]


def milliseconds(
    corpus: Corpus, answerer: Answerer, nearest: Nearest | None, asked: Sequence[Asked], repeats: int
) -> dict[str, list[float]]:
    """By way: milliseconds of every question and repeat; nothing is remembered from one to the next."""
    with asyncio.Runner() as runner:
        acts = _acts(corpus, answerer, nearest, runner)
        for act in acts.values():
            act("Welche Chips brauchen eine Genehmigung?", Language.DE)
        return timed(acts, asked, repeats, lambda: _forget(corpus, nearest))


def timed(
    acts: Mapping[str, Act], asked: Sequence[Asked], repeats: int, forget: Callable[[], None]
) -> dict[str, list[float]]:
    """Every way on every question, ``repeats`` times in turn; ``forget`` comes before each."""
    found: dict[str, list[float]] = defaultdict(list)
    for repeat in range(repeats):
        for text, language in asked:
            for way, act in acts.items():
                forget()
                fresh = text + " " * (repeat + 1)
                started = time.perf_counter()
                act(fresh, language)
                found[way].append(1000 * (time.perf_counter() - started))
    return dict(found)


def medians(found: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, float, float]]:
    """By way: median, and the span of the middle four in five."""
    return {
        way: (statistics.median(values), float(np.quantile(values, 0.1)), float(np.quantile(values, 0.9)))
        for way, values in found.items()
    }


def _acts(corpus: Corpus, answerer: Answerer, nearest: Nearest | None, runner: asyncio.Runner) -> dict[str, Act]:
    lexicon, glossary, empty = Lexicon.load(DEFAULT_PATH), Glossary.load(), Glossary([])
    acts: dict[str, Act] = {
        ENCODE: lambda text, _: corpus.encoder.encode_query(text),
        WORDS: lambda text, language: _full_text(corpus, text, language, None, empty),
        LEXICON: lambda text, language: _full_text(corpus, text, language, lexicon, glossary),
        DENSE: lambda text, _: _dense(corpus, text),
        SEARCH: lambda text, language: corpus.search(Query(text, language, limit=12)),
        ANSWER: lambda text, language: runner.run(answerer.answer(Question(text))),
    }
    if nearest is not None:
        acts[MINILM] = lambda text, _: np.argpartition(-nearest.cosines(text), CANDIDATES)
    return acts


def _full_text(corpus: Corpus, text: str, language: Language, lexicon: Lexicon | None, glossary: Glossary) -> object:
    """Spelling, analysis, the engine, exact scores, order: what the leg costs within a search, without fetching texts."""
    state = corpus.searcher.state()
    analysis = analyse(corpus.searcher.spelled(text), language, lexicon, glossary, corpus.lexical.parts)
    rows = np.unique(np.concatenate([state.view.search(analysis, one, CANDIDATES) for one in LANGUAGES]))
    scores = state.view.forward.score(rows, analysis)
    return rows[np.argsort(-(scores.bm25 + scores.pinpoint), kind="stable")]


def _dense(corpus: Corpus, text: str) -> object:
    """Encoding and the cosine to all passages, the nearest in order."""
    vector = corpus.encoder.encode_query(text)
    every = corpus.store.every(vector)
    if every is None:
        return corpus.store.nearest(vector, CANDIDATES)
    ids, cosines = every
    best = np.argpartition(-cosines, min(CANDIDATES, len(ids) - 1))[:CANDIDATES]
    return best[np.argsort(-cosines[best])]


def _forget(corpus: Corpus, nearest: Nearest | None) -> None:
    """Encoders remember questions; nobody asks the same one twice in a row."""
    corpus.encoder._queries.clear()
    if nearest is not None:
        nearest.encoder._queries.clear()
