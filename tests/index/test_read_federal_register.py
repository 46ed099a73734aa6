"""Federal Register: JSON lines, API answers, full text."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from index.documents import Fetched, Kind, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import read


def record(**fields: Any) -> dict[str, Any]:
    return {
        "document_number": "2025-19001",
        "title": "Expansion of End-User Controls",
        "publication_date": "2025-09-30",
        "abstract": "In this interim final rule, the Bureau amends the Export Administration Regulations (EAR).",
        "html_url": "https://www.federalregister.gov/documents/2025/09/30/2025-19001/expansion",
        **fields,
    }


def documents(*records: dict[str, Any], source: str = "fr.jsonl") -> list[SourceDocument]:
    data = "\n".join(json.dumps(one) for one in records).encode()
    return read(Fetched(source, data, hashlib.sha256(data).hexdigest()))


def test_each_record_is_a_document_of_title_and_abstract() -> None:
    first, second = documents(record(), record(document_number="2025-19846", abstract=None, publication_date=None))
    assert (first.info.id, first.info.citation, first.info.published) == (
        "us-fr-2025-19001",
        "FR Doc. 2025-19001",
        "2025-09-30",
    )
    assert first.text == f"{record()['title']}\n{record()['abstract']}"
    assert second.text == record()["title"]
    assert second.info.published == ""


@pytest.mark.parametrize(
    ("title", "abstract", "kind", "status"),
    [
        (
            "Additions to the Entity List",
            "BIS is amending the EAR by adding entities.",
            Kind.REGULATION,
            Status.IN_FORCE,
        ),
        (
            "Controls on Toxins",
            "In this proposed rule, BIS proposes to amend the EAR.",
            Kind.REGULATION,
            Status.PROPOSED,
        ),
        (
            "Technology Controls",
            "This advance notice of proposed rulemaking (ANPRM) asks.",
            Kind.REGULATION,
            Status.PROPOSED,
        ),
        (
            "Firearms",
            "This final rule follows an advance notice of proposed rulemaking.",
            Kind.REGULATION,
            Status.IN_FORCE,
        ),
        ("Request for Comments on Chips", "The Bureau seeks comments.", Kind.ANNOUNCEMENT, Status.REPORTED),
        (
            "Public Briefing on Changes to the Rule",
            "A briefing on two rules will be held.",
            Kind.ANNOUNCEMENT,
            Status.REPORTED,
        ),
        ("Foreign-Produced Direct Product Rule Additions", None, Kind.REGULATION, Status.IN_FORCE),
        ("Membership of the Boards", "The members are named.", Kind.ANNOUNCEMENT, Status.REPORTED),
    ],
)
def test_kind_and_state_come_from_the_words_and_are_guesses(
    title: str, abstract: str | None, kind: Kind, status: Status
) -> None:
    (document,) = documents(record(title=title, abstract=abstract))
    assert (document.info.kind, document.info.status) == (kind, status)
    assert {"kind", "status"} <= set(document.info.guesses)


def test_a_stated_type_is_no_guess() -> None:
    for stated, kind, status in (
        ("Rule", Kind.REGULATION, Status.IN_FORCE),
        ("Proposed Rule", Kind.REGULATION, Status.PROPOSED),
        ("Notice", Kind.ANNOUNCEMENT, Status.REPORTED),
    ):
        (document,) = documents(record(type=stated))
        assert (document.info.kind, document.info.status, document.info.guesses) == (kind, status, ())


def test_the_effective_date_is_taken_where_it_is_stated() -> None:
    assert documents(record(effective_on="2025-09-29"))[0].info.effective_from == date(2025, 9, 29)
    assert documents(record(abstract="The rule is effective on January 16, 2026."))[0].info.effective_from == date(
        2026, 1, 16
    )
    assert documents(record())[0].info.effective_from is None


def test_api_answers_and_single_documents_are_read() -> None:
    answer = {
        "count": 1,
        "results": [record(type="Rule", citation="90 FR 47201", agencies=[{"name": "Industry and Security Bureau"}])],
    }
    for content in (answer, answer["results"][0]):  # type: ignore[index]
        (document,) = documents(content, source="answer.json")
        assert (document.info.citation, document.info.issuer) == ("90 FR 47201", "Industry and Security Bureau")


def test_a_record_without_number_or_title_is_named() -> None:
    with pytest.raises(UnreadableDocumentError, match="record 2"):
        documents(record(), record(title=""))


FULL = """<RULE><PREAMB><AGENCY TYPE="N">DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<SUBJECT>Test Rule on Chips</SUBJECT><AGY><HD SOURCE="HED">AGENCY:</HD><P>The Bureau.</P></AGY>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>The Bureau amends the rule<SU>1</SU><FTREF/> for chips.</P></SUM>
<DATES><HD SOURCE="HED">DATES:</HD><P>This rule is effective on April 17, 2025.</P></DATES></PREAMB>
<SUPLINF><HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD><HD SOURCE="HD1">I. Background</HD><P>The background is long.</P>
<HD SOURCE="HD2">A. Details</HD><P>The details<PRTPAGE P="2"/> follow here.</P><FTNT><P><SU>1</SU>80 FR 10417.</P></FTNT></SUPLINF>
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. Section 744.99 is amended.</AMDPAR><SECTION><SECTNO>§ 744.99</SECTNO><SUBJECT>Chips.</SUBJECT>
<P>(a) No chip may leave.</P></SECTION></REGTEXT><FRDOC>[FR Doc. 2025-09000 Filed 4-16-25; 8:45 am]</FRDOC></RULE>"""


def test_the_full_text_keeps_its_headings_and_dates() -> None:
    data = FULL.encode()
    (document,) = read(Fetched("fr.xml", data, "0"))
    info = document.info
    assert (info.title, info.citation, info.effective_from) == (
        "Test Rule on Chips",
        "FR Doc. 2025-09000",
        date(2025, 4, 17),
    )
    assert (info.kind, info.status, info.issuer) == (
        Kind.REGULATION,
        Status.IN_FORCE,
        "Bureau of Industry and Security",
    )
    said = {document.text[one.start : one.end]: one.headings for one in document.sections}
    assert said["The details follow here."] == ("Test Rule on Chips", "I. Background", "A. Details")
    assert said["(a) No chip may leave."][-1] == "§ 744.99 Chips."
    assert any("80 FR 10417" in text for text in said)
    assert "1. Section 744.99 is amended." in said
    proposal = FULL.replace("RULE>", "PRORULE>").encode()
    assert read(Fetched("fr.xml", proposal, "0"))[0].info.status is Status.PROPOSED
