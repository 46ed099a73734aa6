"""Which events are about a topic: identifiers first, then words on a document's face, then what a search found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.words import content_stems
from bot.timeline.events import Event, by_time
from bot.timeline.naming import bare
from index import identifiers
from index.documents import DocumentInfo, Language

_ABOUT = 0.6
"""The share of a topic's words that must stand on a document's face, where no search found it and no identifier fits."""

_ENOUGH = 4
"""So many events whose documents name the topic, and what only lies near it is left out ..."""

_NEAR = 8
"""... else at most so many of those."""

_UMLAUTS = str.maketrans("äöü", "aou")
_DIGITS = re.compile(r"\d+")


def chosen(
    events: Sequence[Event],
    topic: str,
    language: Language,
    *,
    start: date | None = None,
    end: date | None = None,
    found: Sequence[str] = (),
    limit: int = 24,
) -> list[Event]:
    """The events about a topic within two days (both included), at most ``limit``: the most relevant, oldest first.

    ``found`` are document ids that a search brought for the topic, best first. An empty topic means everything, the newest.
    """
    within = [one for one in events if (start is None or one.day >= start) and (end is None or one.day <= end)]
    if topic.strip():
        wanted = _Topic(topic, found)
        weighed = [(wanted.weight(one.info), one) for one in within]
        kept = _kept([pair for pair in weighed if pair[0].weight > 0], limit)
    else:
        kept = within[-limit:]
    return sorted(kept, key=by_time)


def named_in(topic: str, texts: Iterable[str]) -> bool:
    """Whether a word of the topic stands in any of the texts: a search finds something for every heap of letters."""
    stems = {_folded(one) for spoken in Language for one in content_stems(topic, spoken)} | set(_DIGITS.findall(topic))
    return any(stem in text for text in map(_folded, texts) for stem in stems)


def _kept(weighed: list[tuple[_Weight, Event]], limit: int) -> list[Event]:
    """The weightiest that name the topic; if these are few, those that name a part of it; else what a search found."""
    weighed.sort(key=lambda pair: (-pair[0].weight, -pair[1].day.toordinal()))
    kept = [one for weight, one in weighed if weight.on_face >= _ABOUT]
    if len(kept) < _ENOUGH:
        kept += [one for weight, one in weighed if 0 < weight.on_face < _ABOUT][:_NEAR]
    return (kept or [one for _, one in weighed[:_NEAR]])[:limit]


def _folded(text: str) -> str:
    """Lower case without umlauts, as the stems of both languages have it."""
    return text.casefold().translate(_UMLAUTS)


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much a document is about a topic (0: not at all), and which share of it stands on its face (1: all)."""

    weight: float
    on_face: float


class _Topic:
    """How much a document is about a topic: identifiers first, then words on its face, then what a search found."""

    def __init__(self, topic: str, found: Sequence[str]) -> None:
        self._identifiers = identifiers.values(topic)
        self._stems = {spoken: set(content_stems(topic, spoken)) for spoken in Language}
        # The cheap test that spares most documents the dear one: something of the topic stands on their face at all.
        self._hints = {_folded(one) for stems in self._stems.values() for one in stems} | set(_DIGITS.findall(topic))
        self._rank: dict[str, int] = {}
        # A search finds the translation as well as the document that is shown.
        for place, one in enumerate(found):
            self._rank.setdefault(bare(one), place)

    def weight(self, info: DocumentInfo) -> _Weight:
        """0 for a document that is not about the topic."""
        face = " · ".join((info.title, info.citation, *info.topics))
        place = self._rank.get(bare(info.id))
        lowered = _folded(face)
        if place is None and not any(hint in lowered for hint in self._hints):
            return _Weight(0.0, 0.0)
        named = 0.0
        if self._identifiers:
            shown = {above for one in identifiers.values(face) for above in identifiers.ancestors(one)}
            named = len(self._identifiers & shown) / len(self._identifiers)
        shares = [
            len(stems & set(content_stems(face, spoken))) / len(stems) for spoken, stems in self._stems.items() if stems
        ]
        share = max(shares, default=0.0)
        on_face = 1.0 if named > 0 else share
        if on_face < _ABOUT and place is None:
            return _Weight(0.0, 0.0)
        return _Weight(3.0 * named + 2.0 * share + (0.0 if place is None else 1.0 / (1.0 + 0.1 * place)), on_face)
