"""The database under the catalogue: its file, its schema, how it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sql

from index.errors import IndexNotReadyError
from index.layout import Layout
from index.tables import SCHEMA, documents, metadata
from index.wording import message

_T = TypeVar("_T")
_BATCH = 500


def catalogue_file(folder: Path) -> Path:
    """The file of the catalogue in an index folder."""
    return Layout(folder).catalogue


def read_only(file: Path) -> closing[sqlite3.Connection]:
    """An SQLite file opened for reading, to be used in a ``with``."""
    return closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5))


def schema_of(file: Path) -> int:
    """The schema that a catalogue file says it has; 0 for one that was only just made, -1 for one that is damaged."""
    try:
        with read_only(file) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return -1


def is_foreign(file: Path) -> bool:
    """Whether there is a catalogue that another version of the program wrote, or a damaged one."""
    return file.is_file() and schema_of(file) not in {0, SCHEMA}


def discard_other_schema(folder: Path) -> bool:
    """Deletes a catalogue that another version of the program wrote; returns whether there was one.

    Only a sync that owns the folder may call this: it builds the catalogue anew from the sources.
    """
    file = catalogue_file(folder)
    if not is_foreign(file):
        return False
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)
    return True


def url_in(folder: Path) -> str:
    """The SQLAlchemy URL of the catalogue of an index folder (made where missing).

    Raises:
        IndexNotReadyError: another version of the program wrote it, or it is damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = catalogue_file(folder)
    if is_foreign(file):
        raise IndexNotReadyError(message("index_of_other_version", file=file))
    return f"sqlite:///{file}"


def connected(url: str) -> sql.Engine:
    """The database at an SQLAlchemy ``url``, with its missing tables made."""
    engine = sql.create_engine(url)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        sql.event.listen(engine, "connect", _sqlite_pragmas)
    if not sql.inspect(engine).has_table(documents.name):
        metadata.create_all(engine)
        if is_sqlite:
            with engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    return engine


def batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    """Lists that stay below the number of variables that SQLite takes."""
    rest = list(items)
    for at in range(0, len(rest), _BATCH):
        yield rest[at : at + _BATCH]


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
