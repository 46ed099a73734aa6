"""What the catalogue answers: documents and passages by id, by document, by pinpoint; counts; the state of the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sql

from index.catalogue.database import batches
from index.documents import DocumentInfo, Passage, SourceDocument
from index.tables import PASSAGE_COLUMNS, documents, load_document, load_info, load_passage, passages, sources
from index.wording import unpack

_KEPT = documents.c.duplicate_of == ""
_CURRENT = passages.c.retired.is_(False)
_PASSAGE = sql.select(*PASSAGE_COLUMNS)
_BY_ID = _PASSAGE.where(passages.c.id.in_(sql.bindparam("ids", expanding=True)))
"""Built once: building it anew costs a search as much as running it."""


class Reader:
    """Reads a catalogue's database. Any number of them, in any thread and process, also while a sync writes."""

    def __init__(self, engine: sql.Engine) -> None:
        """Reads from an open database."""
        self.engine = engine

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    def inventory(self) -> dict[str, tuple[str, bool]]:
        """Document id → (sha256, complete)."""
        with self.engine.connect() as connection:
            columns = (documents.c.id, documents.c.sha256, documents.c.complete)
            rows = connection.execute(sql.select(*columns).where(_KEPT))
            return {row.id: (row.sha256, row.complete) for row in rows}

    def infos(self) -> list[DocumentInfo]:
        """All documents without their text, ordered by source and place in it."""
        order = (documents.c.source, documents.c.ordinal, documents.c.id)
        with self.engine.connect() as connection:
            rows = connection.execute(sql.select(documents.c.info).where(_KEPT).order_by(*order))
            return [load_info(row.info) for row in rows]

    def info(self, document_id: str) -> DocumentInfo | None:
        """One document without its text, or None."""
        query = sql.select(documents.c.info).where(documents.c.id == document_id, _KEPT)
        with self.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
            return load_info(row.info) if row else None

    def document(self, document_id: str) -> SourceDocument | None:
        """One document with text and sections, or None."""
        with self.engine.connect() as connection:
            row = connection.execute(sql.select(documents).where(documents.c.id == document_id, _KEPT)).one_or_none()
        return load_document(row) if row else None

    def span(self, document_id: str, start: int, end: int) -> str:
        """``text[start:end]`` of one document without reading the rest; empty for an unknown id."""
        part = sql.func.substr(documents.c.text, start + 1, end - start)
        with self.engine.connect() as connection:
            return connection.execute(sql.select(part).where(documents.c.id == document_id)).scalar() or ""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, retired ones too; unknown ids are absent."""
        found: dict[str, Passage] = {}
        with self.engine.connect() as connection:
            for some in batches(ids):
                found.update((row[0], load_passage(row)) for row in connection.execute(_BY_ID, {"ids": some}))
        return found

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document in order."""
        query = _PASSAGE.where(passages.c.document_id == document_id, _CURRENT).order_by(passages.c.ordinal)
        with self.engine.connect() as connection:
            return [load_passage(row) for row in connection.execute(query)]

    def passage_ids(self) -> Iterator[tuple[str, str]]:
        """(passage id, document id) of the whole catalogue."""
        with self.engine.connect() as connection:
            for row in connection.execute(sql.select(passages.c.id, passages.c.document_id).where(_CURRENT)):
                yield row.id, row.document_id

    def texts(self) -> Iterator[str]:
        """The text of every passage."""
        with self.engine.connect() as connection:
            for row in connection.execute(sql.select(passages.c.text).where(_CURRENT)):
                yield row.text

    def passage_ids_of(self, document_ids: Iterable[str]) -> set[str]:
        """The ids of the passages of some documents."""
        found: set[str] = set()
        with self.engine.connect() as connection:
            for some in batches(document_ids):
                listed = passages.c.document_id.in_(some) & _CURRENT
                rows = connection.execute(sql.select(passages.c.id).where(listed))
                found.update(row.id for row in rows)
        return found

    def places_of(self, document_ids: Iterable[str]) -> dict[str, list[tuple[str, int, int]]]:
        """By document, its passages in order without their texts: (id, start, end)."""
        found: dict[str, list[tuple[str, int, int]]] = {}
        columns = (passages.c.document_id, passages.c.id, passages.c.start, passages.c.end)
        with self.engine.connect() as connection:
            for some in batches(document_ids):
                listed = sql.select(*columns).where(passages.c.document_id.in_(some), _CURRENT)
                for row in connection.execute(listed.order_by(passages.c.document_id, passages.c.ordinal)):
                    found.setdefault(row.document_id, []).append((row.id, row.start, row.end))
        return found

    def citing(self, prefix: str, limit: int = 50) -> list[Passage]:
        """Passages whose own pinpoint contains ``prefix`` (case-insensitive), in document order."""
        query = (
            _PASSAGE.where(passages.c.citation.icontains(prefix, autoescape=True), _CURRENT)
            .order_by(passages.c.document_id, passages.c.ordinal)
            .limit(limit)
        )
        with self.engine.connect() as connection:
            return [load_passage(row) for row in connection.execute(query)]

    def citations(self) -> list[str]:
        """Every pinpoint that some passage has, once, in alphabetical order."""
        query = sql.select(passages.c.citation).where(passages.c.citation != "", _CURRENT).distinct()
        with self.engine.connect() as connection:
            return sorted(row.citation for row in connection.execute(query))

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        with self.engine.connect() as connection:
            some = connection.execute(sql.select(sql.func.count()).select_from(documents).where(_KEPT)).scalar_one()
            parts = connection.execute(sql.select(sql.func.count()).select_from(passages).where(_CURRENT)).scalar_one()
        return int(some), int(parts)

    def sources(self) -> dict[str, dict[str, str]]:
        """Source → its row (sha256, origin, recipe, etag, last_modified, synced_at, error)."""
        with self.engine.connect() as connection:
            rows = [dict(row._mapping) for row in connection.execute(sql.select(sources))]
        return {row["source"]: {**row, "error": unpack(row["error"])} for row in rows}
