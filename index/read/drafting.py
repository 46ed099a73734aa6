"""Writing a document's text block by block, so that every section knows its exact span.

Readers of structured sources (XML, JSON, PDF ...) write their cleaned text through a `Draft`; readers of plain files
keep the file as it is and only mark spans with `trimmed`. Either way the law of the house holds:
``document.text[section.start:section.end]`` is what the section says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.documents import DocumentInfo, Section, SourceDocument

_SPACE = re.compile(r"\s+")
HEADING_LIMIT = 160


def collapse(text: str) -> str:
    """White space runs (no-break spaces included) become one space, the ends are cut."""
    return _SPACE.sub(" ", text).strip()


def shortened(text: str, limit: int = HEADING_LIMIT) -> str:
    """``text`` on one line and at most ``limit`` characters, cut at a word and marked with an ellipsis."""
    line = collapse(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def stretches(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Each start with the next one (the last with ``end``); empty where there is no start."""
    return list(zip(starts, [*starts[1:], end], strict=True)) if starts else []


@dataclass(slots=True)
class Draft:
    """A document being written: blocks in order, each on lines of its own."""

    parts: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    length: int = 0

    def add(self, block: str, citation: str = "", headings: tuple[str, ...] = (), note: str = "") -> None:
        """Appends a block that is a section; an empty block is ignored."""
        span = self._append(block.strip())
        if span is not None:
            self.sections.append(Section(span[0], span[1], citation, headings, note))

    def line(self, block: str) -> None:
        """Appends text that belongs to no section (a heading that the sections below carry already)."""
        self._append(block.strip())

    def _append(self, block: str) -> tuple[int, int] | None:
        if not block:
            return None
        if self.parts:
            self.length += 1
        start = self.length
        self.parts.append(block)
        self.length += len(block)
        return start, self.length

    def text(self) -> str:
        """The text written so far."""
        return "\n".join(self.parts)

    def document(self, info: DocumentInfo) -> SourceDocument:
        """The finished document."""
        return SourceDocument(info, self.text(), tuple(self.sections))
