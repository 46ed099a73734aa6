"""What was said in a conversation: bounded by turns, characters and age, and honest about what it forgot."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.answering.answer import Turn
from bot.state.base import Base, Moment, Snowflake, Words, utc_now
from bot.state.database import Database

_UNTOLD = timedelta(days=30)
"""How long it is known that a conversation nobody carried on has lost turns."""


class TurnRow(Base):
    """One turn of a conversation. An answer carries the person it was given to, so that forgetting takes it along."""

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation: Mapped[str] = mapped_column(String(100), index=True)
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    role: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Words)
    said_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ForgottenRow(Base):
    """How many turns a conversation lost since somebody was told so."""

    __tablename__ = "forgotten_turns"

    conversation: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a conversation is remembered."""

    turns: int = 12
    characters: int = 6000
    hours: int = 24


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered, oldest first, and how many turns were forgotten since it was last said."""

    turns: tuple[Turn, ...] = ()
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A stored turn as the decision what to keep sees it."""

    id: int
    characters: int
    at: datetime


def new_conversation() -> str:
    """The name of a conversation that begins with a command; replies to its answers carry it on."""
    return f"ask:{secrets.token_urlsafe(12)}"


def channel_conversation(channel_id: int) -> str:
    """The name of the one conversation of a direct message or of a thread that the bot opened."""
    return f"channel:{channel_id}"


def too_much(said: Sequence[Said], bounds: Bounds, now: datetime) -> tuple[int, ...]:
    """The ids of the turns to forget, for ``said`` oldest first. The newest turn always stays, however long it is."""
    oldest = now - timedelta(hours=bounds.hours)
    fresh = [one for one in said if one.at >= oldest]
    kept: list[Said] = []
    characters = 0
    for one in reversed(fresh):
        characters += one.characters
        if kept and (len(kept) >= bounds.turns or characters > bounds.characters):
            break
        kept.append(one)
    keep = {one.id for one in kept}
    return tuple(one.id for one in said if one.id not in keep)


class Conversations:
    """Turns by conversation. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, bounds: Bounds | None = None, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._bounds = bounds or Bounds()
        self._now = now

    async def recall(self, conversation: str) -> Memory:
        """The remembered turns; what was forgotten is told once."""
        async with self._database.writing() as connection:
            await self._trim(connection, conversation)
            query = select(TurnRow.role, TurnRow.text).where(TurnRow.conversation == conversation).order_by(TurnRow.id)
            turns = tuple(Turn(row.role, row.text) for row in await connection.execute(query))
            told = ForgottenRow.conversation == conversation
            forgotten = await connection.scalar(select(ForgottenRow.count).where(told))
            if forgotten:
                await connection.execute(delete(ForgottenRow).where(told))
        return Memory(turns, forgotten or 0)

    async def remember(
        self, conversation: str, person_id: int, guild_id: int | None, question: str, answer: str
    ) -> None:
        """Adds a question and its answer, and forgets what is too old or too much."""
        shared = {"conversation": conversation, "person_id": person_id, "guild_id": guild_id, "said_at": self._now()}
        async with self._database.writing() as connection:
            for role, text in (("user", question), ("assistant", answer)):
                await connection.execute(insert(TurnRow).values(role=role, text=text, **shared))
            await self._trim(connection, conversation)

    async def forget(self, conversation: str) -> int:
        """Forgets a whole conversation and returns how many turns it had."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(TurnRow).where(TurnRow.conversation == conversation))
            await connection.execute(delete(ForgottenRow).where(ForgottenRow.conversation == conversation))
        return gone.rowcount

    async def prune(self) -> int:
        """Deletes turns that are too old in all conversations, also those that nobody carries on."""
        oldest = self._now() - timedelta(hours=self._bounds.hours)
        old = TurnRow.said_at < oldest
        async with self._database.writing() as connection:
            counts = select(TurnRow.conversation, func.count().label("turns")).where(old).group_by(TurnRow.conversation)
            rows = (await connection.execute(counts)).all()
            await connection.execute(delete(TurnRow).where(old))
            await connection.execute(delete(ForgottenRow).where(ForgottenRow.changed_at < oldest - _UNTOLD))
            for row in rows:
                await self._count(connection, row.conversation, row.turns)
        return sum(row.turns for row in rows)

    async def _trim(self, connection: AsyncConnection, conversation: str) -> None:
        query = select(TurnRow.id, TurnRow.text, TurnRow.said_at).where(TurnRow.conversation == conversation)
        rows = (await connection.execute(query.order_by(TurnRow.id))).all()
        gone = too_much([Said(row.id, len(row.text), row.said_at) for row in rows], self._bounds, self._now())
        if not gone:
            return
        await connection.execute(delete(TurnRow).where(TurnRow.id.in_(gone)))
        await self._count(connection, conversation, len(gone))

    async def _count(self, connection: AsyncConnection, conversation: str, turns: int) -> None:
        """Adds to what a conversation has lost and nobody was told."""
        mine = ForgottenRow.conversation == conversation
        changed = await connection.execute(
            update(ForgottenRow).where(mine).values(count=ForgottenRow.count + turns, changed_at=self._now())
        )
        if not changed.rowcount:
            row = {"conversation": conversation, "count": turns, "changed_at": self._now()}
            await connection.execute(insert(ForgottenRow).values(row))
