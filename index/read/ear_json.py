"""Tables of the EAR as JSON: the Commerce Control List, Country Groups, the Country Chart, licence exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import ccl_json
from index.read.drafting import Draft, collapse
from index.read.facts import with_hints
from index.read.provisions import BIS
from index.wording import message

_PART_740 = "https://www.ecfr.gov/current/title-15/part-740"
_PART_738 = "https://www.ecfr.gov/current/title-15/part-738"


def reader_of(value: object) -> str:
    """Which of the tables a JSON value is; empty where it is none."""
    if not isinstance(value, Mapping):
        return ""
    entries = value.get("entries")
    if isinstance(entries, list) and entries and isinstance(entries[0], Mapping) and "eccn" in entries[0]:
        return "ccl"
    if isinstance(value.get("groups"), Mapping) and "byCountry" in value:
        return "groups"
    if isinstance(value.get("countries"), Mapping) and "columns" in value:
        return "chart"
    exceptions = value.get("exceptions")
    if (
        isinstance(exceptions, list)
        and exceptions
        and isinstance(exceptions[0], Mapping)
        and "symbols" in exceptions[0]
    ):
        return "exceptions"
    return ""


def read(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    """The documents of one table.

    Raises:
        UnreadableDocumentError: a record lacks a field; the message names it.
    """
    readers = {"ccl": ccl_json.read, "groups": _groups, "chart": _chart, "exceptions": _exceptions}
    try:
        return readers[reader_of(data)](data, fetched)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableDocumentError(fetched.source, message("field_other_form", field=error)) from error


def _issued(data: Mapping[str, Any]) -> str:
    return str(data.get("ecfrIssueDate") or "")


def _info(data: Mapping[str, Any], fetched: Fetched, *, name: str, title: str, citation: str, url: str) -> DocumentInfo:
    info = DocumentInfo(
        id=name,
        source=fetched.source,
        title=title,
        language=Language.EN,
        kind=Kind.LISTING,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer=BIS,
        citation=citation,
        url=url,
        published=_issued(data),
        status=Status.IN_FORCE,
    )
    return with_hints(info, fetched)


def _groups(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    citation, title = "15 CFR Part 740, Supp. No. 1", "Country Groups (Supplement No. 1 to Part 740)"
    labels = data.get("labels") or {}
    draft = Draft()
    for group, countries in data["groups"].items():
        label = f" ({labels[group]})" if group in labels and labels[group] != f"Country Group {group}" else ""
        listed = "; ".join(_with_footnote(country) for country in countries)
        draft.add(f"Country Group {group}{label}: {listed}.", f"{citation}, Country Group {group}", (title,))
    memberships: dict[str, list[str]] = {}
    for section in data["byCountry"].values():
        for country, groups in section.items():
            memberships.setdefault(country, []).extend(groups)
    for country, groups in sorted(memberships.items()):
        listed = ", ".join(dict.fromkeys(map(str, groups)))
        draft.add(
            f"{country} is in Country Groups {listed}.",
            f"{citation} ({country})",
            (title, "Countries and their groups"),
        )
    for note in (data.get("notes") or {}).values():
        draft.add(collapse(str(note)), citation, (title, "Notes of the table's author"))
    address = f"{_PART_740}/appendix-Supplement%20No.%201%20to%20Part%20740"
    return [
        draft.document(_info(data, fetched, name="us-15-cfr-740-supp-1", title=title, citation=citation, url=address))
    ]


def _with_footnote(country: object) -> str:
    if isinstance(country, Mapping):
        return str(country.get("country") or country.get("name"))
    return str(country)


def _chart(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    citation, title = "15 CFR Part 738, Supp. No. 1", "Commerce Country Chart (Supplement No. 1 to Part 738)"
    draft = Draft()
    footnotes = data.get("footnotes") or {}
    for country, row in data["countries"].items():
        marks = ", ".join(row.get("marks") or []) or "none"
        notes = ", ".join(str(one) for one in row.get("footnotes") or [])
        line = f"{country}: columns marked X (a license is required for that reason for control): {marks}."
        draft.add(f"{line} See footnote {notes}." if notes else line, f"{citation} ({country})", (title,))
    for country, row in (data.get("embargoed") or {}).items():
        draft.add(
            f"{country}: {collapse(str(row['pointer']))}", f"{citation} ({country})", (title, "Embargoed destinations")
        )
    for number, text in footnotes.items():
        draft.add(f"Footnote {number}: {collapse(str(text))}", f"{citation} (footnote {number})", (title, "Footnotes"))
    for note in (data.get("notes") or {}).values():
        draft.add(collapse(str(note)), citation, (title, "Notes of the table's author"))
    procedure = data.get("procedure") or {}
    steps = [collapse(str(step)) for step in procedure.get("steps") or []]
    if steps:
        draft.add(" ".join(steps), "15 CFR § 738.4(a)(2)", (title, "How to use the chart"))
    for key in ("noMarkCaveat", "notAllEntriesUseTheChart"):
        draft.add(collapse(str(procedure.get(key) or "")), "15 CFR § 738.4(a)", (title, "How to use the chart"))
    address = f"{_PART_738}/appendix-Supplement%20No.%201%20to%20Part%20738"
    return [
        draft.document(_info(data, fetched, name="us-15-cfr-738-supp-1", title=title, citation=citation, url=address))
    ]


def _exceptions(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    citation, title = "15 CFR Part 740", "License exceptions of part 740"
    draft = Draft()
    for one in data["exceptions"]:
        symbols = ", ".join(map(str, one.get("symbols") or []))
        section = f"15 CFR § {one['sectionNumber']}"
        label = f"License Exception {symbols}: " if symbols else ""
        draft.add(f"{label}{collapse(str(one['title']))}, {section}.", section, (title,))
    return [
        draft.document(
            _info(data, fetched, name="us-15-cfr-740-license-exceptions", title=title, citation=citation, url=_PART_740)
        )
    ]
