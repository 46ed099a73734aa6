"""What becomes a term of the full-text index: stems, parts of German compounds, identifiers with what is above them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import identifiers
from index.documents import DocumentInfo, Language, Passage
from index.words import LEAST_COMPOUND, MARK, compound_stems, cut, german_words, is_content, stem_of

_WORDS_FILE = "words.txt"
_LEAST_WORD = 4
_LINES_KEPT = 2_000


class Vocabulary:
    """The German words that compounds can be made of, kept in a file beside the index, and the terms that follow."""

    def __init__(self, folder: Path) -> None:
        """Reads the words that earlier passages taught."""
        self._file = folder / _WORDS_FILE
        self._size = 0
        self._words = german_words()
        self._new: set[str] = set()
        self._lines: dict[tuple[str, Language], list[str]] = {}
        self._split: dict[str, tuple[str, ...]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Reads the words that another process taught meanwhile; the file only grows, so its size tells."""
        size = self._file.stat().st_size if self._file.is_file() else 0
        if size == self._size:
            return
        self._size = size
        known = self._file.read_text(encoding="utf-8").split() if size else []
        self._words |= frozenset(known)
        self._split.clear()
        self._lines.clear()

    def learn(self, items: Sequence[tuple[Passage, DocumentInfo]]) -> None:
        """German words of new passages become parts that compounds may have."""
        found = {
            word
            for passage, info in items
            if info.language is Language.DE
            for word in cut(passage.text).words
            if word.isalpha() and len(word) >= _LEAST_WORD
        }
        new = found - self._words
        if new:
            self._new |= new
            self._words |= new
            self._split.clear()
            self._lines.clear()

    def save(self) -> None:
        """Writes the words learned since the last time."""
        if self._new:
            with self._file.open("a", encoding="utf-8") as file:
                file.write("".join(f"{word}\n" for word in sorted(self._new)))
            self._size = self._file.stat().st_size
            self._new.clear()

    def terms(self, text: str, language: Language) -> list[str]:
        """The index terms of a text: stems, parts of compounds, identifiers with what is above them."""
        parts = cut(text)
        found: list[str] = []
        for word in parts.words:
            if not is_content(word, language):
                continue
            found.append(stem_of(word, language))
            if language is Language.DE and len(word) >= LEAST_COMPOUND:
                found.extend(self.parts(word))
        for one in parts.identifiers:
            found.extend(MARK + value for value in identifiers.ancestors(one.value))
        return found

    def title_terms(self, lines: tuple[str, ...], language: Language) -> list[str]:
        """The terms of title, headings and citations; the passages of a document share most of these lines."""
        found: list[str] = []
        for line in lines:
            known = self._lines.get((line, language))
            if known is None:
                if len(self._lines) >= _LINES_KEPT:
                    self._lines.clear()
                known = self._lines[(line, language)] = self.terms(line, language)
            found.extend(known)
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the parts of a German compound; empty where it is none. Remembered."""
        known = self._split.get(word)
        if known is None:
            known = self._split[word] = compound_stems(word, self._words)
        return known


def own_pinpoints(passage: Passage, info: DocumentInfo) -> list[str]:
    """The identifiers that a passage *is*: its pinpoint with everything above it; its document's where it has none."""
    found = [
        MARK + value
        for one in identifiers.find(passage.citation or info.citation)
        for value in identifiers.ancestors(one.value)
    ]
    return list(dict.fromkeys(found))
