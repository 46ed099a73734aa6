"""Colours and the few signs that an answer wears: one for what holds, one for careful, one for the past, one for news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from bot.answering.answer import Citation
from bot.answering.naming import is_overview
from bot.messages import kind_name, say, standing_name
from index.documents import DocumentInfo, Kind, Language
from index.law_in_time import Standing, StandingOn


class Tone(Enum):
    """The colour at an embed's edge; each is readable on Discord's light and dark ground."""

    PLAIN = 0x4C6EF5
    LAW = 0x2F9E6E
    CAREFUL = 0xE0A030
    NEWS = 0x5C88A8
    PAST = 0x868E96
    ERROR = 0xD9534F

    @property
    def colour(self) -> int:
        """The colour as Discord takes it."""
        return self.value


_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_HOLDS = frozenset({Standing.IN_FORCE})
_CAREFUL = frozenset(
    {Standing.SUSPENDED, Standing.PARTLY_STAYED, Standing.NOT_ENFORCED, Standing.NOT_YET, Standing.OPEN}
)


def sign(info: DocumentInfo, standing: StandingOn) -> str:
    """The sign before a source: 🟢 in force, 🟡 careful, ⚪ past or no law, 📰 news; background and our own overviews have none."""
    if info.kind is Kind.NEWS:
        return "📰"
    if standing.standing in _CAREFUL:
        return "🟡"
    if is_overview(info):
        return ""
    if standing.standing in _HOLDS:
        return "🟢"
    return "" if standing.standing is Standing.REPORTED else "⚪"


def tone_of(citations: Iterable[Citation]) -> Tone:
    """The colour of an answer: careful before in force before news before the past."""
    signs = {sign(one.info, one.standing) for one in citations}
    for wanted, tone in (("🟡", Tone.CAREFUL), ("🟢", Tone.LAW), ("📰", Tone.NEWS), ("⚪", Tone.PAST)):
        if wanted in signs:
            return tone
    return Tone.PLAIN


def state_line(
    info: DocumentInfo,
    standing: StandingOn,
    language: Language,
    *,
    origin: str = "",
    signed: bool = True,
    named: bool = False,
) -> str:
    """Sign, kind, legal state, ``origin`` (escaped), date and, where it is another, the language of a source.

    That a brief is one is said first, unless it is ``named`` above.
    """
    parts = [*_brief(info, language, named), _kind_and_state(info, standing, language), *([origin] if origin else [])]
    if is_overview(info) and info.facts_as_of is not None:
        parts.append(say("discord_facts", language, day=info.facts_as_of.isoformat()))
    elif not info.published:
        parts += [] if _YEAR.search(origin) else [say("undated", language)]
    elif info.kind is Kind.NEWS:
        parts.append(info.published)
    elif standing.bound is None or info.published != standing.bound.isoformat():
        parts.append(say("discord_published", language, day=info.published))
    line = " · ".join([*parts, *_original(info, language)])
    return f"{sign(info, standing)} {line}".strip() if signed else line


def brief_state(info: DocumentInfo, standing: StandingOn, language: Language) -> str:
    """What a reader has to know right below a quote: law or news, in force or not, and of which day the news are."""
    parts = [*_brief(info, language), _kind_and_state(info, standing, language)]
    if info.kind is Kind.NEWS:
        parts.append(info.published or say("undated", language))
    return " · ".join([*parts, *_original(info, language)])


def _brief(info: DocumentInfo, language: Language, named: bool = False) -> list[str]:
    """Whose words these are, where they are ours; of an overview its kind says so."""
    return [say("brief", language)] if info.own_words and not (named or is_overview(info)) else []


def _kind_and_state(info: DocumentInfo, standing: StandingOn, language: Language) -> str:
    own = is_overview(info)
    kind = say("kind_overview", language) if own else kind_name(info.kind, language)
    quiet = standing.standing is Standing.REPORTED or (own and standing.standing not in _CAREFUL)
    return kind if quiet else f"{kind}, {standing_name(standing, language)}"


def _original(info: DocumentInfo, language: Language) -> list[str]:
    return [] if info.language is language else [say(f"original_language_{info.language.value}", language)]
