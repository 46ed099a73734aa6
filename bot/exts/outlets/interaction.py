"""The deferred response of an interaction as the place for an answer; the channel or a direct message where it is gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import discord

from bot.exts.insist import UNKNOWN_MESSAGE, insist, token_gone
from bot.exts.outlets.outlet import Outlet, PageView
from bot.exts.outlets.posting import made_of, post
from bot.exts.outlets.private import private_note
from bot.exts.outlets.reach import can_post, closed_to_us, partial_channel
from bot.exts.render import Payload

_log = logging.getLogger(__name__)
_TOKEN_SECONDS = 14.5 * 60


class InteractionOutlet(Outlet):
    """``alive`` is False where not even the deferral was taken in time."""

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool, alive: bool = True) -> None:
        super().__init__(f"i{interaction.id}")
        self._interaction = interaction
        self._private = private
        self._alive = alive

    async def _show(self, payload: Payload) -> None:
        if self._usable():
            shown = await self._interaction.edit_original_response(**payload.kwargs())
            self.message_id = shown.id

    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        further = len(payloads) > 1 and not self._private and can_post(self._interaction)
        in_place = view(0) if len(payloads) > 1 and not further else None
        shown = view(None) if len(payloads) == 1 else in_place
        first = await self._first(payloads[0], shown)
        if first is None:
            return await self._elsewhere(payloads, view)
        if further:
            return [first, *await self._further(payloads[1:], view)]
        if len(payloads) > 1 and in_place is None:
            return [first, *await self._privately(payloads[1:], view(None))]
        return [first]

    async def _first(self, payload: Payload, view: discord.ui.View | None) -> int | None:
        """The id of the response with the payload in it; None where the token is of no use."""
        if not self._usable():
            return None
        try:
            edited = await insist(
                lambda: self._interaction.edit_original_response(
                    **payload.kwargs(), view=view, attachments=made_of(self._files)
                )
            )
        except discord.HTTPException as error:
            if error.code == UNKNOWN_MESSAGE:
                return await self._deleted(payload, view)
            if token_gone(error):
                self._alive = False
                return None
            raise
        self.message_id = edited.id
        return edited.id

    async def _deleted(self, payload: Payload, view: discord.ui.View | None) -> int | None:
        """Somebody deleted the response: the asker alone still gets the answer."""
        self._private = True  # the channel's moderators did not want it there
        try:
            return await private_note(self._interaction, payload, view, self._files)
        except (discord.HTTPException, OSError):
            return None

    async def _further(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        """The messages after the first; to the asker alone where the channel closed meanwhile."""
        try:
            return await post(partial_channel(self._interaction), payloads, view, self.key, start=1)
        except discord.HTTPException as error:
            if not closed_to_us(error):
                raise
        return await self._privately(payloads, view(None))

    async def _privately(self, payloads: Sequence[Payload], view: discord.ui.View | None) -> list[int]:
        """Further messages that the asker alone sees; the last one carries the buttons."""
        ids: list[int] = []
        for number, payload in enumerate(payloads, start=1):
            try:
                ids.append(await private_note(self._interaction, payload, view if number == len(payloads) else None))
            except OSError as error:  # what is shown already stays
                _log.warning("a private page was not shown", extra={"outlet": self.key, "error": str(error)})
                break
        return ids

    async def _elsewhere(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        """The token is of no use: into the channel, or to the person where the answer is private or the channel closed."""
        if not self._private and can_post(self._interaction):
            try:
                return await post(partial_channel(self._interaction), payloads, view, self.key, files=self._files)
            except discord.HTTPException as error:
                if not closed_to_us(error):
                    raise
        try:
            channel = await self._interaction.user.create_dm()
            return await post(channel, payloads, view, self.key, files=self._files)
        except discord.HTTPException as error:
            _log.warning("an answer reached nobody", extra={"outlet": self.key, "error": str(error)})
            return []

    async def _end(self, payload: Payload) -> None:
        """A word to the asker alone: in the response where that is private, else instead of it."""
        if not self._usable():
            await self._elsewhere_privately(payload)
            return
        try:
            if self._private:
                await insist(lambda: self._interaction.edit_original_response(**payload.kwargs(), view=None), within=20)
                return
            await self._take_back()
            await private_note(self._interaction, payload)
        except discord.HTTPException as error:
            if not token_gone(error) and error.code != UNKNOWN_MESSAGE:
                raise
            await self._elsewhere_privately(payload)

    async def _take_back(self) -> None:
        try:
            await insist(self._interaction.delete_original_response, within=20)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise

    async def _elsewhere_privately(self, payload: Payload) -> None:
        self._private = True
        await self._elsewhere([payload], lambda _: None)

    def _usable(self) -> bool:
        age = (discord.utils.utcnow() - self._interaction.created_at).total_seconds()
        return self._alive and age < _TOKEN_SECONDS
