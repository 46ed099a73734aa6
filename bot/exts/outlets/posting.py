"""Messages in a channel, each with a nonce that Discord enforces: a repeated request has no second effect."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord

from bot.exts.insist import insist
from bot.exts.outlets.outlet import PageView
from bot.exts.render import Payload


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
