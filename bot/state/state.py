"""All that survives a restart, opened together: migrate first, then one object per subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import text

from bot.state.answers import Answers
from bot.state.base import utc_now
from bot.state.commands import CommandSync
from bot.state.conversations import Bounds, Conversations
from bot.state.database import Database
from bot.state.errors import StateError
from bot.state.feedback import Feedback
from bot.state.gaps import Gaps
from bot.state.guilds import Guilds
from bot.state.migrate import migrate
from bot.state.pending import PendingAnswers
from bot.state.people import People
from bot.state.rates import Rates
from bot.state.watches import Watches


class State:
    """The state of the bot. Open it with `State.open`."""

    def __init__(self, database: Database, bounds: Bounds | None = None, now: Callable[[], datetime] = utc_now) -> None:
        self.database = database
        self.now = now
        self._prepared = False
        self.answers = Answers(database, now)
        self.pending = PendingAnswers(database, now)
        self.conversations = Conversations(database, bounds, now)
        self.feedback = Feedback(database, now)
        self.guilds = Guilds(database)
        self.gaps = Gaps(database, now)
        self.commands = CommandSync(database, now)
        self.watches = Watches(database, now)
        self.people = People(database)
        self.rates = Rates(database, now)

    @classmethod
    async def open(cls, url: str, *, bounds: Bounds | None = None, now: Callable[[], datetime] = utc_now) -> State:
        """Brings the database up to date and opens it.

        Raises:
            StateError: it cannot be reached or written, or a newer version of the program made it.
        """
        state = cls(Database(url), bounds, now)
        try:
            await state.prepare()
        except BaseException:
            await state.close()
            raise
        return state

    async def prepare(self) -> None:
        """Brings the database up to date; where it was not there at first, `prepare` may be tried again.

        Raises:
            StateError: it cannot be reached or written.
            StateVersionError: a newer version of the program made it.
        """
        await migrate(self.database)
        self._prepared = True

    async def ping(self) -> None:
        """Asks the database for a sign of life. Raises StateError."""
        async with self.database.reading() as connection:
            await connection.execute(text("SELECT 1"))
        if not self._prepared:
            raise StateError(f"state database {self.database.name} is there and being prepared")

    async def prune(self, keep: timedelta) -> int:
        """Deletes answers and gaps older than ``keep`` and turns past their bound; returns how many rows went."""
        before = self.now() - keep
        answers = await self.answers.prune(before)
        answers += await self.rates.prune(self.now() - timedelta(days=1))
        return answers + await self.gaps.prune(before) + await self.conversations.prune()

    async def close(self) -> None:
        """Gives the connections back."""
        await self.database.close()
