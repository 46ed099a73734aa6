"""Identifiers of published notices: Federal Register pages and documents, RINs, dockets, Chinese announcements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.identifiers.found import NUMBER_WORD, Identifier, numbers_of

_FR = re.compile(
    r"\b([6-9]\d)\s(?:FR|F\.\s?R\.|Fed\.?\s?Reg\.?|Federal Register)\s(?:at\s)?(\d{1,3},\d{3}|\d{3,6})(?![\d,]\d|\d)"
)
_FR_DOCUMENT = re.compile(r"(?<![\w-])(20[12]\d-\d{5})(?![\d-])")
_RIN = re.compile(r"\b(0694-[A-Z]{2}\d{2})\b")
_DOCKET = re.compile(r"\b(BIS-20\d{2}-\d{4})(?!\d)")

_NOTICE = r"(?:Announcement|Bekanntmachung|Ankündigung|Notice|Mitteilung|Anordnung|MOFCOM|GACC|公告)"
_LIST = r"(\d{1,3}(?:\s?(?:,|&|and|und|sowie|bis|to|through|-|–)\s?(?:(?:Nos?|Nr)\.\s?)?\d{1,3})*)"
_YEAR = r"(20\d{2})(?!\d|/\d)"
# "(EU) Nr. 428/2009" is a European act.
_NUMBERED = re.compile(rf"(?<!\)\s)(?<!\))\b{NUMBER_WORD}\s?{_LIST}\s?(?:/|\(|of\s|von\s|aus\s|in\s)\s?{_YEAR}")
_NAMED = re.compile(rf"{_NOTICE}s?(?:en)?\s(?:{NUMBER_WORD}\s?)?{_LIST}\s?(?:/|\(|of\s|von\s|aus\s)\s?{_YEAR}")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)"
)
_DATED = re.compile(
    rf"{_NOTICE}s?(?:en)?\s{NUMBER_WORD}\s?{_LIST},?\s\(?(?:of\s|vom\s|dated\s)?(?:\d{{1,2}}\.?\s)?{_MONTH}\s(?:\d{{1,2}},\s)?{_YEAR}"
)
_YEAR_FIRST = re.compile(rf"{_NOTICE}\s?\[?(20\d{{2}})\]?,?\s{NUMBER_WORD}\s?(\d{{1,3}})(?!\d)")
_CHINESE = re.compile(r"(20\d{2})\s?年\s?第\s?(\d{1,3})\s?[号號]")

_ANY_NUMBER = re.compile(r"20\d\d|0694|F\.?\s?R|Reg")


def published(text: str) -> Iterator[Identifier]:
    """``90fr47201``, ``2025-00636``, ``0694-AJ99``, ``BIS-2025-0024``, ``61/2025``."""
    if not _ANY_NUMBER.search(text):
        return
    for match in _FR.finditer(text):
        yield Identifier("fr", f"{match.group(1)}fr{match.group(2).replace(',', '')}", match.start(), match.end())
    for kind, pattern in (("frdoc", _FR_DOCUMENT), ("rin", _RIN), ("docket", _DOCKET)):
        for match in pattern.finditer(text):
            yield Identifier(kind, match.group(1), match.start(), match.end())
    yield from _announcements(text)


def _announcements(text: str) -> Iterator[Identifier]:
    """Chinese announcements by number and year."""
    said = set()
    for pattern in (_NAMED, _NUMBERED, _DATED):
        for match in pattern.finditer(text):
            if match.start(1) in said:
                continue
            said.add(match.start(1))
            for number in numbers_of(match.group(1)):
                yield Identifier("mofcom", f"{number}/{match.group(2)}", match.start(), match.end())
    for pattern in (_YEAR_FIRST, _CHINESE):
        for match in pattern.finditer(text):
            yield Identifier("mofcom", f"{int(match.group(2))}/{match.group(1)}", match.start(), match.end())
