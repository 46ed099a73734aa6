"""Train the German-English encoder: ``python -m index.training.train_encoder --work FOLDER``.

Distils the packaged English MiniLM into itself with German word pieces, then mixes in questions and passages of the
field. The schedule is fitted to the wall clock (``--minutes``); a stopped run goes on from its last checkpoint. With
``--start FOLDER`` a model made before is trained further. Runs on a CPU as well as on a GPU.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import cos, pi
from pathlib import Path

import torch
import typer
from torch import Tensor

from index.training.batches import Budget, length_batches
from index.training.data import PAIRS_FOLDER
from index.training.losses import contrast, distillation
from index.training.material import Material, Texts, prepare
from index.training.student import Student, pad, save
from index.training.teacher import teacher_folder

ENGLISH_SHARE = 0.2
BANK = 1_024  # other teacher vectors ranked along with the batch's own
PEAK_RATE = 3e-4
WARM_UP = 100
QUESTIONS_FROM = 0.5  # of the time: only translations before
QUESTION_EVERY = 6  # then one batch in so many is of questions
QUESTIONS_A_BATCH = 24
NEAREST_WRONG = 8  # passages from which each question's hard negative is drawn
CHECKPOINT_EVERY = 300.0  # seconds
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(slots=True)
class Progress:
    """How far a run is: seconds of training, batches done."""

    seconds: float = 0.0
    step: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Seconds of training, the highest learning rate, the share of the time before questions come in."""

    seconds: float
    peak_rate: float = PEAK_RATE
    questions_from: float = QUESTIONS_FROM


def main() -> None:
    """Command line: prepare, train, write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS_FOLDER, help="folder of the parallel texts")
    parser.add_argument(
        "--work", type=Path, required=True, help="folder of caches and checkpoints, outside the repository"
    )
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "encoder")
    parser.add_argument("--minutes", type=float, default=75.0, help="wall clock of the training proper")
    parser.add_argument("--most-pairs", type=int, default=220_000, help="how many pairs, drawn by weight")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="a folder made by this script, to train further")
    parser.add_argument("--peak-rate", type=float, default=PEAK_RATE)
    parser.add_argument(
        "--questions-from", type=float, default=QUESTIONS_FROM, help="share of the time before questions"
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    student, tokenizer, material = prepare(options.pairs, options.work, options.most_pairs, options.start)
    typer.echo(f"{len(material.translations.german):,} translations, {len(material.passages):,} questions")
    plan = Plan(options.minutes * 60, options.peak_rate, options.questions_from)
    train(student.to(DEVICE), material, options.work / "checkpoint.pt", plan)
    save(student.float().cpu(), tokenizer, teacher_folder(), options.output)
    typer.echo(f"{options.output}: {(options.output / 'model.safetensors').stat().st_size / 1e6:.1f} MB")


def train(student: Student, material: Material, checkpoint: Path, plan: Plan) -> None:
    """Train in place until the plan's seconds are used, those before a resume included."""
    optimizer = torch.optim.AdamW(student.parameters(), lr=plan.peak_rate, weight_decay=0.01, fused=True)
    progress = _resume(student, optimizer, checkpoint)
    chance = random.Random(progress.step + 1)
    bank = torch.from_numpy(material.translations.vectors).to(DEVICE)
    translations = _endless(material.translations, Budget(), chance)
    questions = _endless_questions(len(material.passages), chance)
    wrong: list[list[int]] = []
    saved, told, recent, mark = progress.seconds, progress.seconds, [], time.monotonic()
    while progress.seconds < plan.seconds:
        share = progress.seconds / plan.seconds
        rate = plan.peak_rate * min(1.0, (progress.step + 1) / WARM_UP) * (0.01 + 0.99 * (1 + cos(pi * share)) / 2)
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(DEVICE.type, torch.bfloat16):
            if share >= plan.questions_from and progress.step % QUESTION_EVERY == 0:
                wrong = wrong or nearest_wrong(student, material)
                loss = _question_loss(student, material, next(questions), wrong, chance)
            else:
                loss = _translation_loss(student, material.translations, next(translations), bank, chance)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        recent.append(float(loss.detach()))
        now = time.monotonic()
        progress.seconds, progress.step, mark = progress.seconds + now - mark, progress.step + 1, now
        if progress.seconds - told > 60:
            typer.echo(f"{progress.seconds:6.0f} s  step {progress.step:6}  loss {sum(recent) / len(recent):.4f}")
            told, recent = progress.seconds, []
        if progress.seconds - saved > CHECKPOINT_EVERY:
            _checkpoint(student, optimizer, progress, checkpoint)
            saved = progress.seconds
    _checkpoint(student, optimizer, progress, checkpoint)


