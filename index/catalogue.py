"""The catalogue: every document and passage of the index in one SQL database (SQLite by default).

Chroma finds vectors and tantivy finds words; both answer with passage ids. What a passage says, which document it is
from and when that document holds is here, in one place, written in one transaction. The catalogue is the truth of a
sync: what it does not name does not exist for a search, whatever the other two still hold. What only the sync needs to
remember is in `index.ledger`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sql

from index.documents import DocumentInfo, Passage, SourceDocument
from index.duplicates import NO_IMPRINT, Imprint
from index.errors import IndexNotReadyError
from index.tables import (
    SCHEMA,
    documents,
    dump_info,
    dump_passage,
    dump_sections,
    load_document,
    load_info,
    load_passage,
    metadata,
    passages,
    sources,
)

_T = TypeVar("_T")
_BATCH = 500
_KEPT = documents.c.duplicate_of == ""
_CURRENT = passages.c.retired.is_(False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the sync writes it. One with ``duplicate_of`` has no passages and is hidden from readers."""

    document: SourceDocument
    passages: Sequence[Passage] = ()
    fingerprint: str = ""
    ordinal: int = 0
    imprint: Imprint = NO_IMPRINT
    duplicate_of: str = ""


def catalogue_file(folder: Path) -> Path:
    """The file of the catalogue in an index folder."""
    return folder / "catalogue.sqlite"


def discard_other_schema(folder: Path) -> bool:
    """Deletes a catalogue that another version of the program wrote; returns whether there was one.

    Only a sync that owns the folder may call this: it builds the catalogue anew from the sources.
    """
    file = catalogue_file(folder)
    if not file.is_file() or schema_of(file) in {0, SCHEMA}:
        return False
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)
    return True


def schema_of(file: Path) -> int:
    """The schema that a catalogue file says it has; 0 for one that was only just made, -1 for one that is damaged."""
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        return -1


