"""Articles whose paragraphs and points a source runs together: taken apart again by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.read.drafting import collapse, shortened, stretches

_PARAGRAPH = re.compile(r"(?:(?<=\s)|^)(?P<number>\d{1,2})\.(?=[A-Z])")
_DEFINITION = re.compile(r"(?<=[:;,.]\s)\((?P<number>\d{1,2})\)\s")
_POINT = re.compile(r"[:;,.]\s(?:or\s|and\s)?(?P<mark>\((?P<letter>[a-z])\)\s)")
_WHOLE = 400
"""A paragraph up to this many characters stays whole."""


def pieces(text: str, number: str) -> Iterator[tuple[str, str, str]]:
    """Pinpoint, text and lead-in of the pieces of an article whose words the edition runs together."""
    body = collapse(text)
    body = re.sub(rf"^Article {number}(?=\d\.|[A-Z])", "", body).strip()
    paragraphs = _numbered(body, _PARAGRAPH) or _numbered(body, _DEFINITION)
    if not paragraphs:
        yield from _points("", body)
        return
    if head := body[: paragraphs[0][1]].strip():
        yield "", head, ""
    for label, start, end in paragraphs:
        piece = body[start:end].strip()
        piece = re.sub(r"^(\d{1,2})\.(?=[A-Z])", r"\1. ", piece)
        yield from _points(f"({label})", piece)


def _numbered(body: str, pattern: re.Pattern[str]) -> list[tuple[str, int, int]]:
    """The paragraphs that count up from 1, each with its span."""
    found: list[tuple[str, int]] = []
    for match in pattern.finditer(body):
        if int(match["number"]) == len(found) + 1:
            found.append((match["number"], match.start()))
    spans = stretches([start for _, start in found], len(body))
    return [(label, start, end) for (label, _), (start, end) in zip(found, spans, strict=True)]


def _points(pinpoint: str, piece: str) -> Iterator[tuple[str, str, str]]:
    """A paragraph, or its stem and its points (a), (b) ... where it is long enough to need them."""
    starts: list[int] = []
    for match in _POINT.finditer(piece):
        if match["letter"] == chr(ord("a") + len(starts)):
            starts.append(match.start("mark"))
    if len(starts) < 2 or len(piece) <= _WHOLE:
        yield pinpoint, piece, ""
        return
    stem = piece[: starts[0]].strip()
    yield pinpoint, stem, ""
    for index, (start, end) in enumerate(stretches(starts, len(piece))):
        yield f"{pinpoint}({chr(ord('a') + index)})", piece[start:end].strip(), shortened(stem)
