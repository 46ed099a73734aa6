"""Helpful or wrong: votes and numbered reports on answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.base import Base, Moment, Snowflake, Words, utc_now
from bot.state.database import Database


class VoteRow(Base):
    """A person found an answer helpful."""

    __tablename__ = "helpful_votes"

    answer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, index=True)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    voted_at: Mapped[datetime] = mapped_column(Moment)


class ReportRow(Base):
    """A person found an answer wrong and said why; the number is what they can refer to."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("answer_id", "person_id"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    guild_id: Mapped[int | None] = mapped_column(Snowflake)
    text: Mapped[str] = mapped_column(Words)
    created_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as a curator reads it; who wrote it is not said."""

    number: int
    answer_id: str
    guild_id: int | None
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackCounts:
    """How many found answers helpful, and how many reported one."""

    helpful: int
    wrong: int


class Feedback:
    """Votes and reports. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def helpful(self, answer_id: str, person_id: int, guild_id: int | None) -> bool:
        """Counts a vote; False where this person had voted for this answer before."""
        mine = (VoteRow.answer_id == answer_id, VoteRow.person_id == person_id)
        async with self._database.writing() as connection:
            if await connection.scalar(select(VoteRow.person_id).where(*mine)):
                return False
            row = {"answer_id": answer_id, "person_id": person_id, "guild_id": guild_id, "voted_at": self._now()}
            await connection.execute(insert(VoteRow).values(row))
        return True

    async def wrong(self, answer_id: str, person_id: int, guild_id: int | None, text: str) -> int:
        """Files a report, returns its number; another one of the same person on this answer replaces its text."""
        mine = (ReportRow.answer_id == answer_id, ReportRow.person_id == person_id)
        async with self._database.writing() as connection:
            number = await connection.scalar(select(ReportRow.number).where(*mine))
            if number is not None:
                await connection.execute(update(ReportRow).where(*mine).values(text=text))
                return number
            row = {
                "answer_id": answer_id,
                "person_id": person_id,
                "guild_id": guild_id,
                "text": text,
                "created_at": self._now(),
            }
            filed = await connection.execute(insert(ReportRow).values(row).returning(ReportRow.number))
            return int(filed.scalar_one())

    async def reports(self, guild_id: int | None, limit: int = 20) -> list[Report]:
        """The newest reports of a server; None means of everywhere."""
        columns = (ReportRow.number, ReportRow.answer_id, ReportRow.guild_id, ReportRow.text, ReportRow.created_at)
        query = select(*columns).order_by(ReportRow.number.desc()).limit(limit)
        if guild_id is not None:
            query = query.where(ReportRow.guild_id == guild_id)
        async with self._database.reading() as connection:
            return [Report(**row._mapping) for row in await connection.execute(query)]

    async def close(self, number: int, guild_id: int | None) -> bool:
        """Deletes a report that was dealt with; False where this server has none of that number (None: anywhere)."""
        which = delete(ReportRow).where(ReportRow.number == number)
        if guild_id is not None:
            which = which.where(ReportRow.guild_id == guild_id)
        async with self._database.writing() as connection:
            return bool((await connection.execute(which)).rowcount)

    async def counts(self, guild_id: int | None) -> FeedbackCounts:
        """Votes and reports of a server; None means of everywhere."""
        votes = select(func.count()).select_from(VoteRow)
        reports = select(func.count()).select_from(ReportRow)
        if guild_id is not None:
            votes = votes.where(VoteRow.guild_id == guild_id)
            reports = reports.where(ReportRow.guild_id == guild_id)
        async with self._database.reading() as connection:
            return FeedbackCounts(await connection.scalar(votes) or 0, await connection.scalar(reports) or 0)
