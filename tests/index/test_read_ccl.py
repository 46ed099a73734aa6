"""The Commerce Control List: one document per ECCN, items with exact pinpoints that can be understood alone."""

from __future__ import annotations

import hashlib
import json

import pytest

from index.documents import Fetched, SourceDocument
from index.read import read
from index.read.eccn_items import goes_on, item_path
from index.split import split

TABLE = """<DIV class="gpotbl_div"><TABLE><THEAD><TR><TH>Control(s)</TH><TH>Country chart<br/>(see Supp. No. 1 to part 738)</TH></TR></THEAD>
<TBODY><TR><TD>RS applies to 3X999.a</TD><TD>To or within any destination, see § 742.6(a)(6)(iii)(A) of the EAR.</TD></TR>
<TR><TD>AT applies to entire entry</TD><TD>AT Column 1.</TD></TR></TBODY></TABLE></DIV>""".replace("3X999", "3A999")
LIST = f"""<?xml version="1.0"?>
<DIV9 N="Supplement No. 1 to Part 774" TYPE="APPENDIX"><HEAD>Supplement No. 1 to Part 774—The Commerce Control List</HEAD>
<HD1>Category 3—Electronics</HD1><HD1>A. “End Items”</HD1>
<FP-2><B>3A998 Entry without anything (see List of Items Controlled).</B></FP-2>
<FP-2><B>3A999 Test circuits as follows (see List of Items Controlled).</B></FP-2>
<FP-1><E T="04">License Requirements</E></FP-1><FP-1><I>Reason for Control:</I> RS, AT</FP-1>{TABLE}
<HD1>List Based License Exceptions (See Part 740 for a description)</HD1>
<FP-1><I>LVS:</I> N/A</FP-1><FP-1><I>NAC/ACA:</I> Yes, for 3A999.a.</FP-1>
<FP-1><E T="04">List of Items Controlled</E></FP-1>
<FP-1><I>Related Controls:</I> See ECCN 3A001.</FP-1><FP-1><I>Related Definitions:</I> N/A</FP-1>
<FP><I>Items:</I></FP>
<P>a. Circuits for tests having one of the following features, whatever they are sold for:</P>
<P>a.1. A 'total processing performance' of 4800 or more; <I>or</I></P>
<P>a.2. A dose of 10<E T="53">12</E> and <SU>6</SU> more units, measured in the way that is described below.</P>
<P>a.2.a Analog parts whose number has no full stop at its end but is an item all the same.</P>
<NOTE><HED><I>Note 1 to 3A999.a:</I></HED><P><I>The first paragraph of the note.</I></P><P><I>a. A list inside the note, no item.</I></P></NOTE>
<P>b. [Reserved]</P>
<P>c. Circuits that are used in cars and trains and nowhere else in the whole world.</P>
<NOTE><HED><I>Technical Note:</I></HED><P><I>For the purposes of 3A999.c, a train is a vehicle.</I></P></NOTE>
<CITA TYPE="N">[63 FR 2459, Jan. 15, 1998]</CITA></DIV9>"""


def documents_of(text: str, source: str) -> dict[str, SourceDocument]:
    data = text.encode()
    return {one.info.id: one for one in read(Fetched(source, data, hashlib.sha256(data).hexdigest()))}


@pytest.fixture(scope="module")
def entry() -> SourceDocument:
    return documents_of(LIST, "ccl.xml")["us-eccn-3A999"]


def texts(document: SourceDocument) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in document.sections:
        piece = document.text[one.start : one.end]
        found[one.citation] = f"{found[one.citation]} | {piece}" if one.citation in found else piece
    return found


def test_one_document_per_entry_with_its_title_and_address(entry: SourceDocument) -> None:
    assert list(documents_of(LIST, "ccl.xml"))[:2] == ["us-eccn-3A998", "us-eccn-3A999"]
    assert entry.info.title == "ECCN 3A999: Test circuits as follows (see List of Items Controlled)"
    assert entry.info.citation == "15 CFR Part 774, Supp. No. 1, ECCN 3A999"
    assert entry.info.url.endswith("appendix-Supplement%20No.%201%20to%20Part%20774")


def test_licence_requirements_stand_with_the_entry_as_lines(entry: SourceDocument) -> None:
    assert texts(entry)["ECCN 3A999"].splitlines() == [
        "3A999 Test circuits as follows (see List of Items Controlled).",
        "Reason for Control: RS, AT",
        "RS applies to 3A999.a: To or within any destination, see § 742.6(a)(6)(iii)(A) of the EAR.",
        "AT applies to entire entry: AT Column 1.",
    ]


def test_licence_exceptions_and_related_controls_are_cited_by_their_heading(entry: SourceDocument) -> None:
    found = texts(entry)
    assert found["ECCN 3A999, List Based License Exceptions"] == "LVS: N/A\nNAC/ACA: Yes, for 3A999.a."
    assert found["ECCN 3A999, Related Controls"] == "Related Controls: See ECCN 3A001."
    assert not any("Related Definitions" in citation for citation in found)
    assert "Related Definitions: N/A" in entry.text


def test_items_carry_their_number_and_what_stands_above_them(entry: SourceDocument) -> None:
    found = {one.citation: one for one in entry.sections}
    item = found["ECCN 3A999.a.1"]
    assert entry.text[item.start : item.end] == "a.1. A 'total processing performance' of 4800 or more; or"
    assert item.headings == (
        "ECCN 3A999: Test circuits as follows (see List of Items Controlled)",
        "a. Circuits for tests having one of the following features, whatever they are sold for:",
    )
    assert found["ECCN 3A999.a.2.a"].headings[-1].startswith("a.2. A dose of 10^12")


