"""Identifiers as people type them in a chat: in lower case, with spaces, or with half of the name left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from index import identifiers
from index.identifiers.found import Identifier

_ECCN_HEAD = re.compile(r"(?<![\w.])\d[a-ey]\d{3}(?=[a-r.,;:?!\s/)-]|$)")
# A code of letters and digits; what follows its first dot or bracket stays as it is.
_CODE = re.compile(r"(?<![\w.])(?!\d[A-Ya-y]\d{3})(?=[A-Za-z0-9.:-]*\d)(?=[A-Za-z0-9.:-]*[A-Za-z])[A-Za-z0-9:]+")
_WORD = re.compile(
    r"(?<![\w.])(?:gh|gb|mi|rtx|ear|cfr|fr|gp|fn|rin|nxt|mofcom|gacc|bis-\d{4}-\d{4}|0694-[a-z]{2}\d{2}|b(?= 30a)|"
    r"(?<!\d )h(?=[ -]\d{2,3}(?!\d)(?! ?(?:min|uhr))))(?![a-z])"
)
_END = r"(?=\.?\s*(?:[?!,;:]|$|\.|(?:und|oder|and|or|für|for)\b))"
# "3A001 b 3" can only be items; "3A001 a" and "3A001 a 3" may be the article "a" unless the sentence ends there.
_SPACED = re.compile(
    r"(?<![\w.])(\d[A-E]\d{3})\s(?:([b-hj-z])\)?\.?\s?(\d{1,2})\)?(?![\w%]|[.,]\d|\s?%)"
    rf"|([a-z])\)?\.?(?:\s?(\d{{1,2}})\)?(?:\s?([a-z])\)?(?![a-z]))?)?{_END})"
)
_BARE_SUPPLEMENT = re.compile(
    r"\bsupp(?:lements?|l)?\.?\s?(?:nos?\.?|nr\.?)?\s?(\d{1,2})(?![\d.]\d|\d|\s?(?:to|zu|of)\b|,?\s?(?:to|zu|zum|of)?\s?(?:part|teil))",
    re.IGNORECASE,
)
_USUAL_PART = {"4": "744", "6": "744", "7": "744"}  # Entity List, Unverified List, Military End-User List
_DUAL_USE = re.compile(r"\b(?:E[UG][- ]?)?Dual[- ]?Use[- ]?(?:VO|V|Verordnung|Regulation)\b", re.IGNORECASE)
_DUAL_USE_ACT = "2021/821"
_BARE_SECTION = re.compile(
    r"\s*(?:(?P<law>aw[gv])\s+(?P<number>\d{1,3}[a-z]?(?:\s?\(\d+\))?)|(?P<first>\d{1,3}[a-z]?(?:\s?\(\d+\))?)\s+(?P<after>aw[gv]))\s*",
    re.IGNORECASE,
)


@lru_cache(64)
def find(text: str) -> tuple[Identifier, ...]:
    """All identifiers of a question, by position; positions are those of ``text``.

    Remembered: spelling, search and refusal all ask for those of the same question.
    """
    shouted = _shout(text)
    found = {*identifiers.find(text), *identifiers.find(shouted), *_spaced(shouted), *_bare_section(text)}
    parts = {one.value[:3] for one in found if one.type in ("cfr", "part")}
    found |= {*_supplements(text, parts, found), *_dual_use(text, found)}
    whole = {one for one in found if not any(_longer(other, one) for other in found)}
    kept = {(one.type, one.value): one for one in sorted(whole, key=lambda one: -one.start)}
    return tuple(sorted(kept.values(), key=lambda one: (one.start, one.end, one.value)))


def _shout(text: str) -> str:
    """The text with its codes in capitals; as long as before: ``3a090.a`` → ``3A090.a``, ``mi308`` → ``MI308``."""
    for pattern in (_ECCN_HEAD, _CODE, _WORD):
        text = pattern.sub(lambda match: _capitals(match.group()), text)
    return text


def _capitals(code: str) -> str:
    return code.upper() if len(code.upper()) == len(code) else code


def _spaced(text: str) -> Iterator[Identifier]:
    """``3A001 b 3.``: the items of an entry with spaces; a bare letter only where no word can follow."""
    for match in _SPACED.finditer(text):
        yield Identifier("eccn", ".".join(one for one in match.groups() if one), match.start(), match.end())


def _bare_section(text: str) -> Iterator[Identifier]:
    """``AWV 8`` and ``8 AWV`` without the sign, where nothing else is typed."""
    if match := _BARE_SECTION.fullmatch(text):
        number, law = match["number"] or match["first"], match["law"] or match["after"]
        yield from (replace(one, start=0, end=len(text)) for one in identifiers.find(f"§ {number} {law}"))


def _supplements(text: str, parts: set[str], found: set[Identifier]) -> Iterator[Identifier]:
    """``Supp. No. 4``: of the part that the question names, else of the part where everyone knows it."""
    taken = [(one.start, one.end) for one in found if one.type == "supplement"]
    for match in _BARE_SUPPLEMENT.finditer(text):
        number = str(int(match.group(1)))
        part = next(iter(parts)) if len(parts) == 1 else _USUAL_PART.get(number)
        if part and not any(start <= match.start() < end for start, end in taken):
            yield Identifier("supplement", f"{part}-supp-{number}", match.start(), match.end())


def _dual_use(text: str, found: set[Identifier]) -> Iterator[Identifier]:
    """The regulation that an article belongs to, said by its everyday name. It takes no words away: its end is its start."""
    match = _DUAL_USE.search(text)
    if match and any(one.type == "article" for one in found):
        yield Identifier("act", _DUAL_USE_ACT, match.end(), match.end())


def _longer(other: Identifier, one: Identifier) -> bool:
    """Whether ``one`` is the beginning of ``other`` only: the ``3A001`` of ``3A001 b 3``."""
    inside = other.start <= one.start and one.end <= other.end and other.type == one.type
    return inside and other.value != one.value and one.value in identifiers.ancestors(other.value)
