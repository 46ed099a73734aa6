"""(b) Ways of ordering, and the rank that each gives to the answer of each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus
from index.embed import load_encoder
from index.fusion import FEATURES, Floats, Fusion
from index.glossary import Glossary
from index.search import Searcher
from index.settings import EncoderSettings, SearchSettings
from index.training.fusion_model import Order, legs
from index.training.fusion_questions import Example, examples
from index.vectors import VectorCache
from tests.report.figures import NEVER, rank_of

OWN_LANGUAGE = "full text, told the language"
WORDS = "full text, no lexicon"
LEXICON = "full text + lexicon"
MINILM = "dense, MiniLM"
DENSE = "dense, own encoder"
ADDED = "ranks added"
FUSED = "fused"
BARE = "fused, no lexicon"
WAYS = (OWN_LANGUAGE, WORDS, LEXICON, MINILM, DENSE, ADDED, BARE, FUSED)
LEGS = (LEXICON, DENSE)
_LEG = {OWN_LANGUAGE: "lexical, own language", LEXICON: "lexical", DENSE: "dense", ADDED: "ranks added", FUSED: "fused"}
_LEXICAL = frozenset({OWN_LANGUAGE, LEXICON})
_BATCH = 256


class WordsAlone(Corpus):
    """The same index, asked without the lexicon and without the glossary: what stems, compounds and identifiers find."""

    @cached_property
    def searcher(self) -> Searcher:
        """What ranks."""
        parts = self.catalogue, self.store, self.lexical, self.encoder
        return Searcher(*parts, SearchSettings(), lexicon=None, glossary=Glossary([]))

    @classmethod
    def of(cls, corpus: Corpus) -> WordsAlone:
        """Over the parts of an open corpus."""
        return cls(corpus.catalogue, corpus.store, corpus.lexical, corpus.encoder, corpus._settings)


class Nearest:
    """Every shown passage by cosine to a question, with another encoder; vectors are kept in a file."""

    def __init__(self, corpus: Corpus, model: str, file: Path, most: int | None = None) -> None:
        self.encoder = load_encoder(EncoderSettings(model=model))
        shown = [info for info in corpus.infos() if "starter" not in info.source]
        pairs = [(one.id, one.text) for info in shown for one in corpus.passages_of(info.id)][:most]
        self.ids = [key for key, _ in pairs]
        cache = VectorCache(file, self.encoder.name)
        keys = [cache.key(text) for _, text in pairs]
        known = cache.get_many(keys)
        missing = {key: text for key, (_, text) in zip(keys, pairs, strict=True) if key not in known}
        todo = list(missing.items())
        for at in range(0, len(todo), _BATCH):
            some = todo[at : at + _BATCH]
            cache.put_many([key for key, _ in some], self.encoder.encode_passages([text for _, text in some]))
            print(f"\r{model}: {min(at + _BATCH, len(todo))} of {len(todo)} passages", end="", flush=True)
        known = cache.get_many(keys)
        self.matrix = np.stack([known[key] for key in keys])
        cache.close()

    def cosines(self, text: str) -> NDArray[np.float32]:
        """Cosine of a question to every shown passage."""
        return np.asarray(self.matrix @ self.encoder.encode_query(text), dtype=np.float32)

    def rank(self, example: Example) -> float:
        """The rank of the answer among all shown passages."""
        gold = np.array([one in example.question.gold for one in self.ids], dtype=np.bool_)
        return rank_of(self.cosines(example.question.text), gold)


def ranks(
    corpus: Corpus, measured: Sequence[Example], fusion: Fusion, nearest: Nearest | None
) -> Mapping[str, list[float]]:
    """By way: the rank of each question's answer, in the order of the questions."""
    orders = legs(fusion)
    found = {
        way: [rank_of(orders[leg](one.features), one.gold, 0.0 if way in _LEXICAL else -np.inf) for one in measured]
        for way, leg in _LEG.items()
    }
    alone = {one.question: one for one in examples(WordsAlone.of(corpus), [one.question for one in measured])}
    found[WORDS] = [_by(_words, alone.get(one.question), 0.0) for one in measured]
    found[BARE] = [_by(fusion.order, alone.get(one.question), -np.inf) for one in measured]
    if nearest is not None:
        found[MINILM] = [nearest.rank(one) for one in measured]
    return {way: found[way] for way in WAYS if way in found}


def _by(order: Order, example: Example | None, least: float) -> float:
    return NEVER if example is None else rank_of(order(example.features), example.gold, least)


def _words(rows: Floats) -> Floats:
    return rows[:, FEATURES.index("bm25")] + rows[:, FEATURES.index("pinpoint")]
