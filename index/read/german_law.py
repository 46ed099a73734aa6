"""German federal law as Markdown (one file a law, as published from gesetze-im-internet.de): the file stays as it is.

``# § 8 – Heading`` opens a section, ``(1)`` an Absatz, ``1.`` a Nummer, ``a)`` a Buchstabe. An Absatz that fits is one
section with its list; a longer one is cited down to the Nummer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.read import detect, german_lists
from index.read.drafting import collapse, shortened, stretches, trimmed
from index.read.facts import name_of, slug, with_hints

_HEADING = re.compile(r"^(?P<marks>#{1,4}) +(?P<text>.+?)\s*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"^§§?\s*(?P<number>\d+[a-z]?)\b")
_ABSATZ = re.compile(r"^\((?P<number>\d+[a-z]?)\)\s", re.MULTILINE)
_NUMMER = re.compile(r"^(?P<number>\d{1,3}[a-z]?)\\?\.\s", re.MULTILINE)
_WHOLE = 900
"""An Absatz with its list up to this many characters is one section: its items are not sentences without the stem."""
ADDRESSES = {"AWG": "awg_2013", "AWV": "awv_2013", "KrWaffKontrG": "krwaffkontrg", "ZollVG": "zollvg"}


def is_german_law(text: str) -> bool:
    """Whether a Markdown text has the two title lines of this style."""
    return bool(re.match(r"\s*% .+\n% Ausfertigungsdatum:", text))


@dataclass(frozen=True, slots=True)
class Law:
    """A law's long title, short name and day of issue."""

    title: str
    short: str
    issued: str


def law_of(text: str, source: str) -> Law:
    """Title lines of the file; the short name is the one in brackets, else the beginning of the file's name."""
    title = collapse(re.sub(r"^\s*%\s*", "", text.strip().splitlines()[0]))
    short = re.search(r"\(([A-ZÄÖÜ][A-Za-zÄÖÜäöüß]{1,19})\)$", title)
    issued = re.search(r"^% Ausfertigungsdatum:\s*(\d{2})\.(\d{2})\.(\d{4})", text, re.MULTILINE)
    named = re.split(r"[-_.]", name_of(source))[0]
    return Law(
        title=title,
        short=short.group(1) if short else named,
        issued="-".join(reversed(issued.groups())) if issued else "",
    )


def address_of(short: str) -> str:
    """The law's folder on gesetze-im-internet.de."""
    return ADDRESSES.get(short, slug(short))


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document: the law."""
    text = detect.decode(fetched.content, fetched.source).text
    return [document_of(text, law_of(text, fetched.source), fetched)]


def document_of(text: str, law: Law, fetched: Fetched) -> SourceDocument:
    """The document of a law's text in this style."""
    info = DocumentInfo(
        id=f"de-{slug(law.short)}",
        source=fetched.source,
        title=law.title,
        language=Language.DE,
        kind=Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="DE",
        issuer="Bundesrepublik Deutschland",
        citation=law.short,
        url=f"https://www.gesetze-im-internet.de/{address_of(law.short)}/",
        published=law.issued,
        status=Status.IN_FORCE,
        topics=(law.short,),
        guesses=() if law.issued else ("published",),
    )
    return SourceDocument(with_hints(info, fetched), text, tuple(_sections(text, law)))


def _sections(text: str, law: Law) -> Iterator[Section]:
    heads = list(_HEADING.finditer(text))
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        heading = collapse(head["text"])
        number = _PARAGRAPH.match(heading)
        if number:
            yield from _paragraph(text, (head.end(), end), number["number"], heading, law)
        elif heading.startswith(("Anlage", "Anhang")):
            label = re.match(r"(?:Anlage|Anhang)(?:\s+\w+)?", heading)
            base = f"{label.group(0) if label else heading} {law.short}"
            yield from german_lists.sections(text, (head.end(), end), base, (law.title, heading))
        elif heading == "Inhaltsübersicht":
            continue  # it repeats the headings
        elif span := trimmed(text, head.end(), end):
            yield Section(*span, citation=f"{heading} {law.short}", headings=(law.title, heading))


def _paragraph(text: str, span: tuple[int, int], number: str, heading: str, law: Law) -> Iterator[Section]:
    found = list(_ABSATZ.finditer(text, *span))
    starts = [match.start() for match in found]
    headings = (law.title, heading)
    yield from _block(text, (span[0], starts[0] if starts else span[1]), f"§ {number}", law.short, headings)
    for label, stretch in zip(found, stretches(starts, span[1]), strict=True):
        yield from _block(text, stretch, f"§ {number} Abs. {label['number']}", law.short, headings)


def _block(text: str, span: tuple[int, int], pinpoint: str, short: str, headings: tuple[str, ...]) -> Iterator[Section]:
    """An Absatz: one section, or its stem and one section per Nummer where it is long."""
    inner = trimmed(text, *span)
    if inner is None:
        return
    items = list(_ordered(_NUMMER.finditer(text, *inner)))
    if inner[1] - inner[0] <= _WHOLE or not items:
        yield Section(*inner, citation=f"{pinpoint} {short}", headings=headings)
        return
    stem = trimmed(text, inner[0], items[0].start())
    below = headings
    if stem:
        yield Section(*stem, citation=f"{pinpoint} {short}", headings=headings)
        below = (*headings, shortened(text[slice(*stem)]))
    for item, stretch in zip(items, stretches([item.start() for item in items], inner[1]), strict=True):
        part = trimmed(text, *stretch)
        if part:
            yield Section(*part, citation=f"{pinpoint} Nr. {item['number']} {short}", headings=below)


def _ordered(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Only numbers that go up: a ``1.`` below a Buchstabe is a deeper list, not a Nummer of the Absatz."""
    last = 0
    for match in found:
        value = int(re.match(r"\d+", match["number"]).group())  # type: ignore[union-attr]
        if value == last + 1 or (value == last and match["number"][-1].isalpha()):
            last = value
            yield match
