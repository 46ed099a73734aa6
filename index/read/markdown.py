"""Markdown: the text is the body exactly as in the file; sections lie on its paragraphs, without heading lines.

A heading that starts with an official citation gives the sections below it that citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import brief, dates, detect
from index.read.drafting import collapse, shortened, trimmed
from index.read.facts import document_id, with_hints
from index.wording import message

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t#]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]+\|?[ \t]*$")
_IMAGE = re.compile(r"^[ \t]*!\[[^\]]*\]\([^)]*\)[ \t|]*$")
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")
_PIN = r"(?: ?\(\w{1,5}\)| Abs\. \d+\w?| Nr\. \d+\w?| Buchst\. \w| Satz \d+| UAbs\. \d+)*"
_NUMBERS = r"\d+[a-z]?(?:(?:, | und | and | bis | to |[-–])\d+[a-z]?)*"
_MORE = r"(?:(?: und | and |, )\(?\d+\w?\)?)*"
_ECCN_ITEM = r"\d[A-EY]\d{3,4}(?:\.?[a-z0-9]{1,3})*"
_CITATION = re.compile(
    r"^(?P<citation>"
    rf"\d{{1,2}} CFR (?:Part|Teil) \d+(?:, Supp\. No\. \d+)?(?:, ECCN {_ECCN_ITEM})?"
    rf"|\d{{1,2}} (?:CFR|U\.S\.C\.) §§? ?[\d.a-z-]+{_PIN}"
    rf"|ECCN {_ECCN_ITEM}"
    rf"|Art(?:icle|ikel|\.) ?{_NUMBERS}{_PIN} (?:VO|Verordnung|Regulation) \(E[UG]\)(?: Nr\.| No\.?)? ?\d+/\d+"
    rf"|§§? ?{_NUMBERS}{_PIN}{_MORE} [A-ZÄÖÜ]\w*[GVO]"
    rf"|[A-ZÄÖÜ]\w*[GV], (?:Anlage \w+|§§? ?{_NUMBERS}{_PIN})(?:, {_ECCN_ITEM})?"
    rf"|(?:EU[ -](?:Annex|Anhang) [IVX]+|(?:Annex|Anhang) [IVX]+ (?:Regulation|VO|Verordnung) \(E[UG]\) ?\d+/\d+)"
    rf"(?:, {_ECCN_ITEM})?"
    r"|\d{2,3} (?:FR|Fed\. Reg\.) [\d,]+"
    r"|MOFCOM(?:[- ](?:Announcement|Bekanntmachung))? (?:No\.|Nr\.) ?\d+(?:/| of | von )\d{4}"
    r")(?=\s*(?:[:–—,(]|$))"
)


def citation_of(heading: str) -> str:
    """The official citation that a heading starts with; empty where it starts with none."""
    match = _CITATION.match(heading)
    return match["citation"].strip() if match else ""


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document: the body of the file.

    Raises:
        UnreadableDocumentError: broken front matter (file, line or field), or no text below it.
    """
    decoded = detect.decode(fetched.content, fetched.source)
    front = brief.split_front_matter(decoded.text)
    metadata: dict[str, Any] = brief.load(front[0], fetched.source) if front else {}
    body = decoded.text[front[1] :] if front else decoded.text
    stated = brief.is_brief(metadata)
    info = brief.info_of(metadata, fetched) if stated else _guessed(body, metadata, decoded.guessed, fetched)
    sections = tuple(_sections(body, info.citation if stated else ""))
    if not sections:
        raise UnreadableDocumentError(fetched.source, message("no_text_below_headings"))
    return [SourceDocument(with_hints(info, fetched, states_law=stated), body, sections)]


def _sections(text: str, citation: str) -> Iterator[Section]:
    stack: list[tuple[int, str, str]] = []
    at = 0
    for head in [*_HEADING.finditer(text), None]:
        headings = tuple(title for _, title, _ in stack)
        below = next((own for _, _, own in reversed(stack) if own), citation)
        for start, end in _paragraphs(text, at, head.start() if head else len(text)):
            yield Section(start, end, below, headings)
        if head:
            level = len(head["marks"])
            title = collapse(re.sub(r"[*_`]", "", head["text"]))
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, shortened(title, 200), citation_of(title)))
            at = head.end()


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs, list items and table rows between two headings."""
    open_span: tuple[int, int] | None = None
    at = start
    fence = False
    for line in text[start:end].splitlines(keepends=True):
        here, at = at, at + len(line)
        mark = line.strip()
        if mark.startswith("```"):
            fence = not fence
        passive = (
            not mark
            or mark.startswith("```")
            or _RULE.match(line)
            or _IMAGE.match(line)
            or (_TABLE_RULE.match(line) and "-" in mark)
        )
        begin = here + _markup(line)
        starts = begin > here + (len(line) - len(line.lstrip()))
        if (passive or starts or mark.startswith("|")) and open_span:
            if inner := trimmed(text, *open_span):
                yield inner
            open_span = None
        if not passive:
            content = here + len(line.rstrip().rstrip("|"))
            open_span = (
                (open_span[0], here + len(line))
                if open_span
                else (begin, content if mark.startswith("|") else here + len(line))
            )
    if open_span and (inner := trimmed(text, *open_span)):
        yield inner


def _markup(line: str) -> int:
    """Length of the list, quote or table mark that a line starts with."""
    length = 0
    for pattern in (_QUOTE, _BULLET):
        match = pattern.match(line[length:])
        length += match.end() if match else 0
    if not length and line.lstrip().startswith("|"):
        length = line.index("|") + 1
    return length


def _guessed(body: str, metadata: dict[str, Any], encoding_guessed: bool, fetched: Fetched) -> DocumentInfo:
    """Facts of Markdown that is no brief: front matter where it fits a field, else detection."""
    stated = {
        key: str(value)
        for key, value in metadata.items()
        if isinstance(value, str | int) or hasattr(value, "isoformat")
    }
    title = stated.get("title") or _first_heading(body)
    language = stated.get("language") or stated.get("lang") or ""
    published = next((stated[key][:10] for key in ("published", "date", "datum") if key in stated), "")
    if published and not re.match(r"^\d{4}(-\d{2}){0,2}$", published):
        published = dates.as_iso(published)
    guesses = ["kind"]
    if language[:2].lower() not in ("de", "en"):
        language = detect.detect_language(body).value
        guesses.append("language")
    if not title:
        title = shortened(next((body[slice(*span)] for span in _paragraphs(body, 0, len(body))), ""), 120)
        guesses.append("title")
    if not published:
        line = dates.date_line(body)
        published = line[0] if line else dates.vintage(fetched.source)
        guesses += ["published"] if published else []
    guesses += ["encoding"] if encoding_guessed else []
    info = DocumentInfo(
        id=document_id(fetched.source),
        source=fetched.source,
        title=title,
        language=Language(language[:2].lower()),
        kind=Kind.GUIDANCE,
        sha256=fetched.sha256,
        issuer=stated.get("issuer") or stated.get("author") or "",
        url=stated.get("url") or (fetched.source if fetched.source.startswith("http") else ""),
        published=published,
        status=Status.REPORTED,
        guesses=tuple(guesses),
    )
    return with_hints(info, fetched)


def _first_heading(body: str) -> str:
    heading = _HEADING.search(body)
    return collapse(re.sub(r"[*_`]", "", heading["text"])) if heading else ""
