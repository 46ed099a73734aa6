"""The encoder that ships is an ordinary, small sentence-transformers folder that puts translations together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

FOLDER = Path(__file__).parents[3] / "index" / "encoder"
GERMAN = (
    "Das Handelsministerium erlaubt den Verkauf schwächerer Chips an China.",
    "Für die Ausfuhr seltener Erden ist eine Genehmigung erforderlich.",
    "Der Torwart hielt in der letzten Minute einen Elfmeter.",
    "Wer ohne Genehmigung ausführt, wird mit Freiheitsstrafe bestraft.",
    "Die Museen der Stadt bleiben am Montag geschlossen.",
)
ENGLISH = (
    "The Commerce Department allows sales of weaker chips to China.",
    "A licence is required for the export of rare earths.",
    "The goalkeeper saved a penalty in the last minute.",
    "Anyone who exports without a licence is liable to imprisonment.",
    "The city's museums are closed on Monday.",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceTransformer:
    return SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)


def test_the_folder_has_at_most_50_megabytes_and_a_model_card() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 50_000_000
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "python -m index.training.train_encoder" in card
    assert "CC BY" in card


def test_it_gives_unit_vectors_of_384_numbers(encoder: SentenceTransformer) -> None:
    vectors = np.asarray(encoder.encode(list(GERMAN)))
    assert vectors.shape == (5, 384)
    assert np.allclose(np.linalg.norm(vectors.astype(np.float32), axis=1), 1.0, atol=1e-2)


def test_a_sentence_is_nearest_to_its_translation_both_ways(encoder: SentenceTransformer) -> None:
    scores = np.asarray(encoder.encode(list(GERMAN))) @ np.asarray(encoder.encode(list(ENGLISH))).T
    assert list(scores.argmax(axis=1)) == list(range(5))
    assert list(scores.argmax(axis=0)) == list(range(5))
    assert scores.diagonal().min() > 0.5


def test_frequent_german_words_are_one_piece(encoder: SentenceTransformer) -> None:
    words = ["Ausfuhr", "Genehmigung", "Handelsminister", "Unternehmen"]
    assert sum(len(encoder.tokenizer.tokenize(word)) for word in words) <= 5
