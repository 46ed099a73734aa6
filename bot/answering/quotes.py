"""The writer without a model: the few sentences that answer the question, verbatim.

It picks sentences, not passages. Every sentence of the found passages is scored by what the question is about (terms of
both languages, weighted by rarity), by meaning (the encoder), by what is asked for (a date, a number, a section ...), by
its passage, and by its legal state on the day asked about. `bot.answering.choosing` takes the best few.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.answering.question_type import Wants, holds
from bot.answering.quotable import count_words, sentences_of, text_at
from bot.answering.terms import Terms
from index import identifiers
from index.documents import Hit, Kind, Language
from index.law_in_time import Standing, known_on, standing_on
from index.merge import is_second_hand

Similarity = Callable[[str, Sequence[str]], Sequence[float]]

_SHORT = 4
_ENCODED = 24
"""Sentences whose meaning is compared one by one; the others go by the similarity of their passage (encoding takes longest)."""
PAST = {Standing.SUPERSEDED, Standing.RESCINDED, Standing.ENDED, Standing.WITHDRAWN}
WEIGHTS_PATH = Path(__file__).with_name("quotes.json")
FEATURES = (
    "passage",
    "cosine",
    "coverage",
    "rare",
    "type",
    "validity",
    "identifier",
    "own_language",
    "law",
    "second_hand",
    "state",
    "short",
    "long",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: its hit, its span in the document, its text, what speaks for it."""

    hit: Hit
    start: int
    end: int
    text: str
    features: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Ask:
    """All that the choice depends on besides the hits."""

    question: str
    language: Language
    as_of: date
    wants: Wants
    terms: Terms
    list_wanted: bool


@cache
def weights() -> Mapping[str, float]:
    """The learned weight of each feature (see `bot.evaluation.fit_quotes`)."""
    content: dict[str, float] = json.loads(WEIGHTS_PATH.read_text(encoding="utf-8"))["weights"]
    return content


def candidates(ask: Ask, hits: Sequence[Hit], similarity: Similarity) -> list[Candidate]:
    """Every sentence of the hits with its score, best first."""
    rows: list[tuple[Hit, int, int, str]] = []
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        for start, end in sentences_of(hit):
            text = text_at(hit, start, end)
            key = (hit.info.id, end)
            if key in seen or count_words(text) < _SHORT:
                continue
            seen.add(key)
            rows.append((hit, start, end, text))
    if not rows:
        return []
    best = max(hit.score for hit in hits) or 1.0
    scored = [_scored(ask, row, row[0].legs.get("dense", 0.0), best) for row in rows]
    scored.sort(key=lambda one: -one.score)
    head = scored[:_ENCODED]
    cosines = similarity(ask.question, [_in_context(one.hit, one.text) for one in head])
    known = {id(one): cosine for one, cosine in zip(head, cosines, strict=True)}
    rescored = [
        _scored(ask, (one.hit, one.start, one.end, one.text), known[id(one)], best) if id(one) in known else one
        for one in scored
    ]
    return sorted(rescored, key=lambda one: -one.score)


def _scored(ask: Ask, row: tuple[Hit, int, int, str], cosine: float, best: float) -> Candidate:
    hit, start, end, text = row
    features = _features(ask, hit, text, cosine, hit.score / best)
    return Candidate(
        hit, start, end, text, features, sum(weights().get(name, 0.0) * value for name, value in features.items())
    )


def _in_context(hit: Hit, text: str) -> str:
    heading = hit.passage.headings[-1] if hit.passage.headings else hit.info.title
    return f"{heading}: {text}" if hit.info.kind is not Kind.NEWS else text


def _features(ask: Ask, hit: Hit, text: str, cosine: float, passage: float) -> dict[str, float]:
    info = hit.info
    context = f"{hit.passage.citation} {info.citation} {info.title} {info.published}"
    own = identifiers.values(f"{text} {hit.passage.citation}")
    above = {value for one in own for value in identifiers.ancestors(one)}
    length = count_words(text)
    typed = float(holds(ask.wants, text, context, ask.question))
    return {
        "passage": passage,
        "cosine": cosine,
        "coverage": ask.terms.coverage(f"{text} {context}", info.language),
        "rare": 1.0 - ask.terms.missing(f"{text} {context}", info.language),
        "type": typed,
        "validity": typed * (ask.wants is Wants.VALIDITY),
        "identifier": len(ask.terms.identifiers & above) / len(ask.terms.identifiers) if ask.terms.identifiers else 0.0,
        "own_language": float(info.language is ask.language),
        "law": float(info.kind is not Kind.NEWS),
        "second_hand": float(is_second_hand(hit)),
        "state": _state(ask, hit),
        "short": float(length < 8),
        "long": max(0.0, (length - 40) / 40),
    }


def _state(ask: Ask, hit: Hit) -> float:
    """How fit a document's legal state is for an answer on the day: 1 = holds that day."""
    standing = standing_on(hit.info, ask.as_of).standing
    if not known_on(hit.info, ask.as_of) or standing is Standing.NOT_YET:
        return 0.3
    if standing in PAST:
        return 1.0 if ask.wants is Wants.DATE else 0.5
    return 0.8 if standing in (Standing.PROPOSED, Standing.NOT_ENFORCED) else 1.0
