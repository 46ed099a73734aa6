"""Federal Register records: JSON lines, an API search answer, or a single API document → one document per record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read.drafting import Draft, collapse
from index.read.ecfr_notes import parse_date
from index.read.facts import with_hints
from index.wording import message

_ACTS = "amend|revis|expand|impos|add|remov|implement|extend|correct|adopt"
_LAW = "EAR|Export Administration Regulations|Entity List|Commerce Control List"
_RULE = re.compile(
    r"\bfinal rule\b|\bthis rule\b|correcting amendment|temporary general license|immediate action to limit exports"
    rf"|\b(?:{_ACTS})(?:s|ing|es)?\b[^.]*\b(?:{_LAW})\b",
    re.IGNORECASE,
)
_RULE_TITLE = re.compile(
    r"^(?:Additions?|Removals?|Revisions?|Amendments?|Implementation|Imposition|Expansion)\b|\bRules?\b|"
    r"\bControls? (?:for|on|to)\b|Commerce Control List|Export Administration Regulations|Entity List",
)
_PROPOSED = re.compile(
    r"\bthis (?:advance notice of )?proposed rule|advance notice of proposed rule|\bANPRM\b|"
    r"\bproposes? to\b|^proposed\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"request for (?:public )?comments?|information collection|seeking public comments|conference|\breport\b|Uyghur|"
    r"^notice|notice of (?:request|inquiry|meeting|open meeting|public)|meeting|order denying|denial of export "
    r"privileges|public briefing|hearing|request for information",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\beffective\s(?:on\s|as of\s|date(?: is|:)?\s)?(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})", re.IGNORECASE
)


def is_record(value: object) -> bool:
    """Whether a JSON object is a Federal Register document."""
    return isinstance(value, Mapping) and "document_number" in value and "title" in value


def is_answer(value: object) -> bool:
    """Whether a JSON object is a search answer of the API."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("results"), list)
        and all(is_record(one) for one in value["results"])
    )


def read(records: list[Mapping[str, Any]], fetched: Fetched) -> list[SourceDocument]:
    """One document per record, in order.

    Raises:
        UnreadableDocumentError: a record has neither title nor number.
    """
    return [_document(record, position, fetched) for position, record in enumerate(records, 1)]


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return collapse(value) if isinstance(value, str) else ""


def _document(record: Mapping[str, Any], position: int, fetched: Fetched) -> SourceDocument:
    number, title = _text(record, "document_number"), _text(record, "title")
    if not number or not title:
        raise UnreadableDocumentError(
            fetched.source, message("record_field", record=position, fields="document_number, title")
        )
    citation = _text(record, "citation") or f"FR Doc. {number}"
    draft = Draft()
    draft.add(title, citation, (title,))
    for key, label in (("action", "Action"), ("abstract", ""), ("dates", "Dates")):
        content = _text(record, key)
        if content:
            draft.add(f"{label}: {content}" if label else content, citation, (title,))
    kind, status = _kind(record, title)
    info = DocumentInfo(
        id=f"us-fr-{number}",
        source=fetched.source,
        title=title,
        language=Language.EN,
        kind=kind,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer=_issuer(record),
        citation=citation,
        url=_text(record, "html_url") or f"https://www.federalregister.gov/d/{number}",
        published=_text(record, "publication_date"),
        effective_from=_effective(record),
        status=status,
        topics=(number,),
        guesses=() if record.get("type") else ("kind", "status"),
    )
    return draft.document(with_hints(info, fetched))


def _issuer(record: Mapping[str, Any]) -> str:
    agencies = record.get("agencies")
    if isinstance(agencies, list) and agencies:
        last = agencies[-1]
        if isinstance(last, Mapping):
            return str(last.get("name") or last.get("raw_name") or "")
    return "Bureau of Industry and Security"


def _kind(record: Mapping[str, Any], title: str) -> tuple[Kind, Status]:
    """Kind and state: from the record's own type, else from the words of title and abstract."""
    stated = _text(record, "type").lower()
    if stated:
        if "proposed" in stated or stated == "prorule":
            return Kind.REGULATION, Status.PROPOSED
        return (Kind.REGULATION, Status.IN_FORCE) if stated == "rule" else (Kind.ANNOUNCEMENT, Status.REPORTED)
    words = f"{title} {_text(record, 'abstract')} {_text(record, 'action')}"
    final = re.search(r"\b(?:this|interim) final rule\b", words, re.IGNORECASE)
    if _PROPOSED.search(words) and not final:
        return Kind.REGULATION, Status.PROPOSED
    if _NOTICE.search(title):
        return Kind.ANNOUNCEMENT, Status.REPORTED
    if _RULE.search(words) or _RULE_TITLE.search(title):
        return Kind.REGULATION, Status.IN_FORCE
    return Kind.ANNOUNCEMENT, Status.REPORTED


def _effective(record: Mapping[str, Any]) -> date | None:
    stated = _text(record, "effective_on")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
        return date.fromisoformat(stated)
    for key in ("dates", "abstract"):
        match = _STARTS.search(_text(record, key))
        if match:
            return parse_date(match["date"])
    return None
