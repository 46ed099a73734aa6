"""Which day a question is about: "am 1. November 2025", "as of May 2025", "Stand Januar 2024". Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = {
    **{
        name: at
        for at, name in enumerate(
            "januar februar märz april mai juni juli august september oktober november dezember".split(), start=1
        )
    },
    **{
        name: at
        for at, name in enumerate(
            "january february march april may june july august september october november december".split(), start=1
        )
    },
    **{name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)},
    "sept": 9,
    "mrz": 3,
    "okt": 10,
    "dez": 12,
    "maerz": 3,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(20[12]\d)"
_DATES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?P<y>20[12]\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>20[12]\d)"),
    re.compile(rf"(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<n>{_MONTH})\.?,?\s+(?P<y>20[12]\d)", re.IGNORECASE),
    re.compile(rf"(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>20[12]\d)", re.IGNORECASE),
    re.compile(rf"(?P<n>{_MONTH})\.?\s+(?P<y>20[12]\d)", re.IGNORECASE),
    re.compile(r"(?P<y>20[12]\d)-(?P<m>\d\d)(?!\d)"),
    re.compile(r"(?P<y>20[12]\d)(?![\d/-])"),
)
_ASKS_WHEN = re.compile(
    r"\b(?:wann|when|welche[mnrs]? (?:tag|datum|jahr|monat)|(?:what|which) (?:date|day|month|year))\b", re.IGNORECASE
)
# A date is a day to judge by only where the question says so: "as of", "Stand", or a state ("galt", "in force") on a day.
_STATED = re.compile(
    r"\b(?:as of|as at|stand(?: vom| am)?:?|per|zum stand|stichtag:?|rechtslage (?:am|im|zum|vom))\s*(?:dem |the )?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:am|im|zum|ende|anfang|mitte|in|on|at the end of|by|during|bis|jahr|of|vor|nach|before|after)\s*(?:dem |the |early |late |mid-?)?$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:galt(?:en)?|gilt|gelten|gab es|in kraft|schon|bereits|noch|damals|durfte\w*|darf|musste\w*|brauchte\w*|benötigte\w*|bestand|erlaubt|verboten|"
    r"ausgesetzt|gültig|genehmigungspflichtig|in force|in effect|did .{0,40} apply|applied|applicable|already|still|exist(?:ed)?|required|allowed|suspended|"
    r"could|need(?:ed)?|have to|had to|permitted)\b",
    re.IGNORECASE,
)


def parse_day(text: str) -> date | None:
    """A day from ``2025-11-01``, ``1.11.2025``, ``1. November 2025``, ``May 2025`` (its last day) or ``2025`` (its last day).

    Returns None where the text is no date.
    """
    for pattern in _DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            return _to_date(match)
    return None


def _to_date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"])
    month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["n"].lower()] if groups.get("n") else 12
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(groups["d"]) if groups.get("d") else last
    return date(year, month, day) if 1 <= day <= last else None


def as_of_from(question: str) -> date | None:
    """The day the question wants its answer for, or None where it names none.

    "When was X?" and "What happened on 17 October 2023?" name dates, but ask about today's knowledge of them.
    """
    for pattern in _DATES:
        for match in pattern.finditer(question):
            day = _to_date(match)
            if day is None:
                continue
            before = question[: match.start()]
            if _STATED.search(before):
                return day
            if _PREPOSITION.search(before) and _STATE.search(question) and not _ASKS_WHEN.search(question):
                return day
    return None
