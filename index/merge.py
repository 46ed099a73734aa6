"""Neighbouring hits of one section become one hit: a person reads the paragraph once, whole.

Only what stands side by side in the same section of the same document merges, only among hits that were found anyway,
and never beyond a readable length. The merged hit takes the better one's rank and score; the span of its best passage
stays known in ``legs`` (``best_start``, ``best_end``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.documents import Hit, Passage

SpanText = Callable[[str, int, int], str]
_WORD = re.compile(r"\w+")

LONGEST = 1_800  # characters of a merged passage
WIDEST_GAP = 4  # characters between two passages that count as adjacent (a line break or two)
SAME_SHARE = 0.85  # of the words of two passages under one pinpoint, for them to be one text
LEAST_SHARE = 0.5  # of the better hit's score, for the weaker one to be worth showing with it


def merge_neighbours(hits: Sequence[Hit], text_of: SpanText) -> list[Hit]:
    """Merges adjacent hits; order by the best of each. ``text_of(document, start, end)`` reads a document."""
    merged: list[Hit] = []
    for hit in hits:
        for place, other in enumerate(merged):
            if _belong_together(other, hit):
                merged[place] = _joined(other, hit, text_of)
                break
        else:
            merged.append(hit)
    return merged


def drop_repeats(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that say what a better one says under the same pinpoint (two vintages of one list, say)."""
    kept: list[Hit] = []
    said: dict[tuple[str, str], str] = {}
    under: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        passage, language = hit.passage, hit.info.language.value
        exact = (language, passage.text.casefold())
        if said.setdefault(exact, passage.document_id) != passage.document_id:
            continue
        if passage.citation:
            others = under.setdefault((language, passage.citation), [])
            if any(other.passage.document_id != passage.document_id and _alike(other, hit) for other in others):
                continue
            others.append(hit)
        kept.append(hit)
    return kept


def _alike(better: Hit, weaker: Hit) -> bool:
    mine, theirs = (frozenset(_WORD.findall(one.passage.text.casefold())) for one in (better, weaker))
    return len(mine & theirs) >= SAME_SHARE * len(mine | theirs)


def _belong_together(better: Hit, weaker: Hit) -> bool:
    first, second = sorted((better.passage, weaker.passage), key=lambda one: one.start)
    return (
        first.document_id == second.document_id
        and first.citation == second.citation
        and first.headings == second.headings
        and first.note == second.note
        and 0 <= second.start - first.end <= WIDEST_GAP
        and second.end - first.start <= LONGEST
        and weaker.score >= LEAST_SHARE * better.score
    )


def _joined(better: Hit, weaker: Hit, text_of: SpanText) -> Hit:
    start = min(better.passage.start, weaker.passage.start)
    end = max(better.passage.end, weaker.passage.end)
    text = text_of(better.passage.document_id, start, end)
    legs = {"best_start": float(better.passage.start), "best_end": float(better.passage.end), **better.legs}
    passage: Passage = replace(better.passage, start=start, end=end, text=text)
    return Hit(passage, better.info, better.score, legs)
