"""When people asked lately, shared by the processes of one bot: without it a person has the rate of each process."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.base import Base, Moment, Snowflake, utc_now
from bot.state.database import Database


class AskedRow(Base):
    """Somebody asked something; what it was does not stand here."""

    __tablename__ = "asked"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    subject: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class Rates:
    """A sliding window a person. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def take(self, person_id: int, subject: str, count: int, seconds: float) -> int:
        """0 where the person may ask now, which then counts; else after how many whole seconds."""
        now = self._now()
        theirs = (AskedRow.person_id == person_id, AskedRow.subject == subject)
        async with self._database.writing() as connection:
            old = AskedRow.asked_at <= now - timedelta(seconds=seconds)
            await connection.execute(delete(AskedRow).where(*theirs, old))
            latest = select(AskedRow.asked_at).where(*theirs).order_by(AskedRow.asked_at.desc()).limit(count)
            taken = (await connection.scalars(latest)).all()
            if len(taken) >= count:
                return math.ceil((taken[-1] - now).total_seconds() + seconds)
            await connection.execute(insert(AskedRow).values(person_id=person_id, subject=subject, asked_at=now))
        return 0

    async def prune(self, before: datetime) -> int:
        """Deletes what no window reaches any more; returns how many rows went."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(AskedRow).where(AskedRow.asked_at < before))).rowcount
