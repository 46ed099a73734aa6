"""Where an answer goes: the response to an interaction, or a reply to a message. Both show progress and end exactly once.

Whatever could be posted twice after a failed request is an edit or carries a nonce that Discord enforces, so that a
repeated request has no second effect. Nothing here is posted through a follow-up of an interaction but short private
notes: Discord has no nonce for those.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord

from bot.exts.insist import UNKNOWN_MESSAGE, insist, token_gone
from bot.exts.render import Payload

_log = logging.getLogger(__name__)

EDIT_EVERY = 1.3
_EDIT_PATIENCE = 8.0
_TOKEN_SECONDS = 14.5 * 60

PageView = Callable[[int | None], discord.ui.View | None]
"""Buttons for a page shown in place (its number), or for the last of several messages (None)."""


class Outlet(ABC):
    """One place for one answer. Call `progress` as often as you like, then exactly one of `finish` and `end`."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._next: Payload | None = None
        self._files: dict[str, bytes] = {}
        self._closed = False
        self._worker: asyncio.Task[None] | None = None
        self._showing = asyncio.Lock()
        self._last = time.monotonic()

    def progress(self, payload: Payload) -> None:
        """Shows a state that may be overtaken by the next one; never faster than Discord takes edits."""
        if self._closed:
            return
        self._next = payload
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._keep_showing())

    async def finish(
        self, payloads: Sequence[Payload], view: PageView, files: Mapping[str, bytes] | None = None
    ) -> list[int]:
        """Shows the whole answer; returns the ids of its messages, none where nobody could be reached.

        ``files`` by name go with the first message.
        """
        await self._quiet()
        self._files = dict(files or {})
        return await self._finish(payloads, view)

    async def end(self, payload: Payload) -> None:
        """Shows why there is no answer, to the asker alone where that can be."""
        await self._quiet()
        try:
            await self._end(payload)
        except (discord.HTTPException, OSError) as error:
            _log.warning("nobody could be told", extra={"outlet": self.key, "error": str(error)})

    async def _keep_showing(self) -> None:
        while self._next is not None and not self._closed:
            await asyncio.sleep(max(0.0, self._last + EDIT_EVERY - time.monotonic()))
            async with self._showing:
                payload, self._next = self._next, None
                if payload is None or self._closed:
                    return
                try:
                    async with asyncio.timeout(_EDIT_PATIENCE):
                        await self._show(payload)
                except (discord.HTTPException, OSError, TimeoutError) as error:
                    _log.info("a draft was not shown", extra={"outlet": self.key, "error": str(error)})
                self._last = time.monotonic()

    async def _quiet(self) -> None:
        """No draft after this; one that is on its way arrives first, so that it cannot cover the answer."""
        self._closed = True
        async with self._showing:
            if self._worker is not None:
                self._worker.cancel()

    @abstractmethod
    async def _show(self, payload: Payload) -> None: ...

    @abstractmethod
    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]: ...

    @abstractmethod
    async def _end(self, payload: Payload) -> None: ...


