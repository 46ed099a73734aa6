"""Batches hold every text once, keep to their budget and mix like lengths only."""

from __future__ import annotations

import random

from index.training.batches import Budget, length_batches


def test_every_text_is_in_one_batch_within_the_budget() -> None:
    chance = random.Random(5)
    lengths = [chance.randint(3, 160) for _ in range(5_000)]
    budget = Budget(tokens=1_000, texts=64)
    batches = list(length_batches(lengths, list(range(len(lengths))), budget, chance))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len(batch) <= 64 for batch in batches)
    assert all(len(batch) * max(lengths[index] for index in batch) <= 1_000 for batch in batches)
    padded = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
    assert padded < 1.1 * sum(lengths)
