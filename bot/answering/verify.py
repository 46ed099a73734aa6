"""What may be shown: every statement is held against the passages that it cites; what fails is cut and counted.

1. It cites something. 2. Its quotations stand verbatim in a cited passage. 3. Its numbers, dates, sections, ECCNs,
percentages, sums, chips and country groups stand there. 4. So do the actors and addresses it names. 5. It speaks the
asker's language. 6. In the language of the source, it shares the words and does not flip a ``not``. Headings, pinpoint, title and dates of a passage count as
part of it; instructions to a model that stand in it do not. A false sentence made only of the source's own words in
another order passes: that cannot be told without a model. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answering.answer import Draft
from bot.answering.cited import CitedPassage, unproved_figures
from bot.answering.errors import UnknownKeyError
from bot.answering.quotation import Quotation, insertions, locate, quotations
from bot.answering.support import ADDRESS, Claim, best_coverage, flips_negation, supporting_span
from bot.answering.terms import Translate
from bot.answering.words import speaks_another
from index.documents import Hit, Language

# Shares of a statement's content stems that its passages must hold. Across languages, by the lexicon: under 2 % of
# translations lie below 0.25, 97 % of random sentences do (`tests/bot/test_verify_real_texts.py`). Within one language
# only 22 development answers could be measured: one in ten lies below 0.5 against its own evidence, none above 0.2
# against another's; 0.4 lies between.
LEAST_SUPPORT = 0.4
LEAST_SUPPORT_ACROSS = 0.25
_LEAST_TO_JUDGE = 3
_LEAST_SHARE = 0.2
_QUOTED = float("inf")
_OWN_NUMBER = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")


class Cut(StrEnum):
    """Why a statement is not shown."""

    UNCITED = "uncited"
    OWN_NUMBERING = "own_numbering"
    QUOTE = "quote"
    FIGURE = "figure"
    ACTOR = "actor"
    ADDRESS = "address"
    LANGUAGE = "language"
    UNSUPPORTED = "unsupported"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that was cut, why, and what of it could not be proved."""

    draft: Draft
    reason: Cut
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """The place that carries a statement: ``quote`` is ``document.text[start:end]``."""

    key: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A statement that may be shown; its draft cites only the keys that carry it, one support each, in that order."""

    draft: Draft
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """What stands and what was cut."""

    kept: tuple[Verified, ...]
    dropped: tuple[Dropped, ...]


def verify(
    drafts: Sequence[Draft],
    evidence: Mapping[str, Hit],
    language: Language,
    translate: Translate | None = None,
) -> VerificationResult:
    """Holds every draft against its evidence; ``language`` is that of the statements outside quotations.

    ``translate`` names stems in the other language; without it, support across languages is not judged.

    Raises:
        UnknownKeyError: a draft cites a key that ``evidence`` does not have.
    """
    unknown = [key for draft in drafts for key in draft.keys if key not in evidence]
    if unknown:
        raise UnknownKeyError(unknown)
    passages = {key: CitedPassage(hit) for key, hit in evidence.items()}
    results = [_judge(draft, passages, language, translate) for draft in drafts]
    return VerificationResult(
        kept=tuple(one for one in results if isinstance(one, Verified)),
        dropped=tuple(one for one in results if isinstance(one, Dropped)),
    )


def _judge(
    draft: Draft, passages: Mapping[str, CitedPassage], language: Language, translate: Translate | None
) -> Verified | Dropped:
    keys = tuple(dict.fromkeys(draft.keys))
    if not keys:
        return Dropped(draft, Cut.UNCITED)
    cited = {key: passages[key] for key in keys}
    quoted = (Quotation(0, len(draft.text), draft.text),) if draft.quote else quotations(draft.text)
    places: list[tuple[str, int, int]] = []
    for quotation in quoted:
        found = _places(quotation, cited)
        if not found:
            return Dropped(draft, Cut.QUOTE, quotation.text)
        places.extend(found)
    claim = Claim.of(_own_words(draft.text, quoted, cited), language, translate)
    mostly_quoted = 2 * sum(len(one.text) for one in quoted) >= len(draft.text)
    fault = _fault(draft, claim, list(cited.values()), mostly_quoted=mostly_quoted)
    return fault or _verified(draft, Claim.of(draft.text, language, translate), cited, places)


def _places(quotation: Quotation, cited: Mapping[str, CitedPassage]) -> list[tuple[str, int, int]]:
    """Where the cited passages say the quotation (document offsets)."""
    found = [(key, one.hit.passage.start, locate(quotation.text, one.text)) for key, one in cited.items()]
    return [(key, offset + span[0], offset + span[1]) for key, offset, span in found if span]


def _own_words(text: str, quoted: Sequence[Quotation], cited: Mapping[str, CitedPassage]) -> str:
    """The statement without its proved quotations, but with what they add in brackets."""
    everything = "\n".join(one.text for one in cited.values())
    for quotation in reversed(quoted):
        text = f"{text[: quotation.start]} {insertions(quotation.text, everything)} {text[quotation.end :]}"
    return text


def _fault(draft: Draft, claim: Claim, cited: Sequence[CitedPassage], *, mostly_quoted: bool) -> Dropped | None:
    """The first rule that the statement's own words break."""
    if _OWN_NUMBER.search(claim.text):
        return Dropped(draft, Cut.OWN_NUMBERING)
    missing = unproved_figures(claim.figures, cited)
    if missing:
        return Dropped(draft, Cut.FIGURE, ", ".join(missing))
    strangers = claim.actors - frozenset().union(*(one.actors for one in cited))
    if strangers:
        return Dropped(draft, Cut.ACTOR, ", ".join(sorted(strangers)))
    addresses = [one for one in ADDRESS.findall(claim.text) if not any(_says(passage, one) for passage in cited)]
    if addresses:
        return Dropped(draft, Cut.ADDRESS, addresses[0])
    if speaks_another(claim.text, claim.language):
        return Dropped(draft, Cut.LANGUAGE)
    # A quotation that stands verbatim carries its sentence; the words around it say who speaks.
    return None if mostly_quoted else _lacks_support(draft, claim, cited)


