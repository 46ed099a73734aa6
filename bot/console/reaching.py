"""Whether the network sources of config.yaml answer: asked all at once, each address once, nothing downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from index.settings import (
    EcfrSource,
    EurLexSource,
    FederalRegisterSource,
    FeedSource,
    GesetzeSource,
    ScreeningListSource,
    Source,
    WebSource,
)
from index.sources.http import AnswerError, Client

TIMEOUT = 5.0
"""Seconds for a connection and for the beginning of an answer."""
_AT_ONCE = 16


def addresses(source: Source) -> tuple[str, ...]:
    """What has to answer for a sync of ``source``; nothing for one that needs no network. Pure."""
    found: Sequence[str] = ()
    match source:
        case WebSource():
            found = source.urls
        case FeedSource() | ScreeningListSource():
            found = [source.url]
        case EcfrSource():
            found = [f"{source.base_url}/api/versioner/v1/titles.json"]
        case FederalRegisterSource():
            found = [f"{source.base_url}/api/v1/documents.json?per_page=1"]
        case EurLexSource():
            pages = f"{source.base_url}/legal-content/{source.languages[0].upper()}/TXT/HTML/?uri=CELEX:"
            found = [f"{pages}{one}" for one in source.celex]
        case GesetzeSource():
            found = [f"{source.base_url}/{law}/xml.zip" for law in source.laws]
    return tuple(found)


def failures(sources: Sequence[Source]) -> list[list[AnswerError]]:
    """What did not answer, a list a source, in order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = [pool.map(_failure, addresses(one)) for one in sources]
        return [[error for error in answers if error is not None] for answers in asked]


def _failure(url: str) -> AnswerError | None:
    try:
        with Client(interval=0, attempts=1, timeout=httpx.Timeout(TIMEOUT)) as client:
            client.reach(url)
    except AnswerError as error:
        return error
    return None
