"""What an identifier is, and the small pieces that several patterns share."""

from __future__ import annotations

import re
from dataclasses import dataclass

AND = r"(?:,|/|&|and|und|or|oder|sowie)"
NUMBER_WORD = r"(?:Nos?\.?|Nrn?\.?|Nummern?|Numbers?)"
_RANGE = re.compile(r"(\d{1,3})(?:\s?(?:-|–|bis|to|through)\s?(\d{1,3}))?")
_LONGEST_RANGE = 12


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier as found: its class, its normal form, and where it stands (offsets into the text)."""

    type: str
    value: str
    start: int
    end: int


def numbers_of(text: str) -> list[int]:
    """The numbers of a list such as ``55-58, 61 and 62``, ranges written out."""
    found: list[int] = []
    for first, last in _RANGE.findall(text):
        end = int(last) if last and int(first) < int(last) <= int(first) + _LONGEST_RANGE else int(first)
        found.extend(range(int(first), end + 1))
    return found
