"""Structured lists: the screening list, Annex I of the EU regulation, tables of the EAR."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from index.documents import Fetched, Kind, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import read


def documents(value: Any, source: str = "list.json") -> dict[str, SourceDocument]:
    data = (value if isinstance(value, str) else json.dumps(value)).encode()
    return {one.info.id: one for one in read(Fetched(source, data, hashlib.sha256(data).hexdigest()))}


def said(document: SourceDocument) -> dict[str, str]:
    return {one.citation: document.text[one.start : one.end] for one in document.sections}


ENTITY = {
    "name": "Acme Chips Co., Ltd.",
    "alt_names": ["Acme Micro", "ACL"],
    "source": "Entity List (EL) - Bureau of Industry and Security",
    "countries": ["CN"],
    "license_requirement": "For all items subject to the EAR. (See § 744.11 of the EAR).",
    "license_policy": "Presumption of denial.",
    "federal_register_notice": "89 FR 96830",
    "source_list_url": "https://www.bis.gov/regulations/ear/744#supplement-4-744",
}


def test_one_document_per_list_and_one_readable_line_per_entity() -> None:
    other = {
        **ENTITY,
        "name": "Beta",
        "source": "Unverified List (UVL) - Bureau of Industry and Security",
        "alt_names": [],
        "countries": ["AM"],
    }
    lines = "\n".join(json.dumps(one) for one in (ENTITY, other))
    found = documents(lines, "csl-2026-07-31.jsonl")
    assert list(found) == ["us-csl-entity-list", "us-csl-unverified-list"]
    document = found["us-csl-entity-list"]
    assert (document.info.kind, document.info.published, document.info.guesses) == (
        Kind.LISTING,
        "2026-07-31",
        ("published",),
    )
    assert said(document) == {
        "Entity List: Acme Chips Co., Ltd.": "Acme Chips Co., Ltd. Also known as: Acme Micro; ACL. Entity List, China. License requirement: "
        "For all items subject to the EAR. (See § 744.11 of the EAR). License review policy: Presumption of denial. Federal Register: "
        "89 FR 96830."
    }


def test_the_official_download_is_read_too() -> None:
    entity = {key: value for key, value in ENTITY.items() if key not in ("countries", "alt_names")}
    address = {"address": "1 First Road", "city": "Beijing", "state": None, "postal_code": "100000", "country": "CN"}
    found = documents(
        {"search_performed_at": "now", "results": [{**entity, "addresses": [address], "alt_names": None}]}
    )
    (line,) = said(found["us-csl-entity-list"]).values()
    assert "Entity List, China." in line
    assert "Address: 1 First Road, Beijing, 100000, CN." in line


def test_an_entity_without_name_is_named_by_its_position() -> None:
    with pytest.raises(UnreadableDocumentError, match="record 2"):
        documents([ENTITY, {**ENTITY, "name": ""}])


ANNEX = {
    "celex": "02021R0821",
    "corpus_version": "02021R0821-20251115",
    "valid_from": "2025-11-15",
    "entries": [
        {
            "entry_code": "3A001",
            "category": "3",
            "verbatim_text": "3A001 Electronic items as follows:\n3A001.a General purpose circuits, as follows:\n3A001.a Note: Circuits "
            "include chips.\n3A001.a.1 Circuits designed as radiation hardened;\n3A001.a.1 Technical Notes: For the purposes of 3A001.a.1. so.",
        }
    ],
    "docs": [
        {
            "doc_type": "article_4",
            "title": "Article 4 — Catch-all",
            "verbatim_text": "Article 41.An authorisation shall be required if the items are intended: (a) for use in weapons of mass "
            "destruction or in their means of delivery, whatever their form and their size may be in the end; (b) for a military end-use "
            "if the country is under an arms embargo; for this point, (i) incorporation counts; or (c) for parts of military items, "
            "wherever and whenever those items were exported in breach of the law of a Member State. 2.Where an exporter is aware, "
            "he shall notify as in point 9.Annex.",
        },
        {
            "doc_type": "definitions",
            "title": "Article 2 — Definitions",
            "verbatim_text": "Article 2For the purposes of this Regulation: (1) ‘items’ means goods; (2) ‘export’ means sending out.",
        },
        {
            "doc_type": "definitions_annex",
            "title": "DEFINITIONS",
            "verbatim_text": '"Accuracy" (2 3) means deviation.\n"Active pixel" (6) is one.',
        },
    ],
    "geas": [
        {
            "id": "EU001",
            "title": "EU001 — EXPORTS",
            "verbatim_text": "AUTHORISATION No EU001 Part 1 – Items All items. Part 2 – Destinations Japan.",
        }
    ],
}


def test_annex_entries_have_item_pinpoints_and_what_stands_above() -> None:
    document = documents(ANNEX)["eu-annex1-3A001"]
    found = said(document)
    act = "Annex I Regulation (EU) 2021/821"
    assert found[f"{act}, 3A001.a.1"] == "3A001.a.1 Circuits designed as radiation hardened;"
    assert found[f"{act}, 3A001.a, Note"].startswith("3A001.a Note: Circuits")
    assert found[f"{act}, 3A001.a.1, Technical Notes"].startswith("3A001.a.1 Technical Notes")
    item = next(one for one in document.sections if one.citation.endswith("3A001.a.1"))
    assert item.headings == ("3A001: Electronic items as follows:", "3A001.a General purpose circuits, as follows:")
    assert (document.info.effective_from, document.info.jurisdiction) == (date(2025, 11, 15), "EU")


def test_articles_are_taken_apart_by_their_numbers() -> None:
    found = documents(ANNEX)
    article = said(found["eu-2021-821-art-4"])
    act = "Regulation (EU) 2021/821"
    assert article[f"Art. 4(1) {act}"] == "1. An authorisation shall be required if the items are intended:"
    assert article[f"Art. 4(1)(b) {act}"].startswith("(b) for a military end-use")
    assert "(i) incorporation counts" in article[f"Art. 4(1)(b) {act}"]
    assert article[f"Art. 4(2) {act}"] == "2. Where an exporter is aware, he shall notify as in point 9.Annex."
    assert said(found["eu-2021-821-art-2"])[f"Art. 2(2) {act}"] == "(2) ‘export’ means sending out."
    assert found["eu-2021-821-art-4"].info.published == "2021-06-11"


def test_definitions_and_authorisations_are_documents() -> None:
    found = documents(ANNEX)
    definitions = found["eu-annex1-definitions-annex"]
    assert definitions.info.kind is Kind.DEFINITION
    assert [one.headings[-1] for one in definitions.sections] == ["Accuracy", "Active pixel"]
    assert said(found["eu-eu001"])["Annex II Regulation (EU) 2021/821, EU001, Part 2"] == "Part 2 – Destinations Japan."


def test_an_entry_without_text_is_named() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"entries\[0\]\.verbatim_text"):
        documents({**ANNEX, "entries": [{"entry_code": "3A001"}]})


def test_country_groups_answer_both_ways() -> None:
    value = {
        "ecfrIssueDate": "2026-07-23",
        "labels": {"E:2": "Unilateral embargo"},
        "groups": {"E:2": ["Cuba"], "D:5": ["Afghanistan", "Cuba"]},
        "byCountry": {"D": {"Cuba": ["D:5"]}, "E": {"Cuba": ["E:2"]}},
        "notes": {"macau": "Macau is not in D:5."},
    }
    found = said(documents(value)["us-15-cfr-740-supp-1"])
    assert found["15 CFR Part 740, Supp. No. 1, Country Group E:2"] == "Country Group E:2 (Unilateral embargo): Cuba."
    assert found["15 CFR Part 740, Supp. No. 1 (Cuba)"] == "Cuba is in Country Groups D:5, E:2."


def test_country_chart_and_licence_exceptions() -> None:
    chart = {
        "columns": ["NS 1", "RS 1"],
        "countries": {"China": {"marks": ["NS 1", "RS 1"], "footnotes": [2]}},
        "embargoed": {"Iran": {"pointer": "See part 746."}},
        "footnotes": {"2": "See § 742.4(a)."},
    }
    found = said(documents(chart)["us-15-cfr-738-supp-1"])
    assert "NS 1, RS 1" in found["15 CFR Part 738, Supp. No. 1 (China)"]
    assert found["15 CFR Part 738, Supp. No. 1 (Iran)"] == "Iran: See part 746."
    exceptions = {
        "exceptions": [{"sectionNumber": "740.8", "symbols": ["NAC", "ACA"], "title": "Notified Advanced Computing"}]
    }
    found = said(documents(exceptions)["us-15-cfr-740-license-exceptions"])
    assert found == {"15 CFR § 740.8": "License Exception NAC, ACA: Notified Advanced Computing, 15 CFR § 740.8."}
