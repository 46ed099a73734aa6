"""Splitting: exact spans, the document's own structure, whole sentences."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from index.documents import DocumentInfo, Kind, Language, Passage, Section, SourceDocument
from index.read.pinpoints import parent, within
from index.split import TINY, split

INFO = DocumentInfo(id="doc", source="doc.txt", title="Doc", language=Language.EN, kind=Kind.REGULATION, sha256="0")
SENTENCE = "A license is required for the export of this integrated circuit to a listed entity. "


def document(*blocks: tuple[str, str], headings: tuple[str, ...] = (), between: str = "\n") -> SourceDocument:
    text, sections = "", []
    for block, citation in blocks:
        text += between if text else ""
        sections.append(Section(len(text), len(text) + len(block), citation, headings))
        text += block
    return SourceDocument(INFO, text, tuple(sections))


def check_span_law(source: SourceDocument, passages: list[Passage]) -> None:
    for passage in passages:
        assert source.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
    assert all(one.end <= two.start for one, two in pairwise(passages))
    assert [one.ordinal for one in passages] == list(range(len(passages)))


def test_a_numbered_paragraph_is_a_passage_of_its_own() -> None:
    source = document(
        (f"(a) {SENTENCE}".strip(), "15 CFR § 744.23(a)"),
        (f"(1) {SENTENCE}".strip(), "15 CFR § 744.23(a)(1)"),
        (f"(2) {SENTENCE}".strip(), "15 CFR § 744.23(a)(2)"),
    )
    passages = split(source)
    check_span_law(source, passages)
    assert [one.citation for one in passages] == [section.citation for section in source.sections]


def test_a_long_section_is_cut_at_sentence_ends_without_overlap_and_keeps_its_pinpoint() -> None:
    source = document(((SENTENCE * 40).strip(), "15 CFR § 744.11(a)"))
    passages = split(source, target=700, maximum=1200)
    check_span_law(source, passages)
    assert len(passages) > 3
    assert all(one.text.endswith(".") and len(one.text) <= 1200 for one in passages)
    assert {one.citation for one in passages} == {"15 CFR § 744.11(a)"}
    assert " ".join(one.text for one in passages) == source.text


def test_the_pieces_of_a_long_section_are_of_like_length() -> None:
    source = document(((SENTENCE * 12).strip(), "15 CFR § 744.11(a)"))
    lengths = [len(one.text) for one in split(source, target=700)]
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)


def test_a_sentence_longer_than_the_maximum_is_cut_exactly() -> None:
    source = document((("every chip, every tool and every computer of this kind " * 60).strip(), "ECCN 3A090.a"))
    passages = split(source, maximum=500)
    check_span_law(source, passages)
    assert all(len(one.text) <= 500 for one in passages)
    assert "".join(one.text for one in passages).replace(" ", "") == source.text.replace(" ", "")


def test_tiny_neighbours_are_read_together_and_cited_by_their_common_paragraph() -> None:
    source = document(
        ("(i) Related to the invasion.", "15 CFR § 744.8(a)(1)(i)"),
        ("(A) [BELARUS];", "15 CFR § 744.8(a)(1)(i)(A)"),
        ("(B) [RUSSIA].", "15 CFR § 744.8(a)(1)(i)(B)"),
        ("(ii) Terrorism-related.", "15 CFR § 744.8(a)(1)(ii)"),
        ("(A) [FTO].", "15 CFR § 744.8(a)(1)(ii)(A)"),
    )
    assert [(one.citation, one.text.count("\n")) for one in split(source)] == [
        ("15 CFR § 744.8(a)(1)(i)", 2),
        ("15 CFR § 744.8(a)(1)(ii)", 1),
    ]


def test_paragraphs_that_are_not_tiny_are_never_joined_across_pinpoints() -> None:
    long = "x" * TINY
    source = document((f"a. {long}", "ECCN 3A090.a"), ("a.1. Short.", "ECCN 3A090.a.1"), ("b. Short.", "ECCN 3B001.b"))
    assert [one.citation for one in split(source)] == ["ECCN 3A090.a", "ECCN 3A090.a.1", "ECCN 3B001.b"]
    source = document(("a. Short.", "ECCN 3A090.a"), (f"a.1. {long}", "ECCN 3A090.a.1"))
    assert [one.citation for one in split(source)] == ["ECCN 3A090.a", "ECCN 3A090.a.1"]


def test_neighbouring_paragraphs_of_an_article_are_joined_up_to_the_target() -> None:
    source = document(*[(SENTENCE.strip(), "")] * 12)
    passages = split(source, target=400)
    check_span_law(source, passages)
    assert all(200 < len(one.text) <= 400 for one in passages)


def test_left_out_lines_are_never_inside_a_passage() -> None:
    text = "First sentence here.\nKommentar (0)\nSecond sentence here."
    sections = (Section(0, 20), Section(35, len(text)))
    source = SourceDocument(INFO, text, sections)
    assert [one.text for one in split(source)] == ["First sentence here.", "Second sentence here."]


def test_different_headings_or_notes_keep_sections_apart() -> None:
    first, second = Section(0, 6, headings=("A",)), Section(7, 13, headings=("B",))
    text = "First.Second."
    text = "First. Second"
    assert len(split(SourceDocument(INFO, text, (first, second)))) == 2
    same = replace(second, headings=("A",))
    assert len(split(SourceDocument(INFO, text, (first, same)))) == 1
    assert len(split(SourceDocument(INFO, text, (first, replace(same, note="stayed"))))) == 2


def test_headings_citation_and_note_reach_the_passage() -> None:
    section = Section(0, 6, "§ 8 Abs. 1 AWV", ("AWV", "§ 8"), "stayed until 2026-11-09")
    (passage,) = split(SourceDocument(INFO, "Text A", (section,)))
    assert (passage.citation, passage.headings, passage.note, passage.document_id) == (
        "§ 8 Abs. 1 AWV",
        ("AWV", "§ 8"),
        "stayed until 2026-11-09",
        "doc",
    )


def test_ids_are_stable_and_depend_on_document_span_and_text() -> None:
    source = document((SENTENCE.strip(), "a"), (SENTENCE.strip(), "b"))
    ids = [one.id for one in split(source)]
    assert ids == [one.id for one in split(source)]
    assert len(set(ids)) == 2
    other = replace(source, info=replace(INFO, id="other"))
    assert not set(ids) & {one.id for one in split(other)}


@pytest.mark.parametrize(
    ("citation", "above"),
    [
        ("15 CFR § 744.8(a)(1)(i)", "15 CFR § 744.8(a)(1)"),
        ("15 CFR § 744.8(a)", "15 CFR § 744.8"),
        ("15 CFR § 744.8", ""),
        ("15 CFR § 744.8(a)(1) Note 1", ""),
        ("15 CFR Part 744, Supp. No. 1(a)(1)", "15 CFR Part 744, Supp. No. 1(a)"),
        ("15 CFR Part 744, Supp. No. 4 (CHINA: Acme)", ""),
        ("ECCN 3A090.a.1", "ECCN 3A090.a"),
        ("ECCN 3A090.a", "ECCN 3A090"),
        ("ECCN 3A090", ""),
        ("Annex I Regulation (EU) 2021/821, 3A001.a.1", "Annex I Regulation (EU) 2021/821, 3A001.a"),
        ("§ 8 Abs. 1 Nr. 2 AWV", "§ 8 Abs. 1 AWV"),
        ("§ 8 Abs. 1 AWV", "§ 8 AWV"),
        ("§ 8 AWV", ""),
        ("50 U.S.C. § 4819(a)(1)", "50 U.S.C. § 4819(a)"),
        ("Art. 4(1)(a) Regulation (EU) 2021/821", "Art. 4(1) Regulation (EU) 2021/821"),
        ("Art. 4(1) VO (EU) 2021/821", "Art. 4 VO (EU) 2021/821"),
        ("", ""),
    ],
)
def test_the_citation_one_step_up(citation: str, above: str) -> None:
    assert parent(citation) == above


def test_within_follows_the_whole_chain() -> None:
    assert within("15 CFR § 744.8(a)(1)(i)", "15 CFR § 744.8(a)")
    assert not within("15 CFR § 744.8(b)", "15 CFR § 744.8(a)")
