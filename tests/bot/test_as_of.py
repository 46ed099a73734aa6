from __future__ import annotations

from datetime import date

import pytest

from bot.answering.as_of import as_of_from, parse_day


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Galt die Affiliates Rule am 1. November 2025?", date(2025, 11, 1)),
        ("Rechtslage am 01.11.2025: darf der H20 nach China?", date(2025, 11, 1)),
        ("Does the 50 % rule apply as of May 2025?", date(2025, 5, 31)),
        ("As of 2025-05-13, is the AI Diffusion Rule in force?", date(2025, 5, 13)),
        ("Was licence exception NAC already available in January 2024?", date(2024, 1, 31)),
        ("Was galt Ende 2024 für HBM?", date(2024, 12, 31)),
        ("Stand 05/2025: darf der H20 nach China?", date(2025, 5, 31)),
        ("Welche Chips durften 2023 ausgeführt werden?", date(2023, 12, 31)),
        ("Welche Chips durften im Sommer 2024 ausgeführt werden?", date(2024, 8, 31)),
        ("Which rules applied in spring 2024?", date(2024, 5, 31)),
        ("What applied in Q1 2025?", date(2025, 3, 31)),
        ("Was galt Anfang 2024?", date(2024, 1, 31)),
        ("Was galt vor dem 17. Oktober 2023?", date(2023, 10, 16)),
        ("What applied before 2023?", date(2022, 12, 31)),
        ("Was galt nach dem 10. November 2025?", date(2025, 11, 11)),
        ("Was the H20 controlled on 15 April 2025?", date(2025, 4, 15)),
        ("Was galt letztes Jahr für den H20?", date(2025, 12, 31)),
        ("What applied two months ago?", date(2026, 9, 24)),
        ("Was galt gestern?", date(2026, 11, 23)),
        ("Galt die Affiliates Rule am 1.11.2025? Und heute?", date(2026, 11, 24)),
        ("Galt die Affiliates Rule am 1.11.2025? Und am 1.2.2026?", date(2026, 2, 1)),
        ("Stand März 2026: ist der H200 genehmigungspflichtig?", date(2026, 3, 31)),
    ],
)
def test_a_question_names_the_day_it_wants_its_answer_for(question: str, day: date) -> None:
    assert as_of_from(question, date(2026, 11, 24)) == day


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 17 October 2023?",
        "Which rule was published in October 2023?",
        "Wann wurde die Vorschrift vom 17. Oktober 2023 veröffentlicht?",
        "When did the rule of 2 December 2024 take effect?",
        "Was the rule of 2 December 2024 already in force?",
        "Welche Regeln kamen letztes Jahr?",
        "Galt AWV 2013 noch?",
        "Was regelt 15 CFR 744.23?",
        "Was steht in der Verordnung (EU) 2021/821?",
        "Hat der H20 eine TPP von 2368?",
    ],
)
def test_a_date_that_is_the_subject_sets_no_day(question: str) -> None:
    assert as_of_from(question) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        ("1.11.2025", date(2025, 11, 1)),
        ("1. November 2025", date(2025, 11, 1)),
        ("November 1, 2025", date(2025, 11, 1)),
        ("Feb 2024", date(2024, 2, 29)),
        ("2025", date(2025, 12, 31)),
        ("2025-13-01", None),
        ("31.02.2025", None),
        ("gestern", None),
        ("", None),
    ],
)
def test_days_are_read_in_both_languages_and_nonsense_is_no_day(text: str, day: date | None) -> None:
    assert parse_day(text) == day
