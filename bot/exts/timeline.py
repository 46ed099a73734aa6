"""`/timeline`: dated, cited events, with a picture."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import timeline as events
from bot.answering.as_of import parse_day
from bot.exts import errors, responses
from bot.exts.outlets import InteractionOutlet
from bot.exts.render import Tone, escape, notice, timeline
from bot.exts.translation import text
from bot.messages import say
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

IMAGE = "timeline.png"


class Timeline(commands.Cog):
    """One command."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._drawing = asyncio.Semaphore(1)

    @app_commands.command(name=text("cmd_timeline"), description=text("cmd_timeline_about"))
    @app_commands.rename(
        topic=text("opt_topic"), start=text("opt_from"), end=text("opt_to"), private=text("opt_private")
    )
    @app_commands.describe(
        topic=text("opt_topic_about"),
        start=text("opt_from_about"),
        end=text("opt_to_about"),
        private=text("opt_private_about"),
    )
    async def timeline(
        self,
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, 100],
        start: app_commands.Range[str, 1, 40] | None = None,
        end: app_commands.Range[str, 1, 40] | None = None,
        private: bool = False,
    ) -> None:
        """What happened when."""
        reader = await self._bot.reader(interaction)
        days = {name: parse_day(name) for name in (start, end) if name}
        wrong = next((name for name, day in days.items() if day is None), None)
        if wrong is not None:
            await responses.tell(interaction, notice(say("bad_date", reader, text=escape(wrong)), Tone.CAREFUL))
            return
        alive = await responses.acknowledge(interaction, private=private)
        outlet = InteractionOutlet(interaction, private=private, alive=alive)
        try:
            found = await self._events(topic, days.get(start or ""), days.get(end or ""), reader)
            if not found:
                await outlet.end(notice(say("discord_timeline_empty", reader), Tone.CAREFUL))
                return
            async with self._drawing:
                image = await events.picture(found, topic, reader, today=date.today())
            payloads = timeline(topic, found, reader, date.today(), IMAGE)
            await outlet.finish(payloads, lambda _: None, {IMAGE: image})
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    async def _events(self, topic: str, start: date | None, end: date | None, reader: Language) -> list[events.Event]:
        hits = await self._bot.reading.search(topic, default=reader)
        found = list(dict.fromkeys(hit.info.id for hit in hits))
        infos = await self._bot.reading.infos()
        return await asyncio.to_thread(
            lambda: events.chosen(
                events.events_of(infos, reader), topic, reader, start=start, end=end, found=found, limit=24
            )
        )


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Timeline(bot))
