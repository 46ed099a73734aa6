"""What a question is about, as weighted terms that a sentence of either language can hold.

A term is one thing asked for (`index.query.Term`): its stem, its compound's parts, its synonyms and its likely translations
each count for what they are worth; its rarity in the corpus is its weight. Coverage is the share of the question's weight
that a sentence holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.words import content_stems, is_stop
from index import identifiers
from index.documents import Language
from index.query import Analysis, Term
from index.words import LEAST_COMPOUND, MARK, compound_stems, cut, german_words, stems

Translate = Callable[[str, Language], Mapping[str, float]]

_FAMILY = 0.8
_TRANSFER = {
    Language.EN: "sell sale sold ship shipment supply deliver delivery export send transfer".split(),
    Language.DE: "verkaufen verkauf verkauft liefern lieferung geliefert ausführen ausfuhr exportieren export senden schicken".split(),
}
"""Who asks what may be sold, shipped or exported means one thing: the law calls all of it an export."""
_ACROSS = 1.6
"""A translation of probability 0.6 counts as the word itself: lexicon probabilities are spread over inflections."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a question with their weights, and its identifiers."""

    language: Language
    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    identifiers: frozenset[str]

    @classmethod
    def of(cls, analysis: Analysis, weights: Sequence[float]) -> Terms:
        """The terms of an analysed question; words that only ask ("nennt", "according") carry nothing."""
        kept = [
            (term, weight)
            for term, weight in zip(analysis.terms, weights, strict=True)
            if term.identifier or not is_stop(term.surface)
        ]
        return cls(
            analysis.language,
            tuple(term for term, _ in kept),
            tuple(weight for _, weight in kept),
            analysis.identifiers,
        )

    def coverage(self, text: str, language: Language) -> float:
        """The share (0..1) of the question's weight that a text of ``language`` holds."""
        total = sum(self.weights)
        if not total:
            return 0.0
        held = stems_of(text, language)
        shares = (self._holds(term, held, language) for term in self.terms)
        return sum(weight * share for weight, share in zip(self.weights, shares, strict=True)) / total

    def missing(self, text: str, language: Language) -> float:
        """The weight of the heaviest term that a text does not hold, as a share of the heaviest of all (0..1)."""
        if not self.terms:
            return 1.0
        held = stems_of(text, language)
        lacking = [
            weight
            for term, weight in zip(self.terms, self.weights, strict=True)
            if self._holds(term, held, language) < 0.3
        ]
        return max(lacking, default=0.0) / max(self.weights)

    def shares(self, text: str, language: Language) -> tuple[float, ...]:
        """How far (0..1) a text holds each term, in the order of ``terms``."""
        held = stems_of(text, language)
        return tuple(self._holds(term, held, language) for term in self.terms)

    def _holds(self, term: Term, held: frozenset[str], language: Language) -> float:
        worth = sum(value for name, value in term.names[language].items() if name in held)
        if language is not self.language:
            return min(1.0, worth * _ACROSS)
        if worth >= 1.0 or term.identifier:
            return min(1.0, worth)
        near = any(same_family(term.key, one) for one in held) or bool(_akin(term.key, language) & held)
        return max(min(1.0, worth), _FAMILY if near else 0.0)


@lru_cache(maxsize=1024)
def _akin(stem: str, language: Language) -> frozenset[str]:
    """The stems of the words of transfer, for one of them; nothing for any other stem."""
    family = frozenset(stems(tuple(_TRANSFER[language]), language))
    return family if stem in family else frozenset()


def same_family(one: str, other: str) -> bool:
    """Stems of one word family: ``Exporteur``/``exportier``, ``suspend``/``suspens``: a long common beginning."""
    if len(one) < 6 or len(other) < 6 or one[:6] != other[:6]:
        return False
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= 0.7 * min(len(one), len(other))


@lru_cache(maxsize=8192)
def stems_of(text: str, language: Language) -> frozenset[str]:
    """Content stems of a text, the parts of its German compounds, and its identifiers (marked) with what is above them."""
    stems = set(content_stems(text, language))
    for value in identifiers.values(text):
        stems.update(MARK + above for above in identifiers.ancestors(value))
        stems.add(value.lower())
    if language is Language.DE:
        for word in cut(text).words:
            if len(word) >= LEAST_COMPOUND:
                stems.update(_compound_stems(word))
    return frozenset(stems)


@lru_cache(maxsize=50_000)
def _compound_stems(word: str) -> tuple[str, ...]:
    return compound_stems(word, german_words())
