"""Words of a text as the full-text index and the query see them: the same cuts, stems and stop words on both sides.

Identifiers (ECCNs, sections, chips) are taken out first and kept whole; ``H20-KI-Beschleuniger`` is the chip and two
words. Numbers have one form in both languages: ``5,5`` and ``5.5``, ``4,800`` and ``4.800``. Pure functions.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import identifiers
from index.compounds import split_compound
from index.documents import Language
from index.lexicon import stem

_DATA = Path(__file__).parent / "data"
WORD_LIST = _DATA / "words-de.txt.gz"
LEAST_COMPOUND = 8  # letters
MARK = "#"  # before an identifier, so that it never meets a word

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\W_]+")
_MAY_IDENTIFY = re.compile(r"\d|H2O|[Pp]rohibition|Verbot")  # no identifier without one of these
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

STOP = {
    language: frozenset((_DATA / f"stop-{language}.txt").read_text(encoding="utf-8").split()) for language in Language
}


@dataclass(frozen=True, slots=True)
class Cut:
    """A text taken apart: words in order (lower case, stop words included) and the identifiers."""

    words: tuple[str, ...]
    identifiers: tuple[identifiers.Identifier, ...]


def cut(text: str) -> Cut:
    """Takes a text apart."""
    found = identifiers.find(text) if _MAY_IDENTIFY.search(text) else ()
    if found:
        pieces, at = [], 0
        for one in found:
            pieces.append(text[at : max(at, one.start)])
            at = max(at, one.end)
        text = " ".join((*pieces, text[at:]))
    return Cut(tuple(_normal(word) for word in _TOKEN.findall(text)), found)


def _normal(word: str) -> str:
    if word[0].isdigit():
        if _THOUSANDS.fullmatch(word):
            return word.replace(".", "").replace(",", "")
        return word.replace(",", ".").lower()
    return word.lower().replace("’", "'")


def is_content(word: str, language: Language) -> bool:
    """Whether a word (lower case) says something: no stop word and no single letter."""
    return word not in STOP[language] and (len(word) > 1 or word.isdigit())


def stem_of(word: str, language: Language) -> str:
    """The stem of a lower-case word; numbers and mixed tokens stay as they are."""
    return stem(word, language.value) if word.isalpha() else word


def stems(words: tuple[str, ...], language: Language) -> list[str]:
    """The stems of the content words, in order."""
    return [stem_of(word, language) for word in words if is_content(word, language)]


@cache
def german_words(path: Path = WORD_LIST) -> frozenset[str]:
    """The German words that compounds are taken apart against, before the corpus adds its own."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines if not line.startswith("#"))


def compound_stems(word: str, vocabulary: Container[str]) -> tuple[str, ...]:
    """The stems of the parts of a German compound, and of the parts of long parts; empty where it is none."""
    parts = split_compound(word, vocabulary)
    if len(parts) < 2:
        return ()
    found = dict.fromkeys(stem_of(part, Language.DE) for part in parts)
    for part in parts:
        if len(part) >= LEAST_COMPOUND:
            found.update(dict.fromkeys(compound_stems(part, vocabulary)))
    return tuple(found)
