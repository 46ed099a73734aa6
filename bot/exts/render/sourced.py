"""How a source is named in a list: one linked head, one line of small print, nothing said twice.

A legal reference (``15 CFR § 744.23(a)(2)``, ``90 FR 47201``) is what lawyers look for: it is the link, the title follows.
Elsewhere the title is the link, and where it comes from (a broadcaster, a data set) stands in the small print.
"""

from __future__ import annotations

import re

from bot.answering.naming import is_overview, named
from bot.exts.render.escape import link, within
from bot.exts.render.looks import state_line
from bot.timeline import headline
from index import identifiers
from index.documents import DocumentInfo, Kind, Language
from index.law_in_time import StandingOn

_TITLE = 160
_ORIGIN = 120
_LEAD = re.compile(r"^([^:]{2,40}): (?=\S)")
_TAIL = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")
_DATE_TAIL = re.compile(r",\s[^,]*\b(\d{4})(?:-\d{2}){0,2}$")


def head(info: DocumentInfo, where: str, url: str, language: Language, limit: int = _TITLE) -> str:
    """The linked name of a source. ``where`` is its pinpoint: a citation, or the title for want of one."""
    if not is_legal(info, where):
        return link(titled(info), url, limit)
    rest = titled(info, where)
    if where in rest:
        return link(named(info, info.title, language), url, limit)
    name = link(named(info, where, language), url)
    return f"{name} · {within(rest, limit)}" if rest and rest != where else name


def small_print(
    info: DocumentInfo, where: str, standing: StandingOn, language: Language, *, signed: bool = True
) -> str:
    """Kind, legal state, where it comes from if the head does not say it, date, original language."""
    return state_line(info, standing, language, origin=origin(info, where), signed=signed, named=is_legal(info, where))


def origin(info: DocumentInfo, where: str) -> str:
    """Where a source comes from, as escaped text; empty where its head says so already."""
    return "" if is_legal(info, where) else where_from(info, where)


def where_from(info: DocumentInfo, where: str) -> str:
    """A reference or an origin as escaped text, unless the title says it; without the date that stands elsewhere."""
    ours = is_overview(info) and not is_legal(info, where)  # what we call it says nothing about where it comes from
    if where in info.title or info.title in where or ours:
        return ""
    dated = _DATE_TAIL.search(where)
    if dated and dated[1] == info.published[:4]:
        where = where[: dated.start()]
    return within(where, _ORIGIN)


def is_legal(info: DocumentInfo, where: str) -> bool:
    """Whether a pinpoint is a reference that a lawyer would look up, not the name of a publisher or an overview."""
    if info.kind is Kind.NEWS or not where:
        return False
    return "§" in where or any(one.type != "chip" for one in identifiers.find(where))


def titled(info: DocumentInfo, where: str = "") -> str:
    """The title without what stands beside it anyway: its own reference, "News, July 2025:" where kind and date follow."""
    title = headline(info)
    if info.kind is not Kind.NEWS and where:
        lead, tail = _LEAD.match(title), _TAIL.search(title)
        if lead and _same(lead[1], where):
            title = title[lead.end() :]
        elif tail and _same(tail[1], where) and tail.start() > 0:
            title = title[: tail.start()]
    return title


def _same(part: str, where: str) -> bool:
    """Whether one of two references holds the other, spaces aside."""
    one, other = ("".join(text.casefold().split()) for text in (part, where))
    return bool(one) and (one in other or other in one)
