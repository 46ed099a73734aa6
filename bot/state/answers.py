"""Answers that stand behind buttons: what was said, where, to whom, and under which messages."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.answering.answer import Answer, Citation, NoAnswer
from bot.state.answer_json import UnreadableAnswerError, dump, load
from bot.state.base import Base, Moment, Snowflake, utc_now
from bot.state.database import Database


class AnswerRow(Base):
    """One answer or refusal, as JSON."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    conversation: Mapped[str] = mapped_column(String(100))
    private: Mapped[bool] = mapped_column(Boolean)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)


class AnswerMessageRow(Base):
    """A Discord message that shows an answer, or a piece of it."""

    __tablename__ = "answer_messages"

    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer was given and to whom; ``guild_id`` None is a direct message."""

    person_id: int
    channel_id: int
    guild_id: int | None = None
    conversation: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was kept; its evidence is empty, everything that was shown is whole."""

    id: str
    result: Answer | NoAnswer
    place: Place
    message_ids: tuple[int, ...]
    created_at: datetime

    def citation(self, number: int) -> Citation | None:
        """The citation of a number, or None."""
        if isinstance(self.result, NoAnswer):
            return None
        return next((one for one in self.result.citations if one.number == number), None)


class Answers:
    """Answers by id and by message. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    @staticmethod
    def new_id() -> str:
        """An id that cannot be guessed, short enough for a custom id and for a nonce (16 characters)."""
        return secrets.token_urlsafe(12)

    async def keep(self, result: Answer | NoAnswer, place: Place, *, answer_id: str | None = None) -> str:
        """Stores an answer and returns its id; an id that is there already gets the new content (a retried effect)."""
        key = answer_id or self.new_id()
        values = {
            "person_id": place.person_id,
            "channel_id": place.channel_id,
            "guild_id": place.guild_id,
            "conversation": place.conversation,
            "private": place.private,
            "content": dump(result),
            "created_at": self._now(),
        }
        async with self._database.writing() as connection:
            changed = await connection.execute(update(AnswerRow).where(AnswerRow.id == key).values(values))
            if not changed.rowcount:
                await connection.execute(insert(AnswerRow).values(id=key, **values))
        return key

    async def posted(self, answer_id: str, message_ids: Sequence[int]) -> None:
        """Remembers the messages that show an answer, in order, instead of earlier ones. Nothing for an unknown id."""
        rows = [{"message_id": one, "answer_id": answer_id, "ordinal": at} for at, one in enumerate(message_ids)]
        async with self._database.writing() as connection:
            known = await connection.scalar(select(AnswerRow.id).where(AnswerRow.id == answer_id))
            await connection.execute(delete(AnswerMessageRow).where(AnswerMessageRow.answer_id == answer_id))
            if known and rows:
                await connection.execute(delete(AnswerMessageRow).where(AnswerMessageRow.message_id.in_(message_ids)))
                await connection.execute(insert(AnswerMessageRow), rows)

    async def get(self, answer_id: str) -> StoredAnswer | None:
        """A stored answer; None where it was never there, was pruned, or its person asked to be forgotten."""
        async with self._database.reading() as connection:
            return await _load(connection, answer_id)

    async def of_message(self, message_id: int) -> StoredAnswer | None:
        """The answer that a Discord message shows, or None."""
        async with self._database.reading() as connection:
            query = select(AnswerMessageRow.answer_id).where(AnswerMessageRow.message_id == message_id)
            answer_id = await connection.scalar(query)
            return await _load(connection, answer_id) if answer_id else None

    async def home_of(self, person_id: int) -> int | None:
        """The server that a person last got an answer in, or None."""
        mine = (AnswerRow.person_id == person_id, AnswerRow.guild_id.is_not(None))
        query = select(AnswerRow.guild_id).where(*mine).order_by(AnswerRow.created_at.desc()).limit(1)
        async with self._database.reading() as connection:
            return await connection.scalar(query)

    async def prune(self, before: datetime) -> int:
        """Deletes answers older than ``before`` and returns how many."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(AnswerRow).where(AnswerRow.created_at < before))
        return gone.rowcount


async def _load(connection: AsyncConnection, answer_id: str) -> StoredAnswer | None:
    row = (await connection.execute(select(AnswerRow.__table__).where(AnswerRow.id == answer_id))).one_or_none()
    if row is None:
        return None
    try:
        result = load(row.content)
    except UnreadableAnswerError:
        return None
    messages = (
        select(AnswerMessageRow.message_id)
        .where(AnswerMessageRow.answer_id == answer_id)
        .order_by(AnswerMessageRow.ordinal)
    )
    ids = tuple((await connection.scalars(messages)).all())
    place = Place(row.person_id, row.channel_id, row.guild_id, row.conversation, row.private)
    return StoredAnswer(row.id, result, place, ids, row.created_at)
