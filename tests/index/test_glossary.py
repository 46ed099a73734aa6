from __future__ import annotations

from pathlib import Path

import pytest

from index.documents import Language
from index.errors import SettingsError
from index.glossary import DEFAULT_PATH, Glossary, Pair, read_pairs
from index.words import cut, stems

DE, EN = Language.DE, Language.EN


def _names(text: str, language: Language, into: Language, glossary: Glossary | None = None) -> set[tuple[str, ...]]:
    sequence = stems(cut(text).words, language)
    matches = (glossary or Glossary.load()).matches(sequence, language)
    return {phrase for match in matches for phrase in match.names[into]}


def test_the_shipped_glossary_has_600_pairs_and_every_row_is_whole() -> None:
    pairs = list(read_pairs(DEFAULT_PATH))
    assert len(pairs) >= 600
    assert all(pair.english and pair.german and pair.topic for pair in pairs)


def test_no_pair_stands_twice() -> None:
    seen = [(pair.english[0].casefold(), pair.german[0].casefold()) for pair in read_pairs(DEFAULT_PATH)]
    assert len(seen) == len(set(seen))


def test_a_phrase_is_found_whatever_its_endings_and_its_place() -> None:
    assert ("rare", "earth") in _names("Was wurde aus den Seltenen Erden?", DE, EN)
    assert ("selt", "erd") in _names("What about rare earths from China?", EN, DE)
    assert ("rare", "earth") not in _names("Erden sind selten", DE, EN)


def test_alternatives_are_split_at_the_bar_and_a_comma_belongs_to_the_term() -> None:
    glossary = Glossary([Pair(("packaging, assembly and test",), ("Verpackung, Montage und Test",), "t")])
    found = _names("packaging, assembly and test", EN, DE, glossary)
    assert found == {("verpack", "montag", "test")}
    assert _names("packaging", EN, DE, glossary) == set()


def test_lists_of_different_things_are_not_synonyms() -> None:
    assert _names("gallium", EN, DE) == {("gallium",)}
    assert ("antimon",) not in _names("gallium", EN, DE)
    assert ("proklamation",) not in _names("memorandum", EN, DE)


def test_synonyms_of_the_own_language_are_named_but_never_the_phrase_itself() -> None:
    found = _names("Exportkontrolle", DE, DE)
    assert ("ausfuhrkontroll",) in found
    assert ("exportkontroll",) not in found


def test_an_abbreviation_in_brackets_is_a_name_and_a_gloss_is_not() -> None:
    assert ("bafa",) in {tuple(one) for one in _names("Federal Office for Economic Affairs and Export Control", EN, EN)}
    pair = next(pair for pair in read_pairs(DEFAULT_PATH) if pair.german[0] == "Außenwirtschaftsgesetz")
    assert "Germany" not in " ".join(pair.english)


def test_the_longest_phrase_wins() -> None:
    assert ("militar", "endverwend") in _names("military end use", EN, DE)
    assert ("endverwend",) not in _names("military end use", EN, DE)


@pytest.mark.parametrize("row", ["rare earths,,Minerals", ",Seltene Erden,Minerals"])
def test_a_row_with_one_language_names_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(f"en,de,topic\nchip,Chip,x\n{row}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"glossary\.csv:3: a row needs a term in both languages"):
        list(read_pairs(path))
