"""The field's bilingual glossary: which words of one language say what in the other.

``data/glossary.csv`` has the columns ``en,de,topic``; ``|`` separates alternatives for the same thing, a comma
belongs to the term. Phrases are matched on stems without stop words, so ``Seltenen Erden`` and ``Seltene Erden`` are
one phrase.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.documents import Language
from index.errors import SettingsError
from index.words import cut, stems

DEFAULT_PATH = Path(__file__).parent / "data" / "glossary.csv"
Phrase = tuple[str, ...]
_GLOSS = re.compile(r"\s*\([^)]*\)")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z]?[A-Z]{1,5})\)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing with its names in both languages, the usual name first."""

    english: tuple[str, ...]
    german: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a sequence of stems: where, and what it is called, by language (its own name excluded)."""

    start: int
    end: int
    names: Mapping[Language, tuple[Phrase, ...]]


class Glossary:
    """Phrases of both languages and their counterparts."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Indexes the pairs by phrase."""
        self.pairs = tuple(pairs)
        self._names: dict[Language, dict[Phrase, dict[Language, list[Phrase]]]] = {one: {} for one in Language}
        for pair in pairs:
            names = {Language.EN: _phrases(pair.english, Language.EN), Language.DE: _phrases(pair.german, Language.DE)}
            for language, phrases in names.items():
                for phrase in phrases:
                    known = self._names[language].setdefault(phrase, {one: [] for one in Language})
                    for other, candidates in names.items():
                        # Its own name says nothing new; the same word in the other language does.
                        fresh = (one for one in candidates if other is not language or one != phrase)
                        known[other].extend(one for one in fresh if one not in known[other])
        self._pairs: dict[Language, dict[Phrase, Pair]] = {one: {} for one in Language}
        for pair in pairs:
            for language, forms in ((Language.EN, pair.english), (Language.DE, pair.german)):
                for phrase in _phrases(forms, language):
                    self._pairs[language].setdefault(phrase, pair)
        self._longest = {
            language: max((len(phrase) for phrase in phrases), default=0) for language, phrases in self._names.items()
        }

    @classmethod
    @cache
    def load(cls, path: Path = DEFAULT_PATH) -> Glossary:
        """Reads a glossary file. Raises SettingsError with file and line where a row is not en,de,topic."""
        return cls(list(read_pairs(path)))

    def pair_of(self, phrase: Phrase, language: Language) -> Pair | None:
        """The first pair that has exactly these stems as a name in ``language``."""
        return self._pairs[language].get(phrase)

    def matches(self, sequence: Sequence[str], language: Language) -> list[Match]:
        """The phrases in a sequence of stems of ``language``; longest first, never overlapping with a longer one."""
        found: list[Match] = []
        taken: set[int] = set()
        for length in range(min(self._longest[language], len(sequence)), 0, -1):
            for start in range(len(sequence) - length + 1):
                span = range(start, start + length)
                names = self._names[language].get(tuple(sequence[start : start + length]))
                if names is None or taken.intersection(span):
                    continue
                taken.update(span)
                found.append(Match(start, start + length, {one: tuple(some) for one, some in names.items()}))
        return found


def _phrases(forms: Sequence[str], language: Language) -> list[Phrase]:
    found: list[Phrase] = []
    for form in forms:
        parts = cut(form)
        # A pure identifier needs no translation; one with words keeps only its words out of the phrase match.
        phrase = tuple(stems(parts.words, language))
        if phrase and not parts.identifiers and phrase not in found:
            found.append(phrase)
    return found


def read_pairs(path: Path) -> Iterator[Pair]:
    """The rows of a glossary file."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            english, german = _forms(row.get("en")), _forms(row.get("de"))
            if not english or not german:
                raise SettingsError(f"{path}:{number}: a row needs a term in both languages (columns en,de,topic)")
            yield Pair(english, german, (row.get("topic") or "").strip())


@cache
def glossary_words(language: Language, path: Path = DEFAULT_PATH) -> frozenset[str]:
    """The words, lower case, that the names of the glossary are made of in one language."""
    names = (pair.english if language is Language.EN else pair.german for pair in read_pairs(path))
    return frozenset(word for forms in names for form in forms for word in cut(form).words)


def _forms(cell: str | None) -> tuple[str, ...]:
    """The alternatives of a cell; a gloss in brackets goes, an abbreviation in brackets is one more alternative."""
    found: list[str] = []
    for form in (cell or "").split("|"):
        plain = _GLOSS.sub("", form).strip()
        found.extend(one for one in (plain, *_ABBREVIATION.findall(form)) if one and one not in found)
    return tuple(found)