def _lacks_support(draft: Draft, claim: Claim, cited: Sequence[CitedPassage]) -> Dropped | None:
    coverage = best_coverage(claim, cited)
    if claim.weight == len(claim.stems) < _LEAST_TO_JUDGE and (coverage == 0 or not claim.stems):
        return Dropped(draft, Cut.UNSUPPORTED)  # "Yes." and "I cannot help": nothing in it could be checked
    if coverage is not None and len(claim.stems) >= _LEAST_TO_JUDGE:
        same = any(one.hit.info.language is claim.language for one in cited)
        if coverage < (LEAST_SUPPORT if same else LEAST_SUPPORT_ACROSS):
            return Dropped(draft, Cut.UNSUPPORTED, f"{coverage:.2f}")
    for one in cited:
        span = supporting_span(claim, one)
        if flips_negation(claim, one.text[span.start : span.end], one.hit.info.language):
            return Dropped(draft, Cut.NEGATION)
    return None


def _verified(
    draft: Draft, claim: Claim, cited: Mapping[str, CitedPassage], places: Sequence[tuple[str, int, int]]
) -> Verified:
    """The statement with the span of each passage that carries it; passages that carry next to nothing are let go."""
    found: list[tuple[float, Support]] = []
    for key, one in cited.items():
        passage = one.hit.passage
        own = [(start, end) for where, start, end in places if where == key]
        if own:
            start, end, weight = min(begin for begin, _ in own), max(last for _, last in own), _QUOTED
        else:
            span = supporting_span(claim, one)
            start, end, weight = passage.start + span.start, passage.start + span.end, span.weight
        quote = passage.text[start - passage.start : end - passage.start]
        found.append((weight, Support(key, start, end, quote)))
    floor = _LEAST_SHARE * min(max(weight for weight, _ in found), claim.weight)
    supports = tuple(support for weight, support in found if weight >= floor)
    return Verified(replace(draft, keys=tuple(one.key for one in supports)), supports)


def _says(passage: CitedPassage, address: str) -> bool:
    bare = address.rstrip(".,;)").lower()
    return bare in f"{passage.text}\n{passage.above}\n{passage.hit.info.url}\n{passage.hit.info.source}".lower()
