"""A question out of an interaction: checked against the server's settings and the limits before anything is deferred."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Turn
from bot.exts import responses
from bot.exts.asked import Asked
from bot.exts.desk import wait_notice
from bot.exts.outlets import InteractionOutlet, can_post
from bot.exts.render import Payload, Tone, notice
from bot.messages import say
from bot.state.conversations import channel_conversation, new_conversation
from index.documents import Kind, Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot


async def asked_from(
    bot: ParagrafBot,
    interaction: discord.Interaction[Any],
    text: str,
    *,
    private: bool,
    as_of: date | None = None,
    language: Language | None = None,
    kinds: tuple[Kind, ...] = (),
    history: tuple[Turn, ...] = (),
) -> Asked:
    """The question of an interaction, with the language and the conversation of the place where it was asked."""
    settings = await bot.servers.get(interaction.guild_id)
    if interaction.guild_id is not None:
        bot.servers.seen_in(interaction.user.id, interaction.guild_id)
    channel_id = interaction.channel_id or 0
    lasting = interaction.guild_id is None or isinstance(interaction.channel, discord.Thread)
    return Asked(
        text=text,
        person_id=interaction.user.id,
        channel_id=channel_id,
        guild_id=interaction.guild_id,
        conversation=channel_conversation(channel_id) if lasting and not private else new_conversation(),
        reader=await bot.reader(interaction),
        language=language or settings.language,
        as_of=as_of,
        kinds=kinds,
        private=private,
        thread=not private and offers_thread(interaction),
        history=history,
        token=interaction.token,
        settings=settings,
    )


async def serve_interaction(
    bot: ParagrafBot, interaction: discord.Interaction[Any], asked: Asked, *, conversation: str | None = None
) -> None:
    """Answers an interaction, or says at once and privately why it does not."""
    if conversation is not None:
        asked = replace(asked, conversation=conversation)
    refusal = await _refusal(bot, interaction, asked)
    if refusal is not None:
        await responses.tell(interaction, refusal)
        return
    alive = await responses.acknowledge(interaction, private=asked.private)
    await bot.desk.serve(asked, InteractionOutlet(interaction, private=asked.private, alive=alive))


async def _refusal(bot: ParagrafBot, interaction: discord.Interaction[Any], asked: Asked) -> Payload | None:
    settings = asked.settings or await bot.servers.get(asked.guild_id)
    if asked.guild_id is None and not await bot.answers_dms(interaction.user):
        return notice(say("discord_no_dms", asked.reader), Tone.CAREFUL)
    parent = interaction.channel.parent_id if isinstance(interaction.channel, discord.Thread) else None
    allowed = bot.channels_of(settings)
    if asked.guild_id is not None and allowed and not {asked.channel_id, parent} & set(allowed):
        names = " ".join(f"<#{one}>" for one in allowed)
        return notice(say("discord_wrong_channel", asked.reader, channels=names), Tone.CAREFUL)
    wait = bot.desk.wait(asked.person_id, asked.guild_id, settings)
    if wait is not None:
        bot.metrics.refused("rate")
        return wait_notice(wait, asked.reader)
    return None


def offers_thread(interaction: discord.Interaction[Any]) -> bool:
    """Whether a thread can be opened at a message here: in a text channel of a server that the bot is in."""
    text = isinstance(interaction.channel, discord.TextChannel)
    return text and can_post(interaction) and interaction.app_permissions.create_public_threads
