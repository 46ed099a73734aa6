"""A citation leads to its passages, however a person writes it: on the index of real briefs that the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corpus import Corpus
from index.documents import Kind, Language
from index.embed import SentenceEncoder

from .conftest import Text, write_index


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("§744.23 Abs. (a)(2)", "744.23(a)(2)"),
        ("Sec. 744.23", "744.23"),
        ("paragraph (a)(2) of § 744.23", "744.23(a)(2)"),
        ("3a090", "3A090"),
        ("3A090 a?", "3A090.a"),
        ("Paragraf 8 AWV", "§ 8 AWV"),
        ("AWV 8", "§ 8 AWV"),
        ("8 awv", "§ 8 AWV"),
        ("US-H200-Rule-2026-EN", "91 FR 1684"),
        ("Art. 4 Abs. 1 EU-Dual-Use-VO", "Art. 4"),
        ("MOFCOM Nr. 18/2025", "18"),
        ("公告2025年第18号", "18"),
        ("91 fr 1684", "91 FR 1684"),
    ],
)
def test_every_writing_leads_to_the_place(corpus: Corpus, written: str, citation: str) -> None:
    assert citation in corpus.lookup(written)[0].citation


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("3A001", "ECCN 3A001"),
        ("ECCN 3A001.b.3", "ECCN 3A001.b.3"),
        ("Annex I 3A001", "Annex I Regulation (EU) 2021/821, 3A001"),
        ("Anhang I 3A001b3", "Annex I Regulation (EU) 2021/821, 3A001.b.3"),
        ("3a001 b 3 EU", "Annex I Regulation (EU) 2021/821, 3A001.b.3"),
    ],
)
def test_what_is_asked_for_as_european_comes_from_the_european_list(
    written: str, first: str, tmp_path: Path, packaged: SentenceEncoder
) -> None:
    texts = [
        Text("us", Language.EN, Kind.REGULATION, "3A001", (("ECCN 3A001", "One."), ("ECCN 3A001.b.3", "Two."))),
        Text(
            "eu",
            Language.EN,
            Kind.REGULATION,
            "3A001",
            tuple((f"Annex I Regulation (EU) 2021/821, 3A001{item}", f"Item {item}.") for item in ("", ".b.3")),
            published="2020-01-01",
        ),
    ]
    corpus = Corpus.open(write_index(tmp_path, texts, packaged))
    assert corpus.lookup(written)[0].citation == first
    corpus.close()


def test_a_notice_that_is_no_passage_of_its_own_is_shown_where_it_is_mentioned(corpus: Corpus) -> None:
    found = corpus.lookup("90 FR 4544")
    assert found
    assert all("90 FR 4544" in one.text or "90 FR 4544" in one.citation for one in found)


def test_a_section_or_entry_that_is_not_there_is_not_shown_where_it_is_only_mentioned(corpus: Corpus) -> None:
    assert corpus.lookup("773.99") == []
    assert corpus.lookup("9Y999") == []


def test_a_title_may_be_mistyped(corpus: Corpus) -> None:
    assert corpus.lookup("affliates rule")[0].document_id == corpus.lookup("affiliates rule")[0].document_id
