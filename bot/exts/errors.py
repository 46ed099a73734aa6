"""One table from an error to what a person reads: short, private, with a reference that stands in the log."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.answering.errors import AnswerError
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
