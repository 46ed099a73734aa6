"""What somebody wrote, sentence by sentence, held against the corpus: supported, contradicted, or not found.

Supported means: one passage proves every figure, actor and date of the sentence, and most of its words stand in a run of
at most three sentences. Contradicted means: such a passage speaks about the same thing with another number, another date,
the opposite, or with a legal state that day which the sentence denies. In doubt it is "not found": a checker that says
"wrong" about a right sentence is worse than one that says nothing. No model, no Discord.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.answering.answer import Citation, Draft, Question
from bot.answering.cited import CitedPassage, unproved_figures
from bot.answering.figures import Figures, figures_of
from bot.answering.support import Claim, flips_negation, supporting_span
from bot.answering.terms import stems_of
from bot.answering.verify import Verified, verify
from bot.answering.words import content_stems
from index import identifiers
from index.documents import Hit, Kind, Language
from index.law_in_time import Standing, standing_on
from index.sentences import sentence_spans

MAX_SENTENCES = 12
_HITS = 8
_LEAST_STEMS = 3
# Shares of a sentence's content words that the proving sentences hold, in the same language and across languages.
_CARRIED, _CARRIED_ACROSS = 0.6, 0.5
_SAME_SUBJECT, _SAME_SUBJECT_ACROSS = 0.7, 0.6

_NOT_A_CLAIM = re.compile(
    r"\?\s*$|^\s*(?:ich (?:glaube|finde|denke|hoffe|frage)|meiner meinung|imo\b|i (?:think|believe|hope|feel|wonder)|in my opinion)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:[>*\-•#\s]|\d+[.)]\s)+")
_SAYS_VALID = re.compile(
    r"\b(?:is|are|remains?|still) in (?:force|effect)\b|\bstill applies\b|\b(?:currently|now) applies\b"
    r"|\b(?:ist|sind|bleibt|weiterhin) (?:noch |weiterhin )?in kraft\b|\bgilt (?:noch|weiterhin|derzeit|aktuell|heute)\b",
    re.IGNORECASE,
)
_ENDED = frozenset(
    {
        Standing.SUSPENDED,
        Standing.ENDED,
        Standing.SUPERSEDED,
        Standing.RESCINDED,
        Standing.WITHDRAWN,
        Standing.PROPOSED,
        Standing.NOT_ENFORCED,
    }
)
_LAW = frozenset({Kind.REGULATION, Kind.TREATY, Kind.ANNOUNCEMENT, Kind.BILL})


class Verdict(StrEnum):
    """What the corpus says about a sentence."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence with its verdict; ``citations`` hold the proof or the contradiction, none where nothing was found."""

    sentence: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()


class ClaimLibrary(Protocol):
    """What checking needs of the corpus."""

    def search(self, text: str, language: Language, question: Question, limit: int) -> Sequence[Hit]:
        """Hits for a text."""

    def translate(self, stem: str, language: Language) -> Mapping[str, float]:
        """Stems of the other language, with probabilities."""

    def language_of(self, text: str, default: Language) -> Language:
        """The language of a text."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in a passage, and how much of the sentence it holds (0..1, more is better)."""

    hit: Hit
    start: int
    end: int
    weight: float


