"""Markdown and the briefs that ship: strict front matter, exact body, citations from headings."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from index.documents import Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import read
from index.read.brief import FrontMatter
from index.read.markdown import citation_of
from index.split import split

FRONT = """---
id: us-test-rule-en
title: "A test rule: its threshold"
language: en
kind: regulation
jurisdiction: US
issuer: Bureau of Industry and Security
citation: "15 CFR § 744.23"
url: https://www.ecfr.gov/current/title-15/section-744.23
published: 2024-12-05
effective_from: 2024-12-02
effective_to: null
status: in_force
supersedes: []
superseded_by: [us-other-en]
facts_as_of: 2026-10-08
topics: [3A090, TPP]
---
"""
BODY = """
# A test rule

The rule sets a threshold of 4800 on 2024-12-02. It binds every exporter.

## 15 CFR § 734.13: Export

Export means sending an item abroad. It also means releasing technology.

### More on this

A third paragraph stands here.

## Background

- The first point of the list names a date.
- The second point names a number.
"""


def one(text: str, source: str = "starter/us-test-rule-en.md") -> SourceDocument:
    data = text.encode()
    (document,) = read(Fetched(source, data, hashlib.sha256(data).hexdigest()))
    return document


def test_the_text_is_the_body_exactly_and_headings_lie_in_no_section() -> None:
    document = one(FRONT + BODY)
    assert document.text == BODY
    sections = [document.text[section.start : section.end] for section in document.sections]
    assert not any("#" in section for section in sections)
    assert sections[-1] == "The second point names a number."


def test_front_matter_fills_the_facts_and_nothing_is_a_guess() -> None:
    info = one(FRONT + BODY).info
    assert (info.id, info.language, info.kind, info.status) == (
        "us-test-rule-en",
        Language.EN,
        Kind.REGULATION,
        Status.IN_FORCE,
    )
    assert (info.published, info.effective_from, info.facts_as_of) == (
        "2024-12-05",
        date(2024, 12, 2),
        date(2026, 10, 8),
    )
    assert (info.superseded_by, info.topics, info.guesses) == (("us-other-en",), ("3A090", "TPP"), ())


def test_a_heading_with_an_official_citation_gives_it_to_everything_below() -> None:
    document = one(FRONT + BODY)
    found = {document.text[one.start : one.end].split()[0]: one for one in document.sections}
    assert found["Export"].citation == found["A"].citation == "15 CFR § 734.13"
    assert found["The"].citation == "15 CFR § 744.23"
    assert found["A"].headings == ("A test rule", "15 CFR § 734.13: Export", "More on this")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("kind: regulation", "kind"),
        ("status: in_force", "status"),
        ("url: https://www.ecfr.gov/current/title-15/section-744.23", "url"),
        ("published: 2024-12-05", "published"),
        ("language: en", "language"),
        ("effective_from: 2024-12-02", "effective_from"),
    ],
)
def test_a_wrong_value_names_file_and_field(line: str, field: str) -> None:
    broken = FRONT.replace(line, f"{field}: nonsense")
    with pytest.raises(UnreadableDocumentError, match=rf"us-test-rule-en\.md: field {field}"):
        one(broken + BODY)


def test_a_missing_and_a_misspelt_key_are_errors() -> None:
    with pytest.raises(UnreadableDocumentError, match="field facts_as_of: missing"):
        one(FRONT.replace("facts_as_of: 2026-10-08\n", "") + BODY)
    with pytest.raises(UnreadableDocumentError, match="field publishd"):
        one(FRONT.replace("published:", "publishd:") + BODY)


def test_broken_yaml_names_the_line() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"line \d+: front matter"):
        one(FRONT.replace('title: "A test rule: its threshold"', 'title: "A test: rule') + BODY)


def test_markdown_without_front_matter_is_read_with_guesses() -> None:
    document = one(
        "# Leitfaden Ausfuhr\n\nDie Ausfuhr von Gütern ist zu prüfen.\n\n| Gut | Regel |\n|---|---|\n| Chip | § 8 AWV |\n",
        "x/l.md",
    )
    assert (document.info.title, document.info.language) == ("Leitfaden Ausfuhr", Language.DE)
    assert {"language", "kind"} <= set(document.info.guesses)
    assert any("Chip | § 8 AWV" in document.text[one.start : one.end] for one in document.sections)
    assert not any("---" in document.text[one.start : one.end] for one in document.sections)


def test_foreign_front_matter_is_used_where_it_fits() -> None:
    document = one(
        "---\ntitle: Ein Bericht\ndate: 2025-03-04\ntags: [a]\n---\nDie Regierung hat neue Regeln beschlossen.\n",
        "x/b.md",
    )
    assert (document.info.title, document.info.published) == ("Ein Bericht", "2025-03-04")


@pytest.mark.parametrize(
    ("heading", "citation"),
    [
        ("15 CFR § 734.13: Export", "15 CFR § 734.13"),
        ("15 CFR § 734.13(a)(2): deemed exports", "15 CFR § 734.13(a)(2)"),
        ("15 CFR Part 744, Supp. No. 4: Entity List", "15 CFR Part 744, Supp. No. 4"),
        ("ECCN 3A090.a.1: threshold", "ECCN 3A090.a.1"),
        ("Art. 4 VO (EU) 2021/821: Auffangklausel", "Art. 4 VO (EU) 2021/821"),
        ("Art. 4 Abs. 1 Buchst. b VO (EU) 2021/821: Endverwendung", "Art. 4 Abs. 1 Buchst. b VO (EU) 2021/821"),
        ("Art. 2 Nr. 21 VO (EU) 2021/821: ICP", "Art. 2 Nr. 21 VO (EU) 2021/821"),
        ("Art. 4(1)(b) Regulation (EU) 2021/821: military end use", "Art. 4(1)(b) Regulation (EU) 2021/821"),
        ("§ 8 AWV: Genehmigungen", "§ 8 AWV"),
        ("§ 18(5) AWG: exports", "§ 18(5) AWG"),
        ("§ 18 Abs. 7 und 8 AWG: schwere Fälle", "§ 18 Abs. 7 und 8 AWG"),
        ("§§ 2 bis 4a KrWaffKontrG: Genehmigungen", "§§ 2 bis 4a KrWaffKontrG"),
        ("AWV, Anlage 1, 3B1901k: Trockenätzen", "AWV, Anlage 1, 3B1901k"),
        ("EU Annex I, 3A501.a.16: chips", "EU Annex I, 3A501.a.16"),
        ("50 U.S.C. § 4819: Penalties", "50 U.S.C. § 4819"),
        ("91 FR 1684: review policy", "91 FR 1684"),
        ("MOFCOM-Bekanntmachung Nr. 61/2025: Regel", "MOFCOM-Bekanntmachung Nr. 61/2025"),
        ("MOFCOM Announcement No. 61 of 2025: rule", "MOFCOM Announcement No. 61 of 2025"),
        ("Background and history", ""),
        ("Article by Reuters", ""),
        ("Art. 4: without an act it says too little", ""),
        ("Annex II: without an act too", ""),
        ("The 15 CFR § 734.13 question", ""),
    ],
)
def test_citations_at_the_start_of_a_heading(heading: str, citation: str) -> None:
    assert citation_of(heading) == citation


STARTER = sorted((Path(__file__).parents[2] / "index" / "starter").glob("*.md"))


@pytest.mark.parametrize("path", STARTER, ids=lambda path: path.stem)
def test_every_brief_that_ships_is_read_and_split(path: Path) -> None:
    document = one(path.read_text(encoding="utf-8"), f"starter/{path.name}")
    assert document.info.id == path.stem
    passages = split(document)
    assert passages
    assert all(document.text[one.start : one.end] == one.text for one in passages)
    assert all(one.citation for one in passages if document.info.citation)


def test_a_date_that_is_none_names_its_field() -> None:
    wrong = FRONT.replace("effective_from: 2024-12-02", "effective_from: 2024-13-45") + BODY
    content = wrong.encode()
    with pytest.raises(UnreadableDocumentError, match=r"brief\.md: field effective_from: month must be"):
        read(Fetched("brief.md", content, hashlib.sha256(content).hexdigest(), ""))


@pytest.mark.parametrize("field", sorted(FrontMatter.model_fields))
def test_no_field_of_a_brief_may_be_wrong(field: str) -> None:
    """Each field of the schema once with a value of no use to it, each error with file and field."""
    broken = re.sub(rf"^{field}:.*$", f"{field}: {{x: [1]}}", FRONT, flags=re.MULTILINE)
    with pytest.raises(UnreadableDocumentError, match=rf"us-test-rule-en\.md: field {field}"):
        one(broken + BODY)
