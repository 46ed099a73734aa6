"""Identifiers of American law: EAR sections, parts and supplements, ECCNs, groups, footnotes, prohibitions, the US Code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.identifiers.found import AND, NUMBER_WORD, Identifier, numbers_of

_SECTION = r"7[3-7]\d\.\d{1,2}"
_PART = r"7[3-7]\d"
_BRACKET = r"\((?:[a-z]{1,2}|[A-Z]|[ivxIVX]{1,5}|\d{1,2})\)"
_PARAGRAPH_WORD = r"(?:Abs(?:\.|atz)|Nr\.|Nummer|Buchst(?:\.|abe)|lit\.|para(?:graph|\.))"
_PARAGRAPHS = rf"(?:\s?(?:{_PARAGRAPH_WORD}\s?)?{_BRACKET}|\s{_PARAGRAPH_WORD}\s?(?:[a-z]|\d{{1,2}})(?!\w))*"
_UNIT = (
    r"\s?(?:%|percent|per cent|Prozent|million|billion|trillion|Milli|Mio|Mrd|Bio|Tsd|tausend|thousand|US-?Dollar|dollar|"
    r"[Ee]uro|Yuan|USD|EUR|RMB|GB|TB|TOPS|TFLOPS|GFLOPS|Punkte|points)|\s?(?:nm|mm|cm|km|kg|[gmKC°])(?!\w)"
)
_CFR = re.compile(rf"(?<!\d)(?<!\d[.,])(?<!v)(?<![$€£¥])(?<![$€£¥]\s)({_SECTION})(?!\d|\.\d)(?!{_UNIT})({_PARAGRAPHS})")
_CFR_REVERSED = re.compile(
    rf"\b(?:[Pp]aragraph|Abs(?:atz|\.))\s?((?:{_BRACKET})+)\s(?:of|von|des|der|in|zu)\s"
    rf"(?:(?:§|[Ss]ection|[Ss]ec\.|Abschnitts?|Paragra(?:f|ph)(?:en|s)?|15\s?C\.?F\.?R\.?)\s?){{0,2}}({_SECTION})(?!\d|\(|\s\()"
)
_CFR_PART = re.compile(
    rf"(?:\bparts?|\bTeil(?:e[ns]?|s)?|\b15\s?C\.?F\.?R\.?(?:\sparts?)?)\s+({_PART}(?:\s?(?:{AND})\s?{_PART})*)\b(?![.\d]\d)",
    re.IGNORECASE,
)
_SUPP = r"(?:supp(?:lements?|l)?\.?|anlagen?|beilagen?|anh(?:a|ä)ng(?:en|e|s)?|ergänzung(?:en)?)"
_SUPP_NUMBERS = rf"\s?(?:{NUMBER_WORD})?\s?(\d{{1,2}}(?:\s?(?:{AND})\s?(?:{NUMBER_WORD}\s?)?\d{{1,2}})*)(?!\w|\.\d)"
_SUPPLEMENT = re.compile(
    rf"\b{_SUPP}{_SUPP_NUMBERS}\s?(?:(?:to|zum?|zur|of|von|des|für|,)\s?)?(?:15\s?CFR\s)?(?:parts?|teil(?:es|s)?)\s?({_PART})(?!\d)"
    rf"|\b{_SUPP}{_SUPP_NUMBERS}\s?(?:to|zum?|zur|of|von|,)\s?({_PART})(?![.\d])",
    re.IGNORECASE,
)
_SUPPLEMENT_AFTER = re.compile(rf"\b({_PART})(?!\.\d),?\s{_SUPP}{_SUPP_NUMBERS}", re.IGNORECASE)

_ITEMS = r"(?:\.[a-z](?![a-z])(?:\.\d{1,2}(?!\d))?(?:\.[a-z](?![a-z]))?(?:\.\d{1,2})?)?"
_MORE_ITEMS = rf"(?:\s?(?:{AND})\s?\.[a-z](?![a-z])(?:\.\d{{1,2}}(?!\d))?|/[a-z](?![a-z]))*"
_ECCN = re.compile(rf"(?<![\w.])([0-9][A-EY][0-9]{{3}})({_ITEMS})({_MORE_ITEMS})(?![0-9A-Za-z]|\.[a-z]\d)")
# The EU's and the German way: 3A001b3. Letters glued to a number of the 900s are national entries: 5A902a is no 5A902.a.
_ECCN_GLUED = re.compile(
    r"(?<![\w.])([0-9][A-E](?!9)[0-9]{3})\.?([a-rt-z])(?:\.?(\d{1,2}))?(?:\.?([a-z]))?(?:\.?(\d{1,2}))?(?![0-9A-Za-z])"
)
_NATIONAL = re.compile(r"(?<![\w.])([0-9][A-E][0-9]{4}(?:[a-z]\d{0,2})?|[0-9][A-E]9\d{2}[a-z])(?![0-9A-Za-z])")
_EAR99 = re.compile(r"\bEAR\s?99\b")

_GROUP = re.compile(r"(?<![\w:])([ADE]):([1-6])(?!\d)|\b(?:[Gg]roups?|(?:Länderg|G)ruppen?)\s([ADE])\s?([1-6])(?!\w)")
_FOOTNOTE = re.compile(
    rf"(?:\b[Ff]ootnotes?|\b[Ff]u(?:ß|ss)noten?|\bFN|\bFn\.?)[\s-]?(\d(?:\s?(?:{AND})\s?\d)*)(?![\d%]|[.,:]\d)"
)
_PROHIBITION = re.compile(
    rf"\b(?:General Prohibitions?|Allgemeine[nms]? Verbot(?:e?s|en?)?)\s?(?:{NUMBER_WORD})?\s?\(?"
    r"(\d{1,2}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eins|Zwei|Drei|Vier|Fünf|Sechs|Sieben|Acht|Neun|Zehn)\b",
    re.IGNORECASE,
)
_PROHIBITION_SHORT = re.compile(r"\bGPs?[\s-]?(10|[1-9])(?![\w.,]?\d)\b")
_PROHIBITION_ORDINAL = re.compile(
    r"\b(erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[nmrs]?\sallgemeine[nmrs]?\sVerbot",
    re.IGNORECASE,
)
_COUNTS = (
    ("one", "eins", "erste"), ("two", "zwei", "zweite"), ("three", "drei", "dritte"), ("four", "vier", "vierte"),
    ("five", "fünf", "fünfte"), ("six", "sechs", "sechste"), ("seven", "sieben", "siebte"), ("eight", "acht", "achte"),
    ("nine", "neun", "neunte"), ("ten", "zehn", "zehnte"),
)  # fmt: skip
_COUNT = {word: number for number, words in enumerate(_COUNTS, start=1) for word in words}
_US_CODE = re.compile(r"\b50\s?U\.?\s?S\.?\s?C\.?\s?(?:§{1,2}\s?)?(4[78]\d{2})", re.IGNORECASE)


# Most passages hold none of these: a quick look saves the slow patterns.
_ANY_PART = re.compile(r"7[3-7]\d")
_ANY_SUPPLEMENT = re.compile(r"supp|lage|anh|ergänz", re.IGNORECASE)
_ANY_ECCN = re.compile(r"\d[A-EY]\d{3}|EAR")
_ANY_PROHIBITION = re.compile(r"rohibition|verbot|GP", re.IGNORECASE)


def sections(text: str) -> Iterator[Identifier]:
    """Sections, parts and supplements of the EAR: ``744.23(a)(2)``, ``744``, ``744-supp-4``."""
    if not _ANY_PART.search(text):
        return
    said = set()
    for match in _CFR_REVERSED.finditer(text):
        said.add(match.start(2))
        yield Identifier("cfr", match.group(2) + _brackets(match.group(1)), match.start(), match.end())
    for match in _CFR.finditer(text):
        if match.start() not in said:
            yield Identifier("cfr", match.group(1) + _brackets(match.group(2)), match.start(), match.end())
    for match in _CFR_PART.finditer(text):
        for part in re.findall(_PART, match.group(1)):
            yield Identifier("part", part, match.start(), match.end())
    if not _ANY_SUPPLEMENT.search(text):
        return
    for match in _SUPPLEMENT.finditer(text):
        listed, part = (match.group(1), match.group(2)) if match.group(2) else (match.group(3), match.group(4))
        yield from _supplements(listed, part, match)
    for match in _SUPPLEMENT_AFTER.finditer(text):
        yield from _supplements(match.group(2), match.group(1), match)


def _brackets(paragraphs: str) -> str:
    """``Abs. (a)(2)``, ``(a) (2)`` and ``Absatz a Nummer 2`` → ``(a)(2)``."""
    pieces = re.findall(rf"\(([^()]+)\)|{_PARAGRAPH_WORD}\s?([a-z]|\d{{1,2}})(?!\w)", paragraphs)
    return "".join(f"({one or other})" for one, other in pieces)


def _supplements(listed: str, part: str, match: re.Match[str]) -> Iterator[Identifier]:
    for number in numbers_of(listed):
        yield Identifier("supplement", f"{part}-supp-{number}", match.start(), match.end())


def eccns(text: str) -> Iterator[Identifier]:
    """Entries of the control lists, the European writing in the American form: ``3A001.b.3``."""
    if not _ANY_ECCN.search(text):
        return
    for match in _ECCN.finditer(text):
        code, items, more = match.groups()
        yield Identifier("eccn", code + items, match.start(), match.end())
        for item in re.findall(r"[a-z](?:\.\d{1,2})?(?![a-z])", re.sub(r"\b(?:and|und|or|oder|sowie)\b", "", more)):
            yield Identifier("eccn", f"{code}.{item}", match.start(), match.end())
    for match in _ECCN_GLUED.finditer(text):
        value = ".".join(one for one in match.groups() if one)
        if value != match.group():  # else it is the dotted form, found above
            yield Identifier("eccn", value, match.start(), match.end())
    for match in _NATIONAL.finditer(text):
        yield Identifier("eccn", match.group(1), match.start(), match.end())
    for match in _EAR99.finditer(text):
        yield Identifier("eccn", "EAR99", match.start(), match.end())


def others(text: str) -> Iterator[Identifier]:
    """Country groups, footnotes of the Entity List, general prohibitions, sections of the US Code."""
    for match in _GROUP.finditer(text):
        letter, number = match.group(1) or match.group(3), match.group(2) or match.group(4)
        yield Identifier("group", f"{letter}:{number}", match.start(), match.end())
    for match in _FOOTNOTE.finditer(text):
        for number in numbers_of(match.group(1)):
            yield Identifier("footnote", f"footnote{number}", match.start(), match.end())
    patterns = (_PROHIBITION, _PROHIBITION_SHORT, _PROHIBITION_ORDINAL) if _ANY_PROHIBITION.search(text) else ()
    for pattern in patterns:
        for match in pattern.finditer(text):
            word = match.group(1).lower()
            if 1 <= (number := int(word) if word.isdigit() else _COUNT[word]) <= len(_COUNTS):
                yield Identifier("prohibition", f"gp{number}", match.start(), match.end())
    for match in _US_CODE.finditer(text):
        yield Identifier("usc", f"50usc{match.group(1)}", match.start(), match.end())
