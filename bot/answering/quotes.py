"""The writer without a model: the few sentences that answer the question, verbatim.

It picks sentences, not passages. Every sentence of the found passages is scored by what the question is about (terms of
both languages, weighted by rarity), by meaning (the encoder), by what is asked for (a date, a number, a section ...), by
its passage, and by its legal state on the day asked about. The best few are quoted, twins left out, law before guidance
before news and the newest in force first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.answering.question_type import Wants, holds
from bot.answering.terms import Terms
from index import identifiers
from index.documents import Hit, Kind, Language
from index.law_in_time import Standing, known_on, published_on, standing_on
from index.merge import is_second_hand, pair_of
from index.sentences import sentence_spans

Similarity = Callable[[str, Sequence[str]], Sequence[float]]

_MAX_SENTENCE_WORDS = 75
_JOINS = re.compile(r"(?:and|or|und|oder)\s+")
_BREAK = re.compile(r"(?:[;:,]\s+|(?<=\.)\s+|\s*—\s*)(?:(?:and|or|und|oder)\s+)?")
_HANGS = re.compile(
    r"(?:(?:and|or|but|which|that|who|whom|whose|where|und|oder|aber|sowie|dass|die|der|das|dem|den|deren|dessen)|welche[mnrs]?)\b"
)
_SHORT = 4
_ENCODED = 24
"""Sentences whose meaning is compared one by one; the others go by the similarity of their passage (encoding takes longest)."""
_ANAPHOR = re.compile(
    r"^(?:dazu|dies(?:e[rsmn]?)?|das|er|sie|es|dabei|damit|dadurch|deshalb|daher|dort|darüber hinaus|zudem|außerdem|this|these|those|it|he|she|they|such|"
    r"there|his|her|their|its|ihr|sein|ihre|seine|doch|jedoch|however|moreover|also)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]{1,4})\)|\d{1,2}[a-z]?\.|[a-z]\.(?:\d{1,2}\.)?|[-–•])\s")
_LEADS_IN = re.compile(r"(?::|(?<![.,;!?])(?<!\b(?:and|und))(?<!\bor)(?<!\boder)(?<!\bsowie))\s*$")
_KIND_ORDER = {
    Kind.REGULATION: 0,
    Kind.TREATY: 0,
    Kind.LISTING: 0,
    Kind.DEFINITION: 0,
    Kind.GUIDANCE: 1,
    Kind.ANNOUNCEMENT: 2,
    Kind.BILL: 3,
    Kind.NEWS: 4,
}
_RULES = {Kind.REGULATION, Kind.TREATY, Kind.LISTING, Kind.GUIDANCE, Kind.ANNOUNCEMENT}
_PAST = {Standing.SUPERSEDED, Standing.RESCINDED, Standing.ENDED, Standing.WITHDRAWN}
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


def sentences_of(hit: Hit) -> list[tuple[int, int]]:
    """Spans (document offsets) of what can be quoted from a hit: its sentences, an anaphoric one with the one before.

    An item of a list goes with the words that lead into it ("Nicht zu melden sind"), where both are short enough.
    """
    text = hit.passage.text
    spans = sentence_spans(text, hit.info.language)
    found: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(spans):
        before = at - 1 if _ANAPHOR.match(text[start:end]) else lead_in([text[a:b] for a, b in spans[: at + 1]])
        fits = before >= 0 and _count(text[spans[before][0] : end]) <= _MAX_SENTENCE_WORDS
        found.append((hit.passage.start + (spans[before][0] if fits else start), hit.passage.start + end))
    return found


def lead_in(sentences: Sequence[str]) -> int:
    """Which of the sentences before the last leads into it, where the last is an item of a list; -1 where none does."""
    if not _ITEM.match(sentences[-1]):
        return -1
    return next((at for at in range(len(sentences) - 2, -1, -1) if _LEADS_IN.search(sentences[at])), -1)


def candidates(ask: Ask, hits: Sequence[Hit], similarity: Similarity) -> list[Candidate]:
    """Every sentence of the hits with its score, best first."""
    rows: list[tuple[Hit, int, int, str]] = []
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        for start, end in sentences_of(hit):
            text = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
            key = (hit.info.id, end)
            if key in seen or _count(text) < _SHORT:
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
    length = _count(text)
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
    if standing in _PAST:
        return 1.0 if ask.wants is Wants.DATE else 0.5
    return 0.8 if standing in (Standing.PROPOSED, Standing.NOT_ENFORCED) else 1.0


def choose(ask: Ask, found: Sequence[Candidate], *, max_words: int, max_statements: int) -> list[Candidate]:
    """The few candidates to quote: close to the best one, no twins, within the length; ordered for reading."""
    if not found:
        return []
    limits = json.loads(WEIGHTS_PATH.read_text(encoding="utf-8"))["choice"]
    margin = limits["margin_list"] if ask.list_wanted else limits["margin"]
    budget = max_words * 2 if ask.list_wanted else max_words
    wanted = max_statements if ask.list_wanted else min(max_statements, int(limits["statements"]))
    chosen: list[Candidate] = []
    used = 0
    for one in found:
        if len(chosen) == wanted or one.score < found[0].score - margin:
            break
        length = min(_count(one.text), _MAX_SENTENCE_WORDS)
        if chosen and (used + length > budget or any(_twin(one, other) for other in chosen)):
            continue
        if _said_at_home(ask, found, one, margin):
            continue
        chosen.append(one)
        used += length
    if len(chosen) == 1:
        chosen = [_with_next(chosen[0])]
    chosen += _companion(ask, found, chosen, 2 * margin)
    chosen += _rule_in_force(ask, found, chosen, 3 * margin)
    chosen += _lead_ins(chosen)
    best = {one.hit.info.id: one.score for one in reversed(chosen)}
    return sorted(chosen, key=lambda one: _reading_order(one, ask.as_of, best))


def _with_next(one: Candidate) -> Candidate:
    """A sole quote with the sentence after it, where both are short and one paragraph, or the first leads into a list.

    What repeats the question is often answered in the next sentence (right answers to 105 unseen questions: 84 instead of 82).
    """
    passage = one.hit.passage
    spans = sentence_spans(passage.text, one.hit.info.language)
    after = next((span for span in spans if passage.start + span[0] >= one.end), None)
    if after is None:
        return one
    text = passage.text[one.start - passage.start : after[1]]
    gap = passage.text[one.end - passage.start : after[0]]
    listed = _LEADS_IN.search(one.text) and _ITEM.match(passage.text[after[0] : after[1]])
    if _count(text) > _MAX_SENTENCE_WORDS or ("\n" in gap and not listed):
        return one
    return replace(one, end=passage.start + after[1], text=text)


def _said_at_home(ask: Ask, found: Sequence[Candidate], one: Candidate, margin: float) -> bool:
    """Whether the other half of a pair of briefs says it nearly as well in the asker's language."""
    if one.hit.info.language is ask.language:
        return False
    return any(
        other.hit.info.language is ask.language
        and other.hit.info.id != one.hit.info.id
        and pair_of(other.hit.info.id) == pair_of(one.hit.info.id)
        and other.score >= one.score - margin
        for other in found
    )


