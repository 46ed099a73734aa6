"""Names of chips and tools, whole: ``H20`` (also written ``H2O``, ``H 20``, ``H-20``) never meets ``H200``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.identifiers.found import Identifier

_GAP = "[ \u00a0\u202f-]"
_H20 = re.compile(
    rf"(?<![\w.])(?:H2[0O](?!\d)(?=[-‐–]?[A-ZÄÖÜa-zäöü]|\b)|(?<!\d )H{_GAP}2[0O](?!\w|[.,:]\d|\s?(?:mm|cm|min|Uhr)))"
)
_CHIP = re.compile(
    rf"(?<![\w.])(?:GH200|GB[23]00|GB-[23]00|[HAB][123478]00|H{_GAP}(?:[128]00)|B-?30A|B{_GAP}30A|V100|BR10[046]|L40S|L20|L[24](?!\s?-?[Cc]ache)|"
    rf"MI{_GAP}?(?:210|250X?|300[AX]?|308X?|325X?|350X?|355X?)|910{_GAP}?[BCD]|[Gg]audi{_GAP}?[23]|"
    rf"RTX{_GAP}?(?:(?:Pro|PRO|pro){_GAP})?(?:[345]0[5-9]0(?:{_GAP}?D)?|[56]\d{{3}}D?)|NXT:?\s?\d{{4}}[DF]?i)s?(?![0-9A-Za-z])"
)
_SAME = {"MI308X": "MI308", "MI325X": "MI325", "RTX6000D": "RTXPRO6000D"}
_NAMES = frozenset({"H100", "H200", "H800", "A100", "A800", "B100", "B200", "B300"})
_THREE = re.compile(r"[HAB]\d00")


def names(text: str) -> Iterator[Identifier]:
    """Chips and lithography tools by their usual names, capitals, without spaces."""
    for match in _H20.finditer(text):
        yield Identifier("chip", "H20", match.start(), match.end())
    for match in _CHIP.finditer(text):
        value = re.sub(r"[\s\u00a0\u202f:-]", "", match.group()).removesuffix("s").upper()
        if not _THREE.fullmatch(value) or value in _NAMES:
            yield Identifier("chip", _SAME.get(value, value), match.start(), match.end())
