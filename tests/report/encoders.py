"""(a) The encoder alone: the packaged MiniLM and ours on the tasks of `index.training.evaluate_encoder` and our own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from bot.evaluation.collect import DATA
from bot.evaluation.questions import Gold, load_questions
from index.documents import Language
from index.query import detect_language
from index.training.evaluate_encoder import SHIPPED, Score, Task, score, tasks
from index.training.teacher import load, teacher_folder
from tests.report.figures import Estimate
from tests.report.markdown import asked_for, table

LEAST = {"general en→de": 0.66, "general de→en": 0.62, "general en→en": 0.78, "general de→de": 0.65}
TEXT = """## (a) The encoder alone

Mean reciprocal rank with 95 % bootstrap interval. *general*: our own questions against sentences of news, Wikipedia, law
and chat that no training saw. *translation*: a sentence against all its candidates in the other language. *field*: held-out
questions against all passages of the field's question file. *own*: the "check" part of our questions with gold
evidence, against the evidence of all of them.
The issue's thresholds stand beside the general tasks; unseen data decides, and these candidates are not those.

"""


class Remembering:
    """A sentence-transformers model that encodes each text once: the tasks share their candidates."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._known: dict[str, torch.Tensor] = {}

    def encode(self, texts: Sequence[str], **options: Any) -> torch.Tensor:
        new = [one for one in dict.fromkeys(texts) if one not in self._known]
        if new:
            self._known.update(zip(new, self._model.encode(new, **options), strict=True))
        return torch.stack([self._known[one] for one in texts])


def shortened(task: Task, most: int) -> Task:
    """The first ``most`` questions of a task, with their answers and as many other candidates again."""
    answers = list(task.answers[:most])
    kept = sorted({*answers, *range(most)} & set(range(len(task.candidates))))
    place = {old: new for new, old in enumerate(kept)}
    return replace(
        task,
        questions=task.questions[:most],
        candidates=[task.candidates[one] for one in kept],
        answers=[place[one] for one in answers],
    )


def own_tasks(golds: Sequence[Gold]) -> list[Task]:
    """Questions with gold evidence in words against the evidence of all of them, by language of question and evidence."""
    candidates = list(dict.fromkeys(text for gold in golds for text in gold.evidence))
    place = {text: number for number, text in enumerate(candidates)}
    found = []
    for asked in Language:
        for spoken in Language:
            part = [
                gold
                for gold in golds
                if gold.split == "check" and gold.evidence and gold.language is asked and not gold.history
                if detect_language(gold.evidence[0]) is spoken
            ]
            answers = [place[gold.evidence[0]] for gold in part]
            found.append(Task(f"own {asked}→{spoken}", [gold.question for gold in part], candidates, answers))
    return [task for task in found if task.questions]


def report(shared: Path, sample: int | None) -> str:
    """The section of the report."""
    todo = [
        *tasks(shared / "corpus" / "parallel-de-en"),
        *own_tasks(load_questions(DATA / "questions-own.jsonl", [shared / "corpus"])),
    ]
    todo = [shortened(task, sample) for task in todo] if sample else todo
    scores: list[list[Score]] = []
    for folder in (teacher_folder(), SHIPPED):
        model: Any = Remembering(load(folder))
        scores.append([score(model, task) for task in todo])
    rows = [
        [
            task.name,
            str(ours.questions),
            _cell(theirs),
            _cell(ours),
            f"{theirs.within_five:.2f}",
            f"{ours.within_five:.2f}",
            asked_for(Estimate(ours.mrr, ours.low, ours.high, ours.questions), LEAST.get(task.name)),
        ]
        for task, theirs, ours in zip(todo, *scores, strict=True)
    ]
    head = ["task", "questions", "MiniLM: MRR", "ours: MRR", "MiniLM: at 5", "ours: at 5", "asked"]
    return TEXT + table(head, rows)


def _cell(one: Score) -> str:
    return f"{one.mrr:.3f} ({one.low:.2f}-{one.high:.2f})"
