"""What is stored about one person, and forgetting all of it at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import delete, exists, func, select

from bot.state.answers import AnswerMessageRow, AnswerRow
from bot.state.base import Base
from bot.state.conversations import ForgottenRow, TurnRow
from bot.state.database import Database
from bot.state.feedback import ReportRow, VoteRow
from bot.state.gaps import GapRow
from bot.state.pending import PendingRow
from bot.state.rates import AskedRow
from bot.state.watches import WatchRow

_ABOUT: dict[str, Any] = {
    "answers": AnswerRow,
    "turns": TurnRow,
    "reports": ReportRow,
    "votes": VoteRow,
    "questions": GapRow,
    "watches": WatchRow,
    "at_work": PendingRow,
    "recent": AskedRow,
}
"""Every table with a column ``person_id``; a test fails where one is missing here."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How much is stored about a person, by subject; ``questions`` are unanswered ones."""

    answers: int
    turns: int
    reports: int
    votes: int
    questions: int
    watches: int
    at_work: int
    recent: int

    @property
    def total(self) -> int:
        """All of it."""
        return sum(getattr(self, one.name) for one in fields(self))


def personal_tables() -> set[str]:
    """The tables that say whom a row is about."""
    return {name for name, table in Base.metadata.tables.items() if "person_id" in table.columns}


class People:
    """Forgetting people. Every method raises StateError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about(self, person_id: int) -> Stored:
        """How much is stored about a person."""
        async with self._database.reading() as connection:
            counts = {
                name: await connection.scalar(select(func.count()).select_from(row).where(row.person_id == person_id))
                for name, row in _ABOUT.items()
            }
        return Stored(**{name: count or 0 for name, count in counts.items()})

    async def forget(self, person_id: int) -> Stored:
        """Deletes everything about a person in one transaction and returns how much it was.

        Buttons under earlier answers then say that the answer is no longer stored.
        """
        deleted: dict[str, int] = {}
        async with self._database.writing() as connection:
            theirs = select(AnswerRow.id).where(AnswerRow.person_id == person_id)
            await connection.execute(delete(AnswerMessageRow).where(AnswerMessageRow.answer_id.in_(theirs)))
            for name, row in _ABOUT.items():
                gone = await connection.execute(delete(row).where(row.person_id == person_id))
                deleted[name] = gone.rowcount
            empty = ~exists().where(TurnRow.conversation == ForgottenRow.conversation)
            await connection.execute(delete(ForgottenRow).where(empty))
        await self._database.erase_traces()
        return Stored(**deleted)
