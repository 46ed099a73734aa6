"""`/watch`: who wants to hear what a sync changed, and telling them once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.exts import errors, responses
from bot.exts.insist import UNKNOWN_CHANNEL, insist
from bot.exts.outlets import InteractionOutlet, can_post
from bot.exts.render import Tone, card, changes, escape, notice
from bot.exts.translation import text
from bot.messages import say
from bot.state import StateError, Watch
from bot.state.watches import concerned
from index.documents import DocumentInfo, Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.watching")


class Watching(commands.Cog):
    """One command, and the news of a sync."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot

    async def tell(self, fresh: Sequence[DocumentInfo]) -> None:
        """Posts the news of the day, once a watch, also where several processes share the state. Never raises."""
        today = datetime.now(UTC).date()
        try:
            watches = await self._bot.state.watches.all()
        except StateError as error:
            _log.warning("the state was not available", extra={"what": "watches", "error": str(error)})
            return
        for watch in watches:
            about = concerned(watch, fresh)
            try:
                if about and await self._bot.state.watches.claim(watch.id, today):
                    await self._post(watch, about, today)
            except (discord.HTTPException, aiohttp.ClientError, StateError, OSError) as error:
                _log.warning("a watch was not told", extra={"watch": watch.id, "error": str(error)})

    async def _post(self, watch: Watch, about: Sequence[DocumentInfo], today: date) -> None:
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
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        try:
            if stop is None and not can_post(interaction):
                await outlet.end(notice(say("discord_error_permission", reader), Tone.CAREFUL))
                return
            lines = await self._changed(interaction, topic, stop, reader)
            await outlet.finish(card(say("discord_watch_title", reader), lines)[:1], lambda _: None)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    async def _changed(
        self, interaction: discord.Interaction[Any], topic: str, stop: int | None, reader: Language
    ) -> list[str]:
        """Does what was asked for and lists what the channel watches then."""
        watches, channel_id = self._bot.state.watches, interaction.channel_id or 0
        if stop is not None:
            await watches.remove(stop, channel_id)
        else:
            await watches.add(channel_id, interaction.user.id, interaction.guild_id, reader, topic)
        return [
            say(
                "discord_watch_line", reader, number=one.id, topic=escape(one.topic) or say("discord_watch_all", reader)
            )
            for one in await watches.of_channel(channel_id)
        ] or [say("discord_watch_none", reader)]


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Watching(bot))
