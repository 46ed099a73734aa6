"""The Commerce Control List in eCFR XML (supplement no. 1 to part 774): one document per ECCN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.read.drafting import Draft
from index.read.eccn import SUPPLEMENT, SUPPLEMENT_URL, Entry
from index.read.eccn_items import item_path
from index.read.facts import with_hints
from index.read.gpo_tables import rows_of
from index.read.provisions import Provision
from index.read.xml_text import name, plain_text

_HEADING = re.compile(r"^(?P<code>\d[A-EY]\d{3})\s+(?P<title>\S.*)$")
_PARTS = re.compile(
    r"^(?:License Requirements|List.Based License Exceptions|List of Items Controlled|Special Conditions for STA|"
    r"Reporting Requirements)",
    re.IGNORECASE,
)
_RELATED = re.compile(r"^Related (?:Controls|Definitions?)\s*:")
_NOTE = re.compile(r"^(?P<label>(?:Technical )?Notes?(?: \d+)?(?: to [^:]{3,60})?|N\.B\.)\s*:\s*(?P<rest>\S.*)$")
_ITEMS = re.compile(r"^Items\s*:\s*")
_CONTAINERS = frozenset({"DIV", "EXTRACT"})


def is_control_list(element: etree._Element) -> bool:
    """Whether a supplement is the Commerce Control List (by its heading, or by ECCN headings in it)."""
    head = next((plain_text(child) for child in element if name(child) == "HEAD"), "")
    return "Commerce Control List" in head and any(_HEADING.match(plain_text(one)) for one in element.iter("FP-2"))


def read(element: etree._Element, provision: Provision, fetched: Fetched) -> list[SourceDocument]:
    """One document per ECCN, and one for what stands outside of the entries."""
    entries: list[Entry] = []
    outside = Draft()
    for block in _blocks(element):
        title = _entry_heading(block)
        if title:
            entries.append(Entry(title["code"], title["title"]))
        elif name(block) == "HD1" and re.match(r"Category \d|[A-E]\.\s", plain_text(block)):
            outside.line(plain_text(block))
        elif name(block) in ("CITA", "EDNOTE", "EFFDNOT"):
            outside.add(plain_text(block), f"{SUPPLEMENT} (Editorial Note)", (provision.heading,))
        elif plain_text(block).startswith("EAR99 "):
            outside.add(plain_text(block), f"{SUPPLEMENT} (EAR99)", (provision.heading,))
        elif entries:
            _take(entries[-1], block)
        elif name(block) not in ("HEAD", "img"):
            outside.add(plain_text(block), SUPPLEMENT, (provision.heading,))
    documents = [entry.document(fetched, "") for entry in entries]
    return documents + ([_outside(outside, provision, fetched)] if outside.sections else [])


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if name(child) in _CONTAINERS:
            yield from _blocks(child)
        elif name(child):
            yield child


def _entry_heading(block: etree._Element) -> re.Match[str] | None:
    if name(block) not in ("FP-2", "FP-1", "FP", "P", "HD1", "HD2") or next(block.iter("B"), None) is None:
        return None
    return _HEADING.match(plain_text(block))


def _take(entry: Entry, block: etree._Element) -> None:
    tag, text = name(block), plain_text(block)
    if tag == "TABLE":
        for row in rows_of(block):
            entry.requirement(row.line)
    elif tag == "NOTE":
        _note(entry, block)
    elif tag in ("HD1", "HD2", "HD3", "CAPTION") or (tag.startswith("FP") and _PARTS.match(text)):
        entry.open_part(text)
    elif tag != "img" and text:
        _paragraph(entry, block, text)


def _paragraph(entry: Entry, block: etree._Element, text: str) -> None:
    items = _ITEMS.match(text)
    if items:
        text = text[items.end() :].strip()
        entry.open_part("List of Items Controlled")
        if not text:
            return
    if _RELATED.match(text):
        entry.related(text)
    elif note := _NOTE.match(text):
        entry.note(note["label"], [note["rest"]], stays_open=True)
    elif path := item_path(text):
        entry.item(text, path)
    elif name(block).startswith("FP") and not items and entry.part != "List of Items Controlled":
        entry.requirement(text)
    else:
        entry.text(text)


def _note(entry: Entry, block: etree._Element) -> None:
    label = next((plain_text(child) for child in block if name(child) == "HED"), "Note")
    inner = [child for child in block if name(child) not in ("HED", "")]
    paragraphs = [plain_text(child) for child in inner if name(child) not in ("NOTE", "FP-2", "DIV", "FP-1", "HD1")]
    entry.note(label, [one for one in paragraphs if one])
    for child in inner:
        if name(child) in ("NOTE", "FP-1", "HD1"):
            _take(entry, child)
        elif name(child) == "DIV":
            for nested in _blocks(child):
                _take(entry, nested)


def _outside(draft: Draft, provision: Provision, fetched: Fetched) -> SourceDocument:
    info = DocumentInfo(
        id=provision.id,
        source=fetched.source,
        title=provision.heading,
        language=Language.EN,
        kind=Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer=provision.issuer,
        citation=SUPPLEMENT,
        url=SUPPLEMENT_URL,
        status=Status.IN_FORCE,
    )
    return draft.document(with_hints(info, fetched))
