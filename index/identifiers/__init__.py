"""The field's identifiers in free text: ECCNs, sections, citations, chips, country groups.

One normal form per identifier, so that a question and a passage meet exactly: ``§ 744.23 (a)(2)`` and
``15 CFR 744.23(a)(2)`` are both ``744.23(a)(2)``; ``H2O-Chip`` and ``H20-KI-Beschleuniger`` are ``H20``; ``H200`` never is.
What only a person in a chat would write so (``3a090``, ``Supp. No. 4`` without a part) is in `index.identifiers.typed`.
Pure functions, no I/O.
"""

from __future__ import annotations

import re

from index.identifiers.chips import names
from index.identifiers.europe import european, german
from index.identifiers.found import Identifier
from index.identifiers.notices import published
from index.identifiers.us import eccns, others, sections

__all__ = ["Identifier", "ancestors", "find", "values"]


def find(text: str) -> tuple[Identifier, ...]:
    """All identifiers of ``text``, ordered by position."""
    readers = (eccns, sections, german, european, names, published, others)
    found = {one for read in readers for one in read(text)}
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.value)))


def values(text: str) -> frozenset[str]:
    """The normal forms of all identifiers of ``text``."""
    return frozenset(one.value for one in find(text))


def ancestors(value: str) -> tuple[str, ...]:
    """The identifier and everything above it, nearest first: ``744.23(a)(2)`` → itself, ``744.23(a)``, ``744.23``.

    General prohibition 9 stands in § 736.2(b)(9), which is therefore above it.
    Chips, acts and citations have nothing above them. Never crosses from a section to its part.
    """
    chain = [value]
    while True:
        last = chain[-1]
        if re.search(r"\([^()]+\)$", last):
            chain.append(re.sub(r"\([^()]+\)$", "", last))
        elif re.match(r"gp\d+$", last):
            chain.append(f"736.2(b)({last[2:]})")
        elif re.match(r"^\d[A-EY]\d{3}\..+", last):
            chain.append(last.rsplit(".", 1)[0])
        else:
            return tuple(chain)