def test_every_item_is_a_passage_with_its_own_pinpoint(entry: SourceDocument) -> None:
    citations = [one.citation for one in split(entry)]
    for path in ("a", "a.1", "a.2", "a.2.a", "c"):
        assert f"ECCN 3A999.{path}" in citations


def test_notes_are_cited_by_the_item_they_name(entry: SourceDocument) -> None:
    found = texts(entry)
    assert found["ECCN 3A999, Note 1 to 3A999.a"] == (
        "Note 1 to 3A999.a: The first paragraph of the note. | a. A list inside the note, no item."
    )
    assert found["ECCN 3A999.c, Technical Note"].startswith("Technical Note: For the purposes of 3A999.c")
    lead = next(one for one in entry.sections if "Note 1" in one.citation).headings[1]
    assert lead.startswith("a. Circuits for tests")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a. Circuits", "a"),
        ("a.2.a.1. Rated", "a.2.a.1"),
        ("a.2 .a. Typing slip", "a.2.a"),
        ("c.3.a Two sources", "c.3.a"),
        ("f. through w. [Reserved]", "f"),
        ("y.2 through y.5. [Reserved]", "y.2"),
        ("e.g., a chip", ""),
        ("i.e. a chip", ""),
        ("a chip without number", ""),
        ("z.1.a. Commodities", "z.1.a"),
    ],
)
def test_item_numbers(text: str, path: str) -> None:
    assert item_path(text) == path


@pytest.mark.parametrize(
    ("last", "path", "follows"),
    [
        ("", "a", True),
        ("a", "a.1", True),
        ("a.1", "a.2", True),
        ("a.2.b", "b", True),
        ("y.9", "y.10", True),
        ("z", "aa", True),
        ("a.2", "a", False),
        ("b", "a", False),
        ("b.2", "b.1", False),
    ],
)
def test_which_number_goes_on_from_another(last: str, path: str, follows: bool) -> None:
    assert goes_on(last, path) is follows


def test_a_note_as_a_plain_paragraph_keeps_its_list_and_ends_where_items_go_on() -> None:
    text = LIST.replace(
        "<P>b. [Reserved]</P>",
        "<P>Note: 3A999.a does not apply to any of the following:</P><P>a. Billing;</P><P>b. Quality of service.</P>"
        "<P>b. Circuits of a second kind, as they are described in this paragraph of the list.</P>",
    )
    found = texts(documents_of(text, "ccl.xml")["us-eccn-3A999"])
    assert found["ECCN 3A999.a, Note"] == (
        "Note: 3A999.a does not apply to any of the following: | a. Billing; | b. Quality of service."
    )
    assert found["ECCN 3A999.b"].startswith("b. Circuits of a second kind")


def test_bullets_below_a_note_belong_to_it() -> None:
    text = LIST.replace("<P>b. [Reserved]</P>", "<P>—Graphics processors;</P><P>b. [Reserved]</P>")
    found = texts(documents_of(text, "ccl.xml")["us-eccn-3A999"])
    assert found["ECCN 3A999, Note 1 to 3A999.a"].endswith("| —Graphics processors;")


def test_the_json_edition_has_ids_of_its_own_and_its_notes_are_no_items() -> None:
    items = [
        {"paragraph": "a", "kind": "item", "depth": 1, "text": "Circuits having one of the following:"},
        {"paragraph": "a.1", "kind": "item", "depth": 2, "text": "A value of 4800 or more; or"},
        {"paragraph": None, "kind": "text", "depth": 0, "text": "When a company exports, 3A999.a is presumed."},
        {"paragraph": "a", "kind": "item", "depth": 1, "text": "If the designer is approved, the presumption falls."},
        {"paragraph": None, "kind": "text", "depth": 0, "text": "(1) Approved designers are listed."},
        {"paragraph": "b", "kind": "item", "depth": 1, "text": "If the die is packaged elsewhere, it falls too."},
        {"paragraph": None, "kind": "text", "depth": 0, "text": "The count of a die is its density times its area."},
        {"paragraph": "b", "kind": "item", "depth": 1, "text": "Circuits of the second kind."},
    ]
    record = {
        "eccn": "3A999",
        "heading": "Test circuits.",
        "reasonForControl": "RS",
        "countryChart": [{"control": "RS applies to 3A999.a", "countryChart": "RS Column 1."}],
        "licenceExceptionFlags": {"LVS": "N/A"},
        "staSpecialConditions": None,
        "relatedControls": None,
        "items": items,
    }
    found = documents_of(json.dumps({"ecfrIssueDate": "2026-07-23", "entries": [record]}), "ccl.json")
    document = found["us-ccl-2026-07-23-3A999"]
    assert document.info.published == "2026-07-23"
    said = texts(document)
    assert said["ECCN 3A999.a"] == "a. Circuits having one of the following:"
    assert said["ECCN 3A999.b"] == "b. Circuits of the second kind."
    note = said["ECCN 3A999.a, Note"]
    assert "designer is approved" in note
    assert "(1) Approved designers" in note
    assert "packaged elsewhere" in note
    assert said["ECCN 3A999, Note"] == "The count of a die is its density times its area."