def _translation_loss(student: Student, texts: Texts, batch: list[int], bank: Tensor, chance: random.Random) -> Tensor:
    """One batch of one language against the teacher's vectors of its English side."""
    side = texts.english if chance.random() < ENGLISH_SHARE else texts.german
    vectors = student(pad([side[index] for index in batch]).to(DEVICE))
    others = bank[torch.randint(len(bank), (BANK,), device=DEVICE)].float()
    return distillation(vectors, bank[torch.tensor(batch, device=DEVICE)].float(), others)


def nearest_wrong(student: Student, material: Material) -> list[list[int]]:
    """For every question the passages of other questions that the student takes for the answer most (hard negatives)."""
    passages = _encoded(student, material.passages)
    near: list[list[int]] = [[] for _ in material.passages]
    for side in (material.questions.german, material.questions.english):
        ranked = (_encoded(student, side) @ passages.T).topk(min(4 * NEAREST_WRONG, len(passages))).indices.tolist()
        for at, row in enumerate(ranked):
            others = [one for one in row if material.passages[one] != material.passages[at]]
            near[at] += others[:NEAREST_WRONG]
    return near


@torch.no_grad()
def _encoded(student: Student, texts: list[list[int]], size: int = 32) -> Tensor:
    return torch.cat([student(pad(texts[at : at + size]).to(DEVICE)) for at in range(0, len(texts), size)]).float()


def _question_loss(
    student: Student, material: Material, batch: list[int], wrong: list[list[int]], chance: random.Random
) -> Tensor:
    """Questions of either language find their passages, and stay where the teacher puts their English form."""
    texts = material.questions
    sides = [texts.german if chance.random() < 0.6 else texts.english for _ in batch]
    asked = student(pad([side[index] for side, index in zip(sides, batch, strict=True)]).to(DEVICE))
    shown = [*batch, *(chance.choice(wrong[index]) for index in batch if wrong[index])]
    found = student(pad([material.passages[index] for index in shown]).to(DEVICE))
    same = torch.tensor(
        [
            [at != place and material.passages[i] == material.passages[j] for place, j in enumerate(shown)]
            for at, i in enumerate(batch)
        ]
    )
    wanted = torch.from_numpy(texts.vectors[batch]).to(DEVICE).float()
    anchor = (asked - wanted).square().sum(dim=1).mean()
    loss: Tensor = 0.4 * contrast(asked, found, same.to(DEVICE)) + 0.5 * anchor
    return loss


def _endless(texts: Texts, budget: Budget, chance: random.Random) -> Iterator[list[int]]:
    lengths = [max(len(de), len(en)) for de, en in zip(texts.german, texts.english, strict=True)]
    while True:
        order = list(range(len(lengths)))
        chance.shuffle(order)
        yield from length_batches(lengths, order, budget, chance)


def _endless_questions(size: int, chance: random.Random) -> Iterator[list[int]]:
    while True:
        order = list(range(size))
        chance.shuffle(order)
        for start in range(0, size, QUESTIONS_A_BATCH):
            yield order[start : start + QUESTIONS_A_BATCH]


def _checkpoint(student: Student, optimizer: torch.optim.Optimizer, progress: Progress, path: Path) -> None:
    """Write beside and rename, so that a run stopped in the middle keeps the older checkpoint."""
    state = {"student": student.state_dict(), "optimizer": optimizer.state_dict(), "progress": asdict(progress)}
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)


def _resume(student: Student, optimizer: torch.optim.Optimizer, path: Path) -> Progress:
    if not path.exists():
        return Progress()
    state = torch.load(path, map_location=DEVICE, weights_only=True)
    student.load_state_dict(state["student"])
    optimizer.load_state_dict(state["optimizer"])
    return Progress(**state["progress"])


if __name__ == "__main__":
    main()
