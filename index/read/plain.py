"""Plain text, such as an article saved from a web page: the file is kept to the character, structure is marked on it.

Boilerplate (picture placeholders, comment counters, bare agency lines) is left out by leaving gaps between
sections; nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates, detect
from index.read.boilerplate import is_agency, is_boilerplate, is_caption
from index.read.drafting import collapse, shortened, trimmed
from index.read.facts import document_id, with_hints
from index.sentences import sentence_spans
from index.wording import message

_SOURCE_LINE = re.compile(r"^\s*(?:Quelle|Source|URL|Link|Original)\s*:\s*(?P<url>https?://\S+)\s*$", re.IGNORECASE)
_CRAWL_DATE = re.compile(r"^\s*date (?P<date>\d{4}-\d{2}(?:-\d{2})?)\b")
_ENDS = (".", "!", "?", ";", ":", ",", "“", "”", '"', "|")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    role: str


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document: the file.

    Raises:
        UnreadableDocumentError: empty, binary, or without a readable line.
    """
    decoded = detect.decode(fetched.content, fetched.source)
    lines = list(_lines(decoded.text))
    sections = tuple(_sections(lines))
    if not sections:
        raise UnreadableDocumentError(fetched.source, message("only_boilerplate"))
    return [SourceDocument(_info(decoded, lines, fetched), decoded.text, sections)]


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, each with its role."""
    dated = dates.date_line(text)
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if span := trimmed(text, at, at + len(line)):
            spans.append(span)
        at += len(line)
    roles = [
        "date"
        if dated and dated[1][0] <= start < dated[1][1]
        else _special(text[start:end], last=index > 0 and index == len(spans) - 1)
        for index, (start, end) in enumerate(spans)
    ]
    for index, (start, end) in enumerate(spans):
        below = next((text[slice(*spans[later])] for later in range(index + 1, len(spans)) if not roles[later]), "")
        role = roles[index] or ("heading" if _is_heading(text[start:end], below) else "text")
        yield _Line(start, end, text[start:end], role)


def _special(line: str, *, last: bool) -> str:
    """The role of a line that is no running text (``url``, ``gap``, ``caption``, ``agency``, ``crawl``); empty for text."""
    if _SOURCE_LINE.match(line):
        return "url"
    if is_boilerplate(line):
        return "gap"
    if is_caption(line):
        return "caption"
    if is_agency(line) or (last and re.fullmatch(r"[^\W\d_]{3,20}", line)):
        return "agency"
    return "crawl" if _CRAWL_DATE.match(line) else ""


def _is_heading(line: str, below: str) -> bool:
    """A short line without an end, above a longer one."""
    return (
        len(line) <= 110
        and not line.endswith(_ENDS)
        and len(below) > len(line)
        and bool(re.match(r"[\w„“\"'(§]", line))
    )


def _sections(lines: list[_Line]) -> Iterator[Section]:
    """A section per line of text; a heading opens the section of the line below it and stands above those after it."""
    headings: tuple[str, ...] = ()
    pending: _Line | None = None
    title_seen = False
    for line in lines:
        if pending and line.role != "text":
            yield Section(pending.start, pending.end, headings=headings)
            pending = None
        if line.role == "heading":
            headings = (*headings[:1], shortened(line.text)) if title_seen else (shortened(line.text),)
            pending = line
        elif line.role == "caption":
            # A passage of its own: it names a photographer or an agency, and is no sentence of the article.
            yield Section(line.start, trimmed_caption(line), headings=headings)
        elif line.role in ("text", "crawl"):
            above = headings if line.role == "text" else (shortened(line.text),)
            yield Section(pending.start if pending else line.start, line.end, headings=above)
            pending = None
        title_seen = title_seen or line.role in ("heading", "text")
    if pending:
        yield Section(pending.start, pending.end, headings=headings)


def trimmed_caption(line: _Line) -> int:
    """Where a caption ends, without the mark that crawlers leave behind it (`` . |``)."""
    return line.start + len(line.text.rstrip(" |").rstrip(".").rstrip())


def _info(decoded: detect.Decoded, lines: list[_Line], fetched: Fetched) -> DocumentInfo:
    text = decoded.text
    language = detect.detect_language(" ".join(line.text for line in lines if line.role == "text"))
    published = _published(text, lines, fetched.source)
    issuer = next((collapse(line.text) for line in lines if line.role == "agency"), "")
    url = next((match["url"] for line in lines if (match := _SOURCE_LINE.match(line.text))), "")
    guesses = ["title", "language", "kind"]
    guesses += [name for name, value in (("published", published), ("issuer", issuer)) if value]
    guesses += ["encoding"] if decoded.guessed else []
    info = DocumentInfo(
        id=document_id(fetched.source),
        source=fetched.source,
        title=_title(text, lines, language),
        language=language,
        kind=Kind.NEWS,
        sha256=fetched.sha256,
        issuer=issuer,
        url=url or (fetched.source if fetched.source.startswith("http") else ""),
        published=published,
        status=Status.REPORTED,
        guesses=tuple(guesses),
    )
    return with_hints(info, fetched)


def _title(text: str, lines: list[_Line], language: Language) -> str:
    heading = next((line for line in lines if line.role == "heading"), None)
    if heading:
        return shortened(heading.text, 200)
    first = next(line for line in lines if line.role in ("text", "crawl") and (line.role == "text" or len(lines) == 1))
    start, end = sentence_spans(text[first.start : min(first.end, first.start + 1000)], language)[0]
    return shortened(text[first.start + start : first.start + end], 120)


def _published(text: str, lines: list[_Line], source: str) -> str:
    dated = dates.date_line(text)
    if dated:
        return dated[0]
    crawl = next((match["date"] for line in lines if (match := _CRAWL_DATE.match(line.text))), "")
    return crawl or dates.vintage(source)
