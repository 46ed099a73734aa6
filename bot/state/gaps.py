"""Questions that the sources did not answer, grouped, so that a curator knows what to add."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import JSON, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.answering.answer import Reason
from bot.answering.words import content_stems
from bot.state.base import Base, Moment, Snowflake, Words, utc_now
from bot.state.database import Database
from index import identifiers
from index.documents import Language

WORTH_NOTING = frozenset({Reason.NOT_IN_CORPUS, Reason.NOTHING_VERIFIED})
"""Reasons that a further source could mend; small talk is no gap."""

_READ_AT_MOST = 2000
_ALIKE = 0.6


class GapRow(Base):
    """One unanswered question with the content stems that it is grouped by."""

    __tablename__ = "gaps"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    question: Mapped[str] = mapped_column(Words)
    stems: Mapped[list[str]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    reason: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int] = mapped_column(Snowflake, index=True)
    guild_id: Mapped[int | None] = mapped_column(Snowflake, index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, index=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """One unanswered question as the grouping sees it."""

    row_id: int
    question: str
    stems: frozenset[str]
    language: Language
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Near-equal unanswered questions; ``example`` is the newest of them, ``people`` says how many asked, never who."""

    id: str
    example: str
    count: int
    people: int
    languages: frozenset[Language]
    first_asked: datetime
    last_asked: datetime
    row_ids: tuple[int, ...] = field(default=(), repr=False)


def stems_of(question: str, language: Language) -> frozenset[str]:
    """What a question is about: its identifiers (``3A090``) and the stems of its content words."""
    return frozenset({*identifiers.values(question), *content_stems(question, language)})


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of stems share enough (Jaccard 0.6) to be one gap; questions without content are alike."""
    if not one or not other:
        return one == other
    return len(one & other) / len(one | other) >= _ALIKE


def grouped(asked: Iterable[Asked]) -> list[Gap]:
    """Groups near-equal questions: most asked first, then the most recently asked. Pure."""
    groups: list[list[Asked]] = []
    for one in sorted(asked, key=lambda each: (each.at, each.row_id)):
        fitting = (group for group in groups if any(alike(one.stems, each.stems) for each in group))
        home = next(fitting, None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    gaps = [_gap(group) for group in groups]
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.last_asked.timestamp(), gap.id))


def _gap(group: list[Asked]) -> Gap:
    first, last = group[0], group[-1]
    name = " ".join(sorted(first.stems)) or first.question
    return Gap(
        id=hashlib.sha256(name.encode()).hexdigest()[:12],
        example=last.question,
        count=len(group),
        people=len({one.person_id for one in group}),
        languages=frozenset(one.language for one in group),
        first_asked=first.at,
        last_asked=last.at,
        row_ids=tuple(one.row_id for one in group),
    )


class Gaps:
    """Unanswered questions. Every method raises StateError where the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def note(
        self, question: str, language: Language, reason: Reason, person_id: int, guild_id: int | None
    ) -> bool:
        """Remembers a question without an answer; False where its reason is none that a source could mend."""
        if reason not in WORTH_NOTING or not question.strip():
            return False
        row = {
            "question": question,
            "stems": sorted(stems_of(question, language)),
            "language": language.value,
            "reason": reason.value,
            "person_id": person_id,
            "guild_id": guild_id,
            "asked_at": self._now(),
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(GapRow).values(row))
        return True

    async def groups(self, guild_id: int | None, *, limit: int = 20, since: datetime | None = None) -> list[Gap]:
        """The gaps of a server, most asked first; None means of everywhere, direct messages too (for owners only)."""
        return grouped(await self._asked(guild_id, since))[:limit]

    async def close(self, gap_id: str, guild_id: int | None) -> int:
        """Deletes the questions of a gap that a new source answers now, and returns how many there were."""
        gone = next((gap.row_ids for gap in grouped(await self._asked(guild_id, None)) if gap.id == gap_id), ())
        if gone:
            async with self._database.writing() as connection:
                await connection.execute(delete(GapRow).where(GapRow.id.in_(gone)))
        return len(gone)

    async def prune(self, before: datetime) -> int:
        """Deletes questions asked before a moment and returns how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(GapRow).where(GapRow.asked_at < before))).rowcount

    async def _asked(self, guild_id: int | None, since: datetime | None) -> list[Asked]:
        query = select(GapRow.__table__).order_by(GapRow.asked_at.desc()).limit(_READ_AT_MOST)
        if guild_id is not None:
            query = query.where(GapRow.guild_id == guild_id)
        if since is not None:
            query = query.where(GapRow.asked_at >= since)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Asked(row.id, row.question, frozenset(row.stems), Language(row.language), row.person_id, row.asked_at)
            for row in rows
        ]
