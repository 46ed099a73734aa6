"""Which slash commands Discord knows already: it limits creations a day, so they are synced only when they changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.base import Base, Moment, Snowflake, utc_now
from bot.state.database import Database


class CommandSyncRow(Base):
    """The digest of the commands that were last synced; ``guild_id`` 0 means the global ones."""

    __tablename__ = "command_syncs"

    application_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    synced_at: Mapped[datetime] = mapped_column(Moment)


def digest_of(payload: object) -> str:
    """A digest of JSON-like commands that does not depend on the order of keys."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class CommandSync:
    """Digests of synced commands. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def changed(self, application_id: int, digest: str, guild_id: int = 0) -> bool:
        """Whether Discord has to be told: these are not the commands that were recorded last."""
        mine = (CommandSyncRow.application_id == application_id, CommandSyncRow.guild_id == guild_id)
        async with self._database.reading() as connection:
            return await connection.scalar(select(CommandSyncRow.digest).where(*mine)) != digest

    async def record(self, application_id: int, digest: str, guild_id: int = 0) -> None:
        """Remembers what Discord was told; call it after Discord said yes."""
        mine = (CommandSyncRow.application_id == application_id, CommandSyncRow.guild_id == guild_id)
        row = {"application_id": application_id, "guild_id": guild_id, "digest": digest, "synced_at": self._now()}
        async with self._database.writing() as connection:
            await connection.execute(delete(CommandSyncRow).where(*mine))
            await connection.execute(insert(CommandSyncRow).values(row))
