"""Small numbers written as words, in German and English: ``twenty`` and ``zwanzig`` are 20. Pure.

``one`` and ``ein`` are left out: they are articles far more often than figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
_GERMAN = (
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"


def _values() -> dict[str, int]:
    values = {"nineteen": 19, "neunzehn": 19, "dozen": 12, "dutzend": 12}
    for units, tens, joined, one in (
        (_ENGLISH, _ENGLISH_TENS, "{t}-{u}", "one"),
        (_GERMAN, _GERMAN_TENS, "{u}und{t}", "ein"),
    ):
        values |= {word: at for at, word in enumerate(units.split(), start=2)}
        for ten, word in enumerate(tens.split(), start=2):
            values[word] = ten * 10
            units_here = enumerate([one, *units.split()[:8]], start=1)
            values |= {joined.format(t=word, u=unit): ten * 10 + at for at, unit in units_here}
    return values | {"hundert": 100, "einhundert": 100, "hundred": 100, "zweier": 2, "dreier": 3}


_VALUES = _values()
# What a German number word may be glued to: "zwanzigtausend", "viermal", "Dreijahresplan", "sechzigtägig".
_GLUED = (
    r"(?:tausend|hundert|millionen|mal|fach|jahr|jähr|monat|tag|täg|woch|wöch|stund|stünd|köpf|stell|teil"
    r"|dimension|einhalb)"
)
_NAMES = "|".join(sorted(_VALUES, key=len, reverse=True))
_WORD = re.compile(rf"(?<![\w-])(?:{_NAMES})(?={_GLUED}|\b)", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:\b(?:{_NAMES})|\d)\s?$", re.IGNORECASE)
# Said of two without the word: they may prove a "two", but need no proof themselves.
_PAIR = re.compile(
    r"\b(?:beide[nrsm]?|both|twice|double[ds]?|doppel\w*|doppelt\w*|verdoppel\w*|zweite[nrsm]?|second|pair|bilateral\w*|either)\b",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\bhalbe[ns]? Jahr\w*|\bhalf a year\b|\bhalbjähr\w*", re.IGNORECASE)


def find(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Every number word with its value, in order."""
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if match.group().isupper() or (word == "hundred" and _COUNTED.search(text[: match.start()])):
            continue  # TEN-E is a name, and the hundred of "two hundred" is its magnitude
        yield match, _VALUES[word]


def implied(text: str) -> frozenset[int]:
    """Numbers that a text gives without a number word: ``both`` 2, ``half a year`` 6 (months)."""
    return frozenset(({2} if _PAIR.search(text) else set()) | ({6} if _HALF_YEAR.search(text) else set()))
