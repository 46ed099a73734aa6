"""The one door to the SQL database of the state: SQLite (default) or PostgreSQL, through SQLAlchemy's asyncio side.

`reading` and `writing` are the only ways in. Every failure of the database comes out as `StateError`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.state.errors import StateError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_WRITES = "paragraf_writes"
_BUSY_SECONDS = 3
_CONNECT_SECONDS = 3
_COMMAND_SECONDS = 30
_REST_SECONDS = 2.0
_SLOW_SECONDS = 0.8


def async_url(url: str) -> URL:
    """A database URL with the async driver filled in. Raises StateError for anything but SQLite and PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        wanted = "sqlite:///FILE or postgresql://USER@HOST/NAME"
        raise StateError(f"discord.database_url is no database URL; write {wanted}") from None
    family = parsed.drivername.split("+")[0]
    if family not in _DRIVERS:
        raise StateError(f"discord.database_url: {family} is not supported; use sqlite or postgresql")
    return parsed.set(drivername=_DRIVERS[family])


class Database:
    """An engine with transactions that commit at the end of their block, or roll back."""

    def __init__(self, url: str) -> None:
        """Prepares the engine; nothing is opened yet. Raises StateError for a URL that cannot be used."""
        self._url = async_url(url)
        if self.is_sqlite:
            _make_folder(self._url)
            self.engine = create_async_engine(self._url, connect_args={"timeout": _BUSY_SECONDS})
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        else:
            # A connection that died while idle is noticed before it is used, not by the person who asked.
            patience = {"timeout": _CONNECT_SECONDS, "command_timeout": _COMMAND_SECONDS}
            self.engine = create_async_engine(self._url, pool_pre_ping=True, pool_recycle=1800, connect_args=patience)
        self._writer: AsyncEngine = self.engine.execution_options(**{_WRITES: True})
        self._one_writer = asyncio.Lock()
        self._away_until = 0.0
        self._away_why = ""

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def name(self) -> str:
        """The database as a person may see it: no password."""
        return self._url.render_as_string(hide_password=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read from. Raises StateError."""
        async with self._transaction(self.engine) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to write in. SQLite takes its write lock at once: two processes wait instead of failing.

        Within this process writers of SQLite form a line instead of polling for the lock. Raises StateError.
        """
        turn: AbstractAsyncContextManager[object] = self._one_writer if self.is_sqlite else nullcontext()
        async with turn, self._transaction(self._writer) as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Where somebody waited in vain a moment ago, nobody waits again: fifty people would do so in turn."""
        begun = time.monotonic()
        if begun < self._away_until:
            raise StateError(self._away_why)
        try:
            async with engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            why = f"state database {self.name}: {_reason(error)}"
            if time.monotonic() - begun > _SLOW_SECONDS:
                self._away_until, self._away_why = time.monotonic() + _REST_SECONDS, why
            raise StateError(why) from error

    async def erase_traces(self) -> None:
        """Writes what was deleted out of SQLite's write-ahead log; PostgreSQL's own log is its administrator's."""
        if not self.is_sqlite:
            return
        try:
            async with self.engine.connect() as connection:
                raw = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await raw.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except SQLAlchemyError as error:
            raise StateError(f"state database {self.name}: {_reason(error)}") from error

    async def close(self) -> None:
        """Gives all connections back."""
        await self.engine.dispose()


def _reason(error: BaseException) -> str:
    """The database's own words in one line, without the statement and its values (they hold people's texts)."""
    cause = getattr(error, "orig", None) or error
    line = " ".join(str(cause).split())
    return f"{line[:300]} (is the disk full, the server running, discord.database_url right?)"


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StateError(f"the folder of the state database cannot be made: {error}") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """SQLite as we need it: our own BEGIN, readers beside a writer, and deleted texts overwritten."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={_BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
