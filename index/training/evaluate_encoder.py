"""Measure encoders on the development split: ``python -m index.training.evaluate_encoder FOLDER ...``.

General text: our own questions against up to 1,200 sentences that no training saw, in four directions. The field:
held-out questions against all passages of the question file, by language of question and passage. Mean reciprocal rank
with a 95 % bootstrap interval. Without a folder: the shipped encoder and the packaged teacher.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index.training.data import (
    OWN_FOLDER,
    PAIRS_FOLDER,
    Pair,
    is_held_out,
    is_held_out_source,
    read_pairs,
    read_questions,
)
from index.training.teacher import load, teacher_folder

CANDIDATES = 1_200
GENERAL = ("wikipedia", "wmt-newstest", "news-", "wmt-", "swiss", "stsb", "chat", "eu-", "tatoeba-challenge")
SHIPPED = Path(__file__).parents[1] / "encoder"


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, candidates, and which candidate answers each question."""

    name: str
    questions: Sequence[str]
    candidates: Sequence[str]
    answers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Mean reciprocal rank and share within the first five, with the interval of the former."""

    mrr: float
    low: float
    high: float
    within_five: float
    questions: int


def tasks(folder: Path = PAIRS_FOLDER, own: Path = OWN_FOLDER) -> list[Task]:
    """All development tasks."""
    return [*_general(_candidates(read_pairs(folder)), own / "development_questions.jsonl"), *_domain(folder)]


def score(model: SentenceTransformer, task: Task) -> Score:
    """Rank of each answer among the candidates by cosine."""
    questions, candidates = _encode(model, task.questions), _encode(model, task.candidates)
    similarities = questions @ candidates.T
    wanted = similarities[np.arange(len(questions)), list(task.answers)]
    ranks = 1 + (similarities > wanted[:, None]).sum(axis=1)
    reciprocal = 1.0 / ranks
    chance = np.random.default_rng(1)
    means = chance.choice(reciprocal, (2_000, len(reciprocal))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Score(float(reciprocal.mean()), float(low), float(high), float((ranks <= 5).mean()), len(ranks))


def key_of(english: str) -> str:
    """How the question file names its answer: a hash of the English sentence, so that no sentence is copied."""
    return hashlib.blake2b(english.casefold().encode(), digest_size=8).hexdigest()


def main() -> None:
    """Command line: one table for each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", type=Path, default=[SHIPPED, teacher_folder()])
    parser.add_argument("--pairs", type=Path, default=PAIRS_FOLDER)
    options = parser.parse_args()
    torch.set_num_threads(2)
    todo = tasks(options.pairs)
    for folder in options.models:
        model = load(folder)
        typer.echo(f"\n{folder}\n| task | questions | MRR | 95 % | at 5 |\n|---|---|---|---|---|")
        for task in todo:
            result = score(model, task)
            typer.echo(
                f"| {task.name} | {result.questions} | {result.mrr:.3f} |"
                f" {result.low:.2f}-{result.high:.2f} | {result.within_five:.2f} |",
            )


def _candidates(pairs: Sequence[Pair]) -> list[Pair]:
    held = [pair for pair in pairs if is_held_out(pair)]
    ranked = [pair for prefix in GENERAL for pair in held if pair.source.startswith(prefix)]
    return list({pair.english: pair for pair in ranked}.values())[:CANDIDATES]


def _general(candidates: Sequence[Pair], questions: Path) -> list[Task]:
    place = {key_of(pair.english): number for number, pair in enumerate(candidates)}
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["answer"] in place]
    answers = [place[row["answer"]] for row in rows]
    sides = {"en": [pair.english for pair in candidates], "de": [pair.german for pair in candidates]}
    found = [
        Task(f"general {asked}→{text}", [row[f"question_{asked}"] for row in rows], sides[text], answers)
        for asked, text in (("en", "en"), ("de", "de"), ("en", "de"), ("de", "en"))
    ]
    everywhere = list(range(len(candidates)))
    return [
        *found,
        Task("translation de→en", sides["de"], sides["en"], everywhere),
        Task("translation en→de", sides["en"], sides["de"], everywhere),
    ]


def _domain(folder: Path) -> list[Task]:
    rows = read_questions(folder / "domain-questions.jsonl")
    passages = list(dict.fromkeys(row.passage for row in rows))
    place = {passage: number for number, passage in enumerate(passages)}
    held = [row for row in rows if is_held_out_source(row)]
    found = []
    for text in ("en", "de"):
        part = [row for row in held if row.source.startswith("de/") == (text == "de")]
        answers = [place[row.passage] for row in part]
        found.append(Task(f"field en→{text}", [row.english for row in part], passages, answers))
        found.append(Task(f"field de→{text}", [row.german for row in part], passages, answers))
    return found


def _encode(model: SentenceTransformer, texts: Sequence[str]) -> NDArray[np.float32]:
    vectors = model.encode(list(texts), batch_size=64, convert_to_tensor=True, normalize_embeddings=True)
    return np.asarray(vectors.float().cpu().numpy(), np.float32)


if __name__ == "__main__":
    main()
