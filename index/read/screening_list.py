"""The US Consolidated Screening List (JSON or JSON lines): one document per list, one section per entity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates
from index.read.countries import COUNTRIES
from index.read.drafting import Draft, collapse, shortened
from index.read.facts import slug, with_hints
from index.wording import message

_LISTS = (
    ("Entity List", "Entity List", "15 CFR Part 744, Supp. No. 4"),
    ("Unverified", "Unverified List", "15 CFR Part 744, Supp. No. 6"),
    ("Military End", "Military End-User List", "15 CFR Part 744, Supp. No. 7"),
    ("Military-Industrial", "Chinese Military-Industrial Complex Companies List", "E.O. 13959"),
    ("CMIC", "Chinese Military-Industrial Complex Companies List", "E.O. 13959"),
)

_TYPICAL = frozenset(
    {"alt_names", "source_list_url", "programs", "license_requirement", "federal_register_notice", "countries"}
)


def is_entity(value: object) -> bool:
    """Whether a JSON object is an entry of the Consolidated Screening List."""
    return isinstance(value, Mapping) and "name" in value and "source" in value and bool(_TYPICAL & value.keys())


def read(records: list[Mapping[str, Any]], fetched: Fetched) -> list[SourceDocument]:
    """The lists in the order of their first entry.

    Raises:
        UnreadableDocumentError: an entry has no name.
    """
    lists: dict[str, list[Mapping[str, Any]]] = {}
    for position, record in enumerate(records, 1):
        if not isinstance(record.get("name"), str) or not record["name"].strip():
            raise UnreadableDocumentError(fetched.source, message("record_field", record=position, fields="name"))
        lists.setdefault(str(record["source"]), []).append(record)
    return [_document(source, entries, fetched) for source, entries in lists.items()]


def list_name(source: str) -> tuple[str, str]:
    """The list's common name and where it is law."""
    for mark, name, citation in _LISTS:
        if mark in source:
            return name, citation
    return collapse(re.sub(r"\s*\(.*|\s+-\s.*", "", source)), ""


def _document(source: str, entries: list[Mapping[str, Any]], fetched: Fetched) -> SourceDocument:
    name, citation = list_name(source)
    draft = Draft()
    for entry in entries:
        draft.add(_line(name, entry), f"{name}: {shortened(str(entry['name']), 120)}", (name,))
    url = next((str(entry["source_list_url"]) for entry in entries if entry.get("source_list_url")), "")
    published = dates.vintage(fetched.source)
    info = DocumentInfo(
        id=f"us-csl-{slug(name)}",
        source=fetched.source,
        title=f"{name} (US Consolidated Screening List)",
        language=Language.EN,
        kind=Kind.LISTING,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer="Department of the Treasury" if "Treasury" in source else "Bureau of Industry and Security",
        citation=citation or name,
        url=url,
        published=published,
        status=Status.IN_FORCE,
        topics=(name,),
        guesses=("published",) if published else (),
    )
    return draft.document(with_hints(info, fetched))


def _line(name: str, entry: Mapping[str, Any]) -> str:
    """One entity as sentences a person can read; every value is the list's own wording."""
    parts = [_stop(collapse(str(entry["name"])))]
    aliases = [collapse(str(one)) for one in _many(entry.get("alt_names"))]
    if aliases:
        parts.append(_stop(f"Also known as: {'; '.join(aliases)}"))
    countries = [f"{COUNTRIES.get(code, code)}" for code in _many(entry.get("countries")) or _countries(entry)]
    parts.append(_stop(f"{name}{', ' + ', '.join(countries) if countries else ''}"))
    for label, key in (
        ("License requirement", "license_requirement"),
        ("License review policy", "license_policy"),
        ("Address", "addresses"),
        ("Program", "programs"),
        ("Federal Register", "federal_register_notice"),
        ("Start date", "start_date"),
    ):
        value = entry.get(key)
        text = "; ".join(map(_place, value)) if isinstance(value, list) else collapse(str(value or ""))
        if text:
            parts.append(_stop(f"{label}: {text}"))
    return " ".join(parts)


def _place(value: object) -> str:
    """An address in one line; the official download has its parts apart."""
    if not isinstance(value, Mapping):
        return collapse(str(value))
    parts = (value.get(key) for key in ("address", "city", "state", "postal_code", "country"))
    return ", ".join(str(part) for part in parts if part)


def _countries(entry: Mapping[str, Any]) -> list[str]:
    """The official download names countries in the addresses."""
    addresses = entry.get("addresses")
    if not isinstance(addresses, list):
        return []
    codes = [str(one.get("country")) for one in addresses if isinstance(one, Mapping) and one.get("country")]
    return list(dict.fromkeys(codes))


def _many(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else []


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
