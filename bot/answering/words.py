"""Content words of a question or a sentence, with the cuts and stems of the full-text index (`index.words`)."""

from __future__ import annotations

import re

from index.documents import Language
from index.words import STOP, cut, is_content, stem_of

_LAST_LATIN = 0x24F
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words that speak about a text or ask for one, and say nothing of what is asked.
_ASKING = {
    Language.DE: frozenset(
        "artikel text beitrag meldung bericht quelle quellen nennt nennen genannt genannte heißt bedeutet erklärt erkläre nenne zähle"
        " eigentlich aktuell zurzeit derzeit bereits schon bitte möchte möchten zuletzt kürzlich damals passiert passierte passieren"
        " geschieht einige lang lange dauert dauern dauerte".split()
    ),
    Language.EN: frozenset(
        "according article text report reports source sources mean means meaning named name names mentioned mention mentions stated explain"
        " explained actually currently please like give given gives get tell many kinds kind sort recently happen"
        " happens happened long take takes took".split()
    ),
}


def stem(word: str, language: Language) -> str:
    """The stem of one word."""
    return stem_of(word.lower(), language)


def words(text: str) -> list[str]:
    """The words and numbers of a text as written, in order; hyphenated compounds come apart."""
    return _WORD.findall(text)


def is_stop(word: str) -> bool:
    """Whether a word carries no content in either language."""
    lowered = word.lower()
    return any(lowered in STOP[language] or lowered in _ASKING[language] for language in Language)


def content_stems(text: str, language: Language) -> tuple[str, ...]:
    """Distinct stems of the content words of a text, in order of appearance; identifiers are not words."""
    found = (
        stem_of(word, language)
        for word in cut(text).words
        if is_content(word, language) and word not in _ASKING[language]
    )
    return tuple(dict.fromkeys(found))


def speaks_another(text: str, language: Language) -> bool:
    """Whether a sentence is surely not in ``language``: another script, or the other language's little words only."""
    letters = [sign for sign in text if sign.isalpha()]
    if 2 * sum(ord(sign) > _LAST_LATIN for sign in letters) > len(letters):
        return True
    spoken = frozenset(one for one in words(text.lower()) if len(one) > 1)
    other = next(one for one in Language if one is not language)
    return len(spoken & (STOP[other] - STOP[language])) >= 2 and not spoken & (STOP[language] - STOP[other])
