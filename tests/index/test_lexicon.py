"""The lexicon that ships translates the field's words both ways, and a damaged file says where."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index.lexicon import DEFAULT_PATH, Language, Lexicon, LexiconError, stem


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.mark.parametrize(
    ("word", "source", "other"),
    [
        ("Ausfuhr", "de", "export"),
        ("Halbleiter", "de", "semiconductor"),
        ("Genehmigung", "de", "licence"),
        ("Genehmigung", "de", "license"),
        ("Handelsminister", "de", "commerce"),
        ("Verbot", "de", "ban"),
        ("Zölle", "de", "tariffs"),
        ("Erden", "de", "earths"),
        ("license", "en", "Lizenz"),
        ("semiconductor", "en", "Halbleiter"),
        ("experts", "en", "Experten"),
        ("suspension", "en", "Aussetzung"),
    ],
)
def test_words_of_the_field_have_their_translation(lexicon: Lexicon, word: str, source: Language, other: str) -> None:
    target: Language = "en" if source == "de" else "de"
    assert stem(other, target) in dict(lexicon.translations(stem(word, source), source))


def test_translations_are_pruned_and_most_likely_first(lexicon: Lexicon) -> None:
    for language in lexicon.languages:
        for word in lexicon.stems(language):
            chances = [chance for _, chance in lexicon.translations(word, language)]
            assert chances == sorted(chances, reverse=True)
            assert len(chances) <= 8
            assert sum(chances) <= 1.005
            assert chances[-1] >= 0.05


def test_an_unknown_word_has_no_translation(lexicon: Lexicon) -> None:
    assert lexicon.translations("3a090", "de") == ()


def test_the_header_says_how_it_was_made(lexicon: Lexicon) -> None:
    assert any("index.training.learn_lexicon" in line for line in lexicon.header)


def test_the_file_is_small() -> None:
    assert DEFAULT_PATH.stat().st_size < 4_000_000


def test_a_missing_file_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="learn_lexicon"):
        Lexicon.load(tmp_path / "none.tsv.gz")


@pytest.mark.parametrize("line", ["de\tausfuhr", "fr\tx\ty\t500", "de\tausfuhr\texport\tmany", "de\ta\tb\t1\tc"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(f"# header\n{line}\n".encode()))
    with pytest.raises(LexiconError, match=r"lexicon\.tsv\.gz:2"):
        Lexicon.load(path)


def test_every_entry_is_found_where_it_stands(lexicon: Lexicon) -> None:
    with gzip.open(DEFAULT_PATH, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    for language, word, *pairs in [rows[0], *rows[::37], rows[-1]]:
        wanted = tuple((one, int(many) / 1000) for one, many in zip(pairs[::2], pairs[1::2], strict=True))
        assert lexicon.translations(word, language) == wanted  # type: ignore[arg-type]


def test_english_before_german_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(b"# header\nen\ta\tb\t500\nde\ta\tb\t500\n"))
    with pytest.raises(LexiconError, match=r"lexicon\.tsv\.gz:3"):
        Lexicon.load(path)


@pytest.mark.parametrize("text", ["", "# header only\n", "en\ta\tb\t500\n", "de\ta\tb\t500"])
def test_one_language_or_none_is_no_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    lexicon = Lexicon.load(path)
    assert lexicon.stems("de") | lexicon.stems("en") == ({"a"} if "b" in text else frozenset())
    assert [*lexicon.translations("a", "de"), *lexicon.translations("a", "en")] == ([("b", 0.5)] if "b" in text else [])


def test_what_is_no_gzip_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(b"de\ta\tb\t500\n")
    with pytest.raises(LexiconError, match="gzip"):
        Lexicon.load(path)


def test_the_stems_are_those_of_the_full_text_engine() -> None:
    tantivy = pytest.importorskip("tantivy")
    for language, name, words in (
        ("de", "german", "Genehmigungspflichten Häuser schönste Straße Ausfuhren unzulässige"),
        ("en", "english", "licensing exporters prohibited generously entities"),
    ):
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        analyzer = builder.filter(tantivy.Filter.stemmer(name)).build()
        assert analyzer.analyze(words) == [stem(word, language) for word in words.split()]  # type: ignore[arg-type]
