"""A reply to a message of a person as the place for an answer; a direct message where the channel takes nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

import discord

from bot.exts.insist import UNKNOWN_MESSAGE, insist
from bot.exts.outlets.outlet import EDIT_EVERY, Outlet, PageView
from bot.exts.outlets.posting import ReplyTo, as_plain, post
from bot.exts.outlets.reach import NO_HISTORY, closed_to_us, may_embed
from bot.exts.render import Payload

_log = logging.getLogger(__name__)
_drafting: dict[int, WeakSet[MessageOutlet]] = {}
"""By channel, the answers on their way there that show drafts."""


class MessageOutlet(Outlet):
    """Drafts, answer and further messages under the message that asked."""

    def __init__(self, message: discord.Message) -> None:
        super().__init__(f"m{message.id}")
        self._message = message
        self._shown: discord.Message | None = None
        self._plain = not may_embed(message)
        self._refers = True

    def progress(self, payload: Payload) -> None:
        """As everywhere, but drafts of one channel share one rate limit."""
        if not self._closed:
            _drafting.setdefault(self._message.channel.id, WeakSet()).add(self)
        super().progress(payload)

    def _pace(self) -> float:
        """The more answers a channel waits for, the rarer their drafts: they must not hold up the answers."""
        return EDIT_EVERY * max(1, len(_drafting.get(self._message.channel.id, ())))

    async def _quiet(self) -> None:
        others = _drafting.get(self._message.channel.id, WeakSet())
        others.discard(self)
        if not others:
            _drafting.pop(self._message.channel.id, None)
        await super()._quiet()

    async def _show(self, payload: Payload) -> None:
        if self._shown is None:
            self._shown = await self._reply(as_plain([payload])[0] if self._plain else payload)
        else:
            await self._shown.edit(**payload.kwargs())

    async def _reply(self, payload: Payload, view: discord.ui.View | None = None) -> discord.Message:
        """A reply; a plain message where the bot may not read what it would refer to."""
        try:
            return await self._send(payload, view)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY or not self._refers:
                raise
        self._refers = False
        return await self._send(payload, view)

    async def _send(self, payload: Payload, view: discord.ui.View | None) -> discord.Message:
        guild = self._message.guild
        extra: dict[str, Any] = {"nonce": f"{self.key}-0"}
        if view is not None:
            extra["view"] = view
        if self._refers:
            extra["reference"] = ReplyTo(self._message.id, self._message.channel.id, guild.id if guild else None)
        sent: discord.Message = await insist(lambda: self._message.channel.send(**payload.kwargs(), **extra))
        self.message_id = sent.id
        return sent

    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        try:
            return await self._placed(as_plain(payloads) if self._plain else payloads, view)
        except discord.HTTPException as error:
            if not closed_to_us(error):
                raise
        if not self._plain and self._shown is None:  # maybe only embeds are not wanted there
            self._plain = True
            try:
                return await self._placed(as_plain(payloads), view)
            except discord.HTTPException as error:
                if not closed_to_us(error):
                    raise
        return await self._to_the_person(payloads, view)

    async def _placed(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        first = await self._place_first(payloads[0], view(None) if len(payloads) == 1 else None)
        rest = await post(self._message.channel, payloads[1:], view, self.key, start=1) if len(payloads) > 1 else []
        return [first.id, *rest]

    async def _place_first(self, payload: Payload, view: discord.ui.View | None) -> discord.Message:
        draft = self._shown
        if draft is not None:
            try:
                return await insist(lambda: draft.edit(**payload.kwargs(), view=view))
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                self.key = f"r{self.key[1:]}"  # somebody deleted the draft: the answer is a message of its own
        return await self._reply(payload, view)

    async def _to_the_person(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        try:
            return await post(await self._message.author.create_dm(), payloads, view, self.key)
        except discord.HTTPException as error:
            _log.warning("an answer reached nobody", extra={"outlet": self.key, "error": str(error)})
            return []

    async def _end(self, payload: Payload) -> None:
        await self._finish([payload], lambda _: None)