class InteractionOutlet(Outlet):
    """The deferred response of an interaction. ``alive`` is False where not even the deferral was taken in time."""

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool, alive: bool = True) -> None:
        super().__init__(f"i{interaction.id}")
        self._interaction = interaction
        self._private = private
        self._alive = alive

    async def _show(self, payload: Payload) -> None:
        if self._usable():
            await self._interaction.edit_original_response(**payload.kwargs())

    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        further = len(payloads) > 1 and not self._private and can_post(self._interaction)
        shown = None if further else view(0 if len(payloads) > 1 else None)
        first = await self._first(payloads[0], shown)
        if first is None:
            return await self._elsewhere(payloads, view)
        if not further:
            return [first]
        channel = partial_channel(self._interaction)
        return [first, *await post(channel, payloads[1:], view, self.key, start=1)]

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
                return await self._privately(payload, view)
            if token_gone(error):
                self._alive = False
                return None
            raise
        return edited.id

    async def _privately(self, payload: Payload, view: discord.ui.View | None) -> int | None:
        """Somebody deleted the response: the asker alone still gets the answer."""
        extra: dict[str, Any] = {} if view is None else {"view": view}
        if self._files:
            extra["files"] = made_of(self._files)
        try:
            sent = await self._interaction.followup.send(**payload.kwargs(), **extra, ephemeral=True, wait=True)
        except discord.HTTPException:
            self._private = True  # the channel's moderators did not want it there: a direct message is left
            return None
        return sent.id

    async def _elsewhere(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        """The token is of no use: into the channel, or to the person where the answer is private or the channel closed."""
        if not self._private and can_post(self._interaction):
            with contextlib.suppress(discord.Forbidden, discord.NotFound):
                return await post(partial_channel(self._interaction), payloads, view, self.key, files=self._files)
        try:
            channel = await self._interaction.user.create_dm()
            return await post(channel, payloads, view, self.key, files=self._files)
        except discord.HTTPException as error:
            _log.warning("an answer reached nobody", extra={"outlet": self.key, "error": str(error)})
            return []

    async def _end(self, payload: Payload) -> None:
        if not self._usable():
            return
        if self._private:
            await insist(lambda: self._interaction.edit_original_response(**payload.kwargs(), view=None), within=20)
            return
        with contextlib.suppress(discord.NotFound):
            await insist(self._interaction.delete_original_response, within=20)
        await self._interaction.followup.send(**payload.kwargs(), ephemeral=True)

    def _usable(self) -> bool:
        age = (discord.utils.utcnow() - self._interaction.created_at).total_seconds()
        return self._alive and age < _TOKEN_SECONDS


class MessageOutlet(Outlet):
    """A reply to a message of a person."""

    def __init__(self, message: discord.Message) -> None:
        super().__init__(f"m{message.id}")
        self._message = message
        self._shown: discord.Message | None = None
        self._plain = not _may_embed(message)

    async def _show(self, payload: Payload) -> None:
        if self._shown is None:
            self._shown = await self._reply(payload)
        else:
            await self._shown.edit(**payload.kwargs())

    async def _reply(self, payload: Payload, view: discord.ui.View | None = None) -> discord.Message:
        guild = self._message.guild
        reference = ReplyTo(self._message.id, self._message.channel.id, guild.id if guild else None)
        extra: dict[str, Any] = {} if view is None else {"view": view}
        nonce = f"{self.key}-0"
        return await insist(
            lambda: self._message.channel.send(
                **payload.kwargs(),
                **extra,
                reference=reference,
                nonce=nonce,  # type: ignore[call-overload]
            )
        )

    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        payloads = as_plain(payloads) if self._plain else payloads
        buttons = view(None) if len(payloads) == 1 else None
        try:
            first = await self._place_first(payloads[0], buttons)
        except discord.Forbidden:
            return await self._to_the_person(payloads, view)
        rest = await post(self._message.channel, payloads[1:], view, self.key, start=1) if len(payloads) > 1 else []
        return [first.id, *rest]

    async def _place_first(self, payload: Payload, view: discord.ui.View | None) -> discord.Message:
        draft = self._shown
        if draft is not None:
            try:
                return await insist(lambda: draft.edit(**payload.kwargs(), view=view))
            except discord.NotFound:  # somebody deleted the draft: the answer is a message of its own
                self.key = f"r{self.key[1:]}"
        return await self._reply(payload, view)

    async def _to_the_person(self, payloads: Sequence[Payload], view: PageView) -> list[int]:
        try:
            return await post(await self._message.author.create_dm(), payloads, view, self.key)
        except discord.HTTPException as error:
            _log.warning("an answer reached nobody", extra={"outlet": self.key, "error": str(error)})
            return []

    async def _end(self, payload: Payload) -> None:
        payload = as_plain([payload])[0] if self._plain else payload
        try:
            await self._place_first(payload, None)
        except discord.Forbidden:
            await self._to_the_person([payload], lambda _: None)


async def post(
    channel: discord.abc.Messageable,
    payloads: Sequence[Payload],
    view: PageView,
    key: str,
    *,
    start: int = 0,
    files: Mapping[str, bytes] | None = None,
) -> list[int]:
    """Posts messages one after the other, each with a nonce of its own; the last one carries the buttons."""
    ids: list[int] = []
    for number, payload in enumerate(payloads, start=start):
        buttons = view(None) if number == start + len(payloads) - 1 else None
        attached = files if number == start else None
        sent = await insist(partial(_send, channel, payload, buttons, f"{key}-{number}", attached))
        ids.append(sent.id)
    return ids


async def _send(
    channel: discord.abc.Messageable,
    payload: Payload,
    view: discord.ui.View | None,
    nonce: str,
    files: Mapping[str, bytes] | None,
) -> discord.Message:
    extra: dict[str, Any] = {"nonce": nonce}
    if view is not None:
        extra["view"] = view
    if files:
        extra["files"] = made_of(files)
    return await channel.send(**payload.kwargs(), **extra)


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """What a message replies to; where that was deleted meanwhile, the message comes without it."""

    message_id: int
    channel_id: int
    guild_id: int | None = None

    def to_message_reference_dict(self) -> dict[str, Any]:
        """As Discord takes it: ids are text."""
        made: dict[str, Any] = {
            "type": 0,
            "message_id": str(self.message_id),
            "channel_id": str(self.channel_id),
            "fail_if_not_exists": False,
        }
        return made if self.guild_id is None else {**made, "guild_id": str(self.guild_id)}


class _Attachment(discord.File):
    """A file whose placeholder id is text, as all ids are."""

    def to_dict(self, index: int) -> dict[str, Any]:
        return {**super().to_dict(index), "id": str(index)}


def made_of(files: Mapping[str, bytes]) -> list[discord.File]:
    """Files to send, made anew for every try."""
    return [_Attachment(io.BytesIO(content), filename=name) for name, content in files.items()]


def as_plain(payloads: Sequence[Payload]) -> list[Payload]:
    """The same without embeds, for channels where the bot may not use them."""
    return [Payload(content=text) for payload in payloads for text in payload.plain()]


def can_post(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot itself may write in the channel of an interaction (it may be there for one person only)."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    if interaction.client.get_guild(interaction.guild_id) is None:
        return False
    allowed = interaction.app_permissions
    thread = isinstance(interaction.channel, discord.Thread)
    writes = allowed.send_messages_in_threads if thread else allowed.send_messages
    return allowed.view_channel and writes and allowed.embed_links


def partial_channel(interaction: discord.Interaction[Any]) -> discord.PartialMessageable:
    """The channel of an interaction, to write to."""
    assert interaction.channel_id is not None
    made: discord.PartialMessageable = interaction.client.get_partial_messageable(
        interaction.channel_id, guild_id=interaction.guild_id
    )
    return made


def _may_embed(message: discord.Message) -> bool:
    if message.guild is None:
        return True
    return message.channel.permissions_for(message.guild.me).embed_links
