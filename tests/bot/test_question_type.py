from __future__ import annotations

import pytest

from bot.answering.question_type import Wants, asked_nouns, asks_for_list, holds, wanted


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Wie alt ist Jensen Huang?", Wants.AGE),
        ("When was HBM added to 3A090?", Wants.DATE),
        ("Seit wann gilt die Regel?", Wants.DATE),
        ("Which challenge does NVIDIA face when re-entering China?", Wants.ANY),
        ("Wie viele Mitglieder hat das Wassenaar-Abkommen?", Wants.NUMBER),
        ("Um wie viel Prozent muss der Durchsatz steigen?", Wants.PERCENT),
        ("Which section covers military end users?", Wants.SECTION),
        ("Wo definieren die EAR, was eine Ausfuhr ist?", Wants.SECTION),
        ("Welche ECCN erfasst GAAFET?", Wants.ECCN),
        ("Which specific AMD chip does the article name?", Wants.CHIP),
        ("Wer kritisierte Nvidia?", Wants.PERSON),
        ("Warum ist das so?", Wants.REASON),
        ("Darf Nvidia den H20 nach China liefern?", Wants.PERMISSION),
        ("Can AMD sell the MI308 to Chinese customers?", Wants.PERMISSION),
        ("Brauche ich für den Export eine Genehmigung?", Wants.PERMISSION),
        ("Do I need a license to ship this?", Wants.PERMISSION),
        ("Does the Affiliates Rule apply?", Wants.VALIDITY),
        ("Gilt die 50-Prozent-Regel noch?", Wants.VALIDITY),
        ("Was gilt als Ausfuhr?", Wants.ANY),
        ("Does § 744.23 apply to wafer tools?", Wants.ANY),
        ("Wann darf der H20 wieder geliefert werden?", Wants.DATE),
        ("Can you explain the Affiliates Rule?", Wants.ANY),
    ],
)
def test_what_a_question_asks_for(question: str, wants: Wants) -> None:
    assert wanted(question) is wants


def test_lists_are_told_from_single_facts() -> None:
    assert asks_for_list("Name some kinds of integrated circuits that 3A090 includes.")
    assert asks_for_list("Which countries are in Country Group E:1?")
    assert not asks_for_list("Welche Vorschrift betrifft militärische Endverwender?")


@pytest.mark.parametrize(
    ("wants", "sentence", "fits"),
    [
        (Wants.AGE, "Jensen Huang besuchte Peking im Juli.", False),
        (Wants.AGE, "Der 62-jährige Jensen Huang besuchte Peking.", True),
        (Wants.DATE, "The rule took effect on 2025-11-10.", True),
        (Wants.DATE, "The rule took effect.", False),
        (Wants.CHIP, "Nvidia and AMD may ship certain chips.", False),
        (Wants.CHIP, "AMD may ship the MI308.", True),
        (Wants.PERSON, "Howard Lutnick explained the deal.", True),
        (Wants.VALIDITY, "The rule was suspended from 2025-11-10.", True),
        (Wants.VALIDITY, "The most restrictive requirement applies to the affiliate.", False),
        (Wants.PERMISSION, "A license is required to export items to the entities listed.", True),
        (Wants.PERMISSION, "Nvidia stellte den Chip in Peking vor.", False),
    ],
)
def test_a_sentence_holds_what_is_wanted(wants: Wants, sentence: str, fits: bool) -> None:
    assert holds(wants, sentence, "", "Which specific chip does it name, and who said so?") is fits


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("Welche Gebühr verlangt das BAFA?", {"gebühr", "verlangt"}),
        ("What is the penalty?", {"penalty"}),
        ("Wie hoch ist die Abgabe auf den H20?", {"abgabe"}),
        ("How many states take part?", {"states", "take"}),
        ("What happens if I export without a licence?", set()),
        ("What did China do in response?", set()),
        ("Was passiert bei einem Verstoß?", set()),
    ],
)
def test_the_noun_asked_for_is_no_verb_that_only_asks(question: str, nouns: set[str]) -> None:
    assert asked_nouns(question) == nouns
