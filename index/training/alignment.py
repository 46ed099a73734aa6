"""Which word of one language goes with which word of the other: IBM model 1, both directions agreeing.

Both directions are learned at once; the expected counts of a word pair in a sentence are the product of the two
posteriors (alignment by agreement, Liang, Taskar and Klein 2006), which keeps a frequent word from becoming the
translation of every rare one. Everything is flat numpy arrays: one row for each word pair of each sentence pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """Word pairs seen together, with expected counts and both conditional probabilities."""

    german: Ids
    english: Ids
    count: Floats
    english_given_german: Floats
    german_given_english: Floats


def align(
    german: Sequence[Ids],
    english: Sequence[Ids],
    weights: Floats,
    sizes: tuple[int, int],
    rounds: int = 5,
) -> TranslationTable:
    """Learn a table from parallel id sequences; ``sizes`` are the two vocabulary sizes, ``weights`` one a pair."""
    pairs = _Occurrences.of(german, english, sizes[1])
    types_german = (pairs.types // sizes[1]).astype(np.int32)
    types_english = (pairs.types % sizes[1]).astype(np.int32)
    row_weight = weights[pairs.sentence]
    counts = _sum(pairs.type_of_row, row_weight, len(pairs.types))
    given_german, given_english = np.empty(0, np.float32), np.empty(0, np.float32)
    for _ in range(rounds):
        given_german = counts / _sum(types_german, counts, sizes[0])[types_german]
        given_english = counts / _sum(types_english, counts, sizes[1])[types_english]
        forward, backward = given_german[pairs.type_of_row], given_english[pairs.type_of_row]
        # A small constant stands for the empty word: a word without a partner gives its mass away.
        forward /= _sum(pairs.english_slot, forward, pairs.english_slots)[pairs.english_slot] + 1e-3
        backward /= _sum(pairs.german_slot, backward, pairs.german_slots)[pairs.german_slot] + 1e-3
        counts = _sum(pairs.type_of_row, forward * backward * row_weight, len(pairs.types)) + np.float32(1e-9)
    total_german = _sum(types_german, counts, sizes[0])[types_german]
    total_english = _sum(types_english, counts, sizes[1])[types_english]
    return TranslationTable(types_german, types_english, counts, counts / total_german, counts / total_english)


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """All word pairs of all sentence pairs as rows."""

    types: NDArray[np.int64]
    type_of_row: Ids
    sentence: Ids
    german_slot: Ids
    german_slots: int
    english_slot: Ids
    english_slots: int

    @classmethod
    def of(cls, german: Sequence[Ids], english: Sequence[Ids], english_size: int) -> _Occurrences:
        keys, sentence, german_slot, english_slot = [], [], [], []
        german_start = english_start = 0
        for number, (de, en) in enumerate(zip(german, english, strict=True)):
            keys.append((de.astype(np.int64)[:, None] * english_size + en[None, :]).ravel())
            sentence.append(np.full(len(de) * len(en), number, np.int32))
            german_slot.append(np.repeat(np.arange(len(de), dtype=np.int32) + german_start, len(en)))
            english_slot.append(np.tile(np.arange(len(en), dtype=np.int32) + english_start, len(de)))
            german_start += len(de)
            english_start += len(en)
        types, type_of_row = np.unique(np.concatenate(keys), return_inverse=True)
        return cls(
            types,
            type_of_row.astype(np.int32),
            np.concatenate(sentence),
            np.concatenate(german_slot),
            german_start,
            np.concatenate(english_slot),
            english_start,
        )


def _sum(index: Ids, values: Floats, size: int) -> Floats:
    return np.bincount(index, weights=values, minlength=size).astype(np.float32)
