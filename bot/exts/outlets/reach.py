"""Where the bot itself may write: Discord tells it in every interaction, and the gateway tells it of its own servers."""

from __future__ import annotations

from typing import Any

import discord

MESSAGING_DISABLED = 50007
THREAD_ARCHIVED = 50083
THREAD_LOCKED = 160005
NO_HISTORY = 160002
"""A reply needs the permission to read the history; a message of its own does not."""


def can_post(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot itself may write in the channel of an interaction (it may be there for one person only)."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    if interaction.client.get_guild(interaction.guild_id) is None:
        return False
    allowed = interaction.app_permissions
    thread = isinstance(interaction.channel, discord.Thread)
    writes = allowed.send_messages_in_threads if thread else allowed.send_messages
    return allowed.view_channel and writes and allowed.embed_links


def partial_channel(interaction: discord.Interaction[Any]) -> discord.PartialMessageable:
    """The channel of an interaction, to write to."""
    assert interaction.channel_id is not None
    made: discord.PartialMessageable = interaction.client.get_partial_messageable(
        interaction.channel_id, guild_id=interaction.guild_id
    )
    return made


def may_embed(message: discord.Message) -> bool:
    """Whether embeds may be used in a message's channel, as far as is known: Discord says no where that is wrong."""
    if message.guild is None or isinstance(message.channel, discord.PartialMessageable):
        return True
    try:
        return message.channel.permissions_for(message.guild.me).embed_links
    except discord.ClientException:  # a thread whose channel is not known
        return True


def closed_to_us(error: discord.HTTPException) -> bool:
    """Whether a channel takes nothing from the bot: forbidden, gone, archived or locked."""
    return isinstance(error, discord.Forbidden | discord.NotFound) or error.code in (THREAD_ARCHIVED, THREAD_LOCKED)
