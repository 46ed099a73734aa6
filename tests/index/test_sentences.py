"""Sentences: exact spans, nothing lost, and the defects of real texts repaired."""

from __future__ import annotations

import pytest

from index.documents import Language
from index.sentences import sentence_spans

DE, EN = Language.DE, Language.EN


def sentences(text: str, language: Language) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (DE, ["Das Amt prüft den Antrag.", "Danach entscheidet es."]),
        (DE, ["Die Rede hielt er am 1. November 2025 in Bonn.", "Fragen gab es keine."]),
        (DE, ["Dies gilt z.B. für Chips nach § 8 Abs. 1 Nr. 2 AWV.", "Andere sind frei."]),
        (DE, ["Es gilt Art. 4 i. V. m. Anhang I.", "Das Amt hilft."]),
        (DE, ["Der Umsatz stieg auf 5,5 Mrd. Euro.", "Der Gewinn sank um 2 Mio. Euro."]),
        (DE, ["Das sagte Dr. Weber.", "Prof. K. Huber widersprach."]),
        (EN, ["See Supp. No. 1 to part 774 (15 CFR 744.23(a)(2)).", "It lists items, e.g. GPUs."]),
        (EN, ["U.S. persons need a license.", "The rule is 91 Fed. Reg. 1684."]),
        (EN, ["Acme Co. Ltd. is listed.", "Mr. Smith left at 5 p.m. yesterday."]),
        (EN, ["ECCN 3A090.a covers it.", "Its limit is 4800."]),
        (EN, ["The list names non-U.S. affiliates of the firm.", "Others are free."]),
        (EN, ["Note: 6A002.a.3. includes arrays.", "It does not include tubes."]),
        (EN, ["a.2.b. A chip for cars.", "It is small."]),
        (EN, ["Notes: 1. A chip is an item.", "2. A tool is an item."]),
    ],
)
def test_abbreviations_numbers_and_dates_do_not_end_a_sentence(language: Language, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Das Regime soll kommen.", "Damit soll Weitergabe verhindert werden.", "Entsprechendes sagte der Beamte."],
        ["Er fragte warum?", "Niemand wusste es."],
        ["Das kostet 42.", "Weil der Preis stieg, kaufte niemand."],
    ],
)
def test_a_missing_space_after_a_full_stop_still_ends_a_sentence(parts: list[str]) -> None:
    assert sentences("".join(parts), DE) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Mehr steht auf https://example.org/Export.Kontrolle und bei amt.Hilfe@example.org im Netz.",
        "Nach ECCN 3A090.a und 744.23 gilt z.B.Folgendes nicht anders.",
        "Er nannte i.V.m.Anhang I kein Gut.",
    ],
)
def test_addresses_numbers_and_abbreviations_are_not_cut_inside(text: str) -> None:
    assert sentences(text, DE) == [text]


def test_a_heading_glued_to_a_sentence_is_cut_off_where_it_is_safe() -> None:
    assert sentences("Die Folgen der H20-Chips von NvidiaIm April plante das Haus ein Verbot.", DE) == [
        "Die Folgen der H20-Chips von Nvidia",
        "Im April plante das Haus ein Verbot.",
    ]


@pytest.mark.parametrize(
    "text", ["ByteDance und OpenAI kauften im April Chips.", "McDonald kennt iPhone und DeepSeek gut."]
)
def test_names_with_inner_capitals_stay_whole(text: str) -> None:
    assert sentences(text, DE) == [text]


def test_blank_lines_list_items_and_headings_end_a_sentence() -> None:
    text = "Eine Überschrift\n\nErster Absatz ohne Punkt\n\n1. ein Punkt der Liste\n2. noch einer\n- und ein Strich"
    assert sentences(text, DE) == [
        "Eine Überschrift",
        "Erster Absatz ohne Punkt",
        "1. ein Punkt der Liste",
        "2. noch einer",
        "- und ein Strich",
    ]


def test_hard_wrapped_prose_is_read_across_its_lines() -> None:
    text = (
        "The Bureau of Industry and Security requires a license for these chips when\n"
        "they are destined to a listed entity. A second sentence follows directly in\n"
        "the same paragraph and ends it here."
    )
    assert [one.replace("\n", " ") for one in sentences(text, EN)] == [
        "The Bureau of Industry and Security requires a license for these chips when they are destined to a listed entity.",
        "A second sentence follows directly in the same paragraph and ends it here.",
    ]


def test_only_a_very_long_enumeration_ends_at_semicolons() -> None:
    short = "A license is needed for (1) chips; (2) tools; and (3) software."
    assert sentences(short, EN) == [short]
    item = "integrated circuits, electronic assemblies and computers that contain them in any form or quantity"
    text = "A license is needed for " + "; ".join(f"({number}) {item}" for number in range(1, 9)) + "."
    pieces = sentences(text, EN)
    assert len(pieces) > 1
    assert all(len(piece) <= 400 for piece in pieces)
    assert all(piece.endswith(";") for piece in pieces[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "…",
        "Ein Satz.Noch einer!  “Zitat.” (Klammer.)\r\n\r\nÄußerst — kurz. \tEnde\n\n\nA. B. C.",
        "„Ja“, sagte er. „Nein.“Dann ging er. 😀 Ünïcödé works. See § 744.23(a)(2).\u00a0Next.",
        "no end\nand no case\n(1) a;\n(2) b",
    ],
)
def test_every_character_but_white_space_lies_in_exactly_one_span(text: str) -> None:
    for language in (DE, EN):
        spans = sentence_spans(text, language)
        covered = [position for start, end in spans for position in range(start, end)]
        assert len(covered) == len(set(covered))
        assert covered == sorted(covered)
        left_out = set(range(len(text))) - set(covered)
        assert all(text[position].isspace() for position in left_out)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def test_a_word_of_a_whole_file_costs_no_quadratic_time() -> None:
    # Were every letter tried as the beginning of an address, this would take longer than any test run.
    text = "x(" * 300_000
    assert sentence_spans(text, EN)[-1][1] == len(text)
