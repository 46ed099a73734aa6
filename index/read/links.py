"""The deepest address of a passage: a paragraph of the eCFR, a section of a German law, an article on EUR-Lex."""

from __future__ import annotations

import re
from urllib.parse import quote

from index.documents import DocumentInfo, Passage
from index.read.german_law import address_of

_CFR = re.compile(r"^(?P<title>\d+) CFR § (?P<section>\d+\.\d+)(?P<path>(?:\([A-Za-z0-9]{1,5}\))*)")
_CFR_SUPPLEMENT = re.compile(r"^(?P<title>\d+) CFR Part (?P<part>\d+), Supp\. No\. (?P<number>\d+)")
_CFR_PART = re.compile(r"^(?P<title>\d+) CFR (?:Part|Teil) (?P<part>\d+)$")
_US_CODE = re.compile(r"^(?P<title>\d+) U\.S\.C\. § (?P<section>\d+[a-z]?)")
_GERMAN = re.compile(r"^§§? ?(?P<number>\d+[a-z]?)\b.*? (?P<law>AWG|AWV|KrWaffKontrG|ZollVG)$")
_GERMAN_ANNEX = re.compile(r"^Anlage(?: (?P<number>\d+))? (?P<law>AWG|AWV|KrWaffKontrG|ZollVG)(?:,|$)")
_ARTICLE = re.compile(r"^Art\. ?(?P<number>\d+[a-z]?)")
_REGISTER = re.compile(r"^(?P<volume>\d{2,3}) FR (?P<page>[\d,]+)")
_ECCN = re.compile(r"^ECCN \d[A-EY]\d{3}")
_GERMAN_HOME = "https://www.gesetze-im-internet.de"


def deep_link(info: DocumentInfo, passage: Passage) -> str:
    """An address that opens at the passage where its source allows that, else at the document; empty without any."""
    citation = passage.citation or info.citation
    return _of_citation(citation, info) or _fragment(info, passage) or info.url


def _of_citation(citation: str, info: DocumentInfo) -> str:
    cfr = _CFR.match(citation)
    if cfr:
        section = f"https://www.ecfr.gov/current/title-{cfr['title']}/section-{cfr['section']}"
        return f"{section}#p-{cfr['section']}{cfr['path']}" if cfr["path"] else section
    supplement = _CFR_SUPPLEMENT.match(citation)
    if supplement or _ECCN.match(citation):
        title, part, number = supplement.group("title", "part", "number") if supplement else ("15", "774", "1")
        name = quote(f"Supplement No. {number} to Part {part}")
        return f"https://www.ecfr.gov/current/title-{title}/part-{part}/appendix-{name}"
    part = _CFR_PART.match(citation)
    if part:
        return f"https://www.ecfr.gov/current/title-{part['title']}/part-{part['part']}"
    return _other_law(citation, info)


def _other_law(citation: str, info: DocumentInfo) -> str:
    code = _US_CODE.match(citation)
    if code:
        granule = f"granuleid:USC-prelim-title{code['title']}-section{code['section']}"
        return f"https://uscode.house.gov/view.xhtml?req={granule}&num=0&edition=prelim"
    german = _GERMAN.match(citation)
    if german:
        return f"{_GERMAN_HOME}/{address_of(german['law'])}/__{german['number']}.html"
    annex = _GERMAN_ANNEX.match(citation)
    if annex:
        number = f"_{annex['number']}" if annex["number"] else ""
        return f"{_GERMAN_HOME}/{address_of(annex['law'])}/anlage{number}.html"
    register = _REGISTER.match(citation)
    if register and "federalregister.gov/documents" not in info.url:
        return f"https://www.federalregister.gov/citation/{register['volume']}-FR-{register['page'].replace(',', '')}"
    article = _ARTICLE.match(citation)
    if article and "eur-lex.europa.eu" in info.url and "#" not in info.url:
        return f"{info.url}#art_{article['number']}"
    return ""


def _fragment(info: DocumentInfo, passage: Passage) -> str:
    """A text fragment, only for a page that holds these very words."""
    if not info.url.startswith("http") or info.source != info.url or "#" in info.url:
        return ""
    words = passage.text.split("\n")[0].split()
    return f"{info.url}#:~:text={quote(' '.join(words[:8]), safe='').replace('-', '%2D')}" if len(words) >= 3 else ""
