"""The nightly sync, and `/watch`: who wants to hear what changed."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.console.syncing import report_lines
from bot.exts import errors
from bot.exts.insist import UNKNOWN_CHANNEL, insist
from bot.exts.outlets import InteractionOutlet, can_post
from bot.exts.render import Tone, card, changes, escape, notice
from bot.exts.translation import text
from bot.messages import say
from bot.state import StateError, Watch
from bot.state.watches import concerned
from index.documents import DocumentInfo, Language
from index.errors import CorpusError
from index.report import SyncReport
from index.sync import sync

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.nightly")
AT = clock(hour=3, minute=17, tzinfo=UTC)
_NOT_AGAIN_WITHIN = 300.0


class SyncTooSoonError(CorpusError):
    """The last sync was moments ago."""


class Nightly(commands.Cog):
    """One sync at a time, in a thread of its own; the questions go on meanwhile."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._lock = asyncio.Lock()
        self._last = float("-inf")
        bot.nightly = self

    async def cog_load(self) -> None:
        """Starts the clock."""
        self._night.start()

    async def cog_unload(self) -> None:
        """Stops it."""
        self._night.cancel()

    @tasks.loop(time=AT)
    async def _night(self) -> None:
        """Every error is caught here: one that escapes would end the loop for good."""
        try:
            await self._sync()
            await self._bot.state.prune(timedelta(days=self._bot.settings.discord.keep_days))
        except Exception:  # noqa: BLE001 - see above
            _log.exception("the nightly sync failed")

    async def sync_now(self, reader: Language) -> list[str]:
        """Syncs at once and says what it did, in lines. Raises CorpusError where it cannot."""
        if time.monotonic() - self._last < _NOT_AGAIN_WITHIN:
            return [say("discord_sync_too_soon", reader)]
        return [escape(line) for line in report_lines(await self._sync(), reader)]

    async def _sync(self) -> SyncReport:
        bot = self._bot
        async with self._lock:
            before = {info.id: info.sha256 for info in await bot.reading.infos()}
            report = await asyncio.to_thread(sync, bot.settings.index)
            await asyncio.to_thread(bot.corpus.refresh)
            await bot.reading.refresh()
            self._last = time.monotonic()
        bot.metrics.synced(time.time())
        for one in report.failed:
            _log.warning("a source failed", extra={"source": one.source, "reason": one.reason})
        fresh = [info for info in await bot.reading.infos() if before.get(info.id) != info.sha256]
        if fresh:
            await self._tell(fresh)
        return report

    async def _tell(self, fresh: list[DocumentInfo]) -> None:
        """Posts the news of the day, once a watch, also where several processes share the state."""
        today = datetime.now(UTC).date()
        for watch in await self._bot.state.watches.all():
            about = concerned(watch, fresh)
            try:
                if about and await self._bot.state.watches.claim(watch.id, today):
                    await self._post(watch, about, today)
            except (discord.HTTPException, StateError, OSError) as error:
                _log.warning("a watch was not told", extra={"watch": watch.id, "error": str(error)})

    async def _post(self, watch: Watch, about: list[DocumentInfo], today: date) -> None:
        channel = self._bot.get_partial_messageable(watch.channel_id, guild_id=watch.guild_id)
        for number, payload in enumerate(changes(watch.topic, about, watch.language, today)):
            nonce = f"w{watch.id}-{today:%Y%m%d}-{number}"
            try:
                await insist(lambda p=payload, n=nonce: channel.send(**p.kwargs(), nonce=n))  # type: ignore[misc]
            except discord.HTTPException as error:
                if error.code == UNKNOWN_CHANNEL:
                    await self._bot.state.watches.drop_channel(watch.channel_id)
                raise

    @app_commands.command(name=text("cmd_watch"), description=text("cmd_watch_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.rename(topic=text("opt_topic"), stop=text("opt_stop"))
    @app_commands.describe(topic=text("opt_watch_topic_about"), stop=text("opt_stop_about"))
    async def watch(
        self,
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, 100] = "",
        stop: app_commands.Range[int, 1, 2**31] | None = None,
    ) -> None:
        """Begins or ends a watch in this channel, and lists what it watches."""
        reader = await self._bot.reader(interaction)
        alive = await errors.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        watches, channel_id = self._bot.state.watches, interaction.channel_id or 0
        if stop is None and not can_post(interaction):
            await outlet.end(notice(say("discord_error_permission", reader), Tone.CAREFUL))
            return
        if stop is not None:
            await watches.remove(stop, channel_id)
        else:
            await watches.add(channel_id, interaction.user.id, interaction.guild_id, reader, topic)
        lines = [
            say(
                "discord_watch_line", reader, number=one.id, topic=escape(one.topic) or say("discord_watch_all", reader)
            )
            for one in await watches.of_channel(channel_id)
        ] or [say("discord_watch_none", reader)]
        await outlet.finish([card(say("discord_watch_title", reader), lines)[0]], lambda _: None)


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Nightly(bot))
