"""While the index is built for the first time the bot is online and says so, instead of being offline for minutes."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.exts import responses
from bot.exts.render import Payload, Tone, notice
from bot.messages import say
from index.documents import Language

WITHOUT_INDEX = frozenset({"help", "privacy", "forget", "settings", "gaps", "reports"})
"""Commands that need no index."""


class Gate(app_commands.CommandTree[Any]):
    """The command tree, closed to what needs the index while there is none."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether a command may run; where not, the person is told, and autocomplete offers nothing."""
        data: Any = interaction.data or {}
        if interaction.client.built or data.get("name") in WITHOUT_INDEX:
            return True
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await responses.tell(interaction, building(await interaction.client.reader(interaction)))
        return False


def building(reader: Language) -> Payload:
    """That the sources are being read, and to come back."""
    return notice(say("discord_building", reader), Tone.CAREFUL)
