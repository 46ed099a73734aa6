"""Dates that a file states in a line of its own or carries in its name; months and years where there is no day."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July|"
    "October|December|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Okt\\.?|Oct\\.?|Nov\\.?|Dez\\.?|Dec\\.?"
)
DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\s?(?:{_MONTHS})\s\d{{4}}|\d{{1,2}}\s(?:{_MONTHS})\s\d{{4}}|(?:{_MONTHS})\s\d{{1,2}},\s\d{{4}}|"
    rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}})\b"
)
_DATE_LINE = re.compile(
    rf"^\s*(?:(?:Stand|Datum|Date|Published|Updated|Veröffentlicht(?:\sam)?|Aktualisiert(?:\sam)?|vom|am|Posted(?:\son)?)\s*:?\s*)?"
    rf"(?:[A-ZÄÖÜ][\wäöüß]+,\s*)?(?:den\s)?(?P<date>{DATE.pattern})(?:[,\s|–-]*(?:um\s)?\d{{1,2}}[:.]\d{{2}}(?:\s*(?:Uhr|[AP]M|GMT|MESZ?|CET))?)?\s*\.?\s*$",
    re.IGNORECASE,
)
_VINTAGE = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_VINTAGE_MONTH = re.compile(r"(?<!\d)(20\d{2})-(0[1-9]|1[0-2])(?![\d-])")


def date_line(text: str, lines: int = 12) -> tuple[str, tuple[int, int]] | None:
    """The ISO date of a line near the top that holds nothing but a date, with the span of that line."""
    at = 0
    for index, line in enumerate(text.splitlines(keepends=True)):
        if index >= lines:
            return None
        match = _DATE_LINE.match(line)
        day = as_iso(match["date"]) if match else ""
        if day:
            return day, (at, at + len(line.rstrip()))
        at += len(line)
    return None


def as_iso(text: str) -> str:
    """A date in words or figures, German or English, as ISO; empty where it is none."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text if _is_day(text) else ""
    import dateparser

    parsed = dateparser.parse(
        text, languages=["de", "en"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    )
    return parsed.date().isoformat() if parsed else ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def vintage(source: str) -> str:
    """The date in a file name (``ccl-2026-07-23.json``); empty where there is none."""
    name = source.rsplit("/", 1)[-1]
    day = _VINTAGE.search(name)
    if day and _is_day("-".join(day.groups())):
        return "-".join(day.groups())
    month = _VINTAGE_MONTH.search(name)
    return "-".join(month.groups()) if month else ""
