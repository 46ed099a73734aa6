"""What a document's legal state is on a given day. Law has dates: the same rule is in force, stayed or ended by day.

Pure functions of `DocumentInfo` and a date. A clock that ran out after the newest source behind a document is *open*:
neither "in force" nor "ended" may be asserted then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.documents import DocumentInfo, Kind, Status


class Standing(StrEnum):
    """The state of a document on one day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    PARTLY_STAYED = "partly_stayed"
    NOT_ENFORCED = "not_enforced"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    RESCINDED = "rescinded"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    REPORTED = "reported"
    OPEN = "open"


_AFTERWARDS = {
    Status.SUPERSEDED: Standing.SUPERSEDED,
    Status.RESCINDED: Standing.RESCINDED,
    Status.SUSPENDED: Standing.SUSPENDED,
    Status.NOT_ENFORCED: Standing.NOT_ENFORCED,
}


@dataclass(frozen=True, slots=True)
class StandingOn:
    """A standing with the day it is about and, where there is one, the day that bounds it (since / until)."""

    standing: Standing
    day: date
    bound: date | None = None


def published_on(info: DocumentInfo) -> date | None:
    """The publication date; a month or a year alone counts from its last known beginning. None where unknown."""
    parts = [int(part) for part in info.published.split("-") if part.isdigit()]
    if not parts:
        return None
    try:
        return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None


def known_on(info: DocumentInfo, day: date) -> bool:
    """Whether a person could know this document on ``day``. Undated documents count as known."""
    published = published_on(info)
    starts = info.effective_from
    first = min((one for one in (published, starts) if one is not None), default=None)
    return first is None or first <= day


def _after_newest_source(info: DocumentInfo, end: date) -> bool:
    """True where the clock ran out after the newest thing the document knows of (its own facts)."""
    return info.facts_as_of is not None and end > info.facts_as_of


def standing_on(info: DocumentInfo, day: date) -> StandingOn:
    """The standing of a document on ``day``, from its dates first and its stated status second."""
    if info.kind is Kind.NEWS:
        return StandingOn(Standing.REPORTED, day)
    if info.effective_from is not None and day < info.effective_from:
        return StandingOn(Standing.NOT_YET, day, info.effective_from)
    if info.effective_to is not None:
        return _bounded(info, info.effective_to, day)
    if info.stayed_until is not None and info.status is Status.IN_FORCE:
        stayed = Standing.PARTLY_STAYED if day <= info.stayed_until else Standing.OPEN
        return StandingOn(stayed, day, info.stayed_until)
    # What is open has no day that bounds it: when it began is no clock that ran out.
    bound = None if info.status is Status.OPEN else info.effective_from
    return StandingOn(Standing(info.status.value), day, bound)


def _bounded(info: DocumentInfo, end: date, day: date) -> StandingOn:
    """The standing of a document whose last day is known. Within its dates a rule was in force, whatever came later."""
    if day <= end:
        return StandingOn(Standing.IN_FORCE if info.effective_from else Standing(info.status.value), day, end)
    if _after_newest_source(info, end):
        return StandingOn(Standing.OPEN, day, end)
    if info.status is Status.OPEN:
        # Its end is known, and what came after it has a clock of its own: suspended for as long as the facts reach.
        known = info.facts_as_of is not None and day <= info.facts_as_of
        return StandingOn(Standing.SUSPENDED, day, end) if known else StandingOn(Standing.OPEN, day)
    return StandingOn(_AFTERWARDS.get(info.status, Standing.ENDED), day, end)
