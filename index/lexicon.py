"""The translation lexicon: German and English word stems and how likely each translates the other.

The file is written by ``python -m index.training.learn_lexicon`` and read here. Stems are those of the
Snowball stemmers that the full-text index uses, so a stem of a query can be looked up as it is.
Names, numbers and identifiers are not in it: they need no translation.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Protocol, get_args

import Stemmer

Language = Literal["de", "en"]
Translations = tuple[tuple[str, float], ...]
DEFAULT_PATH = Path(__file__).parent / "data" / "lexicon.tsv.gz"
_REBUILD = "build the file again with `python -m index.training.learn_lexicon`"
_HEAD = re.compile(rb"(?:#[^\n]*\n)*")
_LINE = rb"\t[^\t\n]+(?:\t[^\t\n]+\t[0-9]+)+\n"
_LINES = re.compile(rb"(?:de%b)*+(?:en%b)*+" % (_LINE, _LINE))
_REMEMBERED = 4096  # stems: questions use the same words again and again
_SNOWBALL: Mapping[Language, str] = {"de": "german", "en": "english"}


class LexiconError(ValueError):
    """The lexicon file cannot be read; the message names file, line and what to do."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


class Lexicon:
    """Stem-to-stem translations of both directions, most likely first.

    The text of the file stays as it is in memory and is searched line by line when a stem is asked for: a question asks
    for ten of 130,000 entries. That needs the lines in the order in which they are written: by language, then stem.
    """

    def __init__(self, header: tuple[str, ...], text: bytes, place: str) -> None:
        """Wraps the lines of entries; use `load`."""
        self.header = header
        self._text = text
        self._place = place
        found = text.find(b"\nen\t") + 1
        self._start: dict[Language, int] = {"de": 0, "en": found if found or text.startswith(b"en\t") else len(text)}
        self._end: dict[Language, int] = {"de": self._start["en"], "en": len(text)}
        self._remembered = lru_cache(_REMEMBERED)(self._look)

    @classmethod
    def load(cls, path: Path = DEFAULT_PATH) -> Lexicon:
        """Read a lexicon file. Raises LexiconError where the file is missing, a line is malformed or out of order."""
        if not path.is_file():
            raise LexiconError(f"{path}: no such file; build it with `python -m index.training.learn_lexicon`")
        try:
            text = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise LexiconError(f"{path}: no gzip file ({error}); {_REBUILD}") from error
        text += b"\n" if text and not text.endswith(b"\n") else b""
        head = _HEAD.match(text)
        start = head.end() if head is not None else 0
        header = tuple(line[1:].strip() for line in text[:start].decode("utf-8").split("\n") if line)
        good = _LINES.match(text, start)
        if good is None or good.end() < len(text):
            line = text.count(b"\n", 0, good.end() if good is not None else start) + 1
            raise LexiconError(
                f"{path}:{line}: want language, stem and pairs of translation and thousandths,"
                f" the German stems first; {_REBUILD}"
            )
        return cls(header, text[start:], str(path))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the lexicon translates between."""
        return get_args(Language)

    def translations(self, stem: str, source: Language) -> Translations:
        """(stem of the other language, probability) pairs, most likely first; empty where unknown. Remembered."""
        return self._remembered(stem, source)

    def _look(self, stem: str, source: Language) -> Translations:
        key = f"{source}\t{stem}".encode("utf-8", "surrogatepass")
        low, high = self._start[source], self._end[source]
        while low < high:  # both at the beginning of a line
            start = self._text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._text.index(b"\n", start)
            fields = self._text[start:end].split(b"\t", 2)
            found = fields[0] + b"\t" + fields[1]
            if found == key:
                return _pairs(fields[2].decode("utf-8"))
            low, high = (end + 1, high) if found < key else (low, start)
        return ()

    def stems(self, source: Language) -> frozenset[str]:
        """All stems of a language that have a translation."""
        lines = self._text[self._start[source] : self._end[source]].decode("utf-8").split("\n")
        return frozenset(line.split("\t", 2)[1] for line in lines if line)


@cache
def shared_lexicon() -> Lexicon | None:
    """The lexicon that ships, read once; None where it is missing."""
    return Lexicon.load() if DEFAULT_PATH.is_file() else None


@cache
def _stemmer(language: Language) -> _Stemmer:
    stemmer: _Stemmer = Stemmer.Stemmer(_SNOWBALL[language])  # in C, whole calls under the GIL: threads may share it
    return stemmer


@cache
def stem(word: str, language: Language) -> str:
    """The Snowball stem of a word, lower case: the key of the lexicon."""
    return _stemmer(language).stemWord(word.lower())


def _pairs(fields: str) -> Translations:
    """Alternating translations and thousandths, tab-separated."""
    parts = fields.split("\t")
    return tuple((word, int(thousandths) / 1000) for word, thousandths in zip(parts[::2], parts[1::2], strict=True))
