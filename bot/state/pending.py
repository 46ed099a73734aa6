"""Answers at work. What is still here after a crash was somebody's spinner: the next start ends it with a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, insert, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.base import Base, Moment, Snowflake, utc_now
from bot.state.database import Database
from index.documents import Language

TOKEN_LIVES = timedelta(minutes=15)
"""How long Discord accepts the token of an interaction."""


class PendingRow(Base):
    """A question whose answer has not been shown yet."""

    __tablename__ = "pending_answers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(100), index=True)
    application_id: Mapped[int] = mapped_column(Snowflake)
    token: Mapped[str] = mapped_column(String(512))
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer at work.

    ``token`` is the interaction's, empty for a reply to a message; ``message_id`` is the message that shows it at work.
    ``owner`` names the process (host and shards), so that one process never ends what another is working on.
    """

    id: str
    owner: str
    application_id: int
    channel_id: int
    person_id: int
    language: Language
    started_at: datetime
    token: str = ""
    guild_id: int | None = None
    message_id: int | None = None

    def token_alive(self, now: datetime) -> bool:
        """Whether Discord still takes the interaction's token."""
        return bool(self.token) and now - self.started_at < TOKEN_LIVES


class PendingAnswers:
    """The answers at work. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def begin(self, pending: Pending) -> None:
        """Remembers an answer that is about to be worked on; the same id again replaces what is known of it."""
        values = {name: getattr(pending, name) for name in Pending.__slots__}
        values["language"] = pending.language.value
        async with self._database.writing() as connection:
            await connection.execute(delete(PendingRow).where(PendingRow.id == pending.id))
            await connection.execute(insert(PendingRow).values(values))

    async def finish(self, pending_id: str) -> None:
        """The person has seen an end."""
        async with self._database.writing() as connection:
            await connection.execute(delete(PendingRow).where(PendingRow.id == pending_id))

    async def left_over(self, owner: str, *, older_than: timedelta = TOKEN_LIVES) -> list[Pending]:
        """What this owner left, and what anybody left so long ago that nobody can be at work on it; oldest first."""
        long_ago = self._now() - older_than
        query = select(PendingRow.__table__).where(or_(PendingRow.owner == owner, PendingRow.started_at < long_ago))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(PendingRow.started_at))).all()
        return [Pending(**{**row._mapping, "language": Language(row.language)}) for row in rows]
