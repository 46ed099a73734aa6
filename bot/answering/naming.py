"""What a source is called before a person: a brief in our own words says so, for nobody may quote it as the law's."""

from __future__ import annotations

from bot.messages import say
from index.documents import DocumentInfo, Kind, Language

_OURS = "Paragraf"


def is_overview(info: DocumentInfo) -> bool:
    """Whether Paragraf wrote it about several rules: nobody issued it, so it was never published or in force."""
    return info.kind is not Kind.NEWS and info.issuer.startswith(_OURS)


def named(info: DocumentInfo, where: str, language: Language) -> str:
    """``where`` (a pinpoint, or the title for want of one); of a brief, what it is a brief on."""
    if not info.own_words:
        return where
    if not where:
        return say("brief", language)
    if is_overview(info) or where == info.title:
        return f"{say('brief', language)}: {where}"
    return say("brief_article" if info.kind is Kind.NEWS else "brief_on", language, where=where)


def full_title(info: DocumentInfo) -> str:
    """The title for a reader who sees nothing else, in the language of the document."""
    return named(info, info.title, info.language)
