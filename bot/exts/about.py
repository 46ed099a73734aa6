"""About the bot and the person: `/help`, `/privacy`, `/forget`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.exts import responses
from bot.exts.outlets import InteractionOutlet
from bot.exts.render import Payload, card
from bot.exts.translation import text
from bot.messages import say
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot


class About(commands.Cog):
    """Three commands, all private."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot

    @app_commands.command(name=text("cmd_help"), description=text("cmd_help_about"))
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """What the bot can do, with examples to try."""
        reader = await self._bot.reader(interaction)
        lines = say("discord_help", reader).splitlines()
        await responses.tell(
            interaction, card(say("discord_help_title", reader), [one or "\u200b" for one in lines])[0]
        )

    @app_commands.command(name=text("cmd_privacy"), description=text("cmd_privacy_about"))
    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        """What is stored, for how long, and how much of it is about whoever asks."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        stored = await self._bot.state.people.about(interaction.user.id)
        limits = self._bot.settings.discord
        facts = {"days": limits.keep_days, "turns": limits.memory_turns, "hours": limits.memory_hours}
        model = "discord_privacy_model" if self._bot.settings.model.name else "discord_privacy_no_model"
        lines = [*say("discord_privacy", reader, **facts).splitlines(), say(model, reader), _counts(stored, reader)]
        await self._show(interaction, card(say("discord_privacy_title", reader), lines)[0], alive=alive)

    @app_commands.command(name=text("cmd_forget"), description=text("cmd_forget_about"))
    async def forget(self, interaction: discord.Interaction[Any]) -> None:
        """Deletes what is stored about whoever asks, at once."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        gone = await self._bot.state.people.forget(interaction.user.id)
        self._bot.limits.forget(interaction.user.id)
        self._bot.servers.forget(interaction.user.id)
        lines = [say("discord_forgotten", reader), _counts(gone, reader)]
        await self._show(interaction, card(say("discord_forget_title", reader), lines)[0], alive=alive)

    async def _show(self, interaction: discord.Interaction[Any], payload: Payload, *, alive: bool) -> None:
        await InteractionOutlet(interaction, private=True, alive=alive).finish([payload], lambda _: None)


def _counts(stored: Any, reader: Language) -> str:
    return say("discord_stored", reader, **asdict(stored))


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(About(bot))
