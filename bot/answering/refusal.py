"""Whether the corpus holds an answer: decided from what was found, before any model is asked.

The decision is a logistic score over a few features of question and evidence. Its weights and the two thresholds (quotes
writer, model writer) are derived from questions by `python -m bot.evaluation.fit_refusal` and lie in refusal.json. So is
a second score over some of the features, which tells what is off topic from what is only not in the corpus.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.answering.answer import Reason
from bot.answering.question_type import Wants, asked_nouns
from bot.answering.quotes import Ask, Candidate
from bot.answering.terms import Terms
from bot.answering.words import content_stems
from index.documents import Hit, Language

WEIGHTS_PATH = Path(__file__).with_name("refusal.json")
_COUNTED = (Wants.ANY, Wants.NUMBER, Wants.DATE, Wants.PERSON, Wants.LIST, Wants.PERMISSION, Wants.REASON)
"""What our own questions ask for often enough to learn from."""
FEATURES = (
    "top",
    "gap",
    "sentence",
    "spread",
    "cosine",
    "coverage",
    "passage_coverage",
    "absent",
    "absent_rare",
    "absent_beside",
    "absent_beside_rare",
    "type",
    "typed",
    "type_missing",
    "identifier",
    "domain",
    "length",
    "noun",
    "noun_absent",
    "noun_absent_first",
    "dense",
    "bm25",
    "rare",
    "both",
    "german",
    "foreign",
    *(f"wants_{one}" for one in _COUNTED),
)
OFF_TOPIC_FEATURES = ("top", "cosine", "coverage", "domain", "length")
_UNTYPED = {Wants.ANY, Wants.REASON, Wants.LIST, Wants.PERMISSION, Wants.VALIDITY}
_NEAREST, _FIRST = 5, 3  # hits
_HELD = 0.3
"""A term that a text holds less than this is not in it."""

_GREETING = re.compile(
    r"^\W*(?:hallo|hi|hey|hello|moin|servus|guten (?:tag|morgen|abend)|good (?:morning|evening|day)|danke\w*|vielen dank|thanks?(?: you)?|thank you|"
    r"tsch(?:ü|ue)ss|bye|goodbye|wie geht(?:'?s| es dir| es ihnen)|how are you|what'?s up|wer bist du|who are you|was kannst du|what can you do|"
    r"hilfe|help|test|ok(?:ay)?|cool|super|nice|lol|ja|nein|yes|no)\b[\w\s,'!?.]{0,25}$",
    re.IGNORECASE,
)


def greeting(text: str, language: Language) -> bool:
    """Whether a message is small talk: a greeting, thanks, or a question about the bot, and nothing else."""
    return bool(_GREETING.match(text)) and len(content_stems(text, language)) <= 3


def features(ask: Ask, hits: Sequence[Hit], found: Sequence[Candidate], domain: float) -> dict[str, float]:
    """What speaks for the corpus holding an answer; ``hits`` in the order of their best sentences.

    ``domain`` is the share (0..1) of the question's weight that belongs to the field (its glossary and identifiers).
    """
    values = dict.fromkeys(FEATURES, 0.0)
    if not hits or not found:
        return values | {
            "absent": 1.0,
            "absent_rare": 1.0,
            "absent_beside": 1.0,
            "absent_beside_rare": 1.0,
        }
    best, near = found[0], found[:5]
    held = [ask.terms.shares(_all_of(hit), hit.info.language) for hit in hits]
    typed = float(ask.wants not in _UNTYPED)
    return values | {
        "top": hits[0].score,
        "gap": hits[0].score - hits[min(9, len(hits) - 1)].score,
        "sentence": best.score,
        "spread": best.score - found[min(3, len(found) - 1)].score,
        "cosine": max(one.features["cosine"] for one in near),
        "coverage": best.features["coverage"],
        "type": best.features["type"],
        "typed": typed,
        "type_missing": typed * (1.0 - best.features["type"]),
        "identifier": max(one.features["identifier"] for one in near),
        "domain": domain,
        "length": min(1.0, len(ask.terms.terms) / 10),
        **_absences(ask.terms, held),
        **_noun_absences(ask, held),
        **{leg: max(hit.legs.get(leg, 0.0) for hit in hits[:_FIRST]) for leg in ("dense", "bm25", "rare", "both")},
        "german": float(ask.terms.language is Language.DE),
        "foreign": float(hits[0].info.language is not ask.terms.language),
        **{f"wants_{one}": float(ask.wants is one) for one in _COUNTED},
    }


def _noun_absences(ask: Ask, held: Sequence[Sequence[float]]) -> dict[str, float]:
    """Whether the question word stands with a noun ("which fee", "wie viele Seiten"), and how far the hits lack it."""
    nouns = asked_nouns(ask.question)
    places = [at for at, term in enumerate(ask.terms.terms) if term.surface.lower() in nouns]
    if not places:
        return {"noun": 0.0, "noun_absent": 0.0, "noun_absent_first": 0.0}
    most = [max(row[at] for at in places) for row in held[:_NEAREST]]
    return {"noun": 1.0, "noun_absent": 1.0 - max(most), "noun_absent_first": 1.0 - most[0]}


def _absences(terms: Terms, held: Sequence[Sequence[float]]) -> dict[str, float]:
    """What of the question none of the hits holds, and what the first, the passage of the best sentence, lacks (``beside``).

    ``held`` is how far each hit holds each term. As a share of the question's weight, and as the weight of the heaviest
    such term. A question for a salary, a hotel or a telephone number asks with a word that nothing found has.
    """
    weights = terms.weights
    total, heaviest = sum(weights) or 1.0, max(weights, default=1.0)
    anywhere = [max(column) for column in zip(*held, strict=True)]

    def missing(shares: Sequence[float]) -> float:
        return 1.0 - sum(weight * share for weight, share in zip(weights, shares, strict=True)) / total

    def rarest(shares: Sequence[float]) -> float:
        lacking = (weight for weight, share in zip(weights, shares, strict=True) if share < _HELD)
        return max(lacking, default=0.0) / heaviest

    covered = max(1.0 - missing(row) for row in held)
    return {
        "passage_coverage": covered,
        "absent": missing(anywhere),
        "absent_rare": rarest(anywhere),
        "absent_beside": missing(held[0]),
        "absent_beside_rare": rarest(held[0]),
    }


def _all_of(hit: Hit) -> str:
    """A passage with what stands above and beside it."""
    passage, info = hit.passage, hit.info
    return " ".join((passage.text, passage.citation, *passage.headings, info.title, info.issuer, info.published))


@cache
def _model() -> Mapping[str, Mapping[str, float]]:
    content: dict[str, dict[str, float]] = json.loads(WEIGHTS_PATH.read_text(encoding="utf-8"))
    return content


def probability(values: Mapping[str, float]) -> float:
    """How likely it is (0..1) that the corpus holds an answer."""
    return score(_model()["weights"], values)


def off_topic_probability(values: Mapping[str, float]) -> float:
    """How likely it is (0..1) that a question without an answer is not the field's business at all."""
    return score(_model()["off_topic"], values)


def score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The logistic score (0..1) of some features; those that the weights do not name count nothing."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def decide(values: Mapping[str, float], *, with_model: bool) -> Reason | None:
    """The reason to refuse, or None to answer. A model, which can say no itself, is asked a little earlier."""
    if probability(values) >= _model()["thresholds"]["model" if with_model else "quotes"]:
        return None
    off_topic = values["identifier"] == 0 and off_topic_probability(values) >= 0.5
    return Reason.OFF_TOPIC if off_topic else Reason.NOT_IN_CORPUS
