"""From verified statements to numbered citations: one number a place of a source, whose span covers all that it proves.

A place is a passage; passages of one document under one pinpoint that lie near each other are one place, so that no
source stands in the list twice under the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answer import Citation, Statement
from bot.answering.keys import number_citations
from bot.answering.verify import Support, Verified
from index.documents import Hit
from index.law_in_time import standing_on

SpanText = Callable[[str, int, int], str]
# What stands before a quote in its line where it begins within a sentence; the mark of a list item is no beginning.
_BEGUN = re.compile(r"[\w,;:—–)\]][^\S\n]*\Z")
_AFTER_ITEM = re.compile(r"(?:\A|\n)[^\S\n]*\(?\w{1,5}[.)]?[^\S\n]*\Z")
_ITEM = re.compile(r"\(?\w{1,5}[.)]")
_GOES_ON = re.compile(r"[^\S\n]*[^\s|]")
_ENDED = re.compile(r"[.!?…][\"'“”»›’)\]]*\Z")
_LONGEST_PLACE = 4_000  # characters from the first passage of a place to the end of its last


def places_of(hits: Mapping[str, Hit]) -> dict[str, str]:
    """For every key the one that stands for its place: its own, or that of an earlier passage near it."""
    first: dict[tuple[str, str], str] = {}
    places: dict[str, str] = {}
    for key, hit in sorted(hits.items(), key=lambda item: item[1].passage.start):
        passage = hit.passage
        name = (passage.document_id, passage.citation)
        opened = hits.get(first.get(name, ""))
        if opened is None or passage.end - opened.passage.start > _LONGEST_PLACE:
            first[name] = key
        places[key] = first[name]
    return places


def cite(
    verified: Sequence[Verified], hits: Mapping[str, Hit], as_of: date, text_of: SpanText
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements with their numbers, and the citations in the order of the numbers.

    A place that proves several statements is one citation; its span runs from the first to the last proof, so ``quote``
    stays a verbatim piece of the document. ``text_of(document, start, end)`` reads what lies between two passages.
    """
    places = places_of(hits)
    numbers = number_citations((one.draft for one in verified), hits, places)
    statements = tuple(
        Statement(_shown(one, hits), tuple(sorted({numbers[places[key]] for key in one.draft.keys})), one.draft.quote)
        for one in verified
    )
    supports = [support for one in verified for support in one.supports]
    citations = (
        _citation(number, [one for one in supports if places[one.key] == place], hits, as_of, text_of)
        for place, number in numbers.items()
    )
    return statements, tuple(citations)


def _shown(one: Verified, hits: Mapping[str, Hit]) -> str:
    """The statement's text; a quote that begins or ends within a sentence has an ellipsis there, beside its words."""
    text = one.draft.text
    if not one.draft.quote:
        return text
    span = one.supports[0]
    passage = hits[span.key].passage
    before, after = passage.text[: span.start - passage.start], passage.text[span.end - passage.start :]
    begun = text[:1].islower() or (_BEGUN.search(before) and not _AFTER_ITEM.search(before))
    goes_on = _GOES_ON.match(after) and not _ENDED.search(text)
    return f"{'… ' if begun and not _ITEM.match(text) else ''}{text}{' …' if goes_on else ''}"


def _citation(
    number: int, supports: Sequence[Support], hits: Mapping[str, Hit], as_of: date, text_of: SpanText
) -> Citation:
    hit = hits[supports[0].key]
    passage = hit.passage
    start, end = min(one.start for one in supports), max(one.end for one in supports)
    if not (passage.start <= start and end <= passage.end):
        text = text_of(passage.document_id, start, end)
        if all(text[one.start - start : one.end - start] == one.quote for one in supports):
            passage = replace(passage, start=start, end=end, text=text)
        else:  # a sync has changed the document since the search: the first proof still is what was read
            start, end = supports[0].start, supports[0].end
    quote = passage.text[start - passage.start : end - passage.start]
    return Citation(number, hit.info, passage, start, end, quote, standing_on(hit.info, as_of))
