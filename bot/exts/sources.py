"""`/sources` and `/coverage`: what is in the corpus, how fresh it is, what is not in it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.exts import errors, responses
from bot.exts.buttons import turning, view_of
from bot.exts.outlets import InteractionOutlet
from bot.exts.presses import First, Press
from bot.exts.render import Payload, coverage, sources_page, sources_pages
from bot.exts.translation import text
from index.documents import Kind, Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

KIND_CHOICES = [app_commands.Choice(name=text(f"kind_{one.value}"), value=one.value) for one in Kind]


class Sources(commands.Cog):
    """Two commands, always private: they are long and for whoever asks."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        bot.presses.add("docs", self._turn, First.CHANGE)

    @app_commands.command(name=text("cmd_sources"), description=text("cmd_sources_about"))
    @app_commands.rename(kind=text("opt_kind"))
    @app_commands.describe(kind=text("opt_kind_about"))
    @app_commands.choices(kind=KIND_CHOICES)
    async def sources(self, interaction: discord.Interaction[Any], kind: str = "") -> None:
        """The documents, in pages."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        try:
            payload, view = await self._page(kind, 0, reader)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))
            return
        await outlet.finish([payload], lambda _: view)

    async def _turn(self, press: Press) -> None:
        page, _, kind = press.rest.split(":", 2)
        payload, view = await self._page(kind, int(page), press.reader)
        await responses.change_in_place(press.interaction, payload, view)

    async def _page(self, kind: str, page: int, reader: Language) -> tuple[Payload, discord.ui.View | None]:
        infos = [one for one in await self._bot.reading.infos() if not kind or one.kind.value == kind]
        pages = sources_pages(infos)
        page = min(page, max(0, pages - 1))
        buttons = turning("docs", page, pages, tail=f":{kind}") if pages > 1 else []
        return sources_page(infos, page, reader, date.today()), view_of(*buttons)

    @app_commands.command(name=text("cmd_coverage"), description=text("cmd_coverage_about"))
    async def coverage(self, interaction: discord.Interaction[Any]) -> None:
        """What the corpus covers and what it does not."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        try:
            view = await asyncio.to_thread(self._bot.reading.coverage)
            await outlet.finish(coverage(view, reader, date.today()), lambda _: None)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Sources(bot))
