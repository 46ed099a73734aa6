"""Channels that want to hear what changed in the corpus after a sync."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, String, UniqueConstraint, delete, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.answering.words import content_stems
from bot.state.base import Base, Moment, Snowflake, Words, utc_now
from bot.state.database import Database
from index import identifiers
from index.documents import DocumentInfo, Language


class WatchRow(Base):
    """A channel (or a direct message) that watches a topic; an empty topic is everything."""

    __tablename__ = "watches"
    __table_args__ = (UniqueConstraint("channel_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    topic: Mapped[str] = mapped_column(Words)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Moment)
    posted_on: Mapped[date | None] = mapped_column(Date)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who watches what; ``person_id`` is who asked for it."""

    id: int
    channel_id: int
    guild_id: int | None
    person_id: int
    topic: str
    language: Language
    created_at: datetime


def concerned(watch: Watch, infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    """The documents that bear an identifier of the watch's topic, or all of its content words. Pure."""
    if not watch.topic.strip():
        return list(infos)
    return [info for info in infos if _about(watch.topic, info)]


def _about(topic: str, info: DocumentInfo) -> bool:
    face = " · ".join((info.title, info.citation, info.issuer, *info.topics))
    wanted = identifiers.values(topic)
    if wanted:
        return bool(wanted & {above for one in identifiers.values(face) for above in identifiers.ancestors(one)})
    return any(
        (stems := set(content_stems(topic, language))) and stems <= set(content_stems(face, language))
        for language in Language
    )


class Watches:
    """Watches by channel. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def add(
        self, channel_id: int, person_id: int, guild_id: int | None, language: Language, topic: str = ""
    ) -> Watch:
        """Begins a watch; the same topic in the same channel is the watch that is there already."""
        clean = " ".join(topic.split())
        mine = select(WatchRow.__table__).where(WatchRow.channel_id == channel_id, WatchRow.topic == clean)
        row = {
            "channel_id": channel_id,
            "guild_id": guild_id,
            "person_id": person_id,
            "topic": clean,
            "language": language.value,
            "created_at": self._now(),
        }
        async with self._database.writing() as connection:
            if (await connection.execute(mine)).one_or_none() is None:
                await connection.execute(insert(WatchRow).values(row))
            return _watch((await connection.execute(mine)).one())

    async def remove(self, watch_id: int, channel_id: int) -> bool:
        """Ends a watch of this channel; False where it has none of that number."""
        which = delete(WatchRow).where(WatchRow.id == watch_id, WatchRow.channel_id == channel_id)
        async with self._database.writing() as connection:
            return bool((await connection.execute(which)).rowcount)

    async def drop_channel(self, channel_id: int) -> int:
        """Ends all watches of a channel that is gone or closed to the bot."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(WatchRow).where(WatchRow.channel_id == channel_id))).rowcount

    async def of_channel(self, channel_id: int) -> list[Watch]:
        """The watches of a channel, oldest first."""
        query = select(WatchRow.__table__).where(WatchRow.channel_id == channel_id).order_by(WatchRow.id)
        async with self._database.reading() as connection:
            return [_watch(row) for row in await connection.execute(query)]

    async def all(self) -> list[Watch]:
        """Every watch, oldest first."""
        async with self._database.reading() as connection:
            return [_watch(row) for row in await connection.execute(select(WatchRow.__table__).order_by(WatchRow.id))]

    async def claim(self, watch_id: int, day: date) -> bool:
        """True for the one caller who may post the news of ``day``: ask before posting, and nothing is posted twice."""
        free = or_(WatchRow.posted_on.is_(None), WatchRow.posted_on < day)
        mark = update(WatchRow).where(WatchRow.id == watch_id, free).values(posted_on=day)
        async with self._database.writing() as connection:
            return bool((await connection.execute(mark)).rowcount)


def _watch(row: object) -> Watch:
    names = (name for name in Watch.__slots__ if name != "language")
    return Watch(**{name: getattr(row, name) for name in names}, language=Language(getattr(row, "language")))  # noqa: B009
