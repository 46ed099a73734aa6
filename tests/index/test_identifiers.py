from __future__ import annotations

import pytest

from index.identifiers import ancestors, find, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 744.23 (a)(2)", {"744.23(a)(2)"}),
        ("15 CFR 744.23(a)(2)", {"744.23(a)(2)"}),
        ("15 CFR § 742.6(a)(6)(iii)(A)", {"742.6(a)(6)(iii)(A)"}),
        ("§§ 744.8, 744.11 and 744.16", {"744.8", "744.11", "744.16"}),
        ("section 740.2(a)(9)(ii)", {"740.2(a)(9)(ii)"}),
        ("ECCN 3A090.a.1", {"3A090.a.1"}),
        ("3A090.", {"3A090"}),
        ("ECCNs 3A090, 4A090 and 4A003.z.1.", {"3A090", "4A090", "4A003.z.1"}),
        ("3B001.a.4.b", {"3B001.a.4.b"}),
        ("EAR99", {"EAR99"}),
        ("3B1901k und 4A1906", {"3B1901k", "4A1906"}),
        ("Supplement No. 4 to part 744", {"744-supp-4", "744"}),
        ("Supp. No. 1 to part 774", {"774-supp-1", "774"}),
        ("Teil 744", {"744"}),
        ("§ 8 Abs. 1 AWV", {"AWV§8(1)"}),
        ("§ 8 AWV", {"AWV§8"}),
        ("§ 18 Abs. 8a AWG", {"AWG§18(8a)"}),
        ("§ 6a AWG", {"AWG§6a"}),
        ("Art. 4(1) VO (EU) 2021/821", {"art4(1)", "2021/821"}),
        ("Artikel 4 Absatz 1 der Verordnung (EU) 2021/821", {"art4(1)", "2021/821"}),
        ("90 FR 47201", {"90fr47201"}),
        ("91 Fed. Reg. 1,684", {"91fr1684"}),
        ("FR Doc. 2025-19846", {"2025-19846"}),
        ("MOFCOM Announcement No. 18 of 2025", {"18/2025"}),
        ("Nr. 70/2025", {"70/2025"}),
        ("Country Group D:5", {"D:5"}),
        ("footnote 5", {"footnote5"}),
        ("Fußnote 4", {"footnote4"}),
        ("General Prohibition Ten", {"gp10"}),
        ("Allgemeines Verbot Nr. 5", {"gp5"}),
        ("50 U.S.C. 4819", {"50usc4819"}),
    ],
)
def test_one_normal_form_whatever_the_writing(text: str, expected: set[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H20", {"H20"}),
        ("H2O-Chipverkaufs", {"H20"}),
        ("H20-KI-Beschleuniger", {"H20"}),
        ("H20-Chips von NvidiaIm April", {"H20"}),
        ("H200", {"H200"}),
        ("H200-Chips", {"H200"}),
        ("H800 und H100", {"H800", "H100"}),
        ("MI308", {"MI308"}),
        ("MI300X", {"MI300X"}),
        ("Ascend 910B", {"910B"}),
        ("Gaudi 3", {"GAUDI3"}),
        ("NXT:1980i", {"NXT1980I"}),
        ("RTX 4090", {"RTX4090"}),
    ],
)
def test_chips_are_whole_names(text: str, expected: set[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a price of $744.23",
        "744.23 %",
        "version 1.744.23",
        "in 2025 we saw 744 cases",
        "COVID-19",
        "A4 paper, B12 and C3PO",
        "CH2O is a gas",
        "the 4800 TPP limit",
        "(a)(2)",
        "[Reserved]",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert values(text) == set()


def test_positions_are_those_of_the_text_in_order() -> None:
    text = "Der H20 fällt nicht unter 3A090.a, wohl aber unter § 744.23(a)(2)."
    found = find(text)
    assert [one.value for one in found] == ["H20", "3A090.a", "744.23(a)(2)"]
    assert [text[one.start : one.end] for one in found] == ["H20", "3A090.a", "744.23(a)(2)"]
    assert [one.start for one in found] == sorted(one.start for one in found)


@pytest.mark.parametrize(
    ("value", "chain"),
    [
        ("744.23(a)(2)", ("744.23(a)(2)", "744.23(a)", "744.23")),
        ("3A090.a.1", ("3A090.a.1", "3A090.a", "3A090")),
        ("AWV§8(1)", ("AWV§8(1)", "AWV§8")),
        ("H20", ("H20",)),
        ("2021/821", ("2021/821",)),
        ("744.23", ("744.23",)),
    ],
)
def test_ancestors_go_up_to_the_section_and_no_further(value: str, chain: tuple[str, ...]) -> None:
    assert ancestors(value) == chain


def test_no_text_is_no_identifiers() -> None:
    assert find("") == ()
