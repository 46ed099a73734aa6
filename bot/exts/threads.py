"""A thread at an answer, with the answer as the beginning of its conversation."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.answering.answer import Answer
from bot.exts.insist import THREAD_EXISTS, insist
from bot.exts.render import notice, plain
from bot.messages import say
from bot.state import StateError, StoredAnswer
from bot.state.conversations import channel_conversation

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.threads")
THREAD_NAME = 90


async def open_thread(bot: ParagrafBot, message: discord.Message, guild_id: int, stored: StoredAnswer) -> int:
    """The id of the thread at a message, opened with a hint where there is none.

    Raises:
        discord.HTTPException: Discord said no.
    """
    thread_id = await _opened(message, stored)
    await _remember(bot, channel_conversation(thread_id), stored)
    key = "discord_thread_hint" if bot.settings.discord.message_content else "discord_thread_hint_mention"
    thread = bot.get_partial_messageable(thread_id, guild_id=guild_id)
    hint = notice(say(key, stored.result.language))
    await insist(lambda: thread.send(**hint.kwargs(), nonce=f"t{thread_id}"))
    return thread_id


async def _opened(message: discord.Message, stored: StoredAnswer) -> int:
    name = plain(stored.result.question.text, THREAD_NAME) or "Paragraf"
    try:
        thread = await insist(lambda: message.create_thread(name=name, auto_archive_duration=1440), within=20)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            raise
        return message.id
    return thread.id


async def _remember(bot: ParagrafBot, conversation: str, stored: StoredAnswer) -> None:
    """What was asked and answered before the thread; nothing where something is remembered already."""
    said = " ".join(one.text for one in stored.result.statements) if isinstance(stored.result, Answer) else ""
    memory, place = bot.state.conversations, stored.place
    try:
        if not (await memory.recall(conversation)).turns:
            question = stored.result.question.text
            await memory.remember(conversation, place.person_id, place.guild_id, question, said)
    except StateError:
        _log.warning("the state was not available", extra={"what": "thread"})
