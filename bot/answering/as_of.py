"""Which day a question is about: "am 1. November 2025", "as of May 2025", "im Sommer 2024", "letztes Jahr". Pure.

A period stands for its last day, "before" it for the day before, "after" it for the day after.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.answering.relative_days import relative_days

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
_SEASONS = {
    **dict.fromkeys(("frühjahr", "frühling", "spring"), 5),
    **dict.fromkeys(("sommer", "summer"), 8),
    **dict.fromkeys(("herbst", "autumn", "fall"), 11),
    **dict.fromkeys(("winter", "jahresende"), 12),
    "jahresanfang": 1,
}
_QUARTERS = {"1": 3, "2": 6, "3": 9, "4": 12, "ersten": 3, "zweiten": 6, "dritten": 9, "vierten": 12}
_QUARTERS |= {"first": 3, "second": 6, "third": 9, "fourth": 12}
_YEAR = r"(?P<y>20[12]\d)(?![\d/-]|\.\d)"
_PART = r"(?:(?P<early>anfang|early|(?:beginning|start) of)|(?P<middle>mitte|mid|(?:the )?middle of)|ende|late|(?:the )?end of)[\s-]+"
_DATES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>20[12]\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>20[12]\d)",
        rf"(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<n>{_MONTH})\.?,?\s+(?P<y>20[12]\d)",
        rf"(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>20[12]\d)",
        rf"(?:{_PART})?\b(?P<n>{_MONTH})\.?\s+(?P<y>20[12]\d)",
        rf"\b(?P<s>{'|'.join(_SEASONS)})\s+(?:of\s+)?{_YEAR}",
        rf"(?:\bQ(?P<q>[1-4])|(?P<qn>{'|'.join(_QUARTERS)})\.?\s+(?:quartal|quarter))\s+(?:of\s+)?{_YEAR}",
        r"(?P<y>20[12]\d)-(?P<m>\d\d)(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2})/(?P<y>20[12]\d)(?!\d)",
        rf"(?:{_PART})?(?<![\d/]){_YEAR}",
    )
)
_STARTS_PART = re.compile(_PART, re.IGNORECASE)
_ASKS_WHEN = re.compile(
    r"\b(?:wann|when|welche[mnrs]? (?:tag|datum|jahr|monat)|(?:what|which) (?:date|day|month|year))\b", re.IGNORECASE
)
# A date is a day to judge by only where the question says so: "as of", "Stand", or a state ("galt", "in force") on a day.
_STATED = re.compile(
    r"\b(?:as of|as at|stand(?: vom| am)?:?|per|zum stand|stichtag:?|rechtslage(?: am| im| zum| vom)?)\s*(?:dem |the )?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:vor|before|prior to)\s+(?:dem |the )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:nach|after)\s+(?:dem |the )?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:am|im|zum|in|on|at|by|during|bis|jahr)\s*(?:dem |the )?$"
    # A year follows a German verb without a preposition: "durften 2023 ausgeführt werden".
    r"|\b(?:galt(?:en)?|durfte\w*|musste\w*|brauchte\w*|konnte\w*|war(?:en)?|wurde\w*|noch|schon|bereits)\s+$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:galt(?:en)?|gilt|gelten|gab es|in kraft|schon|bereits|noch|damals|durfte\w*|darf|musste\w*|brauch\w*|benötigte\w*|bestand|erlaubt|verboten|"
    r"ausgesetzt|gültig|\w*genehmigungspflichtig|kontrolliert|gelistet|gesperrt|zulässig|lage|in force|in effect|did .{0,40} apply|appl(?:y|ies|ied)|"
    r"applicable|already|still|exist(?:ed)?|required|allowed|suspended|controlled|listed|banned|legal|illegal|could|need(?:ed)?|have to|had to|permitted)\b",
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
    period = _period(match)
    return period[1] if period else None


def _period(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of what a match names; None where there is no such day."""
    groups = {name: value.lower() for name, value in match.groupdict().items() if value}
    year = int(groups["y"])
    month = _month(groups)
    if month is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        early, middle = date(year, 1, 31), date(year, 6, 30)
    elif not 1 <= month <= 12:
        return None
    else:
        days = calendar.monthrange(year, month)[1]
        if "d" in groups:
            day = int(groups["d"])
            return (date(year, month, day),) * 2 if 1 <= day <= days else None
        first, last = date(year, month, 1), date(year, month, days)
        early, middle = date(year, month, 10), date(year, month, 20)
    return first, early if "early" in groups else middle if "middle" in groups else last


def _month(groups: dict[str, str]) -> int | None:
    if "m" in groups:
        return int(groups["m"])
    for name, numbers in (("n", _MONTHS), ("s", _SEASONS), ("q", _QUARTERS), ("qn", _QUARTERS)):
        if name in groups:
            return numbers[groups[name]]
    return None


def as_of_from(question: str, today: date | None = None) -> date | None:
    """The day the question wants its answer for, or None where it names none; the last one where it names several.

    "When was X?" and "What happened on 17 October 2023?" name dates, but ask about today's knowledge of them; "the rule
    of 2 December 2024" is a name. ``today`` is what "last year" is counted from.
    """
    found = sorted(
        [*_named(question), *((at, False, day) for at, day in relative_days(question, today or date.today()))]
    )
    stated = [day for _, is_stated, day in found if is_stated]
    if stated:
        return stated[-1]
    if not found or not _STATE.search(question) or _ASKS_WHEN.search(question):
        return None
    return found[-1][2]


def _named(question: str) -> Iterator[tuple[int, bool, date]]:
    """(offset, whether stated as the day to judge by, day) of every date that can be one."""
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(question):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            period = _period(match)
            if period is None:
                continue
            before = question[: match.start()]
            if _STATED.search(before):
                yield match.start(), True, period[1]
            elif _BEFORE.search(before):
                yield match.start(), False, period[0] - timedelta(1)
            elif _AFTER.search(before):
                yield match.start(), False, period[1] + timedelta(1)
            elif _PREPOSITION.search(before) or _STARTS_PART.match(match.group()):
                yield match.start(), False, period[1]
