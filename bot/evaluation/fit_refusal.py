"""Derives the refusal model: ``python -m bot.evaluation.fit_refusal --config config.shared.yaml``.

A logistic regression over `bot.answering.refusal.FEATURES`: did the corpus hold an answer to this question? Fitted on the
"fit" part of the project's own questions. The threshold of the quotes writer is the highest that refuses at most
``--most-refused`` of the answerable ones (out-of-fold probabilities, so that no question judges itself); the model writer,
which can say no itself, is asked from half of that on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.answering.refusal import FEATURES, OFF_TOPIC_FEATURES, WEIGHTS_PATH, score
from bot.assembly import build_answerer
from bot.evaluation.collect import Sample, collect, own_questions
from bot.evaluation.questions import load_questions
from bot.settings import load_settings
from index.corpus import Corpus
from index.settings import FolderSource

Floats = NDArray[np.float64]


def matrix(samples: Sequence[Sample]) -> tuple[Floats, NDArray[np.bool_]]:
    """One row of features a question, and whether it has an answer."""
    rows = np.array([[one.found.features[name] for name in FEATURES] for one in samples], dtype=np.float64)
    return rows, np.array([one.gold.answerable for one in samples])


def model() -> Pipeline:
    """Both classes count alike, whatever their number; features are brought to one scale, so that none is spared."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, class_weight="balanced", max_iter=5000))


def off_topic(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights that tell off-topic questions from those of the field that the corpus does not answer."""
    refused = [one for one in samples if not one.gold.answerable]
    rows = np.array([[one.found.features[name] for name in OFF_TOPIC_FEATURES] for one in refused], dtype=np.float64)
    fitted = model().fit(rows, np.array([one.gold.kind == "chitchat" for one in refused]))
    return plain_weights(fitted, OFF_TOPIC_FEATURES)


def told_apart(name: str, samples: Sequence[Sample], weights: dict[str, float]) -> str:
    """How many of the questions without an answer are told rightly: off topic, or only not in the corpus."""
    refused = [one for one in samples if not one.gold.answerable]
    said = [score(weights, one.found.features) >= 0.5 for one in refused]
    right = sum(off == (one.gold.kind == "chitchat") for off, one in zip(said, refused, strict=True))
    return f"{name}: off topic or not in the corpus told rightly {right}/{len(refused)}"


def plain_weights(fitted: Pipeline, names: Sequence[str] = FEATURES) -> dict[str, float]:
    """The weights for the features as they are, with the scaling folded in."""
    scaler, regression = fitted[0], fitted[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {"bias": round(bias, 4)} | {name: round(float(one), 4) for name, one in zip(names, weights, strict=True)}


def threshold(probabilities: Floats, answerable: NDArray[np.bool_], most_refused: float) -> float:
    """The highest threshold that refuses at most ``most_refused`` of the answerable questions."""
    return float(np.quantile(probabilities[answerable], most_refused))


def table(name: str, probabilities: Floats, samples: Sequence[Sample], limit: float) -> str:
    """Right and wrong refusals of a set."""
    refused = probabilities < limit
    kinds = {"answerable": [], "unanswerable": [], "chitchat": []}  # type: dict[str, list[bool]]
    for one, value in zip(samples, refused, strict=True):
        kinds["answerable" if one.gold.answerable else one.gold.kind].append(bool(value))
    shares = [f"{kind} refused {sum(rows)}/{len(rows)}" for kind, rows in kinds.items()]
    return f"{name}: " + ", ".join(shares)


def main() -> None:
    """Fits, prints the tables, writes refusal.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("config.shared.yaml"))
    parser.add_argument("--check", type=Path, help="further questions that are only measured")
    parser.add_argument("--most-refused", type=float, default=0.085)
    options = parser.parse_args()
    settings = load_settings(options.config)
    folders = [one.path for one in settings.index.sources if isinstance(one, FolderSource)]
    answerer = build_answerer(settings, Corpus.open(settings.index))
    samples = list(collect(answerer, own_questions([*folders, Path("index/starter")]), date.today()))
    fitted = [one for one in samples if one.gold.split == "fit"]
    rows, answerable = matrix(fitted)
    folded = cross_val_predict(model(), rows, answerable, cv=8, method="predict_proba")[:, 1]
    limit = threshold(folded, answerable, options.most_refused)
    final = model().fit(rows, answerable)
    print(table("fit (out of fold)", folded, fitted, limit))  # noqa: T201
    topic = off_topic(fitted)
    sets = [("check", [one for one in samples if one.gold.split == "check"])]
    if options.check:
        sets.append((options.check.name, list(collect(answerer, load_questions(options.check), date.today()))))
    for name, chosen in sets:
        print(table(name, final.predict_proba(matrix(chosen)[0])[:, 1], chosen, limit))  # noqa: T201
        print(told_apart(name, chosen, topic))  # noqa: T201
    content = json.loads(WEIGHTS_PATH.read_text(encoding="utf-8"))
    content["made_by"] = "python -m bot.evaluation.fit_refusal"
    content["weights"] = plain_weights(final)
    content["off_topic"] = topic
    content["thresholds"] = {"quotes": round(limit, 4), "model": round(limit / 2, 4)}
    WEIGHTS_PATH.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
