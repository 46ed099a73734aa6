"""German words get pieces of their own, and English texts keep theirs."""

from __future__ import annotations

import pytest
import torch
from tokenizers import Tokenizer

from index.training.data import Pair
from index.training.teacher import teacher_folder
from index.training.vocabulary import Vocabulary, german_vocabulary, initial_rows

PAIRS = [
    Pair("Die Genehmigung ist erforderlich.", "The licence is required.", "test", 1.0),
    Pair("Die Genehmigung", "The licence", "test", 1.0),
    Pair("Genehmigung", "licence", "test", 1.0),
    Pair("ist erforderlich", "is required", "test", 1.0),
] * 20


@pytest.fixture(scope="module")
def teacher() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(teacher_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@pytest.fixture(scope="module")
def vocabulary(teacher: Tokenizer) -> Vocabulary:
    return german_vocabulary(teacher, [pair.german for pair in PAIRS], added_rows=10)


def test_a_frequent_german_word_is_one_piece(teacher: Tokenizer, vocabulary: Vocabulary) -> None:
    assert len(teacher.encode("Genehmigung", add_special_tokens=False).ids) > 2
    assert vocabulary.tokenizer.encode("Genehmigung", add_special_tokens=False).tokens == ["genehmigung"]


def test_english_pieces_keep_their_rows(teacher: Tokenizer, vocabulary: Vocabulary) -> None:
    text = "The exporter applied for a licence under section 744.23 of the regulations."
    assert vocabulary.tokenizer.encode(text).ids == teacher.encode(text).ids


def test_every_row_has_one_piece(vocabulary: Vocabulary) -> None:
    rows = sorted(vocabulary.tokenizer.get_vocab().values())
    assert rows[-1] == vocabulary.size - 1
    assert len(set(rows)) == len(rows)


def test_a_new_row_starts_at_its_translation(teacher: Tokenizer, vocabulary: Vocabulary) -> None:
    torch.manual_seed(1)
    embeddings = torch.randn(teacher.get_vocab_size(), 32)
    rows = initial_rows(vocabulary, teacher, PAIRS, embeddings)
    licence = embeddings[teacher.token_to_id("licence")]
    row = rows[vocabulary.new_rows["genehmigung"]]
    assert torch.cosine_similarity(row, licence, dim=0) > 0.9
    assert torch.equal(rows[teacher.token_to_id("licence")], licence)
