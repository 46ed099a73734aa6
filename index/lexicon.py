"""The translation lexicon: German and English word stems and how likely each translates the other.

The file is written by ``python -m index.training.learn_lexicon`` and read here. Stems are those of the
Snowball stemmers that the full-text index uses, so a stem of a query can be looked up as it is.
Names, numbers and identifiers are not in it: they need no translation.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args

import snowballstemmer

Language = Literal["de", "en"]
Translations = tuple[tuple[str, float], ...]
DEFAULT_PATH = Path(__file__).parent / "data" / "lexicon.tsv.gz"
_SNOWBALL: Mapping[Language, str] = {"de": "german", "en": "english"}


class LexiconError(ValueError):
    """The lexicon file cannot be read; the message names file, line and what to do."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stem-to-stem translations of both directions, most likely first."""

    header: tuple[str, ...]
    _entries: Mapping[Language, Mapping[str, Translations]]

    @classmethod
    def load(cls, path: Path = DEFAULT_PATH) -> Lexicon:
        """Read a lexicon file. Raises LexiconError where the file is missing or a line is malformed."""
        if not path.is_file():
            raise LexiconError(f"{path}: no such file; build it with `python -m index.training.learn_lexicon`")
        header: list[str] = []
        entries: dict[Language, dict[str, Translations]] = {"de": {}, "en": {}}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.startswith("#"):
                    header.append(line[1:].strip())
                    continue
                source, stem, translations = _read_line(line.rstrip("\n"), f"{path}:{number}")
                entries[source][stem] = translations
        return cls(tuple(header), entries)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the lexicon translates between."""
        return get_args(Language)

    def translations(self, stem: str, source: Language) -> Translations:
        """(stem of the other language, probability) pairs, most likely first; empty where unknown."""
        return self._entries[source].get(stem, ())

    def stems(self, source: Language) -> frozenset[str]:
        """All stems of a language that have a translation."""
        return frozenset(self._entries[source])


@cache
def _stemmer(language: Language) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer(_SNOWBALL[language])
    return stemmer


@cache
def stem(word: str, language: Language) -> str:
    """The Snowball stem of a word, lower case: the key of the lexicon."""
    return _stemmer(language).stemWord(word.lower())


def _read_line(line: str, place: str) -> tuple[Language, str, Translations]:
    """One entry: language, stem, then alternating translation and thousandths, all tab-separated."""
    source, stem_, *rest = line.split("\t")
    if source not in ("de", "en") or len(rest) < 2 or len(rest) % 2:
        raise LexiconError(
            f"{place}: want language, stem and pairs of translation and thousandths; build the file again"
            " with `python -m index.training.learn_lexicon`"
        )
    try:
        pairs = tuple((word, int(thousandths) / 1000) for word, thousandths in zip(rest[::2], rest[1::2], strict=True))
    except ValueError as error:
        raise LexiconError(f"{place}: a probability is not a whole number of thousandths: {error}") from error
    return ("de" if source == "de" else "en"), stem_, pairs
