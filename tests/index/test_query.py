from __future__ import annotations

import pytest

from index.documents import Language
from index.glossary import Glossary
from index.lexicon import Lexicon
from index.query import Analysis, Term, analyse, detect_language
from index.words import compound_stems, german_words

DE, EN = Language.DE, Language.EN


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def _analyse(text: str, lexicon: Lexicon | None = None, language: Language | None = None) -> Analysis:
    return analyse(text, language, lexicon, Glossary.load(), lambda word: compound_stems(word, german_words()))


def _term(analysis: Analysis, key: str) -> Term:
    return next(term for term in analysis.terms if term.key == key)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Darf Nvidia den H20 nach China liefern?", DE),
        ("May Nvidia ship the H20 to China?", EN),
        ("Exportkontrolle Seltene Erden", DE),
        ("export licensing rare earths", EN),
        ("gallium export ban china status", EN),
        ("Status Gallium Ausfuhr", DE),
        ("Wassenaar-Abkommen Mitglieder", DE),
        ("penalties for violations", EN),
        ("What is § 8 AWV about?", EN),
        ("Was regelt 15 CFR 744.23?", DE),
        ("rare earths china", EN),
        ("export controls h20", EN),
        ("country group d5 members", EN),
        ("russia embargo chips", EN),
        ("dutch duv export license", EN),
        ("seltene erden china", DE),
        ("gueterliste anhang I", DE),
        ("tpp grenze 3A090", DE),
        ("laendergruppe d5 staaten", DE),
        ("nvidia h20 china verkauf erlaubt", DE),
    ],
)
def test_the_language_of_a_question_is_told(text: str, language: Language) -> None:
    assert detect_language(text) is language


def test_a_language_that_was_given_is_kept() -> None:
    assert _analyse("Nvidia H20", language=EN).language is EN


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("was ist 3a090.a", {"3A090.a"}),
        ("darf der h20 raus", {"H20"}),
        ("h2o chip", {"H20"}),
        ("h200", {"H200"}),
        ("§ 744.23 (a)(2)", {"744.23(a)(2)"}),
        ("country group d:5", {"D:5"}),
        ("ear99 goods", {"EAR99"}),
        ("the covid19 years", set()),
    ],
)
def test_identifiers_are_found_as_people_type_them(text: str, values: set[str]) -> None:
    assert _analyse(text).identifiers == values


def test_pinpoints_are_places_in_the_law_only_most_specific_first() -> None:
    analysis = _analyse("Gilt § 744.23 oder 744.23(a)(2) für den H20 nach 3A090?")
    assert analysis.pinpoints[0] == "744.23(a)(2)"
    assert set(analysis.pinpoints) == {"744.23(a)(2)", "744.23", "3A090"}


def test_identifiers_that_overlap_take_only_their_own_words_away() -> None:
    terms = [term.key for term in _analyse("Supplement Nr. 4 zu Teil 744: Huawei, Phytium, Sugon, Higon?").terms]
    assert terms == ["#744-supp-4", "#744", "huawei", "phytium", "sugon", "higon"]


def test_stop_words_and_question_words_are_no_terms() -> None:
    assert [term.key for term in _analyse("Was ist das und warum wurde es so gemacht?").terms] == ["gemacht"]


def test_names_and_numbers_pass_untranslated(lexicon: Lexicon) -> None:
    analysis = _analyse("Zahlt Cadence 140 Millionen?", lexicon)
    assert _term(analysis, "140").names[EN] == {"140": 1.0}
    assert _term(analysis, "cadenc").names[EN]["cadenc"] > 0


def test_numbers_have_one_form_in_both_languages() -> None:
    keys = {term.key for term in _analyse("5,5 Milliarden, 4.800 TPP").terms}
    assert keys >= {"5.5", "4800"}
    assert {term.key for term in _analyse("5.5 billion, 4,800 TPP").terms} >= {"5.5", "4800"}


def test_translations_carry_their_probability(lexicon: Lexicon) -> None:
    names = _term(_analyse("Welche Sanktionen drohen?", lexicon), "sanktion").names[EN]
    assert names["sanction"] == max(names.values())
    assert all(0 < weight <= 1 for weight in names.values())


def test_a_compound_is_named_by_its_parts_and_their_translations(lexicon: Lexicon) -> None:
    term = _term(_analyse("Seltenerdressourcen", lexicon, DE), "seltenerdressourc")
    assert term.names[DE]["seltenerdressourc"] == 1.0
    assert term.names[DE]["ressourc"] < 1.0
    assert "resourc" in term.names[EN]


def test_the_glossary_widens_a_phrase_across_and_within_languages(lexicon: Lexicon) -> None:
    analysis = _analyse("Braucht die Ausfuhrkontrolle Seltener Erden eine Genehmigung?", lexicon)
    assert {"rare", "earth"} <= set(_term(analysis, "selt").names[EN])
    assert "exportkontroll" in _term(analysis, "ausfuhrkontroll").names[DE]


def test_without_a_lexicon_the_glossary_still_translates() -> None:
    assert "embargo" in _term(_analyse("Waffenembargo"), "waffenembargo").names[EN]


def test_an_identifier_is_the_same_in_both_languages_with_what_is_above_it() -> None:
    names = _term(_analyse("744.23(a)"), "#744.23(a)").names
    assert names[DE] == names[EN] == {"#744.23(a)": 1.0, "#744.23": 0.5}


@pytest.mark.parametrize("text", ["", "   ", "???", "🙂", "\x00", "((((", "§", "a" * 5000])
def test_any_text_is_taken_apart_without_an_error(text: str) -> None:
    assert isinstance(_analyse(text).terms, tuple)
