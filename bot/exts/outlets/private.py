"""Private follow-ups of an interaction, sent once.

Discord has no nonce for them: a request that failed after its effect and is repeated shows them twice. So a request whose
outcome is unknown is not repeated before the message has had time to come back over the gateway, as every message of the
bot's own does. It comes to the process of shard 0 alone; a process that does not hear its own messages repeats nothing of
which it does not know that it failed.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, cast

import aiohttp
import discord

from bot.exts.insist import insist
from bot.exts.outlets.posting import made_of
from bot.exts.render import Payload

_WAITS = (1.5, 3.0, 6.0)
"""Seconds for a message whose request failed to come back, by try."""
_REMEMBERED = 2000


_SURELY = 10.0
"""Seconds after which a message that Discord confirmed would have come back."""


class Echoes:
    """The bot's own private messages as the gateway brought them back, by interaction."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._ids: OrderedDict[int, list[int]] = OrderedDict()
        self._confirmed_at: float | None = None

    @property
    def come(self) -> bool:
        """Whether silence means anything: until a confirmed message stayed away, when none had come before."""
        return bool(self._ids) or self._confirmed_at is None or self._now() - self._confirmed_at < _SURELY

    def confirmed(self) -> None:
        """Discord confirmed a message: that one must come back."""
        if self._confirmed_at is None:
            self._confirmed_at = self._now()

    def heard(self, message: discord.Message) -> None:
        """Takes note of a message of the bot's own."""
        metadata = message.interaction_metadata
        if metadata is None or not message.flags.ephemeral or message.flags.loading:
            return
        ids = self._ids.setdefault(metadata.id, [])
        if message.id not in ids:
            ids.append(message.id)
        while len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)

    def of(self, interaction_id: int) -> tuple[int, ...]:
        """The private messages of an interaction that came back, in order."""
        return tuple(self._ids.get(interaction_id, ()))


class _UnknownOutcomeError(Exception):
    """Discord failed, maybe after the message was posted."""


async def private_note(
    interaction: discord.Interaction[Any],
    payload: Payload,
    view: discord.ui.View | None = None,
    files: Mapping[str, bytes] | None = None,
) -> int:
    """Sends a private follow-up and returns its id.

    Raises:
        discord.HTTPException: Discord said no.
        OSError: Discord could not be reached, or did not recover.
    """
    echoes: Echoes = interaction.client.echoes
    before = len(echoes.of(interaction.id))
    webhook = interaction.followup
    webhook.session = cast(aiohttp.ClientSession, _OneTry(webhook.session))

    async def send() -> discord.WebhookMessage:
        extra: dict[str, Any] = {} if view is None else {"view": view}
        if files:
            extra["files"] = made_of(files)
        return await webhook.send(**payload.kwargs(), **extra, ephemeral=True, wait=True)

    failure = ""
    for wait in _WAITS:
        try:
            sent = (await insist(send, within=20)).id
        except _UnknownOutcomeError as error:
            failure = str(error)
        else:
            echoes.confirmed()
            return sent
        if await _came_back(echoes, interaction.id, before, wait):
            return echoes.of(interaction.id)[-1]
        if not (echoes.come and _hears(interaction)):
            break
    raise ConnectionError(f"a private message could not be sent: {failure}")


def _hears(interaction: discord.Interaction[Any]) -> bool:
    """Whether this process runs the shard that hears of private messages."""
    shards = interaction.client.shard_ids
    return shards is None or 0 in shards


async def _came_back(echoes: Echoes, interaction_id: int, before: int, seconds: float) -> bool:
    """Whether one more private message of the interaction comes back within some seconds."""
    end = asyncio.get_running_loop().time() + seconds
    while len(echoes.of(interaction_id)) <= before:
        if asyncio.get_running_loop().time() > end:
            return False
        await asyncio.sleep(0.05)
    return True


class _OneTry:
    """A session that leaves it to us whether a request is repeated: discord.py would, whatever its effect was."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    def request(self, *args: Any, **kwargs: Any) -> _Request:
        return _Request(self._session.request(*args, **kwargs))


class _Request:
    def __init__(self, request: Any) -> None:
        self._request = request

    async def __aenter__(self) -> aiohttp.ClientResponse:
        try:
            response: aiohttp.ClientResponse = await self._request.__aenter__()
        except (aiohttp.ClientError, OSError) as error:
            raise _UnknownOutcomeError(str(error)) from error
        if response.status >= 500:
            status = response.status
            await self._request.__aexit__(None, None, None)
            raise _UnknownOutcomeError(f"status {status}")
        return response

    async def __aexit__(self, *error: Any) -> None:
        await self._request.__aexit__(*error)
