"""Acts of the European Union by CELEX number, one source per language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.settings import EurLexSource
from index.sources.items import Found, Item, Missed, Visit
from index.sources.pages import fetch_page
from index.wording import message

# sector 3 (acts) or 0 (consolidated), year, type, number, and for a consolidated text its day
_CELEX = re.compile(r"^(?P<sector>[03])(?P<year>\d{4})(?P<type>[RLD])(?P<number>\d{4})(?:-(?P<day>\d{8}))?$")
_NAMES = {
    "R": {"de": "VO", "en": "Regulation"},
    "L": {"de": "RL", "en": "Directive"},
    "D": {"de": "Beschluss", "en": "Decision"},
}
_NEW_NUMBERING = 2015
"""Since 2015 an act is called (EU) year/number; before, the order depended on its type."""


def fetch(source: EurLexSource, visit: Visit) -> Iterator[Item]:
    """Every act in every language; one that fails is missed, the others go on."""
    for celex in dict.fromkeys(source.celex):
        for language in dict.fromkeys(one.lower() for one in source.languages):
            address = f"{source.base_url}/legal-content/{language.upper()}/TXT/?uri=CELEX:{celex}"
            text = f"{source.base_url}/legal-content/{language.upper()}/TXT/HTML/?uri=CELEX:{celex}"
            hints = hints_of(celex, language) | {"url": address}
            item = fetch_page(visit, address, address=text, hints=hints, expects=("html",))
            yield _checked(item, celex)


def hints_of(celex: str, language: str) -> dict[str, str]:
    """What a CELEX number says for certain: ``32021R0821`` in German is ``VO (EU) 2021/821``."""
    hints = {"jurisdiction": "EU", "language": language if language in {"de", "en"} else ""}
    match = _CELEX.match(celex)
    if match is None:
        return hints
    hints["kind"] = "regulation"
    if int(match["year"]) >= _NEW_NUMBERING and language in {"de", "en"}:
        hints["citation"] = f"{_NAMES[match['type']][language]} (EU) {match['year']}/{int(match['number'])}"
    if match["day"]:
        day = match["day"]
        hints["effective_from"] = hints["published"] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return hints


def _checked(item: Item, celex: str) -> Item:
    """EUR-Lex answers an unknown number with a page that says so and HTTP 200: such a page is no act."""
    if isinstance(item, Found) and len(content := item.load()) < 50_000 and b"does not exist" in content:
        return Missed(item.source, message("eurlex_no_text", celex=celex))
    return item
