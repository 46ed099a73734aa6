"""`/timeline`: dated, cited events, with a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import timeline as events
from bot.answering.as_of import parse_day
from bot.exts import errors, responses
from bot.exts.outlets import InteractionOutlet
from bot.exts.render import Tone, escape, notice, plain, timeline
from bot.exts.translation import text
from bot.messages import say
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

IMAGE = "timeline.png"
SHOWN = 12
"""So many events can be read in the picture as Discord shows it."""


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
        first, last = events.first_day(start) if start else None, parse_day(end) if end else None
        wrong = _wrong(start, first, end, last, reader)
        if wrong:
            await responses.tell(interaction, notice(wrong, Tone.CAREFUL))
            return
        alive = await responses.acknowledge(interaction, private=private)
        outlet = InteractionOutlet(interaction, private=private, alive=alive)
        try:
            choose = await self._chooser(topic, reader)
            known = await asyncio.to_thread(choose, first, last, 1000)
            if not known:
                known = await asyncio.to_thread(choose, None, None, 1000)
                await outlet.end(notice(_nothing(known, reader), Tone.CAREFUL))
                return
            found = await asyncio.to_thread(choose, first, last, SHOWN)
            async with self._drawing:
                image = await events.picture(found, topic, reader, today=date.today())
            payloads = timeline(topic, found, reader, date.today(), IMAGE, len(known))
            await outlet.finish(payloads, lambda _: None, {IMAGE: image})
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    async def _chooser(
        self, topic: str, reader: Language
    ) -> Callable[[date | None, date | None, int], list[events.Event]]:
        """Chooses events on the topic within two days, at most so many."""
        hits = await self._bot.reading.search(topic, default=reader)
        known = events.named_in(topic, (hit.passage.text for hit in hits))
        found = list(dict.fromkeys(hit.info.id for hit in hits)) if known else []
        every = await asyncio.to_thread(events.events_of, await self._bot.reading.infos(), reader)
        return lambda start, end, limit: events.chosen(
            every, topic, reader, start=start, end=end, found=found, limit=limit
        )

    @timeline.autocomplete("topic")
    async def _topics(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """From memory: this cannot be deferred."""
        found = self._bot.reading.suggestions.topics_like(current)
        return [app_commands.Choice(name=plain(one, 100), value=one) for one in found]


def _wrong(start: str | None, first: date | None, end: str | None, last: date | None, reader: Language) -> str:
    """What is wrong with a period, and what to write instead; empty where it is right. Pure."""
    for written, day in ((start, first), (end, last)):
        if written and day is None:
            return say("bad_date", reader, text=escape(written))
    if first and last and first > last:
        return say("timeline_reversed", reader, start=first, end=last)
    return ""


def _nothing(outside: Sequence[events.Event], reader: Language) -> str:
    """That there is no event, and where there would be some. Pure."""
    if not outside:
        return say("discord_timeline_empty", reader)
    facts = {"first": outside[0].day_text, "last": outside[-1].day_text}
    return say("timeline_outside", reader, count=len(outside), **facts)


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Timeline(bot))
