"""Brings the state database up to the newest revision at start. Several processes at once: one works, the rest wait."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from bot.state.database import Database
from bot.state.errors import StateVersionError

_SCRIPTS = Path(__file__).with_name("migrations")
_LOCK = 7_304_723  # any number, the same in every process


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; it needs no ini file. Migrations run on ``connection``, within its transaction."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Runs the missing migrations, all or none.

    Raises:
        StateError: the database cannot be reached or written.
        StateVersionError: it is newer than this program.
    """
    try:
        async with database.writing() as connection:
            if not database.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await connection.run_sync(_upgrade)
    except CommandError as error:
        raise StateVersionError(
            f"state database {database.name} was made by a newer version of Paragraf ({error}): "
            "install that version, or name another discord.database_url"
        ) from error


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")
