"""From verified statements to numbered citations: one number a passage, whose span covers all that it proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answering.answer import Citation, Statement
from bot.answering.keys import number_citations
from bot.answering.verify import Verified
from index.documents import Hit
from index.law_in_time import standing_on


def cite(
    verified: Sequence[Verified], hits: Mapping[str, Hit], as_of: date
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements with their numbers, and the citations in the order of the numbers.

    A passage that proves several statements is one citation; its span runs from the first to the last proof, so
    ``quote`` stays a verbatim piece of the document.
    """
    numbers = number_citations((one.draft for one in verified), hits)
    statements = tuple(
        Statement(one.draft.text, tuple(sorted(numbers[key] for key in one.draft.keys)), one.draft.quote)
        for one in verified
    )
    citations: list[Citation] = []
    for key, number in numbers.items():
        hit = hits[key]
        spans = [(support.start, support.end) for one in verified for support in one.supports if support.key == key]
        start, end = min(begin for begin, _ in spans), max(last for _, last in spans)
        passage = hit.passage
        quote = passage.text[start - passage.start : end - passage.start]
        citations.append(Citation(number, hit.info, passage, start, end, quote, standing_on(hit.info, as_of)))
    return statements, tuple(citations)
