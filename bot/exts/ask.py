"""`/ask`: the question as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.answering.as_of import parse_day
from bot.exts import responses
from bot.exts.asked import KINDS
from bot.exts.asking import asked_from, serve_interaction
from bot.exts.render import Tone, escape, notice
from bot.exts.translation import text
from bot.messages import say
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

QUESTION_LIMIT = 1000
SOURCES = [Choice(name=text(f"cmd_sources_{one}"), value=one) for one in KINDS]
LANGUAGES = [Choice(name=text(f"cmd_language_{one}"), value=one) for one in ("de", "en")]


class Ask(commands.Cog):
    """One command."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot

    @app_commands.command(name=text("cmd_ask"), description=text("cmd_ask_about"))
    @app_commands.rename(
        question=text("opt_question"),
        as_of=text("opt_as_of"),
        sources=text("opt_sources"),
        language=text("opt_language"),
        private=text("opt_private"),
    )
    @app_commands.describe(
        question=text("opt_question_about"),
        as_of=text("opt_as_of_about"),
        sources=text("opt_sources_about"),
        language=text("opt_language_about"),
        private=text("opt_private_about"),
    )
    @app_commands.choices(sources=SOURCES, language=LANGUAGES)
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        as_of: app_commands.Range[str, 1, 40] | None = None,
        sources: str = "all",
        language: str | None = None,
        private: bool = False,
    ) -> None:
        """Answers with proof, or says that the sources do not."""
        day = parse_day(as_of) if as_of else None
        if as_of and day is None:
            reader = await self._bot.reader(interaction)
            await responses.tell(interaction, notice(say("bad_date", reader, text=escape(as_of)), Tone.CAREFUL))
            return
        asked = await asked_from(
            self._bot,
            interaction,
            question,
            private=private,
            as_of=day,
            language=Language(language) if language else None,
            kinds=KINDS.get(sources, ()),
        )
        await serve_interaction(self._bot, interaction, asked)


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Ask(bot))
