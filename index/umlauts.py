"""German words typed without umlauts: ``fuer``, ``Gueter``, ``Strasse`` on a keyboard that lacks the letters."""

from __future__ import annotations

import re
from itertools import product

from index.documents import Language
from index.words import STOP, german_words

_DIGRAPH = re.compile("ae|oe|ue|ss")
_UMLAUT = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_MOST = 4


def with_umlauts(word: str) -> str:
    """``gueter`` → ``güter`` (lower case) where only that is a German word; the word itself otherwise."""
    places = list(_DIGRAPH.finditer(word))
    if not places or len(places) > _MOST or word in german_words() or word in STOP[Language.EN]:
        return word
    for choice in product((True, False), repeat=len(places)):
        form, at = [], 0
        for change, place in zip(choice, places, strict=True):
            form += [word[at : place.start()], _UMLAUT[place.group()] if change else place.group()]
            at = place.end()
        candidate = "".join((*form, word[at:]))
        if candidate != word and (candidate in german_words() or candidate in STOP[Language.DE]):
            return candidate
    return word
