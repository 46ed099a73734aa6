"""Editor's notes of the eCFR: the amendment history and stays (``EFFDNOT``), parsed into dates and exact paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"\b([A-Z][a-z]{2,8})\.?\s(\d{1,2}),\s(\d{4})")
_WRITTEN = re.compile(r"\bFR\s\d[\d,]*,?\s([A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})")
_SLASHED = re.compile(r"\bFR\s\d[\d,]*,?\s(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_UNTIL = re.compile(r"\b(?:stayed|suspended|delayed)\b[^.]*?\b(?:until|through)\s([A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})")
_PARAGRAPH = r"paragraphs?\s*(?P<path>(?:\([A-Za-z0-9]{1,5}\))+)"
_SENTENCES = re.compile(
    rf"the\s(?P<which>[a-z]+(?:(?:,\s|\sand\s|,\sand\s)[a-z]+)*)\ssentences?\s(?:of|in)\s{_PARAGRAPH}"
)
_INTRODUCTORY = re.compile(rf"the introductory text(?:\sof\s{_PARAGRAPH})?")
_WHOLE = re.compile(_PARAGRAPH)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class StayedText:
    """What a note stays: the paragraph path (empty: the whole provision), its introductory text only, or sentences.

    ``sentences`` are 0-based; -1 is the last one; empty means the whole paragraph.
    """

    path: str
    introductory: bool = False
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """An effective-date note: its wording, the last day of the stay, and what it covers."""

    text: str
    until: date | None
    covers: tuple[StayedText, ...]


def parse_date(text: str) -> date | None:
    """``Nov. 9, 2026`` or ``June 16, 2014`` as a date; None where there is none."""
    for month, day, year in _DATE.findall(text):
        if month[:3].lower() in _MONTHS:
            try:
                return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
            except ValueError:
                continue
    return None


def newest_amendment(history: str) -> date | None:
    """The newest date of a history such as ``[88 FR 73449, Oct. 25, 2023; 91 FR 1687, Jan. 15, 2026]``."""
    dates = [parse_date(match.group(0)) for match in _DATE.finditer(history)]
    return max((one for one in dates if one is not None), default=None)


def newest_row(text: str) -> date | None:
    """The newest date of table rows (``76 FR 71869, 11/21/11`` or ``85 FR 64017, October 9, 2020``)."""
    found = [one for match in _WRITTEN.finditer(text) if (one := parse_date(match.group(1))) is not None]
    for month, day, year in _SLASHED.findall(text):
        full = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 60 else 1900 + int(year)
        try:
            found.append(date(full, int(month), int(day)))
        except ValueError:
            continue
    return max(found, default=None)


def parse_stay(text: str) -> Stay:
    """Reads an effective-date note; a wording it does not know covers the whole provision, never nothing."""
    until = _UNTIL.search(text)
    covers: list[StayedText] = []
    rest = text
    for match in _SENTENCES.finditer(text):
        numbers = tuple(_number(word) for word in re.split(r",\s(?:and\s)?|\sand\s", match.group("which")))
        covers.append(StayedText(match.group("path"), sentences=tuple(one for one in numbers if one is not None)))
        rest = rest.replace(match.group(0), " ")
    for match in _INTRODUCTORY.finditer(rest):
        covers.append(StayedText(match.group("path") or "", introductory=True))
    rest = _INTRODUCTORY.sub(" ", rest)
    covers.extend(StayedText(match.group("path")) for match in _WHOLE.finditer(rest))
    return Stay(text, parse_date(until.group(1)) if until else None, tuple(covers) or (StayedText(""),))


def _number(word: str) -> int | None:
    if word == "last":
        return -1
    return _ORDINALS.index(word) if word in _ORDINALS else None
