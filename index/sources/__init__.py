"""Where documents come from: one module per kind of source, one way to ask for all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from index.settings import (
    EcfrSource,
    EurLexSource,
    FederalRegisterSource,
    FeedSource,
    FolderSource,
    GesetzeSource,
    ScreeningListSource,
    Source,
    StarterSource,
    WebSource,
)
from index.sources.folder import label_of
from index.sources.items import Found, Item, Known, Missed, Unchanged, Validators, Visit, Visited

__all__ = [
    "Found",
    "Item",
    "Known",
    "Missed",
    "Unchanged",
    "Validators",
    "Visit",
    "Visited",
    "accumulates",
    "fetch",
    "label",
    "origin",
    "recipe",
]


def fetch(source: Source, visit: Visit) -> Iterator[Item]:
    """Everything a configured source holds now, item by item, in a fixed order.

    Raises:
        SourceUnavailableError: the source as a whole could not be listed; what it gave before that counts, and nothing
            of it may be taken for gone.
    """
    # Each connector is imported when it is used: the way to the network and its parsers take a while to load.
    match source:
        case StarterSource():
            from index.sources import starter

            yield from starter.fetch()
        case FolderSource():
            from index.sources import folder

            yield from folder.fetch(source, visit.max_bytes)
        case WebSource():
            from index.sources import web

            yield from web.fetch(source, visit)
        case FeedSource():
            from index.sources import feed

            yield from feed.fetch(source, visit)
        case _:
            yield from _official(source, visit)


def _official(source: Source, visit: Visit) -> Iterator[Item]:
    match source:
        case EcfrSource():
            from index.sources import ecfr

            yield from ecfr.fetch(source, visit)
        case FederalRegisterSource():
            from index.sources import federal_register

            yield from federal_register.fetch(source, visit)
        case EurLexSource():
            from index.sources import eurlex

            yield from eurlex.fetch(source, visit)
        case GesetzeSource():
            from index.sources import gesetze

            yield from gesetze.fetch(source, visit)
        case ScreeningListSource():
            from index.sources import screening_list

            yield from screening_list.fetch(source, visit)


def accumulates(source: Source) -> bool:
    """Whether what is no longer listed stays: a feed shows only its newest entries."""
    return isinstance(source, FeedSource)


def origin(source: Source) -> str:
    """Which configured source a document came from: stays the same while the source is configured the same way.

    A feed's keywords and an agency's types do not belong to it: narrowing them is no new source.
    """
    match source:
        case FolderSource():
            anchor = label_of(source)
        case FeedSource() | ScreeningListSource():
            anchor = source.url
        case EcfrSource():
            anchor = f"{source.base_url}:{source.title}"
        case FederalRegisterSource():
            anchor = f"{source.base_url}:{source.agency}"
        case EurLexSource() | GesetzeSource():
            anchor = source.base_url
        case _:
            anchor = ""
    return f"{source.type}:{anchor}"


def label(source: Source) -> str:
    """What a person calls the source: its name where it has one, else its type."""
    return source.name or source.type


def recipe(source: Source, versions: str) -> str:
    """What besides the bytes decides the documents; a source with another recipe is read again."""
    text = json.dumps([versions, dict(sorted(source.defaults.items()))], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