def _companion(ask: Ask, found: Sequence[Candidate], chosen: Sequence[Candidate], margin: float) -> list[Candidate]:
    """The other half of a proof in two languages; nothing where it is not near enough.

    To an original in a foreign language what is said of it in the asker's; to what a brief says of an article the
    article itself.
    """
    foreign = all(one.hit.info.language is not ask.language for one in chosen)
    retold = all(is_second_hand(one.hit) for one in chosen)
    if not foreign and not retold:
        return []
    best = max(_at_first_hand(one) for one in chosen)
    for one in sorted(found, key=_at_first_hand, reverse=True):
        if _at_first_hand(one) < best - margin:
            return []
        readable = foreign and one.hit.info.language is ask.language
        original = retold and one.hit.info.kind is Kind.NEWS and not is_second_hand(one.hit)
        if (readable or original) and not any(_twin(one, other) for other in chosen):
            return [one]
    return []


def _rule_in_force(ask: Ask, found: Sequence[Candidate], chosen: Sequence[Candidate], margin: float) -> list[Candidate]:
    """To a question what one may or must do, the rule that holds that day, where only reports of it were chosen."""
    if ask.wants is not Wants.PERMISSION or any(_holds_as_rule(one, ask.as_of) for one in chosen):
        return []
    rules = (one for one in found if one.features["type"] and _holds_as_rule(one, ask.as_of))
    rule = next((one for one in rules if not any(_twin(one, other) for other in chosen)), None)
    return [rule] if rule is not None and rule.score >= found[0].score - margin else []


