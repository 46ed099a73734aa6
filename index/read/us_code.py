"""United States Code as Markdown (``#### § 4801. Definitions``): the file stays as it is, pinpoints lie on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.read import dates, detect
from index.read.drafting import collapse, shortened, trimmed
from index.read.facts import slug, with_hints
from index.read.numbering import US_CODE_LEVELS, Designator, Numbering, joined, leading

_TITLE = re.compile(r"^#\s+Title\s+(?P<number>\d+)\s*[—–-]\s*(?P<name>.+)$", re.MULTILINE)
_CHAPTER = re.compile(r"^#{2,4}\s+CHAPTER\s+(?P<number>\w+)\s*[—–-]\s*(?P<name>.+)$", re.MULTILINE)
_SECTION = re.compile(r"^#{3,6}\s+§\s?(?P<number>\d+[a-z]?(?:-\d+)?)\.?\s*(?P<name>.*)$", re.MULTILINE)
_LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)


def is_us_code(text: str) -> bool:
    """Whether a Markdown text is a chapter of the United States Code."""
    return bool(_TITLE.search(text[:2000]) and _SECTION.search(text))


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document: the chapter."""
    text = detect.decode(fetched.content, fetched.source).text
    title = _TITLE.search(text)
    chapter = _CHAPTER.search(text)
    number = title["number"] if title else ""
    name = f"{number} U.S.C. chapter {chapter['number']}: {chapter['name'].title()}" if chapter else f"{number} U.S.C."
    vintage = dates.vintage(fetched.source)
    info = DocumentInfo(
        id=slug(f"us-{number}-usc-{chapter['number'] if chapter else 'title'}"),
        source=fetched.source,
        title=collapse(name),
        language=Language.EN,
        kind=Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer="United States Congress",
        citation=f"{number} U.S.C. ch. {chapter['number']}" if chapter else f"{number} U.S.C.",
        url=_address(number, _SECTION.search(text)),
        published=vintage,
        status=Status.IN_FORCE,
        guesses=("published",),
    )
    return [SourceDocument(with_hints(info, fetched), text, tuple(_sections(text, number, collapse(name))))]


def _address(title: str, section: re.Match[str] | None) -> str:
    if section is None:
        return "https://uscode.house.gov/"
    return f"https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title}-section{section['number']}&num=0&edition=prelim"


def _sections(text: str, title: str, name: str) -> Iterator[Section]:
    heads = list(_SECTION.finditer(text))
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        heading = f"§ {head['number']}. {collapse(head['name'])}".rstrip(". ")
        yield from _body(text, (head.end(), end), f"{title} U.S.C. § {head['number']}", (name, heading))


def _body(text: str, span: tuple[int, int], base: str, above: tuple[str, ...]) -> Iterator[Section]:
    """A section per numbered paragraph; the heading line of a paragraph and its text are one section."""
    numbering = Numbering(US_CODE_LEVELS)
    labels: dict[tuple[str, ...], str] = {}
    lines = [inner for match in _LINE.finditer(text, *span) if (inner := trimmed(text, *match.span()))]
    lines = [(start + _heading_mark(text, start), end) for start, end in lines]
    lines = [(start, end) for start, end in lines if not text.startswith("SUBCHAPTER", start)]
    runs = [leading(text[start:end])[0] for start, end in lines]
    waiting: Section | None = None
    for index, (start, end) in enumerate(lines):
        path = numbering.path()
        if waiting and not runs[index]:
            waiting = replace(waiting, end=end)
            continue
        for one in runs[index]:
            ahead = [later for run in runs[index + 1 : index + 40] for later in run]
            path = numbering.enter(one, _ahead(ahead))
        labels = {known: label for known, label in labels.items() if known[: len(path)] != path}
        if runs[index] and (end - start <= 160 or text[start:end].endswith((":", "—"))):
            labels[path] = shortened(text[start:end], 120)
        headings = [labels[path[:depth]] for depth in range(1, len(path)) if path[:depth] in labels]
        if waiting:
            yield waiting
        waiting = Section(start, end, base + joined(path), (*above, *headings))
    if waiting:
        yield waiting


def _heading_mark(text: str, start: int) -> int:
    """Length of the ``#####`` before a heading such as ``##### (a) Authority``."""
    match = re.compile(r"#{1,6}[ \t]+").match(text, start)
    return len(match.group()) if match else 0


def _ahead(designators: list[Designator]) -> list[Designator]:
    """In the Code (A) stands above (i): it says nothing about an ambiguous (i) before it."""
    return [one for one in designators if one.value != "A"]
