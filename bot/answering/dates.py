"""The dates that stand in a text, in German, English and ISO form, whole or in part. Pure.

``10 November 2025``, ``November 10, 2025``, ``10. November 2025``, ``10.11.2025`` and ``2025-11-10`` are one date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = {
    1: "january jan januar jänner",
    2: "february feb februar",
    3: "march mar märz mrz",
    4: "april apr",
    5: "may mai",
    6: "june jun juni",
    7: "july jul juli",
    8: "august aug",
    9: "september sept sep",
    10: "october oct oktober okt",
    11: "november nov",
    12: "december dec dezember dez",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
_MONTH = "(?P<name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<![\d.,])(?P<day>[0-3]?\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_RANGE = r"(?:(?<![\d.,])(?P<first>[0-3]?\d)(?:\.|st|nd|rd|th)?\s?(?:-|–|bis(?: zum)?|und|to|and|through)\s?)?"
_LEADING = re.compile(
    r"\b(?:in|im|since|seit|until|till|bis|by|of|early|late|mid|anfang|mitte|ende|from|ab|vom|zum|before|after|vor|nach)\W+$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?(?![\d-]\d|\d)")
_DOTTED = re.compile(rf"{_DAY}\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}")
_SLASHED = re.compile(r"(?<![\d/])(?P<one>[0-3]?\d)/(?P<two>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?![\d/])")
_DAY_MONTH = re.compile(rf"{_RANGE}{_DAY}(?:\.|st|nd|rd|th)?\s(?:day of |of )?{_MONTH}(?:,?\s{_YEAR})?", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s(?:(?P<first>[0-3]?\d)\s?(?:-|–|to|and|through)\s?)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,]\d)(?:,?\s{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s(?:of\s|des Jahres\s)?{_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as far as a text gives it, with the span where it stands; ``sure`` is False for what may be another word."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    sure: bool = True

    def within(self, other: Dated, years: frozenset[int]) -> bool:
        """Whether ``other`` proves this one: equal in all that this one says; ``years`` may supply its missing year."""
        if self.month is not None and self.month != other.month:
            return False
        if self.day is not None and self.day != other.day:
            return False
        return self.year is None or self.year == other.year or (other.year is None and self.year in years)


def find_dates(text: str) -> tuple[Dated, ...]:
    """All dates of a text in order; a slashed date (``10/11/2025``) is given in both readings."""
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for reader in (_numeric, _written, _months):
        for one in reader(text):
            overlaps = any(start < one.end and one.start < end for start, end in taken)
            if not overlaps:
                found.append(one)
        taken = [(one.start, one.end) for one in found]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _numeric(text: str) -> Iterator[Dated]:
    for match in (*_ISO.finditer(text), *_DOTTED.finditer(text)):
        day = match.group("day")
        yield from _valid(int(match.group("year")), int(match.group("month")), int(day) if day else None, match)
    for match in _SLASHED.finditer(text):
        one, two, year = (int(match.group(name)) for name in ("one", "two", "year"))
        yield from _valid(year, one, two, match)
        if one != two:
            yield from _valid(year, two, one, match)


def _written(text: str) -> Iterator[Dated]:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            if not match.group("name")[0].isupper():
                continue  # "may 5 percent": months are written with a capital in both languages
            month = MONTHS[match.group("name").lower()]
            year = int(match.group("year")) if match.group("year") else None
            if match.group("first"):
                yield Dated(year, month, int(match.group("first")), match.start(), match.start("day"))
            yield Dated(
                year,
                month,
                int(match.group("day")),
                match.start("day") if match.group("first") else match.start(),
                match.end(),
            )


def _months(text: str) -> Iterator[Dated]:
    for match in _MONTH_YEAR.finditer(text):
        yield from _valid(int(match.group("year")), MONTHS[match.group("name").lower()], None, match)
    for match in _MONTH_ALONE.finditer(text):
        # "May" and "March" are words too: a month alone is surely one only after a preposition.
        if match.group("name")[0].isupper() and len(match.group("name")) > 2:
            sure = _LEADING.search(text[: match.start()]) is not None
            yield Dated(None, MONTHS[match.group("name").lower()], None, match.start(), match.end(), sure)


def _valid(year: int | None, month: int, day: int | None, match: re.Match[str]) -> Iterator[Dated]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield Dated(year, month, day, match.start(), match.end())
