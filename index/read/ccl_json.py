"""The Commerce Control List as JSON (one record per ECCN, items as paragraphs with their numbers)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.documents import Fetched, SourceDocument
from index.read.drafting import collapse
from index.read.eccn import Entry


def read(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    """One document per ECCN; the edition's date is in the ids, so that two editions live side by side."""
    issued = str(data.get("ecfrIssueDate") or "")
    return [
        _entry(record, f"us-ccl-{issued}" if issued else "us-ccl-json", fetched, issued) for record in data["entries"]
    ]


def _entry(record: Mapping[str, Any], stem: str, fetched: Fetched, issued: str) -> SourceDocument:
    entry = Entry(str(record["eccn"]), collapse(str(record["heading"])), stem)
    if record.get("reasonForControl"):
        entry.requirement(f"Reason for Control: {collapse(record['reasonForControl'])}")
    for row in record.get("countryChart") or []:
        entry.requirement(f"{collapse(row['control']).rstrip('.')}: {collapse(row['countryChart'])}")
    flags = record.get("licenceExceptionFlags") or {}
    if flags:
        entry.open_part("List Based License Exceptions")
        for name, value in flags.items():
            entry.requirement(f"{name}: {collapse(str(value))}")
    if record.get("staSpecialConditions"):
        entry.open_part("Special Conditions for STA")
        entry.requirement(collapse(record["staSpecialConditions"]))
    if record.get("relatedControls"):
        entry.related(f"Related Controls: {collapse(record['relatedControls'])}")
    entry.open_part("List of Items Controlled")
    _items(entry, record.get("items") or [])
    return entry.document(fetched, issued)


def _items(entry: Entry, items: list[Mapping[str, Any]]) -> None:
    """Item paragraphs and notes. This form does not say where a note ends, and the numbers inside notes restart."""
    entry.notes_stay_open = True
    for item in items:
        text, path = collapse(str(item["text"])), str(item.get("paragraph") or "")
        if item.get("kind") == "item" and path:
            entry.item(f"{path}. {text}", path)
        else:
            entry.remark(text)
