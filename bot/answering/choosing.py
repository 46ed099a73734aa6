"""The few sentences to quote among all that were scored: near the best one, no twins, within the length; law before guidance before news."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.question_type import Wants
from bot.answering.quotable import ITEM, LEADS_IN, MAX_WORDS, count_words, lead_in, plain_sentences, text_at
from bot.answering.quotes import PAST, WEIGHTS_PATH, Ask, Candidate, weights
from bot.answering.terms import Terms
from index.documents import Kind
from index.law_in_time import Standing, published_on, standing_on
from index.merge import is_second_hand, pair_of

_JOINS = re.compile(r"(?:and|or|und|oder)\s+")
_BREAK = re.compile(r"(?:[;:,]\s+|(?<=\.)\s+|\s*—\s*)(?:(?:and|or|und|oder)\s+)?")
_HANGS = re.compile(
    r"(?:(?:and|or|but|which|that|who|whom|whose|where|und|oder|aber|sowie|dass|die|der|das|dem|den|deren|dessen)|welche[mnrs]?)\b"
)
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
        length = min(count_words(one.text), MAX_WORDS)
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
    after = next((span for span in plain_sentences(one.hit) if span[0] >= one.end), None)
    if after is None:
        return one
    text = text_at(one.hit, one.start, after[1])
    listed = LEADS_IN.search(one.text) and ITEM.match(text_at(one.hit, *after))
    if count_words(text) > MAX_WORDS or ("\n" in text_at(one.hit, one.end, after[0]) and not listed):
        return one
    return replace(one, end=after[1], text=text)


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
        spans = [span for span in plain_sentences(one.hit) if span[0] <= one.start]
        texts = [text_at(one.hit, *span) for span in spans]
        before = lead_in(texts) if spans and spans[-1][0] == one.start else -1
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
    past = standing_on(info, as_of).standing in PAST
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
    if count_words(text[first:]) <= MAX_WORDS:
        return one.start + first, one.end
    breaks = [match.span() for match in _BREAK.finditer(text, first)]
    starts, ends = [first, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    runs = [(a, b) for a in starts for b in ends if 0 < count_words(text[a:b]) <= MAX_WORDS]

    def value(run: tuple[int, int]) -> tuple[bool, float]:
        piece = text[slice(*run)]
        return not _HANGS.match(piece), terms.coverage(piece, one.hit.info.language) + count_words(piece) / 1000

    begin, end = max(runs, key=value, default=(first, len(text)))
    return one.start + begin, one.start + len(text[:end].rstrip())