class ClaimChecker:
    """Checks the factual sentences of a text; blocking, so call it off the event loop."""

    def __init__(self, library: ClaimLibrary) -> None:
        self._library = library

    def check(self, text: str, default: Language, as_of: date) -> list[Checked]:
        """The first factual sentences of ``text`` (`MAX_SENTENCES`), in order, each with its verdict on the day ``as_of``.

        ``default`` is the language where the text's own cannot be told. Citations are numbered over the whole list.
        """
        language = self._library.language_of(text, default)
        verdicts: list[Checked] = []
        number = 0
        for sentence in claims_of(text, language)[:MAX_SENTENCES]:
            verdict, places = self._judge(sentence, language, as_of)
            citations = tuple(_citation(place, number + at, as_of) for at, place in enumerate(places, start=1))
            number += len(citations)
            verdicts.append(Checked(sentence, verdict, citations))
        return verdicts

    def _judge(self, sentence: str, language: Language, as_of: date) -> tuple[Verdict, list[_Found]]:
        hits = self._library.search(sentence, language, Question(sentence), _HITS)
        claim = Claim.of(sentence, language, self._library.translate)
        proved = sorted(self._proofs(sentence, claim, hits), key=lambda one: -one.weight)
        doubted = _doubted_by_standing(claim, proved, as_of)
        if doubted is not None:
            return doubted
        against = next(iter(sorted(_contradictions(claim, hits), key=lambda one: -one.weight)), None)
        if proved and not (against and _outweighs(against, proved[0], claim)):
            return Verdict.SUPPORTED, _distinct(proved)[:2]
        if against is not None:
            return Verdict.CONTRADICTED, [against]
        return Verdict.NOT_FOUND, []

    def _proofs(self, sentence: str, claim: Claim, hits: Sequence[Hit]) -> Iterator[_Found]:
        for hit in hits:
            draft = Draft(sentence, ("k",))
            kept = verify([draft], {"k": hit}, claim.language, self._library.translate).kept
            found = _carrying(kept[0], hit, claim) if kept else None
            if found is not None:
                yield found


def claims_of(text: str, language: Language) -> list[str]:
    """The sentences of a text that state something: no questions, no opinions, nothing too short to be checked. Pure."""
    found: list[str] = []
    for start, end in sentence_spans(text, language):
        sentence = _LEAD.sub("", text[start:end]).replace("**", "").strip()
        if _NOT_A_CLAIM.search(sentence):
            continue
        claim = Claim.of(sentence, language, None)
        figures = claim.figures
        marks = (
            len(figures.identifiers)
            + len(figures.codes)
            + len(figures.numbers)
            + len(figures.dates)
            + len(claim.actors)
        )
        if len(claim.stems) + marks >= _LEAST_STEMS and len(claim.stems) >= 1:
            found.append(" ".join(sentence.split()))
    return found


def _carrying(verified: Verified, hit: Hit, claim: Claim) -> _Found | None:
    """The sentences that carry the claim, where they hold enough of it, its figures included."""
    if not verified.supports:
        return None
    support = verified.supports[0]
    language = hit.info.language
    covered = claim.coverage(stems_of(f"{support.quote}\n{hit.passage.citation}\n{hit.info.title}", language), language)
    if covered is None or covered < (_CARRIED if language is claim.language else _CARRIED_ACROSS):
        return None
    if flips_negation(claim, support.quote, language) or _named_otherwise(claim, support.quote, language):
        return None
    narrow = replace(hit, passage=replace(hit.passage, text=support.quote, start=support.start, end=support.end))
    if unproved_figures(claim.figures, [CitedPassage(narrow)]):
        return None
    return _Found(hit, support.start, support.end, covered + _worth(hit, claim))


def _worth(hit: Hit, claim: Claim) -> float:
    """Law before reports; what bears the section, ECCN or chip in its name before what mentions it."""
    named = identifiers.values(f"{hit.passage.citation} {hit.info.citation} {hit.info.title}")
    wanted = claim.figures.identifiers
    own = 0.3 * len(wanted & named) / len(wanted) if wanted else 0.0
    return own + (0.1 if hit.info.kind in _LAW else 0.0)


def _outweighs(against: _Found, proof: _Found, claim: Claim) -> bool:
    """Whether the passage about the very thing gives another value, and the proof only mentions the thing somewhere."""
    passage = against.hit.passage
    said = passage.text[against.start - passage.start : against.end - passage.start]
    nearer = _worth(against.hit, claim) > _worth(proof.hit, claim)
    return nearer and _named_otherwise(claim, said, against.hit.info.language)


