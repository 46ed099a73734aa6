"""The nightly sync, `/sync`'s work, what other processes synced, and what has been kept long enough."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from bot.console.syncing import report_lines
from bot.exts.render import escape
from bot.messages import say
from index.documents import Language
from index.errors import IndexLockedError, SettingsError
from index.report import SyncReport
from index.sync import sync

if TYPE_CHECKING:
    from bot.client import ParagrafBot
    from bot.exts.watching import Watching

_log = logging.getLogger("bot.nightly")
AT = "03:17"
_NOT_AGAIN_WITHIN = 300.0
_LOOK_EVERY_MINUTES = 5
_TIDY_EVERY_HOURS = 6


class Nightly(commands.Cog):
    """One sync at a time, in a thread of its own; the questions go on meanwhile.

    Every error is caught in the loops' bodies: one that escapes would end a loop for good.
    """

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._lock = asyncio.Lock()
        self._last = float("-inf")
        self._seen: datetime | None = None
        bot.nightly = self

    async def cog_load(self) -> None:
        """Starts the clocks."""
        self._night.change_interval(time=nightly_at(os.environ))
        for loop in (self._night, self._tidy, self._look):
            loop.start()

    async def cog_unload(self) -> None:
        """Stops them."""
        for loop in (self._night, self._tidy, self._look):
            loop.cancel()

    @tasks.loop(hours=24)
    async def _night(self) -> None:
        try:
            if self._bot.built:
                await self._sync()
        except IndexLockedError as error:  # another process is at it; `_look` will see what it brings
            _log.info("the nightly sync was left to another process", extra={"error": str(error)})
        except Exception:  # noqa: BLE001 - see above
            _log.exception("the nightly sync failed")

    @tasks.loop(hours=_TIDY_EVERY_HOURS)
    async def _tidy(self) -> None:
        """Deletes what was kept long enough: at the start, and whether or not the sources could be synced."""
        try:
            gone = await self._bot.state.prune(timedelta(days=self._bot.settings.discord.keep_days))
            _log.info("old answers, gaps and turns deleted", extra={"rows": gone})
        except Exception:  # noqa: BLE001 - see above
            _log.exception("old answers could not be deleted")

    @tasks.loop(minutes=_LOOK_EVERY_MINUTES)
    async def _look(self) -> None:
        """Sees what another process synced: several share one index."""
        try:
            if self._bot.built:
                await self._see()
        except Exception:  # noqa: BLE001 - see above
            _log.exception("the corpus could not be looked at")

    async def sync_now(self, reader: Language) -> list[str]:
        """Syncs at once and says what it did, in lines. Raises CorpusError where it cannot."""
        if time.monotonic() - self._last < _NOT_AGAIN_WITHIN:
            return [say("discord_sync_too_soon", reader)]
        return [escape(line) for line in report_lines(await self._sync(), reader)]

    async def _sync(self) -> SyncReport:
        bot = self._bot
        async with self._lock:
            before = {info.id: info.sha256 for info in await bot.reading.infos()}
            report = await asyncio.to_thread(sync, bot.settings.index, encoder=bot.corpus.encoder)
            self._last = time.monotonic()
            await self._see()
        for one in (*report.failed, *report.skipped):
            _log.warning("a source failed", extra={"source": one.source, "reason": one.reason})
        fresh = [info for info in await bot.reading.infos() if before.get(info.id) != info.sha256]
        _log.info("synced", extra={"fresh": len(fresh), "removed": len(report.removed), "failed": len(report.failed)})
        watching: Watching | None = bot.get_cog("Watching")  # type: ignore[assignment]
        if fresh and watching is not None:
            await watching.tell(fresh)
        return report

    async def _see(self) -> None:
        """Reads the corpus anew where a sync, of whichever process, wrote to it."""
        bot = self._bot
        synced_at = (await asyncio.to_thread(bot.reading.coverage)).synced_at
        if synced_at is not None:
            bot.metrics.synced(synced_at.timestamp())
        if synced_at != self._seen:
            await asyncio.to_thread(bot.corpus.refresh)
            await bot.reading.refresh()
            self._seen = synced_at


def nightly_at(environment: Mapping[str, str]) -> clock:
    """When the nightly sync runs, in UTC: ``PARAGRAF_NIGHTLY``, else 03:17.

    Raises:
        SettingsError: the value is no time of day.
    """
    value = environment.get("PARAGRAF_NIGHTLY", "").strip() or AT
    try:
        return clock.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        raise SettingsError(f"PARAGRAF_NIGHTLY: expected a time of day in UTC such as {AT}, found {value!r}") from None


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Nightly(bot))
