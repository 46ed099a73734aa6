"""Tells Discord the commands, and only where they changed: it limits creations a day."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.exts.insist import insist
from bot.exts.patience import soon
from bot.state import StateError
from bot.state.commands import digest_of

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.commands")
_AT_START = 25.0
_LATER = (60.0, 300.0, 1800.0)
_FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)


async def sync_commands(bot: ParagrafBot) -> None:
    """Syncs at the start; where Discord does not take it, the bot starts all the same and tries again beside its work."""
    translator = bot.tree.translator
    assert translator is not None and bot.application_id is not None
    payload = [await one.get_translated_payload(bot.tree, translator) for one in bot.tree.get_commands()]
    digest = digest_of(payload)
    wanted = {(int(one["type"]), str(one["name"])) for one in payload}
    if not await _changed(bot, bot.application_id, digest, wanted):
        _log.info("commands unchanged", extra={"commands": len(payload)})
        return
    try:
        await _tell(bot, bot.application_id, digest, _AT_START)
    except _FAILURES as error:
        _log.error("the commands were not synced; trying again later", extra={"error": str(error)})
        bot.spawn(_try_later(bot, bot.application_id, digest))


async def _try_later(bot: ParagrafBot, application_id: int, digest: str) -> None:
    for pause in _LATER:
        await asyncio.sleep(pause)
        try:
            await _tell(bot, application_id, digest, 120)
        except _FAILURES as error:
            _log.error("the commands were not synced", extra={"error": str(error)})
        else:
            return


async def _tell(bot: ParagrafBot, application_id: int, digest: str, within: float) -> None:
    synced = await insist(bot.tree.sync, within=within)
    _log.info("commands synced", extra={"commands": len(synced)})
    with contextlib.suppress(StateError):
        await bot.state.commands.record(application_id, digest)


async def _changed(bot: ParagrafBot, application_id: int, digest: str, wanted: set[tuple[int, str]]) -> bool:
    """Whether Discord has to be told: they differ from what it was told last, or it has lost them."""
    try:
        if await soon(bot.state.commands.changed(application_id, digest), 5):
            return True
    except StateError as error:
        _log.warning("the state was not available", extra={"what": "commands", "error": str(error)})
    try:
        known = {(one.type.value, one.name) for one in await bot.tree.fetch_commands()}
    except _FAILURES as error:
        _log.warning("the commands could not be read", extra={"error": str(error)})
        return False
    return known != wanted
