"""Dated events from the corpus' documents: what was published, took effect, ended, was reported. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answering.naming import is_overview
from bot.timeline.naming import bare, headline
from index.documents import DocumentInfo, Kind, Language, Status
from index.law_in_time import Standing, standing_on

_SAME_EVENT = timedelta(days=21)
"""A rule that takes effect this soon after (or before) its publication is one event, on the day it takes effect."""


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
    def title(self) -> str:
        """The document's title without what the date says."""
        return headline(self.info)

    @property
    def is_ending(self) -> bool:
        """Whether something ends on this day."""
        return self.what in _ENDINGS


def events_of(infos: Iterable[DocumentInfo], language: Language) -> list[Event]:
    """All events of some documents, oldest first; German and English twins of one document once, in ``language``."""
    events = [event for info in infos for event in _of_document(info)]
    for name in (_bare_id, _instrument):
        events = _once(events, name, language)
    return sorted(events, key=by_time)


def _of_document(info: DocumentInfo) -> list[Event]:
    if is_overview(info):
        return []
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


def by_time(event: Event) -> tuple[date, bool, str]:
    """Sorts events; what ends on a day stands after what begins on it."""
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
    return bare(info.id)


def _instrument(info: DocumentInfo) -> str:
    """The same for all documents on one legal instrument; news are each their own."""
    return info.citation.casefold() if info.citation and info.kind is not Kind.NEWS else bare(info.id)
