"""The field's identifiers in free text: ECCNs, sections, citations, chips, country groups.

One normal form per identifier, so that a question and a passage meet exactly: ``§ 744.23 (a)(2)`` and
``15 CFR 744.23(a)(2)`` are both ``744.23(a)(2)``; ``H2O-Chip`` and ``H20-KI-Beschleuniger`` are ``H20``; ``H200`` never is.
Pure functions, no I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier as found: its class, its normal form, and where it stands (offsets into the text)."""

    type: str
    value: str
    start: int
    end: int


_PARAGRAPHS = r"(?:\s?\((?:[a-zA-Z]{1,2}|[ivxIVX]{1,5}|\d{1,2})\))"
_ECCN = re.compile(
    r"(?<![\w.])([0-9][A-EY][0-9]{3})((?:\.[a-z](?![a-z])(?:\.\d{1,2}(?![\d]))?(?:\.[a-z](?![a-z]))?(?:\.\d{1,2})?)?)(?![0-9A-Za-z])"
)
_NATIONAL = re.compile(r"(?<![\w.])([0-9][A-E][0-9]{4}(?:[a-z]\d{0,2})?|[0-9][A-E]9\d{2}[a-z])(?![0-9A-Za-z])")
_CFR = re.compile(rf"(?<![\d.$])(7[3-7]\d\.\d{{1,2}})(?!\d|\s?%)({_PARAGRAPHS}*)")
_CFR_PART = re.compile(r"(?:\bparts?|\bTeil)\s+(7[3-7]\d)\b(?!\.)", re.IGNORECASE)
_SUPPLEMENT = re.compile(
    r"\bSupp(?:lement|l)?\.?\s*(?:No\.?|Nr\.?)?\s*(\d{1,2})\s*(?:to|zu|of|,)?\s*(?:part|Part|Teil)\s*(7[3-7]\d)"
    r"|\b[Pp]art\s*(7[3-7]\d),?\s*Supp(?:lement)?\.?\s*(?:No\.?|Nr\.?)?\s*(\d{1,2})"
    r"|\b(7[3-7]\d),?\s+Supp(?:lement)?\.?\s*(?:No\.?|Nr\.?)?\s*(\d{1,2})",
)
_GERMAN = re.compile(
    r"§{1,2}\s?(\d{1,3}[a-z]?)((?:\s?(?:Abs\.|Absatz)\s?\d{1,2}[a-z]?|\s?\(\d{1,2}[a-z]?\))?)"
    r"(?:\s?(?:Nr\.|no\.|Nummer|Satz|S\.|Buchst\.|Buchstabe|und|bis|oder|,|der|des)\s?(?:\d{1,3}[a-z]?|[a-z](?![a-zäöü]))?)*"
    r"\s?(AWG|AWV|KrWaffKontrG|KWKG|ZollVG)\b"
)
_EU_ARTICLE = re.compile(
    r"\b(?:Art(?:icle|ikel|\.))\s?(\d{1,2})((?:\s?\(\d{1,2}\)|\s?Abs(?:\.|atz)\s?\d{1,2})?)", re.IGNORECASE
)
_EU_ACT = re.compile(r"\b(20[12]\d/\d{2,4})\b")
_US_CODE = re.compile(r"\b50\s?U\.?\s?S\.?\s?C\.?\s?(?:§\s?)?(4[78]\d{2})", re.IGNORECASE)
_FR = re.compile(r"\b(8[3-9]|9[0-9])\s(?:FR|Fed\.\s?Reg\.)\s(\d{1,3},?\d{3})\b")
_FR_DOCUMENT = re.compile(r"\b(20(?:1\d|2\d)-\d{5})\b")
_MOFCOM = re.compile(
    r"\b(?:No\.|Nr\.|Nos\.|Announcement|Bekanntmachung)\s?(?:No\.|Nr\.)?\s?(\d{1,3})\s?(?:/|of|von|aus)\s?(20\d{2})\b"
)
_GROUP = re.compile(r"(?<![\w:])([ADE]:[1-6])(?!\d)")
_FOOTNOTE = re.compile(r"\b(?:[Ff]ootnote|[Ff]u(?:ß|ss)note)\s?(\d)\b")
_PROHIBITION = re.compile(
    r"\b(?:General Prohibition|Allgemeines Verbot(?:\s?Nr\.)?)\s?"
    r"(\d{1,2}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CHIP = re.compile(
    r"(?<![\w.])(?:(H2O|H20)(?=-?[A-Za-zÄÖÜ]|\b)|(H100|H200|H800|A100|A800|B100|B200|B300|B30A|GB200|GB300|L40S|L4|L20|L2|"
    r"MI300X?|MI308X?|MI325X?|910[BCD]|Gaudi\s?[23]|RTX\s?(?:Pro\s?)?[45]0[89]0(?:\s?D)?|NXT:?\s?\d{4}i))(?![0-9A-Za-z])"
)
_H20_COMPOUND = re.compile(r"(?<![\w.])H2[0O](?!\d)(?=[-‐–]?[A-ZÄÖÜa-zäöü]|\b)")


