"""Terms of the field in a text, with what they are called in the other language: help for who cannot read the quote."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.documents import Language
from index.glossary import Glossary, Pair
from index.words import is_content, stem_of

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def gloss(
    text: str, language: Language, glossary: Glossary, split: Callable[[str], tuple[str, ...]], limit: int = 6
) -> list[tuple[str, str]]:
    """(term as it stands in ``text``, its usual name in the other language), in order, each name once.

    Names of the glossary only: a curated term or nothing. A German compound without an entry of its own is
    explained by those of its parts that have one.
    """
    words = [match.group() for match in _WORD.finditer(text)]
    content = [word for word in words if is_content(word.lower(), language)]
    stems = [stem_of(word.lower(), language) for word in content]
    other = Language.EN if language is Language.DE else Language.DE
    found: dict[int, tuple[str, str]] = {}
    taken: set[int] = set()
    for match in glossary.matches(stems, language):
        pair = glossary.pair_of(tuple(stems[match.start : match.end]), language)
        if pair is not None:
            found[match.start] = (" ".join(content[match.start : match.end]), _usual(pair, other))
            taken.update(range(match.start, match.end))
    for place, word in enumerate(content):
        if place not in taken and language is Language.DE:
            names = [
                _usual(pair, other) for part in split(word.lower()) if (pair := glossary.pair_of((part,), language))
            ]
            if names:
                found[place] = (word, " + ".join(names))
    pairs = [(term, name) for _, (term, name) in sorted(found.items()) if term.lower() != name.lower()]
    return list({name: (term, name) for term, name in reversed(pairs)}.values())[::-1][:limit]


def _usual(pair: Pair, language: Language) -> str:
    return (pair.english if language is Language.EN else pair.german)[0]
