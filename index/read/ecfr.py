"""eCFR XML: parts (``DIV5``), sections (``DIV8``), supplements (``DIV9``) → one document per section or supplement."""

from __future__ import annotations

from datetime import date

from lxml import etree

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import ccl, stays
from index.read.ecfr_notes import newest_amendment, newest_row
from index.read.ecfr_section import Reading, blocks_of
from index.read.facts import with_hints
from index.read.provisions import Provision, provision_of
from index.read.xml_text import name, plain_text
from index.wording import message


def read(root: etree._Element, fetched: Fetched) -> list[SourceDocument]:
    """The documents of an eCFR answer, in its order.

    Raises:
        UnreadableDocumentError: there is no section and no supplement in it.
    """
    found: list[SourceDocument] = []
    for element in root.iter("DIV8", "DIV9"):
        provision = provision_of(element)
        if name(element) == "DIV9" and ccl.is_control_list(element):
            found.extend(ccl.read(element, provision, fetched))
        else:
            found.append(_read_provision(element, provision, fetched))
    if not found:
        raise UnreadableDocumentError(fetched.source, message("ecfr_without_section"))
    return found


def _read_provision(element: etree._Element, provision: Provision, fetched: Fetched) -> SourceDocument:
    reading = Reading(provision)
    blocks = list(blocks_of(element))
    if blocks:
        reading.draft.line(provision.heading)
    else:
        reading.draft.add(provision.heading, provision.citation, (provision.heading,))
    for index, block in enumerate(blocks):
        reading.take(block, [one for later in blocks[index + 1 : index + 40] for one in later.run])
    text = reading.draft.text()
    sections: tuple[Section, ...] = stays.apply(
        text, reading.draft.sections, provision.citation, reading.stays, reading.bodies
    )
    return SourceDocument(_info(element, provision, reading, fetched), text, sections)


def _info(element: etree._Element, provision: Provision, reading: Reading, fetched: Fetched) -> DocumentInfo:
    history = " ".join(plain_text(child) for child in element if name(child) == "CITA")
    amended = newest_row("\n".join(reading.rows)) if reading.rows else newest_amendment(history)
    until = [stay.until for stay in reading.stays if stay.until is not None]
    return with_hints(
        DocumentInfo(
            id=provision.id,
            source=fetched.source,
            title=provision.heading,
            language=Language.EN,
            kind=Kind.REGULATION,
            sha256=fetched.sha256,
            jurisdiction="US",
            issuer=provision.issuer,
            citation=provision.citation,
            url=provision.url,
            published=_iso(amended),
            status=Status.IN_FORCE,
            stayed_until=max(until, default=None),
        ),
        fetched,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
