"""The alignment finds which word goes with which from sentences alone."""

from __future__ import annotations

import numpy as np

from index.training.alignment import align
from index.training.data import Pair
from index.training.learn_lexicon import LEAST_COUNT, entries, learn

HOUSES = [
    ("das haus", "the house"),
    ("das buch", "the book"),
    ("ein buch", "a book"),
    ("ein haus", "a house"),
    ("das rote haus", "the red house"),
    ("ein rotes buch", "a red book"),
]


def _pairs(texts: list[tuple[str, str]]) -> list[Pair]:
    return [Pair(german, english, "test", 1.0) for german, english in texts]


def test_each_word_prefers_its_translation() -> None:
    german, english, table = learn(_pairs(HOUSES))
    found = entries(table.german, table.english, table.english_given_german, table.count, (german, english))
    best = {word: translations[0][0] for word, translations in found.items()}
    assert best["haus"] == "hous"
    assert best["buch"] == "book"
    assert best["das"] == "the"


def test_probabilities_of_a_word_sum_to_one() -> None:
    german, _, table = learn(_pairs(HOUSES))
    sums = np.bincount(table.german, weights=table.english_given_german, minlength=len(german))
    assert np.allclose(sums, 1.0, atol=1e-3)


def test_a_heavy_sentence_counts_more() -> None:
    german = [np.array([0], np.int32), np.array([0], np.int32)]
    english = [np.array([0], np.int32), np.array([1], np.int32)]
    table = align(german, english, np.array([1.0, 3.0], np.float32), (1, 2))
    assert table.english_given_german[table.english == 1][0] > 0.7


def test_pruning_drops_rare_guesses() -> None:
    source = target = np.array([0, 1], np.int32)
    probability = np.array([0.9, 0.9], np.float32)
    count = np.array([LEAST_COUNT + 0.1, LEAST_COUNT - 0.1], np.float32)
    assert entries(source, target, probability, count, (["a", "b"], ["x", "y"])) == {"a": [("x", 900)]}


def test_rare_compounds_are_learned_as_their_parts() -> None:
    texts = [("export", "export"), ("kontrolle", "control")] * 10 + [("exportkontrolle", "export control")]
    german, _, _ = learn(_pairs(texts))
    assert "exportkontroll" not in german
