"""Questions as people type them find what they mean: on the index of real briefs that the tests share."""

from __future__ import annotations

import pytest

from index.corpus import Corpus
from index.documents import Language
from index.lexical.fuzzy import Fuzzy
from index.search import Query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Was ist die Affliates Rule?", "Was ist die Affiliates Rule?"),
        ("Exportkontrole", "Exportkontrolle"),
        ("Was sagt NVIDA dazu", "Was sagt NVIDIA dazu"),
        ("darf nvdia liefern", "darf nvidia liefern"),
        ("Handelsminsterium", "Handelsministerium"),
        ("Ausfuhrgenehmiung", "Ausfuhrgenehmigung"),
        ("Fuer welche Gueter", "Für welche Güter"),
        ("laender und behoerden", "länder und behörden"),
        ("welhce Chips sind verbotten", "welche Chips sind verboten"),
        ("semicondutcor export lisence", "semiconductor export licence"),
        ("wassenar arrangement", "wassenaar arrangement"),
        ("presumtion of denial", "presumption of denial"),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_corpus(corpus: Corpus, typed: str, meant: str) -> None:
    assert corpus.searcher.spelled(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Darf Nvidia den H20 nach China liefern?",
        "H20 H200 3A090.a 744.23(a)(2) 3a001b3 mi308 90 FR 47201",
        "Wie wird das Wetter morgen in München?",
        "Rezept für einen Apfelkuchen mit Streuseln",
        "Does the queue issue arise, and is this assessment of blue goods due?",
        "Was macht der Chiphersteller mit dem Handelszahlenbericht?",
        "Massnahmen, Verstoss und Strasse",
        "Jamieson Greer meets Masayoshi Son",
        "https://nvida.example/entiti/affliates @nvida #exportkontrole bob@nvida.example",
        "",
        "?!",
    ],
)
def test_what_exists_or_resembles_nothing_stays(corpus: Corpus, text: str) -> None:
    assert corpus.searcher.spelled(text) == text


def test_a_word_read_right_is_right_the_second_time(corpus: Corpus) -> None:
    once = corpus.searcher.spelled("Fuer welche Gueter gilt die Ausfuhrgenehmiung der Affliates")
    assert corpus.searcher.spelled(once) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("was ist die affliates rule", "was ist die affiliates rule"),
        ("wassenar arangement mitglieder", "wassenaar arrangement mitglieder"),
        ("fuer welche gueter gilt die gueterliste der awv", "für welche güter gilt die güterliste der awv"),
    ],
)
def test_a_mistyped_question_finds_what_the_right_one_finds(corpus: Corpus, typed: str, meant: str) -> None:
    def found(text: str) -> list[str]:
        return [hit.passage.id for hit in corpus.search(Query(text))]

    assert found(typed) == found(meant)


def test_the_terms_of_a_question_are_those_of_the_words_meant(corpus: Corpus) -> None:
    typed, _ = corpus.searcher.terms("Exportkontrole fuer Gueter", Language.DE)
    meant, _ = corpus.searcher.terms("Exportkontrolle für Güter", Language.DE)
    assert [term.key for term in typed.terms] == [term.key for term in meant.terms]


def test_near_words_are_those_a_letter_or_two_away() -> None:
    words = Fuzzy(["nvidia", "india", "entity", "entities"])
    assert words.near("nvdia", 1) == ["nvidia"]
    assert words.near("nvidai", 1) == ["nvidia"]
    assert set(words.near("nvdia", 2)) == {"nvidia", "india"}
    assert words.near("", 1) == []
    assert Fuzzy([]).near("nvidia", 2) == []