class Catalogue:
    """Documents and passages by id. One writer at a time (the sync holds the lock); any number of readers."""

    def __init__(self, url: str) -> None:
        """Opens the database at an SQLAlchemy ``url`` and makes missing tables."""
        self.engine = sql.create_engine(url)
        if self.engine.dialect.name == "sqlite":
            sql.event.listen(self.engine, "connect", _sqlite_pragmas)
        if not sql.inspect(self.engine).has_table(documents.name):
            metadata.create_all(self.engine)
            if self.engine.dialect.name == "sqlite":
                with self.engine.begin() as connection:
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")

    @classmethod
    def in_folder(cls, folder: Path) -> Catalogue:
        """The catalogue of an index folder (made where missing).

        Raises:
            IndexNotReadyError: another version of the program wrote it, or it is damaged.
        """
        folder.mkdir(parents=True, exist_ok=True)
        file = catalogue_file(folder)
        if file.is_file() and schema_of(file) not in {0, SCHEMA}:
            raise IndexNotReadyError(
                f"{file}: damaged, or written by another version of the program: run `paragraf sync` to build it anew"
            )
        return cls(f"sqlite:///{file}")

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    @contextmanager
    def _read(self) -> Iterator[sql.Connection]:
        with self.engine.connect() as connection:
            yield connection

    def put(self, document: SourceDocument, passages: Sequence[Passage], *, complete: bool) -> None:
        """Replaces a document and its passages in one transaction."""
        self.put_all([Entry(document, passages)], complete=complete)

    def put_all(self, entries: Iterable[Entry], *, complete: bool = True, retire: bool = False) -> None:
        """Replaces documents and their passages, all in one transaction: a reader sees all of it or nothing.

        With ``retire`` the old passages leave every listing but can still be fetched by id until `sweep`: a search that
        found them a moment ago must not come back with less.
        """
        with self.engine.begin() as connection:
            for some in _batches(entries):
                _make_room(connection, some, retire=retire)
                connection.execute(documents.insert(), [{**_row(entry), "complete": complete} for entry in some])
                parts = [dump_passage(one) for entry in some for one in entry.passages]
                if parts:
                    connection.execute(passages.insert(), parts)

    def sweep(self) -> None:
        """Deletes retired passages. A sync does it when it begins: searches of the last one are over by then."""
        with self.engine.begin() as connection:
            connection.execute(passages.delete().where(passages.c.retired))

    def mark_complete(self, document_ids: Iterable[str]) -> None:
        """Says that vectors and words of these documents are written, too."""
        with self.engine.begin() as connection:
            for some in _batches(document_ids):
                connection.execute(documents.update().where(documents.c.id.in_(some)).values(complete=True))

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forgets documents and their passages, all in one transaction."""
        with self.engine.begin() as connection:
            for some in _batches(document_ids):
                _delete(connection, some)

    def put_info(self, info: DocumentInfo) -> None:
        """Replaces what is said about a document; its text and passages stay."""
        with self.engine.begin() as connection:
            connection.execute(documents.update().where(documents.c.id == info.id).values(info=dump_info(info)))

    def inventory(self) -> dict[str, tuple[str, bool]]:
        """Document id → (sha256, complete)."""
        with self._read() as connection:
            columns = (documents.c.id, documents.c.sha256, documents.c.complete)
            rows = connection.execute(sql.select(*columns).where(_KEPT))
            return {row.id: (row.sha256, row.complete) for row in rows}

    def infos(self) -> list[DocumentInfo]:
        """All documents without their text, ordered by source and place in it."""
        order = (documents.c.source, documents.c.ordinal, documents.c.id)
        with self._read() as connection:
            rows = connection.execute(sql.select(documents.c.info).where(_KEPT).order_by(*order))
            return [load_info(row.info) for row in rows]

    def info(self, document_id: str) -> DocumentInfo | None:
        """One document without its text, or None."""
        query = sql.select(documents.c.info).where(documents.c.id == document_id, _KEPT)
        with self._read() as connection:
            row = connection.execute(query).one_or_none()
            return load_info(row.info) if row else None

    def document(self, document_id: str) -> SourceDocument | None:
        """One document with text and sections, or None."""
        with self._read() as connection:
            row = connection.execute(sql.select(documents).where(documents.c.id == document_id, _KEPT)).one_or_none()
        return load_document(row) if row else None

    def span(self, document_id: str, start: int, end: int) -> str:
        """``text[start:end]`` of one document without reading the rest; empty for an unknown id."""
        part = sql.func.substr(documents.c.text, start + 1, end - start)
        with self._read() as connection:
            return connection.execute(sql.select(part).where(documents.c.id == document_id)).scalar() or ""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, retired ones too; unknown ids are absent."""
        found: dict[str, Passage] = {}
        with self._read() as connection:
            for some in _batches(ids):
                rows = connection.execute(sql.select(passages).where(passages.c.id.in_(some)))
                found.update((row.id, load_passage(row)) for row in rows)
        return found

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document in order."""
        query = sql.select(passages).where(passages.c.document_id == document_id, _CURRENT).order_by(passages.c.ordinal)
        with self._read() as connection:
            return [load_passage(row) for row in connection.execute(query)]

    def passage_ids(self) -> Iterator[tuple[str, str]]:
        """(passage id, document id) of the whole catalogue."""
        with self._read() as connection:
            for row in connection.execute(sql.select(passages.c.id, passages.c.document_id).where(_CURRENT)):
                yield row.id, row.document_id

    def passage_ids_of(self, document_ids: Iterable[str]) -> set[str]:
        """The ids of the passages of some documents."""
        found: set[str] = set()
        with self._read() as connection:
            for some in _batches(document_ids):
                listed = passages.c.document_id.in_(some) & _CURRENT
                rows = connection.execute(sql.select(passages.c.id).where(listed))
                found.update(row.id for row in rows)
        return found

    def citing(self, prefix: str, limit: int = 50) -> list[Passage]:
        """Passages whose own pinpoint contains ``prefix`` (case-insensitive), in document order."""
        query = (
            sql.select(passages)
            .where(passages.c.citation.icontains(prefix, autoescape=True), _CURRENT)
            .order_by(passages.c.document_id, passages.c.ordinal)
            .limit(limit)
        )
        with self._read() as connection:
            return [load_passage(row) for row in connection.execute(query)]

    def citations(self) -> list[str]:
        """Every pinpoint that some passage has, once, in alphabetical order."""
        query = sql.select(passages.c.citation).where(passages.c.citation != "", _CURRENT).distinct()
        with self._read() as connection:
            return sorted(row.citation for row in connection.execute(query))

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        with self._read() as connection:
            some = connection.execute(sql.select(sql.func.count()).select_from(documents).where(_KEPT)).scalar_one()
            parts = connection.execute(sql.select(sql.func.count()).select_from(passages).where(_CURRENT)).scalar_one()
        return int(some), int(parts)

    def put_source(
        self,
        source: str,
        sha256: str,
        origin: str,
        synced_at: str,
        error: str = "",
        *,
        recipe: str = "",
        etag: str = "",
        last_modified: str = "",
    ) -> None:
        """Remembers what was fetched from where, and how it went (``error`` empty = fine).

        ``recipe``, ``etag`` and ``last_modified`` let the next sync tell that nothing changed.
        """
        row = {
            "source": source,
            "sha256": sha256,
            "origin": origin,
            "synced_at": synced_at,
            "error": error,
            "recipe": recipe,
            "etag": etag,
            "last_modified": last_modified,
        }
        with self.engine.begin() as connection:
            connection.execute(sources.delete().where(sources.c.source == source))
            connection.execute(sources.insert().values(**row))

    def remove_source(self, source: str) -> None:
        """Forgets a source."""
        with self.engine.begin() as connection:
            connection.execute(sources.delete().where(sources.c.source == source))

    def sources(self) -> dict[str, dict[str, str]]:
        """Source → its row (sha256, origin, recipe, etag, last_modified, synced_at, error)."""
        with self._read() as connection:
            return {row.source: dict(row._mapping) for row in connection.execute(sql.select(sources))}


def _row(entry: Entry) -> dict[str, Any]:
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


def _delete(connection: sql.Connection, document_ids: Sequence[str]) -> None:
    connection.execute(documents.delete().where(documents.c.id.in_(document_ids)))
    connection.execute(passages.delete().where(passages.c.document_id.in_(document_ids)))


def _make_room(connection: sql.Connection, entries: Sequence[Entry], *, retire: bool) -> None:
    """Takes away what is there of these documents, so that they can be inserted."""
    named = [entry.document.info.id for entry in entries]
    present = set(connection.execute(sql.select(documents.c.id).where(documents.c.id.in_(named))).scalars())
    if not present:
        return
    if not retire:
        _delete(connection, sorted(present))
        return
    connection.execute(documents.delete().where(documents.c.id.in_(present)))
    connection.execute(passages.update().where(passages.c.document_id.in_(present)).values(retired=True))
    # A passage that stays as it was is written anew, with the ordinal that it has now.
    for some in _batches(one.id for entry in entries for one in entry.passages):
        connection.execute(passages.delete().where(passages.c.id.in_(some)))


def _batches(ids: Iterable[_T]) -> Iterator[list[_T]]:
    """Lists that stay below the number of variables that SQLite takes."""
    rest = list(ids)
    for at in range(0, len(rest), _BATCH):
        yield rest[at : at + _BATCH]


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
