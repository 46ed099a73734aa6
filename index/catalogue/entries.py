"""Documents on their way into the catalogue: as the sync hands them over, as rows, and the room made for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql

from index.catalogue.database import batches
from index.documents import Passage, SourceDocument
from index.duplicates import NO_IMPRINT, Imprint
from index.tables import documents, dump_info, dump_sections, passages


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the sync writes it. One with ``duplicate_of`` has no passages and is hidden from readers."""

    document: SourceDocument
    passages: Sequence[Passage] = ()
    fingerprint: str = ""
    ordinal: int = 0
    imprint: Imprint = NO_IMPRINT
    duplicate_of: str = ""


def row_of(entry: Entry) -> dict[str, Any]:
    """An entry as a row of `documents`, without its passages."""
    info = entry.document.info
    return {
        "id": info.id,
        "source": info.source,
        "ordinal": entry.ordinal,
        "sha256": info.sha256,
        "fingerprint": entry.fingerprint,
        "language": info.language.value,
        "kind": info.kind.value,
        "jurisdiction": info.jurisdiction,
        "info": dump_info(info),
        "sections": dump_sections(entry.document),
        "text": entry.document.text,
        "words_sha256": entry.imprint.words_sha256,
        "words": entry.imprint.words,
        "sketch": entry.imprint.sketch,
        "duplicate_of": entry.duplicate_of,
    }


def delete(connection: sql.Connection, document_ids: Sequence[str]) -> None:
    """Takes documents and their passages away."""
    connection.execute(documents.delete().where(documents.c.id.in_(document_ids)))
    connection.execute(passages.delete().where(passages.c.document_id.in_(document_ids)))


def make_room(connection: sql.Connection, entries: Sequence[Entry], *, retire: bool) -> None:
    """Takes away what is there of these documents, so that they can be inserted."""
    named = [entry.document.info.id for entry in entries]
    present = set(connection.execute(sql.select(documents.c.id).where(documents.c.id.in_(named))).scalars())
    if not present:
        return
    if not retire:
        delete(connection, sorted(present))
        return
    connection.execute(documents.delete().where(documents.c.id.in_(present)))
    connection.execute(passages.update().where(passages.c.document_id.in_(present)).values(retired=True))
    # A passage that stays as it was is written anew, with the ordinal that it has now.
    for some in batches(one.id for entry in entries for one in entry.passages):
        connection.execute(passages.delete().where(passages.c.id.in_(some)))
