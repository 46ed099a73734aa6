"""What the admins of a server have set. None means: as config.yaml has it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import JSON, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.base import Base, Snowflake
from bot.state.database import Database
from index.documents import Language


class GuildRow(Base):
    """The settings of one server."""

    __tablename__ = "guilds"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    channels: Mapped[list[int]] = mapped_column(JSON)
    language: Mapped[str | None] = mapped_column(String(2))
    model: Mapped[bool | None]
    dms: Mapped[bool | None]
    person_questions: Mapped[int | None]
    guild_questions: Mapped[int | None]


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of one server; ``guild_id`` None is a direct message, where nothing can be set."""

    guild_id: int | None = None
    channels: tuple[int, ...] = ()
    language: Language | None = None
    model: bool | None = None
    dms: bool | None = None
    person_questions: int | None = None
    guild_questions: int | None = None

    def answers_in(self, channel_id: int, parent_id: int | None = None) -> bool:
        """Whether it answers in a channel, or in a thread of it (``parent_id``); no channels named means in all."""
        return not self.channels or channel_id in self.channels or parent_id in self.channels


_NAMES = tuple(one.name for one in fields(GuildSettings) if one.name != "guild_id")


class Guilds:
    """Settings by server. Every method raises StateError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, guild_id: int | None) -> GuildSettings:
        """The settings of a server; all of them unset where nobody has set anything."""
        if guild_id is None:
            return GuildSettings()
        async with self._database.reading() as connection:
            query = select(GuildRow.__table__).where(GuildRow.guild_id == guild_id)
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return GuildSettings(guild_id)
        spoken = Language(row.language) if row.language else None
        return GuildSettings(**{**row._mapping, "channels": tuple(row.channels), "language": spoken})

    async def change(self, guild_id: int, **changes: Any) -> GuildSettings:
        """Changes some fields (None: back to config.yaml) and returns all; TypeError for an unknown field."""
        unknown = changes.keys() - set(_NAMES)
        if unknown:
            raise TypeError(f"no such settings: {', '.join(sorted(unknown))}")
        wanted = replace(await self.get(guild_id), **changes)
        values = {name: getattr(wanted, name) for name in changes}
        if "channels" in values:
            values["channels"] = sorted(set(wanted.channels))
        async with self._database.writing() as connection:
            mine = GuildRow.guild_id == guild_id
            known = await connection.scalar(select(GuildRow.guild_id).where(mine))
            if known is None:
                await connection.execute(insert(GuildRow).values(guild_id=guild_id, channels=[]))
            if values:
                await connection.execute(update(GuildRow).where(mine).values(values))
        return await self.get(guild_id)

    async def drop(self, guild_id: int) -> None:
        """Forgets the settings of a server that the bot left."""
        async with self._database.writing() as connection:
            await connection.execute(delete(GuildRow).where(GuildRow.guild_id == guild_id))
