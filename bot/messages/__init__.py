"""Every text a person reads, in German and English, in one place: a file a subject, one door to all of them.

`say(key, language, **values)` is the only way to a text; a test checks that every key has both languages and the same
placeholders. Dates are ISO everywhere, so that 2026-11-10 is never read as an eleventh of October.
"""

from __future__ import annotations

from datetime import date

from bot.messages import (
    answers,
    claims,
    discord_about,
    discord_commands,
    discord_controls,
    discord_corpus,
    discord_curators,
    discord_errors,
    discord_options,
    discord_replies,
    discord_server,
    doctor,
    documents,
    syncing,
    terminal,
    timeline,
)
from index import wording
from index.documents import Kind, Language
from index.law_in_time import Standing, StandingOn
from index.wording import Message, in_language

_SUBJECTS = (
    answers,
    doctor,
    documents,
    claims,
    timeline,
    terminal,
    syncing,
    discord_commands,
    discord_options,
    discord_controls,
    discord_replies,
    discord_corpus,
    discord_server,
    discord_curators,
    discord_about,
    discord_errors,
    wording,
)


def _all_texts() -> dict[str, tuple[str, str]]:
    """The texts of all subjects; ValueError where two of them have the same key."""
    found: dict[str, tuple[str, str]] = {}
    for subject in _SUBJECTS:
        twice = sorted(found.keys() & subject.TEXTS.keys())
        if twice:
            raise ValueError(
                f"{subject.__file__}: another file of bot.messages has these keys, too; rename them: {twice}"
            )
        found |= subject.TEXTS
    return found


_TEXTS = _all_texts()


def say(key: str, language: Language, **values: object) -> str:
    """The text of ``key`` in ``language`` with its placeholders filled; KeyError for an unknown key.

    A value that is a message or an error of the index is said in ``language``, too.
    """
    german, english = _TEXTS[key]
    template = german if language is Language.DE else english
    said = {n: in_language(one, language) if isinstance(one, Message | Exception) else one for n, one in values.items()}
    return template.format(**said) if values else template


def catalogue() -> dict[str, tuple[str, str]]:
    """All texts as (German, English), for the test that compares them."""
    return dict(_TEXTS)


def kind_name(kind: Kind, language: Language) -> str:
    """What a person reads for a document kind."""
    return say(f"kind_{kind.value}", language)


def standing_name(standing: StandingOn, language: Language) -> str:
    """What a person reads for a legal state on a day."""
    base = f"standing_{standing.standing.value}"
    if standing.bound is None:
        return say(base, language)
    for suffix in _suffixes(standing):
        if f"{base}_{suffix}" in _TEXTS:
            return say(f"{base}_{suffix}", language, bound=standing.bound.isoformat())
    return say(base, language)


def _suffixes(standing: StandingOn) -> tuple[str, ...]:
    bound = standing.bound
    if standing.standing is Standing.IN_FORCE and bound is not None:
        return ("since",) if bound <= standing.day else ("until",)
    return ("until", "on")


def day(value: date | None, language: Language) -> str:
    """An ISO date, or the word for 'undated'."""
    return value.isoformat() if value is not None else say("undated", language)
