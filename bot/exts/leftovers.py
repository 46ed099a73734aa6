"""After a restart: whoever still looks at a spinner of the run before gets an end."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.exts.insist import insist
from bot.exts.outlets import ReplyTo
from bot.exts.render import Payload, Tone, notice
from bot.messages import say
from bot.state import Pending, StateError

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.leftovers")
_STILL_WAITING = timedelta(hours=1)
"""After that nobody waits for the reply to a message any more: a word about it would come out of the blue."""


async def end_leftovers(bot: ParagrafBot) -> None:
    """Tells everyone whose answer was cut off by the last restart."""
    try:
        left = await bot.state.pending.left_over(bot.owner_name)
    except StateError as error:
        _log.warning("the state was not available", extra={"what": "leftovers", "error": str(error)})
        return
    for one in left:
        try:
            await _end(bot, one)
        except (discord.HTTPException, StateError, OSError) as error:
            _log.info("an old question could not be ended", extra={"pending": one.id, "error": str(error)})
        try:
            await bot.state.pending.finish(one.id)
        except StateError as error:
            _log.warning("the state was not available", extra={"what": "leftovers", "error": str(error)})
    if left:
        _log.info("ended what the last run left", extra={"count": len(left)})


async def _end(bot: ParagrafBot, one: Pending) -> None:
    payload = notice(say("discord_interrupted", one.language), Tone.CAREFUL)
    if one.token:
        if one.token_alive(discord.utils.utcnow()):
            await _edit(bot, one, payload)
        return
    if one.message_id is None or discord.utils.utcnow() - one.started_at > _STILL_WAITING:
        return
    channel = bot.get_partial_messageable(one.channel_id, guild_id=one.guild_id)
    reference = ReplyTo(one.message_id, one.channel_id, one.guild_id)
    nonce = (
        f"m{one.message_id}-0"  # as the reply itself would have had: Discord gives a draft of it back, posted before
    )
    sent = await insist(
        lambda: channel.send(**payload.kwargs(), reference=reference, nonce=nonce),  # type: ignore[call-overload]
        within=30,
    )
    if not sent.components and not await _shown(bot, one):
        await insist(lambda: sent.edit(**payload.kwargs()), within=30)


async def _shown(bot: ParagrafBot, one: Pending) -> bool:
    """Whether the whole answer was posted before the process ended."""
    stored = await bot.state.answers.get(one.id)
    return stored is not None and bool(stored.message_ids)


async def _edit(bot: ParagrafBot, one: Pending, payload: Payload) -> None:
    webhook = discord.Webhook.partial(one.application_id, one.token, client=bot)
    original: Any = "@original"  # discord.py types message ids as numbers
    found = await webhook.fetch_message(original)
    if found.components or await _shown(bot, one):
        return  # the answer stands; only its record was not finished
    await insist(lambda: webhook.edit_message(original, **payload.kwargs()), within=30)
