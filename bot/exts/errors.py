"""One table from an error to what a person reads: short, private, with a reference that stands in the log."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.answering.errors import AnswerError
from bot.exts.insist import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION
from bot.exts.render import Payload, Tone, notice
from bot.limits import QueueClosedError, QueueFullError, SupersededError
from bot.messages import say
from bot.state import StateError
from index.documents import Language
from index.errors import CorpusError

_log = logging.getLogger("bot.errors")

_EXPECTED: Sequence[tuple[type[BaseException], str]] = (
    (QueueFullError, "discord_error_full"),
    (SupersededError, "discord_error_superseded"),
    (QueueClosedError, "discord_error_stopping"),
    (app_commands.NoPrivateMessage, "discord_error_guild_only"),
    (app_commands.MissingPermissions, "discord_error_admins"),
    (app_commands.BotMissingPermissions, "discord_error_permission"),
    (app_commands.CommandOnCooldown, "discord_error_cooldown"),
    (app_commands.CheckFailure, "discord_error_admins"),
    (app_commands.TransformerError, "discord_error_input"),
    (app_commands.CommandNotFound, "discord_error_old_command"),
    (app_commands.CommandSignatureMismatch, "discord_error_old_command"),
)
"""What needs no reference: nothing is broken."""

_BROKEN: Sequence[tuple[type[BaseException], str]] = (
    (discord.Forbidden, "discord_error_permission"),
    (discord.NotFound, "discord_error_gone"),
    (discord.DiscordServerError, "discord_error_discord"),
    (discord.RateLimited, "discord_error_discord"),
    (StateError, "discord_error_state"),
    (CorpusError, "discord_error_index"),
    (AnswerError, "discord_error_model"),
    (TimeoutError, "discord_error_slow"),
)


def explain(error: BaseException, language: Language, **facts: object) -> Payload:
    """What a person reads about an error; what is broken is logged with the reference that the person sees."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    for kind, key in _EXPECTED:
        if isinstance(cause, kind):
            return notice(say(key, language, **_values(cause)), Tone.CAREFUL)
    reference = secrets.token_hex(4)
    _log.error("error %s", reference, exc_info=cause, extra={"reference": reference, **facts})
    return notice(
        f"{say(_key(cause), language)} {say('discord_reference', language, reference=reference)}", Tone.CAREFUL
    )


def _key(cause: BaseException) -> str:
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return "discord_error_disk"
    return next((key for kind, key in _BROKEN if isinstance(cause, kind)), "discord_error_unknown")


def _values(cause: BaseException) -> dict[str, object]:
    if isinstance(cause, QueueFullError):
        return {"waiting": cause.waiting}
    if isinstance(cause, app_commands.CommandOnCooldown):
        return {"seconds": int(cause.retry_after) + 1}
    return {}


async def tell(interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None = None) -> None:
    """A private word in answer to an interaction, whether or not it was responded to already; never raises."""
    extra: dict[str, Any] = {} if view is None else {"view": view}
    try:
        if not interaction.response.is_done():
            try:
                await interaction.response.send_message(**payload.kwargs(), **extra, ephemeral=True)
            except discord.HTTPException as error:
                if error.code == ALREADY_ACKNOWLEDGED:  # an earlier try took effect although Discord said otherwise
                    return
                raise
        else:
            await interaction.followup.send(**payload.kwargs(), **extra, ephemeral=True)
    except (discord.HTTPException, OSError) as error:
        _log.warning("nobody could be told", extra={"interaction": interaction.id, "error": str(error)})


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool, thinking: bool = True) -> bool:
    """Defers the response, so that there are 15 minutes for it; False where Discord no longer waits for one."""
    try:
        await interaction.response.defer(ephemeral=private, thinking=thinking)
    except discord.HTTPException as error:
        if error.code == ALREADY_ACKNOWLEDGED:  # the try before this one took effect although Discord said otherwise
            interaction.response._response_type = discord.InteractionResponseType.deferred_channel_message
            return True
        if error.code == UNKNOWN_INTERACTION:
            return False
        raise
    return True
