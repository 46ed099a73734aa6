"""The first response to an interaction, within Discord's three seconds, and the word that follows it."""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
import discord

from bot.exts.insist import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE, insist
from bot.exts.outlets import private_note
from bot.exts.render import Payload

_log = logging.getLogger("bot.responses")
_WAITING = "paragraf_waiting_privately"
"""In an interaction's ``extras``: its response is a spinner so far, and whether the asker alone sees it."""

_AT_ONCE = 2.0
"""Seconds within which a first response is tried again: Discord waits for three."""

_NOT_TOLD = (discord.HTTPException, aiohttp.ClientError, OSError)


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Shows that the bot is thinking, so that there are 15 minutes for an answer.

    False where Discord no longer waits for one, or could not be told.
    """
    if not await _deferred(interaction, discord.InteractionResponseType.deferred_channel_message, private=private):
        return False
    interaction.extras[_WAITING] = private
    return True


async def acknowledge_press(interaction: discord.Interaction[Any]) -> bool:
    """Takes a press whose effect is a change of the pressed message; False where Discord no longer waits for it."""
    return await _deferred(interaction, discord.InteractionResponseType.deferred_message_update)


async def _deferred(
    interaction: discord.Interaction[Any], kind: discord.InteractionResponseType, *, private: bool = False
) -> bool:
    thinking = kind is discord.InteractionResponseType.deferred_channel_message
    try:
        await insist(lambda: interaction.response.defer(ephemeral=private, thinking=thinking), within=_AT_ONCE)
    except discord.HTTPException as error:
        if error.code == ALREADY_ACKNOWLEDGED:  # the try before this one took effect although Discord said otherwise
            interaction.response._response_type = kind
            return True
        if error.code == UNKNOWN_INTERACTION or error.status >= 500 or error.status == 429:
            _log.warning("an interaction was not acknowledged", extra={"error": str(error)})
            return False
        raise
    except (aiohttp.ClientError, OSError) as error:
        _log.warning("an interaction was not acknowledged", extra={"error": str(error)})
        return False
    return True


async def tell(interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None = None) -> None:
    """A private word in answer to an interaction, whether or not it was responded to already; never raises."""
    try:
        if not interaction.response.is_done():
            await _respond(interaction, payload, view)
        elif _WAITING in interaction.extras:
            await _instead_of_the_spinner(interaction, payload, view)
        else:
            await private_note(interaction, payload, view)
    except _NOT_TOLD as error:
        _log.warning("nobody could be told", extra={"interaction": interaction.id, "error": str(error)})


async def _respond(interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None) -> None:
    extra: dict[str, Any] = {} if view is None else {"view": view}
    try:
        await insist(
            lambda: interaction.response.send_message(**payload.kwargs(), **extra, ephemeral=True), within=_AT_ONCE
        )
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:  # else an earlier try took effect although Discord said otherwise
            raise


async def _instead_of_the_spinner(
    interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None
) -> None:
    private = interaction.extras.pop(_WAITING)
    if private:
        await insist(lambda: interaction.edit_original_response(**payload.kwargs(), view=view), within=20)
        return
    try:
        await insist(interaction.delete_original_response, within=20)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
    await private_note(interaction, payload, view)


async def change_in_place(
    interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None
) -> None:
    """Turns the pressed message into another one, after `acknowledge_press`."""
    await insist(lambda: interaction.edit_original_response(**payload.kwargs(), view=view), within=20)


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Opens a form: this cannot be deferred."""
    try:
        await insist(lambda: interaction.response.send_modal(form), within=_AT_ONCE)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:  # else an earlier try took effect although Discord said otherwise
            raise
