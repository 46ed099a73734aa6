"""What the index holds, as JSON and for a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Group
from rich.text import Text

from bot.answering.naming import full_title
from bot.messages import say
from bot.settings import Settings
from index.catalogue import Catalogue, catalogue_file
from index.documents import DocumentInfo, Language, Passage
from index.law_in_time import published_on, standing_on


def info_json(info: DocumentInfo) -> dict[str, Any]:
    """A document's metadata as JSON."""
    return {
        "document_id": info.id,
        "title": full_title(info),
        "kind": info.kind.value,
        "language": info.language.value,
        "jurisdiction": info.jurisdiction,
        "issuer": info.issuer,
        "citation": info.citation,
        "url": info.url,
        "published": info.published or None,
        "effective_from": info.effective_from.isoformat() if info.effective_from else None,
        "effective_to": info.effective_to.isoformat() if info.effective_to else None,
        "status": standing_on(info, date.today()).standing.value,
        "source": info.source,
        "also": list(info.also),
        "guessed": list(info.guesses),
    }


def passage_json(info: DocumentInfo, passage: Passage) -> dict[str, Any]:
    """A passage with where it is from, as JSON; ``start`` and ``end`` are characters of the document's text."""
    from index.read.links import deep_link  # brings all readers along, which the other listings do without

    return {
        "document_id": passage.document_id,
        "citation": passage.citation,
        "title": full_title(info),
        "source": info.source,
        "url": deep_link(info, passage),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "note": passage.note,
    }


def status_of(settings: Settings) -> dict[str, Any]:
    """Counts, newest source, encoder, model, and the state of each source; nothing heavy is loaded."""
    folder = settings.index.path
    built = catalogue_file(folder).exists()
    state: dict[str, Any] = {
        "built": built,
        "path": str(folder),
        "encoder": settings.index.encoder.model,
        "model": settings.model.name or None,
    }
    if not built:
        return state
    catalogue = Catalogue.in_folder(folder)
    documents, passages = catalogue.counts()
    days = [
        day
        for info in catalogue.infos()
        for day in (published_on(info), info.facts_as_of)
        if day and day <= date.today()
    ]
    state |= {
        "documents": documents,
        "passages": passages,
        "newest_source": max(days).isoformat() if days else None,
        "sources": list(catalogue.sources().values()),
    }
    catalogue.close()
    return state


def status_view(state: dict[str, Any], language: Language) -> Group:
    """The state for a person."""
    if not state["built"]:
        return Group(Text(say("status_none", language)))
    lines = [
        say(
            "status_head",
            language,
            documents=state["documents"],
            passages=state["passages"],
            newest=state["newest_source"] or say("undated", language),
            encoder=state["encoder"],
            model=state["model"] or say("status_quotes", language),
        )
    ]
    lines += [
        say("status_source", language, source=one["source"], synced_at=one["synced_at"], error=f" · {one['error']}")
        for one in state["sources"]
        if one["error"]
    ]
    return Group(*(Text(line) for line in lines))
