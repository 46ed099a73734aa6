"""What every passage says, as numbers in memory: scores any set of candidates exactly, in one go.

The full-text engine finds candidates; this says how well each of them matches, in measures that mean the same for every
question: shares of the question's weight (idf mass) in 0..1. Terms are 32-bit hashes in the engine's stored field and
dense numbers here. A passage is a row; rows of one load belong together.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.query import Analysis

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

LANGUAGES = tuple(Language)
_K1 = 1.2
_B = 0.5
_RAREST = 3
_HEAD = np.dtype("<u4")


def term_hash(term: str) -> int:
    """The 32-bit number of a term."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


def pack(language: Language, text: Sequence[str], title: Sequence[str], own: Sequence[str]) -> bytes:
    """The stored field of one passage: language, lengths, terms with their frequencies, title terms, own pinpoints."""
    counts: dict[int, int] = {}
    for term in text:
        number = term_hash(term)
        counts[number] = counts.get(number, 0) + 1
    titles = list(dict.fromkeys(map(term_hash, title)))
    owns = list(dict.fromkeys(map(term_hash, own)))
    head = [LANGUAGES.index(language), len(counts), len(titles), len(owns)]
    return np.array([*head, *counts, *counts.values(), *titles, *owns], dtype=_HEAD).tobytes()


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers of many rows in one array; row ``r`` has ``values[offsets[r]:offsets[r + 1]]``."""

    offsets: Ints
    values: NDArray[np.int32]

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """For the given rows: (which of them, by position; index into ``values``), entry by entry."""
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        position = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(position)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return position, self.offsets[rows][position] + within


@dataclass(frozen=True, slots=True)
class Scores:
    """How candidates match, an array each, all in 0..1.

    ``bm25``: share of the best possible BM25 score; ``coverage``: share of the question's weight that occurs;
    ``rare``: the same for its three rarest terms; ``title``: share that occurs in title and headings; ``both``: in
    title or text; ``pinpoint``: 1 where the passage is the section asked for or below it, less where it is above;
    ``mention``: an identifier of the question occurs in it.
    """

    bm25: Floats
    coverage: Floats
    rare: Floats
    title: Floats
    both: Floats
    pinpoint: Floats
    mention: Floats

    @classmethod
    def zeros(cls, count: int) -> Scores:
        """No match for ``count`` candidates."""
        return cls(*(np.zeros(count, dtype=np.float32) for _ in cls.__slots__))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question in one language: numbers of index terms, a weight a (index term, question term), idf a question term."""

    numbers: Ints
    weights: Floats
    idf: Floats


