"""The catalogue as its one writer has it: everything a `Reader` answers, and the changes, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.catalogue.database import batches, connected, url_in
from index.catalogue.entries import Entry, delete, make_room, row_of
from index.catalogue.reader import Reader
from index.documents import DocumentInfo, Passage, SourceDocument
from index.tables import documents, dump_info, dump_passage, passages, sources
from index.wording import pack


class Catalogue(Reader):
    """Documents and passages by id. One writer at a time (the sync holds the lock); any number of readers."""

    def __init__(self, url: str) -> None:
        """Opens the database at an SQLAlchemy ``url`` and makes missing tables."""
        super().__init__(connected(url))

    @classmethod
    def in_folder(cls, folder: Path) -> Catalogue:
        """The catalogue of an index folder (made where missing).

        Raises:
            IndexNotReadyError: another version of the program wrote it, or it is damaged.
        """
        return cls(url_in(folder))

    def put(self, document: SourceDocument, passages: Sequence[Passage], *, complete: bool) -> None:
        """Replaces a document and its passages in one transaction."""
        self.put_all([Entry(document, passages)], complete=complete)

    def put_all(self, entries: Iterable[Entry], *, complete: bool = True, retire: bool = False) -> None:
        """Replaces documents and their passages, all in one transaction: a reader sees all of it or nothing.

        With ``retire`` the old passages leave every listing but can still be fetched by id until `sweep`: a search that
        found them a moment ago must not come back with less.
        """
        with self.engine.begin() as connection:
            for some in batches(entries):
                make_room(connection, some, retire=retire)
                connection.execute(documents.insert(), [{**row_of(entry), "complete": complete} for entry in some])
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
            for some in batches(document_ids):
                connection.execute(documents.update().where(documents.c.id.in_(some)).values(complete=True))

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forgets documents and their passages, all in one transaction."""
        with self.engine.begin() as connection:
            for some in batches(document_ids):
                delete(connection, some)

    def put_info(self, info: DocumentInfo) -> None:
        """Replaces what is said about a document; its text and passages stay."""
        with self.engine.begin() as connection:
            connection.execute(documents.update().where(documents.c.id == info.id).values(info=dump_info(info)))

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
            "error": pack(error),
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
