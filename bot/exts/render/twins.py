"""Most documents exist in German and in English: a list shows one of them, in the reader's language where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from index.documents import Language

_T = TypeVar("_T")


def one_of_each(
    things: Sequence[_T], language: Language, name: Callable[[_T], str], spoken: Callable[[_T], Language]
) -> list[_T]:
    """One thing a ``name``, at the place of the first of them; how many there are does not depend on ``language``."""
    best: dict[str, _T] = {}
    for thing in things:
        known = best.get(name(thing))
        if known is None or (spoken(known) is not language and spoken(thing) is language):
            best[name(thing)] = thing
    return list(best.values())