def _joined(parts: Iterable[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate([np.empty(0, dtype=np.uint32), *parts])


class Forward:
    """The passages of an index as rows of numbers."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        """Reads packed passages; their order numbers the rows."""
        arrays = [np.frombuffer(one, dtype=_HEAD) for one in packed]
        heads = np.array([one[:4] for one in arrays], dtype=np.int64).reshape(-1, 4)
        self.language = heads[:, 0]
        texts, titles, owns = heads[:, 1], heads[:, 2], heads[:, 3]
        hashed = [
            _joined(one[start:end] for one, start, end in zip(arrays, starts, ends, strict=True))
            for starts, ends in (
                (np.full(len(heads), 4), 4 + texts),
                (4 + 2 * texts, 4 + 2 * texts + titles),
                (4 + 2 * texts + titles, 4 + 2 * texts + titles + owns),
            )
        ]
        frequencies = _joined(one[4 + n : 4 + 2 * n] for one, n in zip(arrays, texts, strict=True))
        self.frequency = frequencies.astype(np.float32)
        self._vocabulary, numbers = np.unique(np.concatenate(hashed), return_inverse=True)
        at, self._lists = 0, []
        for values, lengths in zip(hashed, (texts, titles, owns), strict=True):
            offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
            self._lists.append(Lists(offsets, numbers[at : at + len(values)].astype(np.int32)))
            at += len(values)
        self.text, self.title, self.own = self._lists
        self.length = np.bincount(
            np.repeat(np.arange(len(heads)), texts), weights=self.frequency, minlength=len(heads)
        ).astype(np.float32)
        self._statistics()

    def _statistics(self) -> None:
        size = len(self._vocabulary) + 1
        of_entry = np.repeat(self.language, np.diff(self.text.offsets))
        self.rows_of = [np.flatnonzero(self.language == one) for one in range(len(LANGUAGES))]
        self._frequent = [
            np.bincount(self.text.values[of_entry == one], minlength=size) for one in range(len(LANGUAGES))
        ]
        self._mean = [float(self.length[rows].mean()) if len(rows) else 1.0 for rows in self.rows_of]
        self._slot = np.full(size, -1, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.language)

    def numbers(self, terms: Sequence[str]) -> Ints:
        """The numbers of terms; the last, unused number where a term occurs nowhere."""
        hashes = np.fromiter(map(term_hash, terms), dtype=_HEAD, count=len(terms))
        places = np.searchsorted(self._vocabulary, hashes)
        inside = np.minimum(places, len(self._vocabulary) - 1) if len(self._vocabulary) else places * 0
        known = self._vocabulary[inside] == hashes if len(self._vocabulary) else np.zeros(len(terms), dtype=bool)
        return np.where(known, inside, len(self._vocabulary)).astype(np.int64)

    def known(self, terms: Sequence[str]) -> bool:
        """Whether any of the terms occurs anywhere: in a text, a title or a pinpoint."""
        return bool((self.numbers(terms) < len(self._vocabulary)).any())

    def frequencies(self, terms: Sequence[str], language: Language) -> Ints:
        """In how many passages of a language each term occurs."""
        return np.asarray(self._frequent[LANGUAGES.index(language)][self.numbers(terms)], dtype=np.int64)

    def idf(self, analysis: Analysis, language: Language) -> Floats:
        """The weight of each term of a question among passages of ``language``; unknown things weigh most."""
        return self._readings(analysis)[language].idf

    def _readings(self, analysis: Analysis) -> dict[Language, _Reading]:
        named = {one: self._named(analysis, one) for one in LANGUAGES}
        keys = self.numbers([term.key for term in analysis.terms])
        expected = {one: self._expected(analysis, one, *names, keys) for one, names in named.items()}
        own = self._idf(expected[analysis.language], analysis.language)
        idf = {one: np.where(found > 0, self._idf(found, one), own) for one, found in expected.items()}
        idf[analysis.language] = own
        return {one: _Reading(*names, idf[one].astype(np.float32)) for one, names in named.items()}

    def _idf(self, expected: Floats, language: Language) -> Floats:
        count = max(len(self.rows_of[LANGUAGES.index(language)]), 1)
        bounded = np.minimum(expected, count)
        return np.log1p((count - bounded + 0.5) / (bounded + 0.5)).astype(np.float32)

    def _expected(self, analysis: Analysis, language: Language, numbers: Ints, weights: Floats, keys: Ints) -> Floats:
        """In how many passages a term is expected: by its own stem where that is known, else by its weighted names."""
        frequent = self._frequent[LANGUAGES.index(language)]
        found = frequent[numbers] @ weights
        if language is analysis.language or any(term.identifier for term in analysis.terms):
            exact = frequent[keys]
            own = np.array([language is analysis.language or term.identifier for term in analysis.terms], dtype=bool)
            found = np.where((exact > 0) & own, exact, found)
        return np.asarray(found, dtype=np.float32)

    def _named(self, analysis: Analysis, language: Language) -> tuple[Ints, Floats]:
        """The index terms that name a question's terms in a language, and how much each says of each."""
        names = list(dict.fromkeys(name for term in analysis.terms for name in term.names[language]))
        weights = np.zeros((len(names), len(analysis.terms)), dtype=np.float32)
        place = {name: number for number, name in enumerate(names)}
        for column, term in enumerate(analysis.terms):
            for name, weight in term.names[language].items():
                weights[place[name], column] = weight
        return self.numbers(names), weights

    def score(self, rows: Ints, analysis: Analysis) -> Scores:
        """How the passages in ``rows`` match a question."""
        result = Scores.zeros(len(rows))
        if not analysis.terms or not len(rows):
            return result
        readings = self._readings(analysis)
        for code, language in enumerate(LANGUAGES):
            places = np.flatnonzero(self.language[rows] == code)
            if len(places):
                self._score(rows[places], places, analysis, readings[language], self._mean[code], result)
        return result

    def _score(
        self, rows: Ints, places: Ints, analysis: Analysis, reading: _Reading, mean: float, into: Scores
    ) -> None:
        numbers, weights, idf = reading.numbers, reading.weights, reading.idf
        mass = float(idf.sum()) or 1.0
        text = self._counts(self.text, self.frequency, rows, numbers) @ weights
        title = np.minimum(self._counts(self.title, None, rows, numbers) @ weights, 1.0)
        room = _K1 * (1 - _B + _B * self.length[rows] / mean)
        into.bm25[places] = (text / (text + room[:, None])) @ idf / mass
        text = np.minimum(text, 1.0)
        into.coverage[places] = text @ idf / mass
        rarest = np.argsort(-idf, kind="stable")[:_RAREST]
        into.rare[places] = text[:, rarest] @ idf[rarest] / float(idf[rarest].sum())
        into.title[places] = title @ idf / mass
        into.both[places] = np.maximum(text, title) @ idf / mass
        marks = np.array([term.identifier for term in analysis.terms])
        if marks.any():
            own = np.minimum(self._counts(self.own, None, rows, numbers) @ weights, 1.0)
            into.pinpoint[places] = own[:, marks].max(axis=1)
            into.mention[places] = text[:, marks].mean(axis=1)

    def _counts(self, lists: Lists, frequency: Floats | None, rows: Ints, numbers: Ints) -> Floats:
        """How often each of ``numbers`` occurs in each of ``rows``."""
        slot = self._slot.copy()
        slot[numbers] = np.arange(len(numbers))
        slot[-1] = -1
        position, entries = lists.of(rows)
        slots = slot[lists.values[entries]]
        hit = slots >= 0
        counts = np.zeros((len(rows), len(numbers)), dtype=np.float32)
        counts[position[hit], slots[hit]] = 1.0 if frequency is None else frequency[entries[hit]]
        return counts
