"""What a document is called in a list."""

from __future__ import annotations

import re

from index.documents import DocumentInfo, Kind

_NEWS_LEAD = re.compile(r"^(?:Nachricht|News),[^:]{4,24}\d{4}: (?=\S)")


def headline(info: DocumentInfo) -> str:
    """The title; of news without "News, July 2025:", for kind and date stand beside it."""
    title = info.title or info.id
    return _NEWS_LEAD.sub("", title) if info.kind is Kind.NEWS else title


def bare(document_id: str) -> str:
    """A document's id without its language: the same for a document and its translation."""
    return document_id.removesuffix("-de").removesuffix("-en")
