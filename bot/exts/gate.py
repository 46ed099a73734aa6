"""What stands before every command: an index to answer from, and for looking things up the place and the rate."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.exts import responses
from bot.exts.admission import refusal
from bot.exts.render import Payload, Tone, notice
from bot.limits import Subject
from bot.messages import say
from index.documents import Language

WITHOUT_INDEX = frozenset({"help", "privacy", "forget", "settings", "status", "gaps", "reports"})
"""Commands that need no index."""

LOOK_UPS = frozenset({"search", "source", "timeline", "sources", "coverage"})
"""Commands that read the corpus without asking: they count apart from questions."""


class Gate(app_commands.CommandTree[Any]):
    """The command tree, closed to what needs the index while there is none, and to look-ups elsewhere or too soon."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether a command may run; where not, the person is told, and autocomplete offers nothing."""
        data: Any = interaction.data or {}
        bot, name = interaction.client, data.get("name")
        typing = interaction.type is discord.InteractionType.autocomplete
        why: Payload | None = None
        if not bot.built and name not in WITHOUT_INDEX:
            why = no_index(bot, await bot.reader(interaction))
        elif name in LOOK_UPS and not typing:
            why = await refusal(bot, interaction, Subject.LOOK_UP)
        if why is None:
            return True
        if typing:
            await interaction.response.autocomplete([])
        else:
            await responses.tell(interaction, why)
        return False


def no_index(bot: Any, reader: Language) -> Payload:
    """That the sources are being read, or cannot be reached, and to come back."""
    return notice(say("discord_error_index" if bot.index_away else "discord_building", reader), Tone.CAREFUL)
