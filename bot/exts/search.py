"""`/search` and `/source`: the passages themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.as_of import parse_day
from bot.exts import errors, responses
from bot.exts.ask import SOURCES
from bot.exts.asked import KINDS
from bot.exts.buttons import context_view, turning, view_of
from bot.exts.outlets import InteractionOutlet
from bot.exts.presses import First, Press
from bot.exts.render import Payload, Tone, escape, notice, passage, plain, search_page, search_pages
from bot.exts.translation import text
from bot.messages import say
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

QUERY_LIMIT = 70
"""The whole search stands in the custom ids of its buttons: 100 characters with page, sources and day."""


class Search(commands.Cog):
    """Two commands and the buttons that turn their pages."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        bot.presses.add("find", self._turn, First.CHANGE)

    @app_commands.command(name=text("cmd_search"), description=text("cmd_search_about"))
    @app_commands.rename(
        query=text("opt_query"), as_of=text("opt_as_of"), sources=text("opt_sources"), private=text("opt_private")
    )
    @app_commands.describe(
        query=text("opt_query_about"),
        as_of=text("opt_as_of_about"),
        sources=text("opt_sources_about"),
        private=text("opt_private_about"),
    )
    @app_commands.choices(sources=SOURCES)
    async def search(
        self,
        interaction: discord.Interaction[Any],
        query: app_commands.Range[str, 1, QUERY_LIMIT],
        as_of: app_commands.Range[str, 1, 40] | None = None,
        sources: str = "all",
        private: bool = False,
    ) -> None:
        """Pages of passages, best first."""
        reader = await self._bot.reader(interaction)
        day = parse_day(as_of) if as_of else None
        if as_of and day is None:
            await responses.tell(interaction, notice(say("bad_date", reader, text=escape(as_of)), Tone.CAREFUL))
            return
        alive = await responses.acknowledge(interaction, private=private)
        outlet = InteractionOutlet(interaction, private=private, alive=alive)
        query = " ".join(query.split())
        try:
            payload, view = await self._page(query, sources, day, 0, reader)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))
            return
        await outlet.finish([payload], lambda _: view)

    async def _turn(self, press: Press) -> None:
        page, _, sources, day, query = press.rest.split(":", 4)
        as_of = date.fromisoformat(day) if day else None
        payload, view = await self._page(query, sources, as_of, int(page), press.reader)
        await responses.change_in_place(press.interaction, payload, view)

    async def _page(
        self, query: str, sources: str, as_of: date | None, page: int, reader: Language
    ) -> tuple[Payload, discord.ui.View | None]:
        kinds = KINDS.get(sources, ())
        hits = await self._bot.reading.search(query, kinds=kinds, as_of=as_of, default=reader) if query else []
        if not hits:
            return notice(say("no_hits", reader)), None
        pages = search_pages(hits)
        page = min(page, pages - 1)
        payload = search_page(query, hits, page, reader, as_of or date.today())
        tail = f":{sources}:{as_of.isoformat() if as_of else ''}:{query}"
        buttons = [] if pages == 1 else turning("find", page, pages, tail=tail)
        return payload, view_of(*buttons)

    @app_commands.command(name=text("cmd_source"), description=text("cmd_source_about"))
    @app_commands.rename(citation=text("opt_citation"), private=text("opt_private"))
    @app_commands.describe(citation=text("opt_citation_about"), private=text("opt_private_about"))
    async def source(
        self,
        interaction: discord.Interaction[Any],
        citation: app_commands.Range[str, 1, 100],
        private: bool = False,
    ) -> None:
        """A passage between its neighbours."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=private)
        outlet = InteractionOutlet(interaction, private=private, alive=alive)
        try:
            found = await self._bot.reading.lookup(citation)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))
            return
        if found is None:
            await outlet.end(notice(say("discord_no_such_source", reader, wanted=escape(citation)), Tone.CAREFUL))
            return
        buttons = context_view(found.view.passage, found.before, found.after, reader)
        await outlet.finish(passage(found.view, reader, date.today()), lambda page: buttons if page is None else None)

    @source.autocomplete("citation")
    async def _citations(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """From memory: this cannot be deferred."""
        found = self._bot.reading.suggestions.matching(current)
        return [app_commands.Choice(name=plain(one.label, 100), value=one.value) for one in found]


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Search(bot))
