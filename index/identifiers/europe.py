"""Identifiers of German and European law: ``AWV§8(1)``, ``art4(1)``, ``2021/821``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.identifiers.found import Identifier

_LAWS = {
    "awg": "AWG",
    "außenwirtschaftsgesetz": "AWG",
    "aussenwirtschaftsgesetz": "AWG",
    "awv": "AWV",
    "außenwirtschaftsverordnung": "AWV",
    "aussenwirtschaftsverordnung": "AWV",
    "krwaffkontrg": "KrWaffKontrG",
    "kwkg": "KrWaffKontrG",
    "kriegswaffenkontrollgesetz": "KrWaffKontrG",
    "zollvg": "ZollVG",
    "zollverwaltungsgesetz": "ZollVG",
}
_LAW = rf"({'|'.join(_LAWS)})(?:e?s)?\b"
_ABSATZ = r"(?:\s(?-i:[IVX]{1,4})(?=\s)|\s?(?:Abs\.|Absatz|paragraph|para\.)\s?\d{1,2}[a-z]?|\s?\(\d{1,2}[a-z]?\))"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_FILLER = (
    r"(?:\s?(?:Nrn?\.|nos?\.|Nummern?|Satz|S\.|Buchst\.|Buchstabe|lit\.|und|bis|oder|and|or|to|,|-|–|der|des|of the|of|§|"
    r"Abs\.|Absatz|i\.\s?V\.\s?m\.)\s?(?:\d{1,3}[a-z]?(?!\w)|[a-z](?![a-zäöüß]))?(?:\s?\(\d{1,2}[a-z]?\))?){0,14}"
)
_GERMAN = re.compile(
    rf"(§{{1,2}}|\bParagra(?:f|ph)(?:en|s)?|\bsec(?:tion|\.)s?)\s?(\d{{1,3}}[a-z]?)(?!\d|\.\d)({_ABSATZ}?)({_FILLER})\s?{_LAW}",
    re.IGNORECASE,
)
_GERMAN_AFTER = re.compile(rf"\b{_LAW}\s?,?\s?§\s?(\d{{1,3}}[a-z]?)(?!\d|\.\d)({_ABSATZ}?)", re.IGNORECASE)
_NEXT_SECTION = re.compile(
    rf"(?:,|\bund|\boder|\bbis|\band|\bor|\bto|-|–|§)\s?(\d{{1,3}}[a-z]?)(?![\w.]\d)({_ABSATZ}?)", re.IGNORECASE
)

# Laws whose articles are none of the field's.
_FOREIGN = (
    r"(?:GG|GRCh?|AEUV|EUV|TFEU|TEU|DS-?GVO|GDPR|EMRK|ECHR|BGB|StGB|HGB|BV|GATT|GATS|Grundgesetz|Verfassung|Constitution|"
    r"UN-?\s?Charta|UN Charter|Charta|KI-VO|AI Act|DSA|DMA)"
)
_ARTICLE = re.compile(
    r"(?<!the )(?<!the-)\b(Art(?:icles?|ikel[ns]?|\.))\s?(\d{1,2}[a-z]{0,2})(?!\w|\.\d)"
    r"((?:\s?\(\d{1,2}\)|\s?Abs(?:\.|atz)\s?\d{1,2}|,?\s?para(?:graph|\.)\s?\d{1,2})?+)"
    r"((?:\s?(?:,|und|and|or|oder)\s?\d{1,2}(?![\w%]|\.\d))*+)"
    rf"(?!(?:\s?\([a-z]\))?\s?(?:(?:des|der|of the|of)\s)?{_FOREIGN}(?![a-zäöü]*-)(?:e?s)?\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"Art(?:icles|ikeln)$", re.IGNORECASE)
_ACT = re.compile(r"(?<![\w/.-])(20[012]\d)/(\d{2,4})(?!\d|/\d)")
_OLD_ACT = re.compile(r"\((?:EU|EG|EC|EWG|EEC)\)\s?(?:No\.?|Nr\.?)?\s?(\d{1,4}/(?:19|20)\d{2})(?!\d)")


_ANY_LAW = re.compile(
    r"AW[GV]|KrWaff|KWKG|ZollV|(?:wirtschafts|kontroll|verwaltungs)(?:gesetz|verordnung)", re.IGNORECASE
)


def german(text: str) -> Iterator[Identifier]:
    """Sections of German law; a list (``§§ 8, 9 und 11 AWV``) names each of them."""
    if not _ANY_LAW.search(text):
        return
    for match in _GERMAN.finditer(text):
        head, number, absatz, filler, law = match.groups()
        yield _section(law, number, absatz, match)
        if head == "§§" or head.lower().endswith(("s", "en")) or "§" in filler:
            for one in _NEXT_SECTION.finditer(filler):
                yield _section(law, one.group(1), one.group(2), match)
    for match in _GERMAN_AFTER.finditer(text):
        law, number, absatz = match.groups()
        yield _section(law, number, absatz, match)


def _section(law: str, number: str, absatz: str, match: re.Match[str]) -> Identifier:
    paragraph = re.search(r"\d+[a-z]?", absatz.lower())
    roman = absatz.strip() in _ROMAN and _ROMAN.index(absatz.strip()) + 1  # § 8 I AWV is Absatz 1
    inner = paragraph.group() if paragraph else str(roman or "")
    value = f"{_LAWS[law.lower()]}§{number.lower()}" + (f"({inner})" if inner else "")
    return Identifier("german", value, match.start(), match.end())


def european(text: str) -> Iterator[Identifier]:
    """Articles (of whatever act the text is about) and numbers of European acts."""
    for match in _ARTICLE.finditer(text):
        head, number, paragraph, more = match.groups()
        digits = re.search(r"\d+", paragraph)
        end = match.end() if _PLURAL.search(head) else match.start(4)
        yield Identifier(
            "article", f"art{number.lower()}" + (f"({digits.group()})" if digits else ""), match.start(), end
        )
        if _PLURAL.search(head):
            for one in re.findall(r"\d{1,2}", more):
                yield Identifier("article", f"art{one}", match.start(), end)
    for match in _ACT.finditer(text):
        year, number = match.groups()
        following = number in (str(int(year) + 1), str(int(year) + 1)[2:])  # 2024/25 and 2024/2025 are seasons
        if not following or text[: match.start()].endswith(("(EU) ", "(EU)")):
            yield Identifier("act", f"{year}/{number}", match.start(), match.end())
    for match in _OLD_ACT.finditer(text):
        yield Identifier("act", match.group(1), match.start(), match.end())
