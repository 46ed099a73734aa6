"""Dated events from the corpus' documents: what was published, took effect, ended, was reported. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answering.words import content_stems
from index import identifiers
from index.documents import DocumentInfo, Kind, Language, Status
from index.law_in_time import Standing, standing_on

_SAME_EVENT = timedelta(days=21)
"""A rule that takes effect this soon after (or before) its publication is one event, on the day it takes effect."""

_ABOUT = 0.6
"""The share of a topic's words that must stand on a document's face, where no search found it and no identifier fits."""

_UMLAUTS = str.maketrans("äöü", "aou")
_DIGITS = re.compile(r"\d+")


class Happening(StrEnum):
    """What happened on a day."""

    PUBLISHED = "published"
    IN_FORCE = "in_force"
    LAST_DAY = "last_day"
    CLOCK = "clock"
    STAY_ENDS = "stay_ends"
    REPORTED = "reported"
    PROPOSED = "proposed"


_ENDINGS = frozenset({Happening.LAST_DAY, Happening.CLOCK, Happening.STAY_ENDS})


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event of one document. ``precision`` is 3 for a day, 2 for a month, 1 for a year alone."""

    day: date
    what: Happening
    info: DocumentInfo
    precision: int = 3

    @property
    def day_text(self) -> str:
        """The date as far as it is known: ISO, never more than the source says."""
        return self.day.isoformat()[: (0, 4, 7, 10)[self.precision]]

    @property
    def is_ending(self) -> bool:
        """Whether something ends on this day."""
        return self.what in _ENDINGS


def events_of(infos: Iterable[DocumentInfo], language: Language) -> list[Event]:
    """All events of some documents, oldest first; German and English twins of one document once, in ``language``."""
    events = [event for info in infos for event in _of_document(info)]
    for name in (_bare_id, _instrument):
        events = _once(events, name, language)
    return sorted(events, key=_order)


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
        scored = [(wanted.score(one.info), one) for one in within]
        ranked = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], -pair[1].day.toordinal()))
        kept = [one for _, one in ranked[:limit]]
    else:
        kept = within[-limit:]
    return sorted(kept, key=_order)


def _of_document(info: DocumentInfo) -> list[Event]:
    published = _published(info)
    events: list[Event] = []
    if info.effective_from is not None and info.kind is not Kind.NEWS:
        events.append(Event(info.effective_from, Happening.IN_FORCE, info))
    if published is not None and not (events and abs(published.day - events[0].day) <= _SAME_EVENT):
        events.append(published)
    if info.effective_to is not None and info.kind is not Kind.NEWS:
        events.append(Event(info.effective_to, _ending(info, info.effective_to), info))
    if info.stayed_until is not None:
        events.append(Event(info.stayed_until, Happening.STAY_ENDS, info))
    return events


def _ending(info: DocumentInfo, last: date) -> Happening:
    """A clock that ran out after the newest source is a clock, not an end."""
    after = standing_on(info, last + timedelta(days=1)).standing
    return Happening.CLOCK if after is Standing.OPEN else Happening.LAST_DAY


def _published(info: DocumentInfo) -> Event | None:
    if info.kind is Kind.DEFINITION:
        return None  # the date of an overview says when it was written, not that something happened
    parts = info.published.split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        day = date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    what = Happening.PUBLISHED
    if info.kind is Kind.NEWS:
        what = Happening.REPORTED
    elif info.kind is Kind.BILL or info.status is Status.PROPOSED:
        what = Happening.PROPOSED
    return Event(day, what, info, precision=len(numbers))


def _order(event: Event) -> tuple[date, bool, str]:
    return (event.day, event.is_ending, event.info.title)


def _once(events: Iterable[Event], name: Callable[[DocumentInfo], str], language: Language) -> list[Event]:
    """One event for all that happened to the same thing on the same day, told by a document in ``language`` if any."""
    best: dict[tuple[date, Happening, str], Event] = {}
    for event in events:
        key = (event.day, event.what, name(event.info))
        known = best.get(key)
        if known is None or (known.info.language is not language and event.info.language is language):
            best[key] = event
    return list(best.values())


def _bare_id(info: DocumentInfo) -> str:
    """The same for a document and its translation."""
    return _bare(info.id)


def _instrument(info: DocumentInfo) -> str:
    """The same for all documents on one legal instrument; news are each their own."""
    return info.citation.casefold() if info.citation and info.kind is not Kind.NEWS else _bare(info.id)


def _bare(document_id: str) -> str:
    return document_id.removesuffix("-de").removesuffix("-en")


def _folded(text: str) -> str:
    """Lower case without umlauts, as the stems of both languages have it."""
    return text.casefold().translate(_UMLAUTS)


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
            self._rank.setdefault(_bare(one), place)

    def score(self, info: DocumentInfo) -> float:
        """0 for a document that is not about the topic."""
        face = " · ".join((info.title, info.citation, *info.topics))
        place = self._rank.get(_bare(info.id))
        lowered = _folded(face)
        if place is None and not any(hint in lowered for hint in self._hints):
            return 0.0
        named = 0.0
        if self._identifiers:
            on_face = {above for one in identifiers.values(face) for above in identifiers.ancestors(one)}
            named = len(self._identifiers & on_face) / len(self._identifiers)
        shares = [
            len(stems & set(content_stems(face, spoken))) / len(stems) for spoken, stems in self._stems.items() if stems
        ]
        share = max(shares, default=0.0)
        if named == 0 and share < _ABOUT and place is None:
            return 0.0
        return 3.0 * named + 2.0 * share + (0.0 if place is None else 1.0 / (1.0 + 0.1 * place))
