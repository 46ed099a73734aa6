"""A question out of an interaction: checked against the server's settings and the limits before anything is deferred."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Turn
from bot.exts import responses
from bot.exts.admission import refusal
from bot.exts.asked import Asked
from bot.exts.outlets import InteractionOutlet, can_post
from bot.limits import Subject
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
    why = await refusal(bot, interaction, Subject.QUESTION)
    if why is not None:
        await responses.tell(interaction, why)
        return
    alive = await responses.acknowledge(interaction, private=asked.private)
    await bot.desk.serve(asked, InteractionOutlet(interaction, private=asked.private, alive=alive))


def offers_thread(interaction: discord.Interaction[Any]) -> bool:
    """Whether a thread can be opened at a message here: in a text channel of a server that the bot is in."""
    text = isinstance(interaction.channel, discord.TextChannel)
    return text and can_post(interaction) and interaction.app_permissions.create_public_threads
