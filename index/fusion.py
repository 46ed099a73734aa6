"""What each leg says about a candidate, and how that becomes one score: learned from questions, not ranks added up.

Adding ranks loses what the better leg knows (measured on the five articles: rank 1 fell from 0.87 to 0.74). Here
every candidate of either leg gets the measures of *all* legs, and a linear score with weights for its language pair
orders them. A second, monotone step turns that into a probability that the passage answers, comparable across
questions: the refusal threshold stands on it. Weights: ``data/fusion.json``, made by ``python -m
index.training.fit_fusion``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import SettingsError
from index.forward import Scores

DEFAULT_PATH = Path(__file__).parent / "data" / "fusion.json"
Floats = NDArray[np.float32]

FEATURES = (
    "dense",
    "dense_z",
    "dense_gap",
    "dense_rank",
    "bm25",
    "bm25_gap",
    "bm25_rank",
    "coverage",
    "rare",
    "title",
    "both",
    "pinpoint",
    "mention",
    "same_language",
    "german",
)
# Question and passage: an encoder can be good at one pair and poor at another, so each has weights of its own.
GROUPS = ("de-de", "en-en", "de-en", "en-de")
ANY_ENCODER = "*"


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the legs say of candidates: cosine, its distance from the usual in standard deviations, words."""

    dense: Floats
    dense_z: Floats
    words: Scores
    same_language: NDArray[np.bool_]
    german_question: bool


def groups_of(rows: Floats) -> NDArray[np.int64]:
    """The number of each row's pair in `GROUPS`."""
    other = rows[:, FEATURES.index("same_language")] < 0.5
    english = rows[:, FEATURES.index("german")] < 0.5
    return np.asarray(2 * other + english, dtype=np.int64)


def features(candidates: Candidates) -> Floats:
    """One row of `FEATURES` a candidate. Gaps and ranks are counted within a language: neither crowds the other out."""
    words, same = candidates.words, candidates.same_language
    columns = {
        "dense": candidates.dense,
        "dense_z": candidates.dense_z / 5.0,
        "bm25": words.bm25,
        "coverage": words.coverage,
        "rare": words.rare,
        "title": words.title,
        "both": words.both,
        "pinpoint": words.pinpoint,
        "mention": words.mention,
        "same_language": same.astype(np.float32),
        "german": np.full(len(same), candidates.german_question, dtype=np.float32),
    }
    order_by = {"dense": candidates.dense, "bm25": words.bm25 + words.pinpoint}
    for leg, values in order_by.items():
        gap, rank = np.zeros_like(candidates.dense), np.zeros_like(candidates.dense)
        for group in (same, ~same):
            some = values[group]
            if len(some):
                gap[group] = some - some.max()
                places = np.empty(len(some), dtype=np.float32)
                places[np.argsort(-some, kind="stable")] = np.arange(len(some))
                rank[group] = 1.0 / (1.0 + places)
        columns[f"{leg}_gap"], columns[f"{leg}_rank"] = gap, rank
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Fusion:
    """Learned weights: per language pair a weight a feature and an offset; then slope and offset of the probability."""

    weights: Mapping[str, Floats]
    offsets: Mapping[str, float]
    slope: float
    offset: float

    @classmethod
    def load(cls, encoder_name: str, path: Path = DEFAULT_PATH) -> Fusion:
        """The weights for an encoder (its label before ``@``), else those for any. SettingsError names a bad file."""
        try:
            file = json.loads(path.read_text(encoding="utf-8"))
            if tuple(file["features"]) != FEATURES:
                raise SettingsError(f"{path}: made for other features; run `python -m index.training.fit_fusion`")
            models = file["encoders"]
            one = models.get(encoder_name.split("@", 1)[0], models[ANY_ENCODER])
            return cls(
                {group: np.array(one["weights"][group], dtype=np.float32) for group in GROUPS},
                {group: float(one["offsets"][group]) for group in GROUPS},
                float(one["slope"]),
                float(one["offset"]),
            )
        except (KeyError, ValueError) as error:
            raise SettingsError(
                f"{path}: {type(error).__name__} {error}; run `python -m index.training.fit_fusion`"
            ) from error

    def order(self, rows: Floats) -> Floats:
        """The score that orders the candidates of one question; higher is better."""
        weights = np.stack([self.weights[group] for group in GROUPS])
        offsets = np.array([self.offsets[group] for group in GROUPS], dtype=np.float32)
        groups = groups_of(rows)
        return np.asarray((rows * weights[groups]).sum(axis=1) + offsets[groups], dtype=np.float32)

    def probability(self, scores: Floats) -> Floats:
        """The score as a probability in 0..1; keeps the order."""
        return (1.0 / (1.0 + np.exp(-(self.slope * scores.astype(np.float64) + self.offset)))).astype(np.float32)
