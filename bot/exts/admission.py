"""Whether somebody may ask here and now: direct messages, the channels of a server, the rates of person and server.

Everything that people ask passes here before anything is deferred, so that a refusal is private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.exts.desk import wait_notice
from bot.exts.render import Payload, Tone, notice
from bot.limits import Subject
from bot.messages import say

if TYPE_CHECKING:
    from bot.client import ParagrafBot


async def closed(bot: ParagrafBot, interaction: discord.Interaction[Any]) -> Payload | None:
    """Why nothing is answered at this place; None where it is."""
    settings = await bot.servers.get(interaction.guild_id)
    if interaction.guild_id is None:
        if await bot.answers_dms(interaction.user):
            return None
        return notice(say("discord_no_dms", await bot.reader(interaction)), Tone.CAREFUL)
    parent = interaction.channel.parent_id if isinstance(interaction.channel, discord.Thread) else None
    allowed = bot.channels_of(settings)
    if not allowed or {interaction.channel_id, parent} & set(allowed):
        return None
    names = " ".join(f"<#{one}>" for one in allowed)
    return notice(say("discord_wrong_channel", await bot.reader(interaction), channels=names), Tone.CAREFUL)


async def refusal(bot: ParagrafBot, interaction: discord.Interaction[Any], subject: Subject) -> Payload | None:
    """Why somebody has to ask elsewhere or later; None where they may ask now, which then counts."""
    why = await closed(bot, interaction)
    if why is not None:
        return why
    settings = await bot.servers.get(interaction.guild_id)
    wait = await bot.desk.wait(interaction.user.id, interaction.guild_id, settings, subject)
    if wait is None:
        return None
    bot.metrics.refused("rate")
    return wait_notice(wait, await bot.reader(interaction))