def _doubted_by_standing(claim: Claim, proved: Sequence[_Found], as_of: date) -> tuple[Verdict, list[_Found]] | None:
    """A claim that something applies, where its legal state that day is another one, or where nobody knows."""
    if not proved or not _SAYS_VALID.search(claim.text):
        return None

    def about(one: _Found) -> float:
        language = one.hit.info.language
        return claim.coverage(stems_of(one.hit.info.title, language), language) or 0.0

    closest = max(proved, key=about)
    standing = standing_on(closest.hit.info, as_of).standing
    if standing in _ENDED:
        return Verdict.CONTRADICTED, [closest]
    return None if standing in (Standing.IN_FORCE, Standing.PARTLY_STAYED) else (Verdict.NOT_FOUND, [closest])


def _contradictions(claim: Claim, hits: Sequence[Hit]) -> Iterator[_Found]:
    """Passages that say the same about the same, but with another figure or the opposite."""
    for hit in hits:
        cited = CitedPassage(hit)
        language = hit.info.language
        bare = replace(claim, figures=_without_amounts(claim.figures))
        span, offset = supporting_span(bare, cited), hit.passage.start
        said = hit.passage.text[span.start : span.end]
        covered = claim.coverage(stems_of(said, language), language)
        least = _SAME_SUBJECT if language is claim.language else _SAME_SUBJECT_ACROSS
        if covered is None or covered < least or not _same_subject(claim, cited, said):
            continue
        wrong = _named_otherwise(claim, said, language) or _other_figure(claim, cited, said, language)
        if wrong or flips_negation(claim, said, language):
            yield _Found(hit, offset + span.start, offset + span.end, covered + _worth(hit, claim))


def _named_otherwise(claim: Claim, said: str, language: Language) -> bool:
    """Whether ``TPP 4800`` stands against ``TPP 2368``: the word before a number, with other numbers there and never this."""
    theirs = _named_numbers(said, language)
    for name, values in _named_numbers(claim.text, claim.language).items():
        other = theirs.get(name)
        if other is not None and not values & other:
            return True
    return False


def _named_numbers(text: str, language: Language) -> dict[str, frozenset[Decimal]]:
    """The values that follow a word, by the stem of that word; numbers of paragraphs are none."""
    found: dict[str, frozenset[Decimal]] = {}
    at = 0
    for number in figures_of(text, language).numbers:
        place = text.find(number.written, at)
        if place < 0 or number.marker:
            continue
        at = place + len(number.written)
        before = content_stems(text[max(0, place - 30) : place], language)
        if before and not before[-1][0].isdigit():
            found[before[-1]] = found.get(before[-1], frozenset()) | number.values
    return found


def _without_amounts(figures: Figures) -> Figures:
    return Figures((), (), figures.identifiers, figures.codes, frozenset(), frozenset())


def _same_subject(claim: Claim, cited: CitedPassage, said: str) -> bool:
    """Every section, ECCN, chip and actor that the claim names is named there too."""
    if any(not cited.says_identifier(one) for one in claim.figures.identifiers):
        return False
    if any(not cited.says_code(one) for one in claim.figures.codes):
        return False
    return bool(said) and claim.actors <= cited.actors


def _other_figure(claim: Claim, cited: CitedPassage, said: str, language: Language) -> bool:
    """Whether the sentence has a number or date where the source, speaking of the same, has another of the same sort."""
    missing = unproved_figures(claim.figures, [cited])
    if not missing:
        return False
    theirs = figures_of(said, language)
    wrong_numbers = [one for one in claim.figures.numbers if not one.marker and not cited.says_number(one)]
    wrong_dates = [one for one in claim.figures.dates if not cited.says_date(one)]
    numbers = any(
        mine.unit == other.unit and not other.marker and not mine.values & other.values
        for mine in wrong_numbers
        for other in theirs.numbers
    )
    dates = bool(wrong_dates) and any(other.year is not None for other in theirs.dates)
    return numbers or dates


def _distinct(found: Sequence[_Found]) -> list[_Found]:
    """One place a document, best first."""
    return list({one.hit.info.id: one for one in reversed(found)}.values())[::-1]


def _citation(found: _Found, number: int, as_of: date) -> Citation:
    passage = found.hit.passage
    quote = passage.text[found.start - passage.start : found.end - passage.start]
    standing = standing_on(found.hit.info, as_of)
    return Citation(number, found.hit.info, passage, found.start, found.end, quote, standing)
