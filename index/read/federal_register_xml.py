"""Full text of a Federal Register document (``RULE``, ``PRORULE``, ``NOTICE``)."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read.drafting import Draft, collapse, shortened
from index.read.ecfr_notes import parse_date
from index.read.facts import document_id, hinted, name_of, with_hints
from index.read.xml_text import name, plain_text
from index.wording import message

_SKIPPED = frozenset(
    {"FTREF", "PRTPAGE", "GPH", "GID", "MATH", "STARS", "BILCOD", "DEPDOC", "RIN", "AGENCY", "SUBAGY", "SUBJECT", "CFR"}
)
_TEXT = frozenset({"P", "FP", "AMDPAR", "AUTH", "SECTION", "SIG", "LSTSUB", "EXTRACT", "FTNT", "FRDOC"})
_LEVELS = {"HED": 0, "HD1": 1, "HD2": 2, "HD3": 3, "HD4": 4}


def read(root: etree._Element, fetched: Fetched) -> list[SourceDocument]:
    """One document: the rule, the proposal or the notice.

    Raises:
        UnreadableDocumentError: there is no paragraph in it.
    """
    subject = next((plain_text(one) for one in root.iter("SUBJECT")), "") or name_of(fetched.source)
    filed = " ".join(plain_text(one) for one in root.iter("FRDOC"))
    found = re.search(r"FR Doc\.?\s*(?P<number>\d{2,4}[-–—]\d{4,6})", filed)
    number = (
        found["number"].replace("–", "-").replace("—", "-") if found else hinted(fetched.hints, "document_number", "")
    )
    citation = hinted(fetched.hints, "citation", f"FR Doc. {number}" if number else "")
    draft = Draft()
    _walk(root, draft, citation, [(0, subject)])
    if not draft.sections:
        raise UnreadableDocumentError(fetched.source, message("register_without_paragraph"))
    return [draft.document(_info(root, subject, number, citation, fetched))]


def _walk(element: etree._Element, draft: Draft, citation: str, stack: list[tuple[int, str]]) -> None:
    for child in element:
        tag = name(child)
        if not tag or tag in _SKIPPED:
            continue
        if tag == "HD":
            level = _LEVELS.get(child.get("SOURCE", "HD1"), 1)
            heading = shortened(plain_text(child)).rstrip(":")
            stack[:] = [entry for entry in stack if entry[0] < max(level, 1)] + [(max(level, 1), heading)]
            draft.line(plain_text(child))
        elif tag == "SECTION":
            _section(child, draft, citation, stack)
        elif tag in _TEXT and next(child.iter("P", "HD"), child) in (child, None):
            draft.add(plain_text(child, _SKIPPED), citation, tuple(label for _, label in stack))
        else:
            _walk(child, draft, citation, stack)


def _section(element: etree._Element, draft: Draft, citation: str, stack: list[tuple[int, str]]) -> None:
    """A CFR section as the document rewrites it."""
    number = next((plain_text(one) for one in element.iter("SECTNO")), "")
    subject = next((plain_text(one) for one in element.iter("SUBJECT")), "")
    heading = collapse(f"{number} {subject}")
    draft.line(heading)
    for child in element:
        if name(child) in ("P", "FP", "EXTRACT", "NOTE"):
            draft.add(plain_text(child, _SKIPPED), citation, (*(label for _, label in stack), heading))


def _named(agency: str) -> str:
    """An agency in capitals as a name: ``BUREAU OF INDUSTRY`` → ``Bureau of Industry``."""
    return (
        re.sub(r"\b(?:Of|And|The|For|On)\b", lambda word: word.group().lower(), agency.title())
        if agency.isupper()
        else agency
    )


def _info(root: etree._Element, subject: str, number: str, citation: str, fetched: Fetched) -> DocumentInfo:
    tag = name(root)
    dates = " ".join(plain_text(one) for one in root.iter("DATES"))
    effective = re.search(
        r"effective\s(?:on\s|as of\s|date(?: is|:)?\s)?(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})",
        dates,
        re.IGNORECASE,
    )
    agencies = [plain_text(one) for one in root.iter("SUBAGY", "AGENCY")]
    starts: date | None = parse_date(effective["date"]) if effective and tag == "RULE" else None
    status = {"RULE": Status.IN_FORCE, "PRORULE": Status.PROPOSED}.get(tag, Status.REPORTED)
    info = DocumentInfo(
        id=f"us-fr-{number}-text" if number else document_id(fetched.source),
        source=fetched.source,
        title=subject,
        language=Language.EN,
        kind=Kind.ANNOUNCEMENT if tag == "NOTICE" else Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer=_named(agencies[-1]) if agencies else "",
        citation=citation,
        url=f"https://www.federalregister.gov/d/{number}" if number else "",
        published=hinted(fetched.hints, "published", ""),
        effective_from=starts,
        status=status,
    )
    return with_hints(info, fetched)
