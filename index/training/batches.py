"""Batches for training: texts of like length together, by a budget of tokens, in random order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WINDOW = 8_000


@dataclass(frozen=True, slots=True)
class Budget:
    """How much goes into one batch: padded tokens, and at most so many texts."""

    tokens: int = 1_600
    texts: int = 64


def length_batches(
    lengths: Sequence[int], order: Sequence[int], budget: Budget, chance: random.Random
) -> Iterator[list[int]]:
    """Index batches over ``order``: within a window sorted by length, cut by budget, shuffled."""
    for start in range(0, len(order), WINDOW):
        window = sorted(order[start : start + WINDOW], key=lambda index: lengths[index])
        batches: list[list[int]] = []
        batch: list[int] = []
        for index in window:
            if batch and (len(batch) >= budget.texts or (len(batch) + 1) * lengths[index] > budget.tokens):
                batches.append(batch)
                batch = []
            batch.append(index)
        if batch:
            batches.append(batch)
        chance.shuffle(batches)
        yield from batches
