"""Means with bootstrap intervals, and the rules of ranks. Pure numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOOTSTRAPS = 2_000
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % bootstrap interval (percentiles, seed fixed)."""

    mean: float
    low: float
    high: float
    count: int


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of some values; nan where there are none."""
    numbers = np.asarray(values, dtype=float)
    if not len(numbers):
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    means = np.random.default_rng(1).choice(numbers, (BOOTSTRAPS, len(numbers))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Estimate(float(numbers.mean()), float(low), float(high), len(numbers))


def hits(ranks: Sequence[float], at: int) -> list[float]:
    """1 for each rank within the first ``at``."""
    return [float(one <= at) for one in ranks]


def reciprocals(ranks: Sequence[float]) -> list[float]:
    """One over each rank; 0 for what was never found."""
    return [1.0 / one for one in ranks]


def rank_of(scores: NDArray[np.floating], gold: NDArray[np.bool_], least: float = -NEVER) -> float:
    """The rank of the best right candidate, ties to its favour; never where none scores more than ``least``."""
    right = scores[gold]
    if not len(right) or right.max() <= least:
        return NEVER
    return float(1 + (scores > right.max()).sum())


@dataclass(frozen=True, slots=True)
class Against:
    """A way against the better of some legs: which leg, and the paired difference in MRR and at 5."""

    leg: str
    mrr: Estimate
    at_five: Estimate

    @property
    def verdict(self) -> str:
        """What the interval of the difference in MRR allows to say."""
        if self.mrr.low > 0:
            return "better"
        if self.mrr.high < 0:
            return "**worse**"
        return "not below" if self.mrr.mean >= 0 else "below, within chance"


def against_better_leg(ranks: Mapping[str, Sequence[float]], way: str, legs: Sequence[str]) -> Against:
    """Compares question by question with that leg whose mean reciprocal rank is higher on these very questions.

    The leg is chosen after looking, so a way that is exactly as good as its legs will look a little worse here.
    """
    better = max(legs, key=lambda leg: float(np.mean(reciprocals(ranks[leg]))))
    mrr = np.subtract(reciprocals(ranks[way]), reciprocals(ranks[better]))
    five = np.subtract(hits(ranks[way], 5), hits(ranks[better], 5))
    return Against(better, estimate(mrr.tolist()), estimate(five.tolist()))
