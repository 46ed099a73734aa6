"""What a document is called in a list, and whether it is only an overview of our own."""

from __future__ import annotations

import re

from index.documents import DocumentInfo, Kind

_OURS = "Paragraf"
_NEWS_LEAD = re.compile(r"^(?:Nachricht|News),[^:]{4,24}\d{4}: (?=\S)")


def headline(info: DocumentInfo) -> str:
    """The title; of news without "News, July 2025:", for kind and date stand beside it."""
    title = info.title or info.id
    return _NEWS_LEAD.sub("", title) if info.kind is Kind.NEWS else title


def is_overview(info: DocumentInfo) -> bool:
    """Whether Paragraf wrote it about several rules: nobody issued it, so it was never published or in force."""
    return info.kind is not Kind.NEWS and info.issuer.startswith(_OURS)


def bare(document_id: str) -> str:
    """A document's id without its language: the same for a document and its translation."""
    return document_id.removesuffix("-de").removesuffix("-en")
