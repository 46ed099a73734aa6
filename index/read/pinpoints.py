"""The official citation one step up: ``15 CFR § 744.8(a)(1)`` is above ``15 CFR § 744.8(a)(1)(i)``.

Pure functions on the citation strings that the readers write.
"""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"^(?P<head>(?:ECCN|Annex I [^,]+,|Anhang I [^,]+,) \d[A-EY]\d{3}(?:\.[a-z0-9]{1,3})*)\.[a-z0-9]{1,3}$"
)
_GERMAN = re.compile(r"^(?P<head>§ \S+(?: .+)?) (?:Abs\.|Nr\.|Buchst\.) \S+(?P<law> [A-ZÄÖÜ]\w+)$")
_BRACKET = re.compile(
    r"^(?P<head>(?:\d+ (?:CFR|U\.S\.C\.) |Art\. ).*)\([A-Za-z0-9]{1,6}\)"
    r"(?P<act>(?: (?:Regulation|Directive|Decision|VO|RL|Beschluss) .*)?)$"
)


def parent(citation: str) -> str:
    """The citation that contains ``citation``; empty where there is none within its section or entry."""
    item = _ITEM.match(citation)
    if item:
        return item["head"]
    german = _GERMAN.match(citation)
    if german:
        return german["head"] + german["law"]
    bracket = _BRACKET.match(citation)
    if bracket and " Note" not in citation:
        return bracket["head"].rstrip() + bracket["act"]
    return ""


def within(citation: str, ancestor: str) -> bool:
    """Whether ``citation`` is ``ancestor`` or lies below it."""
    current = citation
    while current:
        if current == ancestor:
            return True
        current = parent(current)
    return False
