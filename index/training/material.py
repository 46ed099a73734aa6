"""Everything a training run learns from, as token ids and teacher vectors, and the student it starts with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer

from index.training.data import (
    OWN_FOLDER,
    Pair,
    draw_order,
    is_held_out,
    is_held_out_source,
    paragraphs,
    read_glossary,
    read_own_pairs,
    read_pairs,
    read_questions,
)
from index.training.student import Student
from index.training.teacher import TeacherVectors, teacher_folder
from index.training.vocabulary import german_vocabulary, initial_rows

ADDED_ROWS = 4_300  # what 50 MB leave room for in float16
LONGEST_TOKENS = 160
VOCABULARY_PAIRS = 160_000
ALIGNED_PAIRS = 110_000
RUNNING_TEXT = ("wmt-newstest-2008-2020", "news-simple-german-2025-2026", "swiss-federal-law", "domain-news")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as token ids in both languages, with the teacher's vectors of the English side."""

    german: list[list[int]]
    english: list[list[int]]
    vectors: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Material:
    """Translations, and questions with their passages (passage n answers question n)."""

    translations: Texts
    questions: Texts
    passages: list[list[int]]


def prepare(
    folder: Path, work: Path, most_pairs: int, start: Path | None = None
) -> tuple[Student, Tokenizer, Material]:
    """Read the data, make the vocabulary and the starting weights, compute or find the teacher's vectors.

    With ``start`` the vocabulary and the weights are those of a model made before.
    """
    everything = [pair for pair in read_pairs(folder) if not is_held_out(pair)]
    order = draw_order([*everything, *read_glossary()])
    pairs = order[:most_pairs]
    joined = paragraphs(everything, RUNNING_TEXT, limit=most_pairs // 18)
    own = read_own_pairs(OWN_FOLDER)
    teacher = _plain_tokenizer()
    tokenizer, student = _further(start) if start is not None else _start(work, teacher, order)
    tokenizer.enable_truncation(LONGEST_TOKENS)
    vectors = [
        _vectors(work, [pair.english for pair in order], most_pairs),
        *(_vectors(work, [pair.english for pair in part]) for part in (joined, own)),
    ]
    translations = _texts(tokenizer, [*pairs, *joined, *own], np.concatenate(vectors))
    questions = [
        *(q for q in read_questions(folder / "domain-questions.jsonl") if not is_held_out_source(q)),
        *(q for path in sorted(OWN_FOLDER.glob("domain_questions*.jsonl")) for q in read_questions(path)),
    ]
    asked = [Pair(q.german, q.english, q.source, 1.0) for q in questions]
    material = Material(
        translations,
        _texts(tokenizer, asked, _vectors(work, [pair.english for pair in asked])),
        _ids(tokenizer, [q.passage for q in questions]),
    )
    tokenizer.no_truncation()
    return student, tokenizer, material


def _plain_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(teacher_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _further(folder: Path) -> tuple[Tokenizer, Student]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer, Student.load(folder)


def _start(work: Path, teacher: Tokenizer, order: Sequence[Pair]) -> tuple[Tokenizer, Student]:
    """The tokenizer and the student with its first embedding matrix; both are kept in ``work``.

    Learning word pieces breaks ties differently from run to run; a checkpoint only fits the pieces it began with.
    """
    pieces, matrix = work / "tokenizer.json", work / "rows.pt"
    if not (pieces.exists() and matrix.exists()):
        work.mkdir(parents=True, exist_ok=True)
        german = [pair.german for pair in order[:VOCABULARY_PAIRS]]
        vocabulary = german_vocabulary(teacher, german, ADDED_ROWS)
        embeddings = load_file(teacher_folder() / "model.safetensors")["embeddings.word_embeddings.weight"]
        torch.save(initial_rows(vocabulary, teacher, order[:ALIGNED_PAIRS], embeddings), matrix)
        vocabulary.tokenizer.save(str(pieces))
    rows: torch.Tensor = torch.load(matrix, weights_only=True)
    return Tokenizer.from_file(str(pieces)), Student.start(teacher_folder(), rows)


def _vectors(work: Path, english: Sequence[str], most: int | None = None) -> NDArray[np.float16]:
    cache = TeacherVectors(work, english)
    cache.compute(most)
    return np.asarray(cache.vectors[:most])


def _texts(tokenizer: Tokenizer, pairs: Sequence[Pair], vectors: NDArray[np.float16]) -> Texts:
    return Texts(
        _ids(tokenizer, [pair.german for pair in pairs]), _ids(tokenizer, [pair.english for pair in pairs]), vectors
    )


def _ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts))]
