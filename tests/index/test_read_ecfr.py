"""eCFR XML: pinpoints, notes, stays on the exact sentences, tables."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from index.documents import Fetched, SourceDocument, Status
from index.read import read
from index.read.ecfr_notes import StayedText, newest_amendment, newest_row, parse_stay
from index.split import split

STAY = (
    "At 90 FR 50857, Nov. 12, 2025, in § 744.99, the second sentence of paragraph (a)(2), paragraph (a)(3), and the introductory "
    "text of paragraph (b) were stayed, effective until Nov. 9, 2026."
)
PART = f"""<?xml version="1.0"?>
<DIV5 N="744" TYPE="PART"><HEAD>PART 744—CONTROL POLICY</HEAD>
<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 4801-4852.</PSPACE></AUTH>
<DIV8 N="744.99" TYPE="SECTION" hierarchy_metadata="{{&quot;citation&quot;:&quot;15 CFR 744.99&quot;}}">
<HEAD>&#xA7; 744.99 Restrictions on “test chips.”</HEAD>
<P>(a) <I>Scope.</I> (1) The first rule covers chips made for tests in any country of the group.</P>
<P>(i) A chip with one core that is sold to a listed entity in that country;</P>
<P>(ii) A chip with two cores that is sold to a listed entity in that country.</P>
<P>(2) The first sentence is free of any stay today. The second sentence is stayed until the day named. The third is free.</P>
<P>(3) This whole paragraph is stayed, with everything that stands below it in the text.</P>
<P>(i) So this item below it, which is long enough to stand alone, is stayed as well.</P>
<NOTE><HED>Note 1 to paragraph (<E T="01">a</E>)(3):</HED><P>The note explains the paragraph above it in some words.</P></NOTE>
<P>(b) <I>License requirements.</I> The introductory text of this paragraph is stayed, but not the items below it:</P>
<P>(1) The item below the introductory text, which is free of the stay in this note.</P>
<P>(c)-(g) [Reserved]</P>
<P>(h) <I>Marks</I>—(1) <I>Level three.</I> (i) <I>Roman one.</I> (A) Level four has a long enough text to stand alone.</P>
<P>(<I>1</I>) Level five has a long enough text to stand alone as a passage of its own.</P>
<P>(<I>i</I>) Level six has a long enough text to stand alone as a passage of its own too.</P>
<P>(ii) The second roman number has a long enough text to stand alone as a passage.</P>
<P>(i) After the letter h comes the letter i, which is no roman number at all here.</P>
<P>(j) And then the letter j, which proves it, with a text that is long enough too.</P>
<NOTE><HED>Note 2 to § 744.99:</HED><P>The note at the end is about the whole section and says so.</P></NOTE>
<CITA TYPE="N">[88 FR 73449, Oct. 25, 2023, as amended at 90 FR 4562, Jan. 15, 2025; 91 FR 1687, Jan. 15, 2026]</CITA>
<EFFDNOT><HED>Effective Date Note:</HED><PSPACE>{STAY}</PSPACE></EFFDNOT>
</DIV8>
<DIV8 N="744.10" TYPE="SECTION"><HEAD>§ 744.10 [Reserved]</HEAD></DIV8>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4 to Part 744—Entity List</HEAD>
<P>This supplement lists certain entities that need a license.</P>
<DIV class="gpotbl_div"><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH><TH>License review<br/>policy</TH>
<TH><strong>Federal Register</strong> citation</TH></TR></THEAD><TBODY>
<TR><TD>CHINA</TD><TD>Acme Chips Co., Ltd., a.k.a., the following alias:<br/>—Acme Micro. 1 First Road, Beijing, China.</TD>
<TD>For all items subject to the EAR (see § 744.11 of the EAR) <sup>4</sup></TD><TD>Presumption of denial</TD><TD>89 FR 96830, 12/5/24.</TD></TR>
<TR><TD> </TD><TD>Beta Foundry, 2 Second Road, Wuhan, China.</TD><TD>For all items.</TD><TD>Case-by-case.</TD><TD>76 FR 71869, 11/21/11.</TD></TR>
</TBODY><TFOOT><TR><TD colspan="5"><sup>4</sup> For this entity, see § 734.9(e)(2).</TD></TR></TFOOT></TABLE></DIV>
<CITA TYPE="N">[63 FR 64325, Nov. 19, 1998]</CITA>
<EFFDNOT><HED>Effective Date Note:</HED><PSPACE>At 90 FR 50857, Nov. 12, 2025, in supplement no. 4 to part 744, the introductory text was stayed,
effective until Nov. 9, 2026.</PSPACE></EFFDNOT></DIV9></DIV5>"""


def fetched(text: str, **hints: str) -> Fetched:
    return Fetched(
        "ear/part744.xml", text.encode(), hashlib.sha256(text.encode()).hexdigest(), "application/xml", hints
    )


@pytest.fixture(scope="module")
def documents() -> dict[str, SourceDocument]:
    return {document.info.id: document for document in read(fetched(PART))}


@pytest.fixture(scope="module")
def section(documents: dict[str, SourceDocument]) -> SourceDocument:
    return documents["us-15-cfr-744.99"]


def texts(document: SourceDocument) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in document.sections:
        found.setdefault(one.citation.removeprefix(document.info.citation), []).append(
            document.text[one.start : one.end]
        )
    return found


def test_one_document_per_section_and_supplement(documents: dict[str, SourceDocument]) -> None:
    assert list(documents) == ["us-15-cfr-744.99", "us-15-cfr-744.10", "us-15-cfr-744-supp-4"]
    info = documents["us-15-cfr-744.99"].info
    assert (info.citation, info.jurisdiction, info.status) == ("15 CFR § 744.99", "US", Status.IN_FORCE)
    assert info.issuer == "Bureau of Industry and Security"
    assert info.url == "https://www.ecfr.gov/current/title-15/section-744.99"
    assert info.published == "2026-01-15"
    assert documents["us-15-cfr-744.10"].sections


def test_authority_source_and_history_are_no_text(documents: dict[str, SourceDocument]) -> None:
    for document in documents.values():
        assert "4801-4852" not in document.text
        assert "73449" not in document.text


def test_every_paragraph_has_its_pinpoint(section: SourceDocument) -> None:
    found = texts(section)
    starts = {
        "(a)(1)": "(a) Scope. (1) The first rule",
        "(a)(1)(i)": "(i) A chip with one",
        "(a)(1)(ii)": "(ii) A chip with two",
        "(a)(3)(i)": "(i) So this item",
        "(b)(1)": "(1) The item",
        "(h)(1)(i)(A)": "(h) Marks—(1) Level three. (i) Roman one. (A) Level four",
        "(h)(1)(i)(A)(1)": "(1) Level five",
        "(h)(1)(i)(A)(1)(i)": "(i) Level six",
        "(h)(1)(ii)": "(ii) The second roman",
        "(i)": "(i) After the letter h",
        "(j)": "(j) And then",
    }
    for path, start in starts.items():
        assert found[path][0].startswith(start), path


def test_headings_carry_what_stands_above(section: SourceDocument) -> None:
    item = next(one for one in section.sections if one.citation.endswith("(h)(1)(ii)"))
    assert item.headings == ("§ 744.99 Restrictions on “test chips.”", "(h) Marks", "(1) Level three.")


def test_notes_are_cited_by_what_they_name(section: SourceDocument) -> None:
    found = texts(section)
    assert found["(a)(3) Note 1"] == [
        "Note 1 to paragraph (a)(3): The note explains the paragraph above it in some words."
    ]
    assert found[" Note 2"][0].startswith("Note 2 to § 744.99: The note at the end")


def test_a_stay_lies_on_the_exact_sentences_and_paragraphs(section: SourceDocument) -> None:
    noted = [(one.citation, section.text[one.start : one.end]) for one in section.sections if one.note]
    assert [(citation.removeprefix("15 CFR § 744.99"), text.split(".")[0][:40]) for citation, text in noted] == [
        ("(a)(2)", "The second sentence is stayed until the "),
        ("(a)(3)", "(3) This whole paragraph is stayed, with"),
        ("(a)(3)(i)", "(i) So this item below it, which is long"),
        ("(a)(3) Note 1", "Note 1 to paragraph (a)(3): The note exp"),
        ("(b)", "(b) License requirements"),
    ]
    assert all(STAY in one.note for one in section.sections if one.note)


def test_the_stay_reaches_the_passages_and_the_document(section: SourceDocument) -> None:
    assert section.info.stayed_until == date(2026, 11, 9)
    assert section.info.status is Status.IN_FORCE
    passages = split(section)
    stayed = [one for one in passages if "second sentence is stayed" in one.text]
    assert len(stayed) == 1
    assert STAY in stayed[0].note
    assert "free of any stay" not in stayed[0].text
    assert "The third is free" not in stayed[0].text
    note = next(one for one in section.sections if one.citation == "15 CFR § 744.99 (Effective Date Note)")
    assert section.text[note.start : note.end] == f"Effective Date Note: {STAY}"


def test_a_table_row_is_one_readable_line_with_its_country(documents: dict[str, SourceDocument]) -> None:
    found = texts(documents["us-15-cfr-744-supp-4"])
    assert found[" (CHINA: Acme Chips Co., Ltd)"] == [
        "CHINA: Acme Chips Co., Ltd., a.k.a., the following alias: —Acme Micro. 1 First Road, Beijing, China. License requirement: For all "
        "items subject to the EAR (see § 744.11 of the EAR) (footnote 4). License review policy: Presumption of denial. Federal Register "
        "citation: 89 FR 96830, 12/5/24."
    ]
    assert found[" (CHINA: Beta Foundry)"][0].startswith("CHINA: Beta Foundry, 2 Second Road")
    assert found[" (footnote 4)"] == ["Footnote 4: For this entity, see § 734.9(e)(2)."]


def test_the_list_is_as_new_as_its_newest_row_and_only_its_introduction_is_stayed(
    documents: dict[str, SourceDocument],
) -> None:
    supplement = documents["us-15-cfr-744-supp-4"]
    assert supplement.info.published == "2024-12-05"
    assert supplement.info.url.endswith("/part-744/appendix-Supplement%20No.%204%20to%20Part%20744")
    noted = [supplement.text[one.start : one.end] for one in supplement.sections if one.note]
    assert noted == ["This supplement lists certain entities that need a license."]


def test_a_section_or_supplement_may_be_the_root() -> None:
    root = PART[PART.index("<DIV8") : PART.index("</DIV8>") + 7]
    (document,) = read(fetched(root))
    assert document.info.citation == "15 CFR § 744.99"
    root = PART[PART.index("<DIV9") : PART.index("</DIV9>") + 7]
    (document,) = read(fetched(root))
    assert document.info.citation == "15 CFR Part 744, Supp. No. 4"


def test_hints_decide_the_legal_state_but_not_what_the_text_states() -> None:
    document = read(
        fetched(PART, status="superseded", effective_to="2026-01-14", published="2030-01-01", url="https://x.example")
    )[0]
    assert (document.info.status, document.info.effective_to) == (Status.SUPERSEDED, date(2026, 1, 14))
    assert document.info.published == "2026-01-15"
    assert document.info.url.startswith("https://www.ecfr.gov/")


def test_empty_hints_say_nothing() -> None:
    assert read(fetched(PART, status="", effective_from=""))[0].info.status is Status.IN_FORCE


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("paragraph (a)(1) was stayed, effective until Nov. 9, 2026.", (StayedText("(a)(1)"),)),
        (
            "the introductory text of paragraph (e) was stayed, effective until Nov. 9, 2026.",
            (StayedText("(e)", introductory=True),),
        ),
        (
            "the second and third sentences of paragraph (a)(2) and the first sentence of paragraph (b) were stayed, effective until Nov. 9, 2026.",
            (StayedText("(a)(2)", sentences=(1, 2)), StayedText("(b)", sentences=(0,))),
        ),
        (
            "paragraph (a)(3), the introductory text of paragraph (b)(2), and the last sentence in paragraph (d) were stayed, effective until "
            "Nov. 9, 2026.",
            (StayedText("(d)", sentences=(-1,)), StayedText("(b)(2)", introductory=True), StayedText("(a)(3)")),
        ),
        ("supplement no. 8 to part 744 was stayed, effective until Nov. 9, 2026.", (StayedText(""),)),
        ("the table in some new wording was stayed, effective until Nov. 9, 2026.", (StayedText(""),)),
    ],
)
def test_what_a_stay_covers(text: str, covers: tuple[StayedText, ...]) -> None:
    stay = parse_stay(text)
    assert stay.covers == covers
    assert stay.until == date(2026, 11, 9)


def test_newest_dates_of_histories_and_rows() -> None:
    assert newest_amendment("[61 FR 12802, Mar. 25, 1996; 91 FR 1687, Jan. 15, 2026]") == date(2026, 1, 15)
    assert newest_amendment("no date") is None
    assert newest_row("85 FR 64017, October 9, 2020. 76 FR 71869, 11/21/11. The deadline is Nov. 9, 2026.") == date(
        2020, 10, 9
    )