def _plain(paragraphs: str) -> str:
    return re.sub(r"\s", "", paragraphs)


def _cfr(text: str) -> Iterator[Identifier]:
    for match in _CFR.finditer(text):
        yield Identifier("cfr", match.group(1) + _plain(match.group(2)), match.start(), match.end())
    for match in _CFR_PART.finditer(text):
        yield Identifier("part", match.group(1), match.start(), match.end())
    for match in _SUPPLEMENT.finditer(text):
        one = match.groups()
        number, part = (one[0], one[1]) if one[0] else (one[3], one[2]) if one[2] else (one[5], one[4])
        yield Identifier("supplement", f"{part}-supp-{number}", match.start(), match.end())


def _german(text: str) -> Iterator[Identifier]:
    for match in _GERMAN.finditer(text):
        absatz = re.search(r"\d+[a-z]?", match.group(2))
        paragraph = f"({absatz.group()})" if absatz else ""
        law = "KrWaffKontrG" if match.group(3) == "KWKG" else match.group(3)
        yield Identifier("german", f"{law}§{match.group(1)}{paragraph}", match.start(), match.end())


def _eu(text: str) -> Iterator[Identifier]:
    for match in _EU_ARTICLE.finditer(text):
        paragraph = re.sub(r"\D*(\d+)\)?", r"(\1)", match.group(2).strip()) if match.group(2) else ""
        yield Identifier("article", f"art{match.group(1)}{paragraph}", match.start(), match.end())
    for match in _EU_ACT.finditer(text):
        yield Identifier("act", match.group(1), match.start(), match.end())


def _eccn(text: str) -> Iterator[Identifier]:
    for match in _ECCN.finditer(text):
        yield Identifier("eccn", match.group(1) + match.group(2), match.start(), match.end())
    for match in _NATIONAL.finditer(text):
        yield Identifier("eccn", match.group(1), match.start(), match.end())
    for match in re.finditer(r"\bEAR99\b", text):
        yield Identifier("eccn", "EAR99", match.start(), match.end())


def _chips(text: str) -> Iterator[Identifier]:
    for match in _H20_COMPOUND.finditer(text):
        yield Identifier("chip", "H20", match.start(), match.end())
    for match in _CHIP.finditer(text):
        if match.group(2):
            value = re.sub(r"[\s:]", "", match.group(2)).upper()
            yield Identifier("chip", value, match.start(), match.end())


def _others(text: str) -> Iterator[Identifier]:
    for match in _US_CODE.finditer(text):
        yield Identifier("usc", f"50usc{match.group(1)}", match.start(), match.end())
    for match in _FR.finditer(text):
        yield Identifier("fr", f"{match.group(1)}fr{match.group(2).replace(',', '')}", match.start(), match.end())
    for match in _FR_DOCUMENT.finditer(text):
        yield Identifier("frdoc", match.group(1), match.start(), match.end())
    for match in _MOFCOM.finditer(text):
        yield Identifier("mofcom", f"{int(match.group(1))}/{match.group(2)}", match.start(), match.end())
    for match in _GROUP.finditer(text):
        yield Identifier("group", match.group(1), match.start(), match.end())
    for match in _FOOTNOTE.finditer(text):
        yield Identifier("footnote", f"footnote{match.group(1)}", match.start(), match.end())
    for match in _PROHIBITION.finditer(text):
        word = match.group(1).lower()
        number = int(word) if word.isdigit() else _NUMBER_WORDS.index(word) + 1
        yield Identifier("prohibition", f"gp{number}", match.start(), match.end())


def find(text: str) -> tuple[Identifier, ...]:
    """All identifiers of ``text``, ordered by position."""
    found = [*_eccn(text), *_cfr(text), *_german(text), *_eu(text), *_chips(text), *_others(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def values(text: str) -> frozenset[str]:
    """The normal forms of all identifiers of ``text``."""
    return frozenset(one.value for one in find(text))


def ancestors(value: str) -> tuple[str, ...]:
    """The identifier and everything above it, nearest first: ``744.23(a)(2)`` → itself, ``744.23(a)``, ``744.23``.

    Chips, acts and citations have nothing above them. Never crosses from a section to its part.
    """
    chain = [value]
    while True:
        last = chain[-1]
        if re.search(r"\([^()]+\)$", last):
            chain.append(re.sub(r"\([^()]+\)$", "", last))
        elif re.match(r"^\d[A-EY]\d{3}\..+", last):
            chain.append(last.rsplit(".", 1)[0])
        else:
            return tuple(chain)
