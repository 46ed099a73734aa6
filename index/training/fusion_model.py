"""Fitting the fusion: weights that put an answer first, then a probability that the first is an answer. Pure numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.fusion import FEATURES, GROUPS, Floats, Fusion, groups_of
from index.training.fusion_questions import Example

Doubles = NDArray[np.float64]

MARKS = frozenset({"same_language", "german"})  # say which weights count; an offset a pair does the rest
# What the questions cannot teach: the texts that they are about have no telling titles, and name few sections.
LEAST: Mapping[str, float] = {"title": 1.0, "pinpoint": 2.0}
_EVENNESS = 1.0  # 0 = every question counts the same, 1 = every language pair does
CLOSEST = 5  # candidates of a question that the probability is fitted on
_WIDTH = len(FEATURES)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by group with their offsets, and the step to a probability."""

    fusion: Fusion
    loss: float


def fit(
    examples: Sequence[Example],
    *,
    without: frozenset[str] = frozenset(),
    prior: Fusion | None = None,
    decay: float = 0.02,
) -> Fitted:
    """Weights that maximise the likelihood of an answer being drawn by softmax from a question's candidates.

    ``without`` are features that must not count. ``prior`` are weights to stay near where the data say nothing, with the strength
    ``decay``; without it they stay near zero.
    """
    usable = [example for example in examples if example.gold.any()]
    start = _vector(prior) if prior is not None else np.zeros(len(GROUPS) * (_WIDTH + 1))
    blocks = [(_wide(example), example.gold, share) for example, share in zip(usable, _shares(usable), strict=True)]

    def loss(vector: Doubles) -> tuple[float, Doubles]:
        total, gradient = 0.0, np.zeros_like(vector)
        for rows, gold, share in blocks:
            scores = rows @ vector
            shifted = np.exp(scores - scores.max())
            every, right = shifted / shifted.sum(), shifted * gold / (shifted * gold).sum()
            total -= share * float(np.log((shifted * gold).sum() / shifted.sum()))
            gradient += share * (rows.T @ (every - right))
        away = vector - start
        count = len(blocks)
        return total / count + decay * float(away @ away) / 100, gradient / count + 2 * decay * away / 100

    bounds = [
        (0.0, 0.0) if name in without | MARKS else (None, None) if name == "offset" else (LEAST.get(name, 0.0), None)
        for _ in GROUPS
        for name in (*FEATURES, "offset")
    ]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    table = found.x.reshape(len(GROUPS), _WIDTH + 1)
    weights = {group: row[:_WIDTH] for group, row in zip(GROUPS, table, strict=True)}
    offsets = {group: float(row[_WIDTH]) for group, row in zip(GROUPS, table, strict=True)}
    plain = Fusion({key: value.astype(np.float32) for key, value in weights.items()}, offsets, 1.0, 0.0)
    slope, offset = calibrate(examples, plain)
    return Fitted(Fusion(plain.weights, plain.offsets, slope, offset), float(found.fun))


def calibrate(examples: Sequence[Example], fusion: Fusion) -> tuple[float, float]:
    """Slope and offset of the probability, by logistic regression on the first candidates.

    Every question counts twice: as it is, and with its answers taken out of the index, as if nobody had written them. So
    the probability learns what the best candidates look like when there is nothing to find.
    """
    scores: list[float] = []
    labels: list[float] = []
    for example in examples:
        order = fusion.order(example.features)
        for kept in (np.ones_like(example.gold), ~example.gold):
            ranked = np.flatnonzero(kept)[np.argsort(-order[kept], kind="stable")][:CLOSEST]
            scores.extend(map(float, order[ranked]))
            labels.extend(map(float, example.gold[ranked] & kept[ranked]))
    x, y = np.array(scores), np.array(labels)

    def loss(vector: Doubles) -> tuple[float, Doubles]:
        logits = vector[0] * x + vector[1]
        wrong = 1 / (1 + np.exp(-logits)) - y
        value = float(np.mean(np.logaddexp(0, logits) - y * logits))
        return value, np.array([np.mean(wrong * x), np.mean(wrong)])

    found = minimize(
        loss, np.array([1.0, -float(np.median(x))]), jac=True, method="L-BFGS-B", bounds=[(0.01, None), (None, None)]
    )
    return float(found.x[0]), float(found.x[1])


def _shares(examples: Sequence[Example]) -> list[float]:
    """How much each question counts: every pair of languages as much as any other, times the question's own weight."""
    pairs = [(one.question.language, one.question.gold_language) for one in examples]
    counts = Counter(pairs)
    raw = [one.question.weight * counts[pair] ** -_EVENNESS for one, pair in zip(examples, pairs, strict=True)]
    return [one * len(examples) / sum(raw) for one in raw]


def _wide(example: Example) -> Doubles:
    """Features of all language pairs side by side, those of the other pairs at zero."""
    count = len(example.gold)
    rows = np.zeros((count, len(GROUPS), _WIDTH + 1))
    rows[np.arange(count), groups_of(example.features)] = np.hstack([example.features, np.ones((count, 1))])
    return rows.reshape(count, -1)


def _vector(fusion: Fusion) -> Doubles:
    return np.concatenate([np.append(fusion.weights[group], fusion.offsets[group]) for group in GROUPS]).astype(float)


def dump(fusion: Fusion) -> Mapping[str, object]:
    """As it stands in the file."""
    return {
        "weights": {group: [round(float(one), 4) for one in fusion.weights[group]] for group in GROUPS},
        "offsets": {group: round(fusion.offsets[group], 4) for group in GROUPS},
        "slope": round(fusion.slope, 4),
        "offset": round(fusion.offset, 4),
    }


Order = Callable[[Floats], Floats]


def legs(fusion: Fusion) -> dict[str, Order]:
    """The ways of ordering candidates that the report compares: each leg alone, ranks added up, and the fusion."""
    dense, bm25 = FEATURES.index("dense"), FEATURES.index("bm25")
    pinpoint, same = FEATURES.index("pinpoint"), FEATURES.index("same_language")

    def ranks(rows: Floats) -> Floats:
        total = np.zeros(len(rows))
        for values in (rows[:, dense], rows[:, bm25] + rows[:, pinpoint]):
            places = np.empty(len(rows))
            places[np.argsort(-values, kind="stable")] = np.arange(len(rows))
            total += 1 / (60 + places)
        return total.astype(np.float32)

    return {
        "dense": lambda rows: rows[:, dense],
        "lexical": lambda rows: rows[:, bm25] + rows[:, pinpoint],
        "lexical, own language": lambda rows: np.where(rows[:, same] > 0.5, rows[:, bm25] + rows[:, pinpoint], -1),
        "ranks added": ranks,
        "fused": fusion.order,
    }
