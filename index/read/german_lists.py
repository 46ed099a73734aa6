"""Annexes of German law: the Ausfuhrliste with its list numbers, the war weapons list, tables, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Section
from index.read.drafting import shortened, trimmed

_ENTRY = re.compile(r"^(?:00\d{2}|\d[A-E]\d{3,4}[a-z]?\d{0,2})$")
_SUB = re.compile(r"^(?P<letter>[a-z]{1,2})\)$")
_NUMBER = re.compile(r"^(?P<number>\d{1,3})\\?\.(?:\s|$)")
_TERM = re.compile(r"^„(?P<term>[^“]{2,90})“\s\(")
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_TABLE_TEXT = re.compile(r">(?P<text>[^<>]*[^\W\d_]{3}[^<>]*)<")
_CELL = 25
"""Characters below which a cell of an HTML table says nothing by itself."""
_CELL_TEXT = re.compile(r"[^|]+")
_CELL_ROW = re.compile(r"^\|(?P<row>(?!\s*:?-)[^\n]*[^\W\d_]{3}[^\n]*)\|[ \t]*$", re.MULTILINE)


@dataclass(slots=True)
class _Place:
    """Where in the annex the reading stands."""

    base: str
    headings: tuple[str, ...]
    entry: str = ""
    sub: str = ""
    lead: str = ""
    term: str = ""
    number: str = ""

    def citation(self) -> str:
        if self.entry:
            return f"{self.base}, Nr. {self.entry}{self.sub}"
        return f"{self.base}, Nr. {self.number}" if self.number else self.base

    def above(self) -> tuple[str, ...]:
        label = self.term or (f"{self.entry} {self.lead}".strip() if self.entry else "")
        return (*self.headings, label) if label else self.headings


def sections(text: str, span: tuple[int, int], base: str, headings: tuple[str, ...]) -> Iterator[Section]:
    """The sections of one annex; ``base`` is its citation (``Anlage 1 AWV``)."""
    listed = any(_ENTRY.match(match.group().strip()) for match in _BLOCK.finditer(text, *span))
    place = _Place(base, headings)
    for match in _BLOCK.finditer(text, *span):
        inner = trimmed(text, *match.span())
        if inner is None:
            continue
        block = text[slice(*inner)]
        if block.startswith(("<", "|")):
            yield from _table(text, inner, place)
        elif not _moves(place, block, listed=listed):
            yield Section(*inner, citation=place.citation(), headings=place.above())
            if place.entry and not place.lead:
                place.lead = shortened(block, 120)


def _moves(place: _Place, block: str, *, listed: bool) -> bool:
    """Updates the place; True where the block is nothing but a number."""
    if _ENTRY.match(block):
        place.entry, place.sub, place.lead, place.term, place.number = block, "", "", "", ""
        return True
    sub = _SUB.match(block)
    if sub and place.entry:
        place.sub = sub["letter"]
        return True
    term = _TERM.match(block)
    if term:
        place.entry, place.sub, place.term, place.number = "", "", term["term"], ""
        return False
    number = _NUMBER.match(block)
    if number and not place.entry and not place.term and (not listed or number.group() == block):
        place.number = number["number"]
        return number.group() == block
    if re.match(r"^(?:Verzeichnis|Begriffsbestimmungen|Teil [IVX]+\b|Abkürzungen)", block) and len(block) < 120:
        place.entry, place.sub, place.term, place.number = "", "", "", ""
    return False


def _table(text: str, span: tuple[int, int], place: _Place) -> Iterator[Section]:
    """Cells of an HTML table; a compact pipe table as a whole; the cells of one that is mostly padding."""
    if text[span[0]] == "<":
        cells = [match.span("text") for match in _TABLE_TEXT.finditer(text, *span)]
        cells = [cell for cell in cells if cell[1] - cell[0] >= _CELL]
    else:
        rows = [match.span("row") for match in _CELL_ROW.finditer(text, *span)]
        if rows and not any(" " * 15 in text[start:end].rstrip(" |") for start, end in rows):
            cells = [(rows[0][0], rows[-1][1])]
        else:
            cells = [cell.span() for row in rows for cell in _CELL_TEXT.finditer(text, *row)]
    for cell in cells:
        start, end = _unpiped(text, *cell)
        if re.search(r"[^\W\d_]{3}", text[start:end]):
            yield Section(start, end, citation=place.citation(), headings=place.above())


def _unpiped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without pipes and white space at its ends."""
    while start < end and (text[start] == "|" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] == "|" or text[end - 1].isspace()):
        end -= 1
    return start, end
