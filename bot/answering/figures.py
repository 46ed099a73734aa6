"""The figures of a text in one normal form: numbers with magnitude and unit, dates, identifiers, codes.

A figure is what a sentence must not get wrong. ``4,800`` = ``4.800`` = ``4800``; ``5.5 billion`` = ``5,5 Milliarden``;
``twenty`` = ``zwanzig``; ``50 %`` = ``50 Prozent``. The digits of ``744.23``, ``3A090`` and ``H20`` are no numbers.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.answering import number_words
from bot.answering.dates import Dated, find_dates
from index import identifiers
from index.documents import Language
from index.identifiers import Identifier

_SPACE = " \u00a0\u2009\u202f"
_NUMBER = re.compile(
    rf"(?<![\w])(?<![\w][.,])(?:\d{{1,3}}(?:[{_SPACE}’']\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![\d])(?![A-Za-zÄÖÜäöü]*\d)"
)
_CODE = re.compile(
    r"(?<![\w.])(?=[\w./:-]*\d)(?=[\w./:-]*[A-Za-z])[A-Z][A-Za-z]*\d[A-Za-z0-9]*(?![\w])|(?<![\w.])\d+[A-Z]\w*\d\w*"
)
_MARKER = re.compile(
    r"(?:\b(?:Abs|Absatz|Absätzen?|Nr|Nummern?|No|Nos|Satz|Buchst|Art|Articles?|Artikel[sn]?|Part|Teil|Kapitel|Chapter|Anhang|Annex|Note|Anmerkung|"
    r"Supplement|Supp|paras?|paragraphs?|subparagraphs?|sections?|Paragra(?:f|ph)en|footnote|Fußnote|Title|Titel)\.?\s?|\(|§\s?)$",
    re.IGNORECASE,
)
_CFR_TITLE = re.compile(r"\b15\s?C\.?F\.?R\.?", re.IGNORECASE)
# The EU's way to write 3A001.b.3; national entries such as 5A902a stay as they are.
_GLUED_ECCN = re.compile(r"(?<![\w.])(\d[A-E](?!9)\d{3})([a-z])(\d{1,2})?([a-z])?(\d{1,2})?(?![A-Za-z0-9])")
# Spellings that the field's identifiers do not know.
_SPELLINGS = (
    (
        re.compile(r"\b(?:supplement|anlage|anhang)\s(?:no|nr)\.\s?(\d{1,2}) (?:to|zu) (?:part|teil)\b", re.IGNORECASE),
        r"Supplement No. \1 to part",
    ),
    (re.compile(r"\b(Fu(?:ß|ss)note|[Ff]ootnote)-(\d)"), r"\1 \2"),
    (re.compile(r"\bAllgemeine[nms]? Verbot(?:e?s)? (?:Nr\. )?(?=\d)"), "General Prohibition "),
    *(
        (re.compile(rf"\bAllgemeine[nms]? Verbot(?:e?s)? {word}\b"), f"General Prohibition {number}")
        for number, word in enumerate("Eins Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn".split(), start=1)
    ),
)
_MAGNITUDES: dict[str, dict[Language | None, int]] = {
    r"hundred|hundert": {None: 2},
    r"thousand|tausend|tsd": {None: 3},
    r"million(?:en)?|mio|mln|mn": {None: 6},
    r"milliarden?|mrd|bn": {None: 9},
    r"billionen": {None: 12},
    r"trillionen": {None: 18},
    r"billion": {Language.DE: 12, Language.EN: 9},
    r"trillion": {Language.DE: 18, Language.EN: 12},
}
# One letter is a magnitude only after a currency: "$5.5B", "$800m"; "100 m" is a length.
_MONEY_MAGNITUDE = re.compile(r"\s?([mb])\b", re.IGNORECASE)
_UNITS: dict[str, str] = {
    "%": r"%|percent(?:age)?\b|per cent\b|v\.\s?h\.|(?:mol|bip-)?prozent|pps\b",
    "USD": r"us-?\s?\$|\$|usd\b|us[- ]dollars?\b|dollars?\b",
    "EUR": r"€|eur\b|euros?\b",
    "CNY": r"cny\b|rmb\b|yuan\b|renminbi\b",
    "JPY": r"¥|jpy\b|yen\b",
    "KRW": r"₩|krw\b|won\b",
    "nm": r"nm\b|nanomet(?:er|re)s?\b",
    "day": r"(?:calendar |business |working |kalender|werk|arbeits)?(?:days?\b|tage[ns]?\b|tagen?\b|tag\b|tägig)",
    "week": r"weeks?\b|wochen?\b|wöchig",
    "month": r"months?\b|monate?[ns]?\b|monatig",
    "year": r"years?\b|jahre?[ns]?\b|jährig",
    "hour": r"hours?\b|stunden?\b|stündig|h\b",
}
_UNIT_AFTER = {name: re.compile(rf"[\s\u00a0\u202f-]*(?:{pattern})", re.IGNORECASE) for name, pattern in _UNITS.items()}
_UNIT_ANYWHERE = {name: re.compile(rf"(?<![A-Za-z])(?:{pattern})", re.IGNORECASE) for name, pattern in _UNITS.items()}
_CURRENCY_BEFORE = re.compile(r"(us-?\s?\$|\$|usd|€|eur|rmb|cny|¥|jpy|₩|krw)[\s\u00a0]?$", re.IGNORECASE)
_MAGNITUDE_AFTER = [
    (re.compile(rf"[\s\u00a0\u202f-]?(?:{words})(?:\b|(?=tausend|millionen))\.?", re.IGNORECASE), powers)
    for words, powers in _MAGNITUDES.items()
]
_RANGE_TO = re.compile(r"\s?(?:-|–|to|bis|und|and|or|oder|through)\s?(?:us-?\$|\$|€|usd\s|eur\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its possible values (``4,800`` can be read two ways), its unit, and whether it counts paragraphs."""

    values: frozenset[Decimal]
    unit: str
    written: str
    marker: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one text."""

    numbers: tuple[Number, ...]
    dates: tuple[Dated, ...]
    identifiers: frozenset[str]
    codes: frozenset[str]
    units: frozenset[str]
    implied: frozenset[int]


def figures_of(text: str, language: Language) -> Figures:
    """Takes the figures out of a text; ``language`` decides what ``Billion`` means."""
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    text = _GLUED_ECCN.sub(lambda match: ".".join(part for part in match.groups() if part), text)
    found = [one for one in identifiers.find(text) if not _is_amount(text, one)]
    rest = _blank(text, [(one.start, one.end) for one in found])
    rest = _CFR_TITLE.sub(lambda match: " " * len(match.group()), rest)
    dates = find_dates(rest)
    rest = _blank(rest, [(one.start, one.end) for one in dates])
    codes = list(_CODE.finditer(rest))
    rest = _blank(rest, [match.span() for match in codes])
    return Figures(
        numbers=(*_digits(rest, language), *_words(rest, language)),
        dates=dates,
        identifiers=frozenset(one.value for one in found),
        codes=frozenset(match.group().upper() for match in codes),
        implied=number_words.implied(rest),
        units=frozenset(name for name, pattern in _UNIT_ANYWHERE.items() if pattern.search(text)),
    )


def _is_amount(text: str, found: Identifier) -> bool:
    """Whether what looks like a section is a number with a unit: ``744.23 dollars``."""
    unit = any(pattern.match(text, found.end) for pattern in _UNIT_AFTER.values())
    return found.type == "cfr" and (
        unit or _CURRENCY_BEFORE.search(text[max(0, found.start - 6) : found.start]) is not None
    )


def readings(written: str) -> frozenset[Decimal]:
    """The values a written number can have: ``4,800`` is 4800 or 4.8, ``1.234,5`` is 1234.5 only."""
    plain = re.sub(rf"[{_SPACE}’']", "", written)
    signs = re.findall(r"[.,]", plain)
    if not signs:
        return frozenset({Decimal(plain)})
    groups = re.split(r"[.,]", plain)
    values: set[Decimal] = set()
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and len(set(signs)) == 1
    if grouped and groups[0] != "0":
        values.add(Decimal("".join(groups)))
    last_differs = signs[-1] not in signs[:-1]
    if last_differs and all(len(group) == 3 for group in groups[1:-1]):
        values.add(Decimal("".join(groups[:-1]) + "." + groups[-1]))
    return frozenset(values) or frozenset(Decimal(group) for group in groups)


def _digits(text: str, language: Language) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        yield _number(text, match, readings(match.group()), language)


def _words(text: str, language: Language) -> Iterator[Number]:
    for match, value in number_words.find(text):
        yield _number(text, match, frozenset({Decimal(value)}), language)


def _number(text: str, match: re.Match[str], values: frozenset[Decimal], language: Language) -> Number:
    power, end = _magnitude(text, match.end(), language)
    letter = _MONEY_MAGNITUDE.match(text, match.end())
    if letter and _CURRENCY_BEFORE.search(text[max(0, match.start() - 6) : match.start()]):
        power, end = (6 if letter.group(1).lower() == "m" else 9), letter.end()
    if power:
        values = frozenset(value.scaleb(power) for value in values)
    elif (range_to := _RANGE_TO.match(text, match.end())) and (upper := _NUMBER.match(text, range_to.end())):
        # "5 to 5.5 billion": the first number may share the magnitude of the second.
        shared, _ = _magnitude(text, upper.end(), language)
        values = values | frozenset(value.scaleb(shared) for value in values)
    marker = bool(_MARKER.search(text[max(0, match.start() - 16) : match.start()]))
    return Number(values, _unit(text, match.start(), end), match.group(), marker)


def _magnitude(text: str, end: int, language: Language) -> tuple[int, int]:
    """The power of ten that follows a number, and where it ends: ``five hundred thousand`` has two."""
    power = 0
    while True:
        found = [(match, powers) for pattern, powers in _MAGNITUDE_AFTER if (match := pattern.match(text, end))]
        if not found:
            return power, end
        match, powers = found[0]
        power, end = power + (powers.get(None) or powers[language]), match.end()


def _unit(text: str, start: int, end: int) -> str:
    before = _CURRENCY_BEFORE.search(text[max(0, start - 6) : start])
    if before:
        return next((name for name, pattern in _UNIT_ANYWHERE.items() if pattern.fullmatch(before.group(1))), "")
    return next((name for name, pattern in _UNIT_AFTER.items() if pattern.match(text, end)), "")


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
