from __future__ import annotations

import pytest

from bot.answering.answer import Turn
from bot.answering.followup import is_followup, standalone
from index.documents import Language

H20 = (Turn("user", "Darf Nvidia den H20 nach China liefern?"), Turn("assistant", "…"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Und den H200?", "Darf Nvidia den H200 nach China liefern?"),
        ("Und wann war das?", "Darf Nvidia den H20 nach China liefern? Und wann war das?"),
        ("Seit wann?", "Darf Nvidia den H20 nach China liefern? Seit wann?"),
        ("Wie hoch ist der Anteil?", "Darf Nvidia den H20 nach China liefern? Wie hoch ist der Anteil?"),
        ("Was heißt das für uns?", "Darf Nvidia den H20 nach China liefern? Was heißt das für uns?"),
        ("Was ist mit AMD?", "Darf Nvidia den H20 nach China liefern? Was ist mit AMD?"),
    ],
)
def test_a_followup_is_read_with_what_it_leans_on(text: str, expected: str) -> None:
    assert standalone(text, H20, Language.DE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Was regelt 15 CFR 744.23(a)(2)?",
        "Wie hoch war die Strafe für Applied Materials?",
        "Welche seltenen Erden kontrolliert China seit April 2025?",
        "Wie wird morgen das Wetter in Berlin?",
        "Was ist das Wassenaar-Abkommen?",
        "Was ist HBM?",
        "Was bedeutet TPP?",
        "Was regelt § 8 AWV?",
        "Was kostet ein H200?",
        "Und jetzt etwas anderes: was ist die De-minimis-Regel?",
        "Was ist die Affiliates Rule und gilt sie heute?",
    ],
)
def test_a_new_subject_stands_alone(text: str) -> None:
    assert standalone(text, H20, Language.DE) == text


def test_without_history_nothing_is_put_in_front() -> None:
    assert standalone("Und wann war das?", (), Language.DE) == "Und wann war das?"


def test_a_chain_of_followups_keeps_its_subject() -> None:
    history = (*H20, Turn("user", "Seit wann?"), Turn("assistant", "…"))
    assert standalone("Und warum?", history, Language.DE).startswith("Darf Nvidia den H20 nach China liefern?")


def test_english_followups_are_recognised() -> None:
    assert is_followup("And when was that?", Language.EN)
    assert is_followup("What about it?", Language.EN)
    assert is_followup("Is it legal and who decides?", Language.EN)
    assert not is_followup("Which licence exception covers high bandwidth memory exports?", Language.EN)


@pytest.mark.parametrize(
    "text",
    [
        "What is HBM?",
        "What does section 744.23 say?",
        "What does TPP mean?",
        "What is the Affiliates Rule and does it apply today?",
    ],
)
def test_a_thing_asked_for_by_its_name_does_not_drag_the_old_subject_along(text: str) -> None:
    assert not is_followup(text, Language.EN)


def test_what_a_follow_up_exchanged_stays_exchanged() -> None:
    history = (*H20, Turn("user", "Und der H200?"), Turn("assistant", "…"))
    assert standalone("Seit wann?", history, Language.DE) == "Darf Nvidia den H200 nach China liefern? Seit wann?"


def test_a_greeting_or_thanks_is_no_subject() -> None:
    history = (Turn("user", "Hallo!"), *H20, Turn("user", "Danke!"))
    assert standalone("Und der H200?", history, Language.DE) == "Darf Nvidia den H200 nach China liefern?"
