from __future__ import annotations

import pytest

from index.identifiers import ancestors, find, typed, values


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
        ("Sec. 744.23", {"744.23"}),
        ("§744.23 Abs. (a)(2)", {"744.23(a)(2)"}),
        ("§ 744.23 Absatz a Nummer 2", {"744.23(a)(2)"}),
        ("paragraph (a)(2) of § 744.23", {"744.23(a)(2)"}),
        ("Absatz (a)(2) von § 744.23", {"744.23(a)(2)"}),
        ("EAR 99", {"EAR99"}),
        ("5A992.z", {"5A992.z"}),
        ("3A001b3", {"3A001.b.3"}),
        ("3A001.b3", {"3A001.b.3"}),
        ("Annex I 3A001", {"3A001"}),
        ("3A090.a/.b/.c", {"3A090.a", "3A090.b", "3A090.c"}),
        ("0A505.a and .x", {"0A505.a", "0A505.x"}),
        ("3A090.a und 4A090.b", {"3A090.a", "4A090.b"}),
        ("5A902a", {"5A902a"}),
        ("Supplement No. 4 to part 744", {"744-supp-4", "744"}),
        ("supplement no. 4 to part 744", {"744-supp-4", "744"}),
        ("Anlage Nr. 4 zu Teil 744", {"744-supp-4", "744"}),
        ("Beilage 4 zu Part 744", {"744-supp-4", "744"}),
        ("Anhang 4 zu Teil 744", {"744-supp-4", "744"}),
        ("part 744, supp. no. 4", {"744-supp-4", "744"}),
        ("Supplement Nos. 4 and 7 to part 744", {"744-supp-4", "744-supp-7", "744"}),
        ("parts 742 and 744.", {"742", "744"}),
        ("15 CFR 744", {"744"}),
        ("Supp. No. 1 to part 774", {"774-supp-1", "774"}),
        ("Teil 744", {"744"}),
        ("§ 8 Abs. 1 AWV", {"AWV§8(1)"}),
        ("§ 8 AWV", {"AWV§8"}),
        ("§ 18 Abs. 8a AWG", {"AWG§18(8a)"}),
        ("§ 6a AWG", {"AWG§6a"}),
        ("§ 18 abs. 8a awg", {"AWG§18(8a)"}),
        ("Paragraf 8 AWV", {"AWV§8"}),
        ("§ 8 I Nr. 2 AWV", {"AWV§8(1)"}),
        ("§ 18 VIII AWG", {"AWG§18(8)"}),
        ("§ 8 Absatz 1 Nummer 2 der Außenwirtschaftsverordnung", {"AWV§8(1)"}),
        ("section 8 of the AWV", {"AWV§8"}),
        ("AWV § 8", {"AWV§8"}),
        ("§§ 8, 9 und 11 AWV", {"AWV§8", "AWV§9", "AWV§11"}),
        ("§ 80 Satz 1 und 2 AWV", {"AWV§80"}),
        ("Artikel 9", {"art9"}),
        ("Articles 4 and 5", {"art4", "art5"}),
        ("des Artikels 8 Absatz 2", {"art8(2)"}),
        ("Verordnung (EG) Nr. 428/2009", {"428/2009"}),
        ("Art. 4(1) VO (EU) 2021/821", {"art4(1)", "2021/821"}),
        ("Artikel 4 Absatz 1 der Verordnung (EU) 2021/821", {"art4(1)", "2021/821"}),
        ("90 FR 47201", {"90fr47201"}),
        ("91 Fed. Reg. 1,684", {"91fr1684"}),
        ("90 FR 5298", {"90fr5298"}),
        ("72 FR 38010, 7/12/07", {"72fr38010"}),
        ("FR Doc. 2025-19846", {"2025-19846"}),
        ("FR-Nummer 2025-00636", {"2025-00636"}),
        ("Federal Register 2025-00636", {"2025-00636"}),
        ("docket BIS-2025-0024", {"BIS-2025-0024"}),
        ("RIN 0694-AJ90", {"0694-AJ90"}),
        ("China MOFCOM Nr. 61/2025", {"61/2025"}),
        ("Announcement No. 61 of 2025", {"61/2025"}),
        ("Announcement [2025] No. 61", {"61/2025"}),
        ("MOFCOM-Bekanntmachung Nr. 61 vom 9. Oktober 2025", {"61/2025"}),
        ("公告2025年第61号", {"61/2025"}),
        ("Nr. 55 bis 57 und 62 von 2025", {"55/2025", "56/2025", "57/2025", "62/2025"}),
        ("MOFCOM Announcement No. 18 of 2025", {"18/2025"}),
        ("Nr. 70/2025", {"70/2025"}),
        ("Country Group D:5", {"D:5"}),
        ("footnote 5", {"footnote5"}),
        ("Fußnote 4", {"footnote4"}),
        ("Fußnote-5-Unternehmen", {"footnote5"}),
        ("Fussnote 5", {"footnote5"}),
        ("FN5", {"footnote5"}),
        ("footnotes 1 and 4", {"footnote1", "footnote4"}),
        ("Ländergruppe D5", {"D:5"}),
        ("General Prohibition Ten", {"gp10"}),
        ("General Prohibition Nine", {"gp9"}),
        ("Allgemeines Verbot Neun", {"gp9"}),
        ("zehntes allgemeines Verbot", {"gp10"}),
        ("GP 9", {"gp9"}),
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
        ("H 20", {"H20"}),
        ("H-20", {"H20"}),
        ("H20s", {"H20"}),
        ("H200", {"H200"}),
        ("H 200", {"H200"}),
        ("H200s", {"H200"}),
        ("A800/H800", {"A800", "H800"}),
        ("MI-308", {"MI308"}),
        ("MI 308", {"MI308"}),
        ("MI308X", {"MI308"}),
        ("B30A", {"B30A"}),
        ("RTX Pro 6000D", {"RTXPRO6000D"}),
        ("Ascend 910C", {"910C"}),
        ("GB200 NVL72", {"GB200"}),
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
        "734.9 million dollars",
        "734,9 Mio. und 734.9 Millionen",
        "$ 744.23",
        "12,744.23",
        "Section 301 tariffs and Section 232",
        "Art. 4 GG",
        "Artikel 26 Abs. 2 des Grundgesetzes",
        "Article 215 TFEU",
        "Artikel des Handelsblatts",
        "a state of the art 4 nm process",
        "3A00 is no entry",
        "the season 2024/25",
        "die Spielzeit 2024/2025",
        "2025/12/31",
        "CVE-2025-12345",
        "24 H 20 min",
        "um 8 H 20 geht es los",
        "L2 cache",
        "footnote 12",
        "GP 25",
        "Bundesgesetzblatt 2025 I Nr. 61",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert values(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was ist 3a090.a", {"3A090.a"}),
        ("eccn 3a090?", {"3A090"}),
        ("3a001b3", {"3A001.b.3"}),
        ("3A001 b 3.", {"3A001.b.3"}),
        ("3a001 b) 3)?", {"3A001.b.3"}),
        ("gilt 3A090 a?", {"3A090.a"}),
        ("is 3A001 a chip entry", {"3A001"}),
        ("3A001 a 10 percent limit", {"3A001"}),
        ("h20", {"H20"}),
        ("der h 20 chip", {"H20"}),
        ("h200", {"H200"}),
        ("mi308 und b30a", {"MI308", "B30A"}),
        ("rtx pro 6000d", {"RTXPRO6000D"}),
        ("um 24 h 20 min", set()),
        ("fn 5 firmen", {"footnote5"}),
        ("gp 9", {"gp9"}),
        ("country group d:5", {"D:5"}),
        ("90 fr 5298", {"90fr5298"}),
        ("rin 0694-aj90", {"0694-AJ90"}),
        ("Was steht in Supp. No. 4?", {"744-supp-4"}),
        ("Supp. No. 3 und § 742.6", {"742-supp-3", "742.6"}),
        ("Supp. No. 3", set()),
        ("Part 742, Supp. No. 4 oder § 744.8", {"742", "742-supp-4", "744.8"}),
        ("Art. 4 Abs. 1 EU-Dual-Use-VO", {"art4(1)", "2021/821"}),
        ("the Dual-Use Regulation", set()),
        ("H20 oder H200, 3A090.a oder 3A090?", {"H20", "H200", "3A090.a", "3A090"}),
    ],
)
def test_a_question_may_write_them_as_in_a_chat(text: str, expected: set[str]) -> None:
    assert {one.value for one in typed.find(text)} == expected


def test_what_is_typed_keeps_its_place_in_the_question() -> None:
    text = "Straße: fällt 3a090.a unter supp. no. 4, ǰ h200?"
    assert {text[one.start : one.end] for one in typed.find(text)} == {"3a090.a", "supp. no. 4", "h200"}


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
        ("gp9", ("gp9", "736.2(b)(9)", "736.2(b)", "736.2")),
        ("H20", ("H20",)),
        ("2021/821", ("2021/821",)),
        ("744.23", ("744.23",)),
    ],
)
def test_ancestors_go_up_to_the_section_and_no_further(value: str, chain: tuple[str, ...]) -> None:
    assert ancestors(value) == chain


def test_no_text_is_no_identifiers() -> None:
    assert find("") == ()
