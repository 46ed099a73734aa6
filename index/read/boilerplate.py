"""Lines of web pages that are not part of an article: counters, buttons, placeholders, agency lines; and captions, which say something."""

from __future__ import annotations

import re

_LINES = (
    r"!?\[[^\]]*\]\([^)]*\)\s*\|?",  # ![](...) |  and what is left of it
    r"\|+",
    r"(?:Kommentare?|Comments?)\s*\(\d+\)",
    r"\d+\s+(?:Kommentare?|Comments?)",
    r"Schreibe?n? (?:Sie )?einen Kommentar.*",
    r"Leave a (?:comment|reply).*",
    r"(?:Teilen|Share|Drucken|Print|Anzeige|Werbung|Advertisement|Weiterlesen|Read more|Newsletter abonnieren|"
    r"Subscribe|Mehr zum Thema)\s*:?",
    r"Cookies?\b.{0,80}",
    r"©.{0,120}",
    r"(?:Alle Rechte vorbehalten|All rights reserved).{0,80}",
)
_BOILERPLATE = re.compile(rf"^\s*(?:{'|'.join(_LINES)})\s*$", re.IGNORECASE)
_AGENCIES = (
    "Reuters|Bloomberg|AFP|dpa(?:-AFX)?|AP|Associated Press|Yonhap(?: News)?|Xinhua|Nikkei(?: Asia)?|CNBC|"
    "Handelsblatt|elEconomista|Financial Times|FT|Kyodo(?: News)?|KBS|SID|epd|APA"
)
_AGENCY = re.compile(rf"^\s*(?:Von\s|By\s|Quelle:\s?|Source:\s?)?(?:{_AGENCIES})\s*$", re.IGNORECASE)


_CAPTION = re.compile(r"^.*\S\s\.\s\|\s*$")


def is_caption(line: str) -> bool:
    """Whether a line is a picture's caption as crawlers leave it: ``... Foto: Bloomberg . |``."""
    return bool(_CAPTION.match(line)) and not is_boilerplate(line)


def is_boilerplate(line: str) -> bool:
    """Whether a line of an article's page is no part of the article."""
    return bool(_BOILERPLATE.match(line))


def is_agency(line: str) -> bool:
    """Whether a line is nothing but the name of a news agency or a paper."""
    return bool(_AGENCY.match(line))
