"""Deep links: the address opens at what was cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.documents import DocumentInfo, Kind, Language, Passage
from index.read.links import deep_link

INFO = DocumentInfo(
    id="d",
    source="file.xml",
    title="T",
    language=Language.EN,
    kind=Kind.REGULATION,
    sha256="0",
    url="https://doc.example/",
)
PASSAGE = Passage(id="p", document_id="d", ordinal=0, start=0, end=4, text="Text of a passage with words")
SUPPLEMENT = "https://www.ecfr.gov/current/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774"
ACT = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32021R0821"


@pytest.mark.parametrize(
    ("citation", "link"),
    [
        ("15 CFR § 744.23(a)(2)", "https://www.ecfr.gov/current/title-15/section-744.23#p-744.23(a)(2)"),
        ("15 CFR § 744.23(a)(2) Note 1", "https://www.ecfr.gov/current/title-15/section-744.23#p-744.23(a)(2)"),
        ("15 CFR § 744.23", "https://www.ecfr.gov/current/title-15/section-744.23"),
        (
            "15 CFR Part 744, Supp. No. 4 (CHINA: Acme)",
            "https://www.ecfr.gov/current/title-15/part-744/appendix-Supplement%20No.%204%20to%20Part%20744",
        ),
        ("ECCN 3A090.a.1", SUPPLEMENT),
        ("15 CFR Part 774, Supp. No. 1, ECCN 3A090", SUPPLEMENT),
        ("15 CFR Part 744", "https://www.ecfr.gov/current/title-15/part-744"),
        (
            "50 U.S.C. § 4819(a)(1)",
            "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title50-section4819&num=0&edition=prelim",
        ),
        ("§ 8 Abs. 1 AWV", "https://www.gesetze-im-internet.de/awv_2013/__8.html"),
        ("§ 18 Abs. 8a AWG", "https://www.gesetze-im-internet.de/awg_2013/__18.html"),
        ("§ 4a KrWaffKontrG", "https://www.gesetze-im-internet.de/krwaffkontrg/__4a.html"),
        ("Anlage 1 AWV, Nr. 3B1901k", "https://www.gesetze-im-internet.de/awv_2013/anlage_1.html"),
        ("Anlage KrWaffKontrG, Nr. 1", "https://www.gesetze-im-internet.de/krwaffkontrg/anlage.html"),
        ("91 FR 1,684", "https://www.federalregister.gov/citation/91-FR-1684"),
        ("publisher, 2025-07-29", "https://doc.example/"),
        ("", "https://doc.example/"),
    ],
)
def test_the_deepest_address_of_a_citation(citation: str, link: str) -> None:
    assert deep_link(INFO, replace(PASSAGE, citation=citation)) == link


def test_articles_open_on_eur_lex() -> None:
    info = replace(INFO, url=ACT)
    assert deep_link(info, replace(PASSAGE, citation="Art. 4(1) Regulation (EU) 2021/821")) == f"{ACT}#art_4"
    assert deep_link(INFO, replace(PASSAGE, citation="Art. 4(1) Regulation (EU) 2021/821")) == INFO.url


def test_a_register_document_keeps_its_own_address() -> None:
    address = "https://www.federalregister.gov/documents/2025/09/30/2025-19001/expansion"
    assert deep_link(replace(INFO, url=address), replace(PASSAGE, citation="90 FR 47201")) == address


def test_only_the_page_that_was_read_gets_a_text_fragment() -> None:
    page = replace(INFO, source="https://page.example/a", url="https://page.example/a")
    assert deep_link(page, PASSAGE) == "https://page.example/a#:~:text=Text%20of%20a%20passage%20with%20words"
    assert deep_link(replace(page, source="brief.md"), PASSAGE) == "https://page.example/a"


def test_without_any_address_there_is_no_link() -> None:
    assert deep_link(replace(INFO, url=""), PASSAGE) == ""
