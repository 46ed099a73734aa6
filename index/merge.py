"""Neighbouring hits of one section become one hit: a person reads the paragraph once, whole.

Only what stands side by side in the same section of the same document merges, only among hits that were found anyway,
and never beyond a readable length. The merged hit takes the better one's rank and score; the span of its best passage
stays known in ``legs`` (``best_start``, ``best_end``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.documents import Hit, Kind, Passage

SpanText = Callable[[str, int, int], str]
Place = tuple[str, int, int]
"""A passage in its document: id, start, end."""
_WORD = re.compile(r"\w+")
_LANGUAGE_MARK = re.compile(r"-(?:de|en)$")

LONGEST = 1_800  # characters of a merged passage
WIDEST_GAP = 4  # characters between two passages that count as adjacent (a line break or two)
SAME_SHARE = 0.85  # of the words of two passages under one pinpoint, for them to be one text
NEAR_SHARE = 0.3  # of a brief's score, for an article found with it to be what it reports
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


def originals_first(hits: Sequence[Hit]) -> list[Hit]:
    """Reports of a text go after the text: a news article found near a brief about such articles comes before it.

    The score of the brief passes to the article with the place, so that scores still fall with rank.
    """
    kept = list(hits)
    for place, hit in enumerate(kept):
        if not is_second_hand(hit):
            continue
        near = (at for at in range(place + 1, len(kept)) if kept[at].score >= NEAR_SHARE * hit.score)
        original = next((at for at in near if kept[at].info.kind is Kind.NEWS and not is_second_hand(kept[at])), None)
        if original is not None:
            score = hit.score
            moved = kept.pop(original)
            kept.insert(place, replace(moved, score=score))
    return kept


def is_second_hand(hit: Hit) -> bool:
    """Whether a text reports what another text reports: a brief about a news article."""
    return hit.info.kind is Kind.NEWS and hit.info.facts_as_of is not None


def pair_of(document_id: str) -> str:
    """What the two languages of one brief have in common."""
    return _LANGUAGE_MARK.sub("", document_id)


def twin_passages(own: Sequence[Place], other: Sequence[Place]) -> dict[str, str]:
    """By passage id of one half of a brief, the passage of the other half that says what it says.

    ``own`` and ``other`` are all passages of the two halves, in order. Both halves say the same in the same order: where
    they are cut into as many passages the numbers agree, else the places in the text do.
    """
    if len(own) == len(other):
        return {mine[0]: theirs[0] for mine, theirs in zip(own, other, strict=True)}
    end, other_end = own[-1][2], other[-1][2]

    def nearest(start: int, end_of: int) -> str:
        return min(other, key=lambda one: abs((one[1] + one[2]) / other_end - (start + end_of) / end))[0]

    return {key: nearest(start, end_of) for key, start, end_of in own}


def drop_twins(hits: Sequence[Hit], twins: Mapping[str, Hit]) -> list[Hit]:
    """The hits with each part of a brief once, in the reader's language where it is written in it, at the better's rank.

    ``twins`` holds, by passage id of a hit in another language, the same part in the reader's.
    """
    found = {hit.passage.id: hit for hit in hits}
    kept: dict[str, Hit] = {}
    for hit in hits:
        twin = twins.get(hit.passage.id, hit)
        shown = found.get(twin.passage.id, twin)
        kept.setdefault(shown.passage.id, replace(shown, score=hit.score))
    return list(kept.values())


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
