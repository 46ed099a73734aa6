"""A section or supplement of the CFR while it is read from top to bottom: paragraphs, notes, tables, editor's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.read.drafting import Draft, shortened
from index.read.ecfr_notes import Stay, parse_stay
from index.read.gpo_tables import rows_of
from index.read.numbering import Designator, Numbering, joined, leading, unmarked
from index.read.provisions import Provision
from index.read.xml_text import marked_text, name, plain_text

_SKIPPED = frozenset({"HEAD", "AUTH", "SOURCE", "SECAUTH", "CITA", "APPRO", "PRTPAGE", "img", "FTREF"})
_HEADS = {"HD1": 0, "HD2": 1, "HD3": 2, "HD4": 3}
_CONTAINERS = frozenset({"DIV", "EXTRACT", "div", "EXAMPLE", "NOTES"})
_LISTS = frozenset({"SCOL2", "SCOL3", "UL", "OL"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or another piece below a section, with its leading paragraph numbers."""

    element: etree._Element
    tag: str
    text: str = ""
    run: tuple[Designator, ...] = ()
    body: int = 0


def blocks_of(element: etree._Element) -> Iterator[Block]:
    """The blocks below a section, containers opened, editor's matter left out."""
    for child in element:
        tag = name(child)
        if not tag or tag in _SKIPPED:
            continue
        if tag in _CONTAINERS:
            yield from blocks_of(child)
        elif tag in ("NOTE", "EDNOTE", "EFFDNOT", "TABLE", "FTNT") or tag in _HEADS or tag in _LISTS:
            yield Block(child, tag)
            # An unclosed EDNOTE swallows the note after it.
            yield from (Block(inner, name(inner)) for inner in child if name(inner) == "EFFDNOT")
        else:
            text = marked_text(child)
            run, body = leading(text)
            yield Block(child, "P", text, run, body)


@dataclass(slots=True)
class Reading:
    """One section or supplement while it is read."""

    provision: Provision
    draft: Draft = field(default_factory=Draft)
    numbering: Numbering = field(default_factory=Numbering)
    labels: dict[tuple[str, ...], str] = field(default_factory=dict)
    subheads: list[str] = field(default_factory=list)
    bodies: dict[int, int] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def headings(self, path: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The headings above a paragraph, outermost first."""
        above = [self.labels[path[:depth]] for depth in range(1, len(path)) if path[:depth] in self.labels]
        return (self.provision.heading, *self.subheads, *above)

    def paragraph(self, block: Block, ahead: list[Designator]) -> None:
        """A paragraph: its number opens levels, its pinpoint is the deepest of them."""
        if not block.run:
            self._flush(block)
            return
        path: tuple[str, ...] = ()
        for index, one in enumerate(block.run):
            path = self.numbering.enter(one, (*block.run[index + 1 :], *ahead))
            self._label(path, one, block, last=index == len(block.run) - 1)
        start = self.draft.length + (1 if self.draft.parts else 0)
        text = unmarked(block.text)
        self.draft.add(text, self.provision.citation + joined(path), self.headings(path))
        self.bodies[start] = start + self._body(block, text)

    def _label(self, path: tuple[str, ...], one: Designator, block: Block, *, last: bool) -> None:
        self.labels = {known: label for known, label in self.labels.items() if known[: len(path)] != path}
        text = unmarked(block.text)
        if one.heading:
            self.labels[path] = shortened(f"({one.value}) {unmarked(one.heading)}")
        elif last and (len(text) <= 120 or (text.endswith((":", "—", "–")) and len(text) < 400)):
            self.labels[path] = shortened(text)

    @staticmethod
    def _body(block: Block, text: str) -> int:
        heading = unmarked(block.run[-1].heading)
        offset = (
            text.find(heading) + len(heading)
            if heading and heading in text
            else len(unmarked(block.text[: block.body]))
        )
        rest = text[offset:]
        return offset + len(rest) - len(rest.lstrip(" —–-."))

    def _flush(self, block: Block) -> None:
        """A paragraph without a number: it belongs to the outermost open paragraph at least, so that is cited."""
        text = unmarked(block.text)
        top = self.numbering.path()[:1] if self.numbering.depths()[:1] == (0,) else ()
        heading = re.match("\ue000([^\ue000\ue001]{2,120})\ue001", block.text)
        headings = self.headings()
        if not top and heading and len(text) > len(heading.group(1)) + 20:
            headings = (*headings, shortened(heading.group(1).strip(" .:—")))
        self.draft.add(text, self.provision.citation + joined(top), headings)

    def note(self, element: etree._Element) -> None:
        """A note, cited by the paragraph it names, else by the one it follows."""
        head = next((plain_text(child) for child in element if name(child) == "HED"), "Note").strip()
        label = head.rstrip(": ")
        place = re.search(r"paragraphs?\s((?:\([A-Za-z0-9]{1,5}\))+)", label)
        number = re.search(r"\bnotes?\s(\d+)", label, re.IGNORECASE)
        path = place.group(1) if place else ("" if "§" in label else joined(self.numbering.path()))
        citation = f"{self.provision.citation}{path} Note{f' {number.group(1)}' if number else ''}"
        first = True
        for child in element:
            if name(child) in ("HED", "EFFDNOT", ""):
                continue
            if name(child) == "NOTE":
                self.note(child)
                continue
            text = plain_text(child)
            self.draft.add(f"{label}: {text}" if first else text, citation, self.headings())
            first = False

    def table(self, element: etree._Element) -> None:
        """A table, one section a row."""
        for row in rows_of(element):
            label = f" ({row.label})" if row.label else ""
            if row.label and not row.footnote:
                self.rows.append(row.line)
            self.draft.add(row.line, self.provision.citation + label, self.headings())

    def editor(self, element: etree._Element, tag: str) -> None:
        """An editorial note or an effective-date note (a stay)."""
        label = "Effective Date Note" if tag == "EFFDNOT" else "Editorial Note"
        text = plain_text(element, skip=frozenset({"EFFDNOT"} - {tag}))
        if tag == "EFFDNOT":
            self.stays.append(parse_stay(text))
        self.draft.add(text, f"{self.provision.citation} ({label})", (self.provision.heading, label))

    def take(self, block: Block, ahead: list[Designator]) -> None:
        """Reads one block."""
        if block.tag == "P":
            self.paragraph(block, ahead)
        elif block.tag in _HEADS:
            heading = shortened(plain_text(block.element))
            self.subheads = [*self.subheads[: _HEADS[block.tag]], heading]
            self.draft.line(heading)
            self.numbering = Numbering()
        elif block.tag == "NOTE":
            self.note(block.element)
        elif block.tag == "TABLE":
            self.table(block.element)
        elif block.tag in _LISTS:
            items = [text for child in block.element if (text := plain_text(child))]
            self.draft.add("; ".join(items), self.provision.citation, self.headings())
        elif block.tag == "FTNT":
            self.draft.add(plain_text(block.element), f"{self.provision.citation} (footnote)", self.headings())
        else:
            self.editor(block.element, block.tag)
