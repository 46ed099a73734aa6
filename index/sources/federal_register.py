"""Documents of an agency from the Federal Register API: one source per document, with its abstract and dates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from index.errors import SourceUnavailableError
from index.settings import FederalRegisterSource
from index.sources.items import Found, Item, Visit, found_bytes
from index.wording import message

FIELDS = (
    "document_number",
    "title",
    "type",
    "action",
    "abstract",
    "publication_date",
    "effective_on",
    "dates",
    "citation",
    "cfr_references",
    "html_url",
    "json_url",
    "raw_text_url",
)
PER_PAGE = 100
_MAX_PAGES = 100
_ISSUERS = {"industry-and-security-bureau": "Bureau of Industry and Security"}
_KINDS = {"rule": "regulation", "proposed rule": "announcement", "notice": "announcement"}


def fetch(source: FederalRegisterSource, visit: Visit) -> Iterator[Item]:
    """Every document of the agency since the configured day, oldest first.

    Raises:
        SourceUnavailableError: a page cannot be had, or the pages hold fewer documents than the API counts.
    """
    seen: set[str] = set()
    count = 0
    for page in _pages(source, visit):
        count = max(count, int(page.get("count") or 0))
        for record in page["results"]:
            found = _document(record, source)
            if found.source not in seen:
                seen.add(found.source)
                yield found
    if len(seen) < count:
        raise SourceUnavailableError(
            _start(source),
            message("register_incomplete", count=count, given=len(seen)),
        )


def _start(source: FederalRegisterSource) -> str:
    return f"{source.base_url}/api/v1/documents.json"


def _pages(source: FederalRegisterSource, visit: Visit) -> Iterator[dict[str, Any]]:
    params = [
        ("conditions[agencies][]", source.agency),
        *(("conditions[type][]", one) for one in source.types),
        ("conditions[publication_date][gte]", source.since),
        *(("fields[]", one) for one in FIELDS),
        ("order", "oldest"),  # new documents come last and do not move the pages that are still to come
        ("per_page", str(PER_PAGE)),
    ]
    url = _start(source)
    for _ in range(_MAX_PAGES):
        answer = visit.client.get(url, params=params, expects=("json",), max_bytes=visit.max_bytes)
        page = _parsed(url, answer.content)
        yield page
        url, params = page.get("next_page_url") or "", []
        if not url:
            return
    raise SourceUnavailableError(_start(source), message("register_too_many", pages=_MAX_PAGES))


def _parsed(url: str, content: bytes) -> dict[str, Any]:
    try:
        page = json.loads(content)
    except ValueError as error:
        raise SourceUnavailableError(url, message("json_damaged", error=error)) from None
    # A search without a match has no `results` at all.
    if not isinstance(page, dict) or not isinstance(page.setdefault("results", []), list):
        raise SourceUnavailableError(url, message("register_no_page"))
    if not all(isinstance(one, dict) and one.get("document_number") for one in page["results"]):
        raise SourceUnavailableError(url, message("register_no_number"))
    return page


def _document(record: dict[str, Any], source: FederalRegisterSource) -> Found:
    number = str(record["document_number"])
    address = str(record.get("html_url") or f"{source.base_url}/d/{number}")
    kept = {name: record[name] for name in FIELDS if record.get(name)}
    line = json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n"
    kind = str(record.get("type") or "").lower()
    hints = {
        "kind": _KINDS.get(kind, ""),
        "status": "proposed" if kind == "proposed rule" else "",
        "jurisdiction": "US",
        "issuer": _ISSUERS.get(source.agency, ""),
        "language": "en",
        "title": str(record.get("title") or ""),
        "citation": str(record.get("citation") or ""),
        "url": address,
        "published": str(record.get("publication_date") or ""),
        "effective_from": str(record.get("effective_on") or ""),
    }
    return found_bytes(address, line.encode(), media_type="application/x-ndjson", hints=hints)
