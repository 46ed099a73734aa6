"""Mistyped words of a question, as the corpus writes them: ``Exportkontrole`` → ``Exportkontrolle``, ``fuer`` → ``für``.

Only a word that exists nowhere (not in the corpus, the glossary, the translation lexicon, among the stop words, nor as a
compound of known words) is replaced, and only by a word that does. Identifiers, numbers, names in addresses and short
words stay as they are. The vocabulary is read when the first unknown word is met, once for each state of the index.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from index.documents import Language
from index.forward import Forward
from index.glossary import Glossary
from index.identifiers.typed import find as find_identifiers
from index.lexical.fuzzy import Fuzzy
from index.lexicon import Lexicon
from index.umlauts import with_umlauts
from index.words import LEAST_COMPOUND, STOP, german_words, stem_of

_LEAST_WORD = 4  # letters of a word that is looked at at all
_LEAST_CHANGED = 7  # letters of a word that may have a wrong letter where the right word is rare: Greer is not Green
_LEAST_TWO_OFF = 9
_LEAST_PART = 5
_LEAST_PART_OFF = 7
_LONG_PART = 12
_LEAST_COMPOUND_OFF = 13
_SEVERAL = 3
_OFTEN = 20  # occurrences of a word that even a short one may mean
_SLIP_WEIGHT = 3  # a letter too many, too few or out of place is likelier than a wrong one
_REMEMBERED = 256
_WORDS_REMEMBERED = 4096
_WORD = re.compile(r"(?<![\w.@#/'’])[^\W\d_]{4,}(?![\w@]|\.\w|://)")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_LINKS = ("", "s", "es", "n", "en")


class Spelling:
    """Corrects questions for one state of the index. Thread-safe."""

    def __init__(
        self,
        forward: Forward,
        lexicon: Lexicon | None,
        glossary: Glossary,
        split: Callable[[str], tuple[str, ...]],
        texts: Callable[[], Iterable[str]],
    ) -> None:
        """Reads nothing; ``texts`` gives all passages when their words are needed, ``split`` the parts of a compound."""
        self._forward = forward
        self._lexicon = lexicon
        self._glossary = glossary
        self._split = split
        self._texts = texts
        self._lock = threading.Lock()
        self._words: Counter[str] = Counter()
        self._near: Fuzzy | None = None
        self._remembered = lru_cache(_REMEMBERED)(self._corrected)
        self._read = lru_cache(_WORDS_REMEMBERED)(self._word)

    def corrected(self, text: str) -> str:
        """The text with its mistyped words replaced; the very same text where there are none. Remembered."""
        return self._remembered(text)

    def _corrected(self, text: str) -> str:
        kept = [(one.start, one.end) for one in find_identifiers(text)]
        pieces, at = [], 0
        for match in _WORD.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in kept):
                continue
            typed = match.group()
            right = self.word(typed.lower(), shout=typed.isupper())
            if right != typed.lower():
                pieces += [text[at : match.start()], _as_typed(right, typed)]
                at = match.end()
        return "".join((*pieces, text[at:]))

    def word(self, word: str, *, shout: bool = False) -> str:
        """A lower-case word as the corpus writes it; itself where it exists or nothing is near. ``shout``: in capitals."""
        return self._read(word, shout)

    def _word(self, word: str, shout: bool) -> str:
        restored = with_umlauts(word)
        if restored != word:
            return restored
        if self._in_corpus(word) or (shout and len(word) <= _LEAST_WORD):  # in capitals: an abbreviation
            return word
        found = self._slip(word) if self._elsewhere(word) else self._nearest(word)
        return found or word

    def _in_corpus(self, word: str) -> bool:
        if word in german_words() or _is_stop(word):
            return True
        return self._forward.known([stem_of(word, language) for language in Language])

    def _elsewhere(self, word: str) -> bool:
        """Whether a word that the corpus lacks is one all the same: translated, or a compound of known words."""
        lexicon = self._lexicon
        if lexicon and any(lexicon.translations(stem_of(word, one), one.value) for one in Language):
            return True
        return len(word) >= LEAST_COMPOUND and bool(self._split(word))

    def _slip(self, word: str) -> str | None:
        """What a word known elsewhere was meant to be: a long one with a letter too many, too few or out of place.

        Not at its end: that would be another form of the word, or a word made of it.
        """
        if len(word) < LEAST_COMPOUND:
            return None
        near = (one for one in self._vocabulary().near(word, 1) if self._words[one] >= _SEVERAL)
        same_ends = (one for one in near if one[0] == word[0] and one[-3:] == word[-3:])
        return self._best(word, (one for one in same_ends if not _changed(word, one)), _SEVERAL)

    def _nearest(self, word: str) -> str | None:
        """The nearest known word: one letter off, else two in a long word, else one in a part of a compound."""
        near = self._vocabulary()
        found = self._best(word, near.near(word, 1), _OFTEN if len(word) < _LEAST_CHANGED else 2)
        if found is None and len(word) >= _LEAST_TWO_OFF:
            frequent = (one for one in near.near(word, 2) if one[:2] == word[:2] and self._words[one] >= _OFTEN)
            found = self._best(word, frequent, _OFTEN)
        if found is None and len(word) >= _LEAST_COMPOUND_OFF:
            found = next(self._compounds(word, near), None)
        return found

    def _best(self, word: str, candidates: Iterable[str], least: int) -> str | None:
        """The likeliest of some words: with the same beginning, then the most frequent."""
        fitting = [one for one in candidates if self._likely(word, one, least)]
        weights = {one: self._words[one] * (1 if _changed(word, one) else _SLIP_WEIGHT) for one in fitting}
        return max(fitting, key=lambda one: (one[0] == word[0], weights[one], one), default=None)

    def _likely(self, word: str, other: str, least: int) -> bool:
        """Whether ``other`` is common enough to be meant: a hapax of the corpus may be a slip itself."""
        if len(word) <= _LEAST_WORD:
            often = self._words[other] >= _OFTEN or _is_stop(other)
            return often and len(other) >= len(word) and not _changed(word, other)
        if abs(len(word) - len(other)) <= 1 and not _changed(word, other):
            least = min(least, 2)
        return self._words[other] >= least or (least <= 2 and other in german_words())

    def _compounds(self, word: str, near: Fuzzy) -> Iterator[str]:
        """Words of a known part and one that is a letter off, the longest known part first."""
        for length in range(len(word) - _LEAST_PART_OFF, _LEAST_PART - 1, -1):
            left, right = word[:length], word[length:]
            if self._is_part(left) and (found := self._part(right, near)):
                yield left + found
            left, right = word[:-length], word[-length:]
            link = "s" if left.endswith("s") else ""
            if right in self._words and (found := self._part(left.removesuffix(link), near)):
                yield found + link + right

    def _part(self, form: str, near: Fuzzy) -> str | None:
        """The word that a part of a compound was meant to be; None where the part is a word or nothing is near."""
        if self._in_corpus(form) or self._elsewhere(form):
            return None
        return self._best(form, (one for one in near.near(form, 1) if self._fits(form, one)), 1)

    def _fits(self, form: str, word: str) -> bool:
        """Whether a part may be meant: a frequent word, or any in a long part or where letters only changed places."""
        swapped = len(form) == len(word) and not _changed(form, word)
        return form[0] == word[0] and (self._words[word] >= _OFTEN or swapped or len(form) >= _LONG_PART)

    def _is_part(self, form: str) -> bool:
        return any(form.endswith(link) and form[: len(form) - len(link)] in self._words for link in _LINKS)

    def _vocabulary(self) -> Fuzzy:
        with self._lock:
            if self._near is None:
                for text in self._texts():
                    self._words.update(_LETTERS.findall(text.lower()))
                names = (form for pair in self._glossary.pairs for form in (*pair.english, *pair.german))
                self._words.update(_LETTERS.findall(" ".join(names).lower()))
                self._words.update(german_words())
                self._words.update(word for language in Language for word in STOP[language] if len(word) >= _LEAST_WORD)
                self._near = Fuzzy(self._words)
            return self._near


def _is_stop(word: str) -> bool:
    return any(word in STOP[language] for language in Language)


def _changed(word: str, other: str) -> bool:
    """Whether a letter is another one, not one too many, too few or out of place."""
    return len(word) == len(other) and sorted(word) != sorted(other)


def _as_typed(word: str, typed: str) -> str:
    """The word with the capitals of what was typed."""
    if typed.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if typed[0].isupper() else word
