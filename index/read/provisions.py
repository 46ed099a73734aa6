"""Where a piece of the Code of Federal Regulations stands: its id, citation, address and issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from index.read.drafting import collapse
from index.read.facts import slug
from index.read.xml_text import name, plain_text

_NUMBERED = re.compile(
    r"^(?P<what>Supplement|Appendix)\s+(?:No\.\s*)?(?P<number>\w+)\s+to\s+(?:Subpart\s+\w+\s+of\s+)?Part\s+(?P<part>\d+)",
    re.I,
)
_TITLE = re.compile(r"title-(\d+)|\b(\d+) CFR\b|Title (\d+)\b")
BIS = "Bureau of Industry and Security"


@dataclass(frozen=True, slots=True)
class Provision:
    """One section or supplement of the CFR."""

    id: str
    citation: str
    heading: str
    url: str
    issuer: str


def provision_of(element: etree._Element) -> Provision:
    """The provision of a ``DIV8`` (section) or ``DIV9`` (supplement, appendix)."""
    number = collapse(element.get("N", "")).removeprefix("§").strip()
    head = next((plain_text(child) for child in element if name(child) == "HEAD"), number)
    title = _title_of(element)
    if name(element) == "DIV8":
        return _section(title, number, head)
    return _supplement(title, number, head, _part_of(element, number))


def _section(title: str, number: str, head: str) -> Provision:
    reserved = "-" in number or "–" in number
    return Provision(
        id=f"us-{title}-cfr-{slug(number)}",
        citation=f"{title} CFR {'§§' if reserved else '§'} {number}",
        heading=head,
        url=f"https://www.ecfr.gov/current/title-{title}/section-{quote(number)}",
        issuer=issuer_of(title, number.split(".", maxsplit=1)[0]),
    )


def _supplement(title: str, number: str, head: str, part: str) -> Provision:
    match = _NUMBERED.match(number) or _NUMBERED.match(head)
    if match:
        part = match["part"]
        short = "Supp. No." if match["what"].lower() == "supplement" else "App."
        citation = f"{title} CFR Part {part}, {short} {match['number']}"
        tail = f"{'supp' if short != 'App.' else 'app'}-{match['number'].lower()}"
    else:
        citation = f"{title} CFR Part {part}, {number or head}"
        tail = slug(number or head)
    address = f"https://www.ecfr.gov/current/title-{title}/part-{part}"
    return Provision(
        id=f"us-{title}-cfr-{part}-{tail}",
        citation=citation,
        heading=head,
        url=f"{address}/appendix-{quote(number)}" if number else address,
        issuer=issuer_of(title, part),
    )


def issuer_of(title: str, part: str) -> str:
    """The Bureau of Industry and Security for the EAR (15 CFR 730-774); else unknown."""
    return BIS if title == "15" and part.isdigit() and 730 <= int(part) <= 774 else ""


def _title_of(element: etree._Element) -> str:
    current: etree._Element | None = element
    while current is not None:
        if name(current) == "DIV1" and current.get("N"):
            return str(current.get("N"))
        found = _TITLE.search(current.get("hierarchy_metadata", ""))
        if found:
            return next(group for group in found.groups() if group)
        current = current.getparent()
    return "15"


def _part_of(element: etree._Element, number: str) -> str:
    current = element.getparent()
    while current is not None:
        if name(current) == "DIV5":
            return str(current.get("N", ""))
        current = current.getparent()
    found = re.search(r"part-(\d+)", element.get("hierarchy_metadata", "")) or re.search(r"Part (\d+)", number)
    return found.group(1) if found else ""
