"""What a sync remembers beside the corpus itself: fingerprints, duplicates, and the state of the index as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sql

from index.catalogue import Catalogue, catalogue_file
from index.catalogue.database import batches, read_only
from index.documents import SourceDocument
from index.duplicates import Candidate, Imprint, candidate
from index.tables import documents, facts, load_document, load_info

ENCODER = "encoder"
"""Fact: how the encoder was configured that every passage of the finished index has a vector of."""
ENCODER_NAME = "encoder_name"
"""Fact: that encoder's name."""
DIMENSION = "dimension"
"""Fact: the length of that encoder's vectors."""
UNFINISHED = "unfinished"
"""Fact: a sync began to write and has not come to its end; vectors and words must be compared with the catalogue."""
CONFIGURED = "configured"
"""Fact: which sources the last complete sync was for."""
NEWEST = "newest_source"
"""Fact: the newest date of any source (ISO), as of the last sync."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the ledger keeps of a document; ``duplicate_of`` is empty for one that readers see."""

    candidate: Candidate
    ordinal: int
    fingerprint: str
    duplicate_of: str
    also: tuple[str, ...]


class Ledger:
    """The sync's own view of a catalogue's database."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Shares the catalogue's database."""
        self._engine = catalogue.engine

    def fact(self, name: str) -> str:
        """A fact about the index as a whole; empty where it was never stated."""
        with self._engine.connect() as connection:
            return connection.execute(sql.select(facts.c.value).where(facts.c.name == name)).scalar() or ""

    def state(self, **values: str) -> None:
        """States facts, all in one transaction."""
        with self._engine.begin() as connection:
            for name, value in values.items():
                connection.execute(facts.delete().where(facts.c.name == name))
                connection.execute(facts.insert().values(name=name, value=value))

    def fingerprints(self, source: str) -> dict[str, str]:
        """Document id → fingerprint of what came from one source; empty fingerprint = not finished."""
        columns = (documents.c.id, documents.c.fingerprint, documents.c.complete)
        with self._engine.connect() as connection:
            rows = connection.execute(sql.select(*columns).where(documents.c.source == source))
            return {row.id: row.fingerprint if row.complete else "" for row in rows}

    def owners(self, document_ids: Iterable[str]) -> dict[str, str]:
        """Document id → the source it came from, of those ids that are known."""
        owners: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in batches(document_ids):
                query = sql.select(documents.c.id, documents.c.source).where(documents.c.id.in_(some))
                owners.update((row.id, row.source) for row in connection.execute(query))
        return owners

    def documents_of(self, sources: Iterable[str]) -> list[str]:
        """The ids of all documents that came from some sources, sorted."""
        found: list[str] = []
        with self._engine.connect() as connection:
            for some in batches(sources):
                query = sql.select(documents.c.id).where(documents.c.source.in_(some))
                found.extend(connection.execute(query).scalars())
        return sorted(found)

    def count(self) -> int:
        """All documents, duplicates included."""
        with self._engine.connect() as connection:
            return int(connection.execute(sql.select(sql.func.count()).select_from(documents)).scalar_one())

    def records(self) -> list[Record]:
        """All documents, duplicates included, without their text."""
        columns = (
            documents.c.info,
            documents.c.ordinal,
            documents.c.fingerprint,
            documents.c.words_sha256,
            documents.c.words,
            documents.c.sketch,
            documents.c.duplicate_of,
        )
        found = []
        with self._engine.connect() as connection:
            for row in connection.execute(sql.select(*columns)):
                info = load_info(row.info)
                mark = Imprint(row.words_sha256, row.words, row.sketch)
                one = candidate(info, mark)
                found.append(Record(one, row.ordinal, row.fingerprint, row.duplicate_of, info.also))
        return found

    def duplicates(self) -> list[tuple[str, str, str]]:
        """(document id, its source, the source that stands for it) of all duplicates, sorted."""
        kept = documents.alias()
        columns = (documents.c.id, documents.c.source, kept.c.source.label("kept"))
        query = sql.select(*columns).join(kept, kept.c.id == documents.c.duplicate_of).order_by(documents.c.id)
        with self._engine.connect() as connection:
            return [(row.id, row.source, row.kept) for row in connection.execute(query)]

    def document(self, document_id: str) -> SourceDocument:
        """One document with its text, a duplicate too. Raises KeyError for an unknown id."""
        with self._engine.connect() as connection:
            row = connection.execute(sql.select(documents).where(documents.c.id == document_id)).one_or_none()
        if row is None:
            raise KeyError(document_id)
        return load_document(row)

    def text(self, document_id: str) -> str:
        """The text of one document, a duplicate too; empty for an unknown id."""
        with self._engine.connect() as connection:
            query = sql.select(documents.c.text).where(documents.c.id == document_id)
            return connection.execute(query).scalar() or ""


def peek(folder: Path, name: str) -> str:
    """A fact of an index without opening it for good, and without its heavy parts; empty where there is none."""
    file = catalogue_file(folder)
    if not file.is_file():
        return ""
    try:
        with read_only(file) as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
