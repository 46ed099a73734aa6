"""Compounds come apart into words that the vocabulary holds, and other words stay whole."""

from __future__ import annotations

import pytest

from index.compounds import split_compound

_WORDS = """
selten erde ressourcen export kontrolle regime genehmigung pflichten halbleiter hersteller handel ministerium
kind garten tag zeitung frau recht land gesetz ausfuhr einheit wert zeit
"""
VOCABULARY = frozenset(_WORDS.split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Seltenerdressourcen", ("selten", "erde", "ressourcen")),
        ("Exportkontrollregime", ("export", "kontrolle", "regime")),
        ("Genehmigungspflichten", ("genehmigung", "pflichten")),
        ("Halbleiterhersteller", ("halbleiter", "hersteller")),
        ("Handelsministerium", ("handel", "ministerium")),
        ("Kindergarten", ("kind", "garten")),
        ("Frauenrecht", ("frau", "recht")),
        ("Landesgesetz", ("land", "gesetz")),
    ],
)
def test_a_compound_comes_apart_at_its_joints(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word, VOCABULARY) == parts


@pytest.mark.parametrize("word", ["Ausfuhr", "Verordnung", "H20-Chip", "3A090", "", "Exportxyz", "Wertzeichen"])
def test_a_word_without_a_split_stays_whole_in_lower_case(word: str) -> None:
    assert split_compound(word, VOCABULARY) == (word.lower(),)


def test_a_compound_that_is_a_word_itself_is_still_split() -> None:
    assert split_compound("Exportregime", VOCABULARY | {"exportregime"}) == ("export", "regime")


def test_the_split_with_fewer_parts_wins() -> None:
    vocabulary = {"kontroll", "regime", "kontrollregime", "export"}
    assert split_compound("Exportkontrollregime", vocabulary) == ("export", "kontrollregime")


def test_an_ending_is_never_a_part() -> None:
    assert split_compound("Sicherheiten", {"sicher", "heit", "heiten", "keit", "ende"} - {"heiten"}) == (
        "sicherheiten",
    )
    assert split_compound("Handelnde", {"hand", "handel", "ende", "eine"}) == ("handelnde",)
