"""Days that a text names from today's point of view: "heute", "last year", "vor zwei Monaten". Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

_COUNT = r"(?P<count>\d{1,2}|an?|one|eine[mnrs]?|two|zwei|three|drei|four|vier|five|fünf|six|sechs)"
_COUNTS = {"two": 2, "zwei": 2, "three": 3, "drei": 3, "four": 4, "vier": 4, "five": 5, "fünf": 5, "six": 6, "sechs": 6}
_UNIT = r"(?P<unit>day|tag|week|woche|month|monat|year|jahr)\w*"
_RELATIVE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<now>heute|jetzt|derzeit|aktuell|zurzeit|today|now|currently)\b",
        r"\b(?:gestern|yesterday)\b",
        rf"\b(?:vor\s+{_COUNT}\s+{_UNIT}|{_COUNT.replace('count', 'many')}\s+{_UNIT.replace('unit', 'units')}\s+ago)\b",
        r"\b(?:im\s+)?(?P<past>letzte[nsm]?|vorige[nsm]?|vergangene[nsm]?|last)\s+(?P<span>jahr|year|monat|month)\b",
        r"\b(?P<next>nächste[nsm]?|next)\s+(?:jahr|year)\b",
    )
)


def relative_days(text: str, today: date) -> Iterator[tuple[int, date]]:
    """(offset, day) of every such mark in a text; a year or month that is over stands for its last day."""
    for pattern in _RELATIVE:
        for match in pattern.finditer(text):
            groups = {name: value.lower() for name, value in match.groupdict().items() if value}
            yield match.start(), _counted(groups, today)


def _counted(groups: dict[str, str], today: date) -> date:
    """The day that a match of `_RELATIVE` means."""
    if "now" in groups:
        return today
    if "next" in groups or groups.get("span") in ("jahr", "year"):
        return date(today.year + (1 if "next" in groups else -1), 12, 31)
    if "span" in groups:
        return today.replace(day=1) - timedelta(1)
    unit = groups.get("unit") or groups.get("units") or "day"
    written = groups.get("count") or groups.get("many") or "1"
    count = int(written) if written.isdigit() else _COUNTS.get(written, 1)
    if unit in ("year", "jahr", "month", "monat"):
        months = count * (12 if unit in ("year", "jahr") else 1)
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    return today - timedelta(count * (7 if unit in ("week", "woche") else 1))