def _holds_as_rule(one: Candidate, day: date) -> bool:
    standing = standing_on(one.hit.info, day).standing
    return one.hit.info.kind in _RULES and standing in (Standing.IN_FORCE, Standing.SUSPENDED, Standing.PARTLY_STAYED)


def _lead_ins(chosen: Sequence[Candidate]) -> list[Candidate]:
    """What leads into chosen items of lists, where the two were too long to be one quote: an item alone can mislead."""
    added: list[Candidate] = []
    for one in chosen:
        passage = one.hit.passage
        spans = [(passage.start + a, passage.start + b) for a, b in sentence_spans(passage.text, one.hit.info.language)]
        texts = [passage.text[a - passage.start : b - passage.start] for a, b in spans if a <= one.start]
        before = lead_in(texts) if texts and spans[len(texts) - 1][0] == one.start else -1
        if before < 0:
            continue
        lead = replace(one, start=spans[before][0], end=spans[before][1], text=texts[before])
        if not any(_twin(lead, other) for other in (*chosen, *added)):
            added.append(lead)
    return added


def _at_first_hand(one: Candidate) -> float:
    """The score without what being second-hand costs."""
    return one.score - weights().get("second_hand", 0.0) * one.features.get("second_hand", 0.0)


def _twin(one: Candidate, other: Candidate) -> bool:
    """The same content again: the other language's brief, an overlapping span, or nearly the same words."""
    if one.hit.info.id == other.hit.info.id:
        return one.start < other.end and other.start < one.end
    if pair_of(one.hit.info.id) == pair_of(other.hit.info.id):
        return True
    mine, theirs = set(one.text.lower().split()), set(other.text.lower().split())
    return len(mine & theirs) / max(1, min(len(mine), len(theirs))) > 0.8


def _reading_order(one: Candidate, as_of: date, best: Mapping[str, float]) -> tuple[int, int, int, float, str, int]:
    """Law, guidance, news; what holds before what is past; the newest first; one document in its own order."""
    info = one.hit.info
    past = standing_on(info, as_of).standing in _PAST
    published = published_on(info) or info.effective_from
    age = -(published.toordinal() if published else 0)
    return (_KIND_ORDER[info.kind], int(past), age, -best[info.id], info.id, one.start)


def trimmed(one: Candidate, terms: Terms) -> tuple[int, int]:
    """The span to show: the sentence, or of an overlong one the run of clauses that holds the most of the question.

    It begins with a word that hangs on what is left out (``which``, ``or``) only where no other cut is possible.
    """
    text = one.text
    join = _JOINS.match(text)
    first = join.end() if join else 0
    if _count(text[first:]) <= _MAX_SENTENCE_WORDS:
        return one.start + first, one.end
    breaks = [match.span() for match in _BREAK.finditer(text, first)]
    starts, ends = [first, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    runs = [(a, b) for a in starts for b in ends if 0 < _count(text[a:b]) <= _MAX_SENTENCE_WORDS]

    def value(run: tuple[int, int]) -> tuple[bool, float]:
        piece = text[slice(*run)]
        return not _HANGS.match(piece), terms.coverage(piece, one.hit.info.language) + _count(piece) / 1000

    begin, end = max(runs, key=value, default=(first, len(text)))
    return one.start + begin, one.start + len(text[:end].rstrip())


def _count(text: str) -> int:
    return len(text.split())
