"""What all parts of the local Discord share: its world, and what has happened so far."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from tests.discord.buckets import Buckets
from tests.discord.checks import Schema
from tests.discord.gateway import Gateway
from tests.discord.replies import Hold, Trouble
from tests.discord.world import APPLICATION, USUAL, Channel, Guild, Interaction, User, snowflake

T = TypeVar("T")
EPHEMERAL = 64


class Ground:
    """The world of one local Discord."""

    def __init__(self) -> None:
        self.schema = Schema()
        self.bot = User(APPLICATION, "Paragraf", bot=True)
        self.owner = User(snowflake(), "owner", permissions=USUAL | 1 << 5)
        self.guild = Guild(snowflake(), "Kanzlei", self.owner)
        self.guilds: dict[int, Guild] = {self.guild.id: self.guild}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[dict[str, Any]] = []
        self.command_puts = 0
        self.faults: list[str] = []
        self.requests: list[tuple[float, str, str, int]] = []
        self.troubles: list[Trouble] = []
        self.holds: list[Hold] = []
        self.typing: list[int] = []
        self.buckets = Buckets()
        self.gateway = Gateway(self)
        self.general = self.add_channel("general")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def call(self, work: Coroutine[Any, Any, T], timeout: float = 30) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    # --- the world --------------------------------------------------------------------------------------------
    def add_channel(self, name: str, *, bot_permissions: int = USUAL, guild: Guild | None = None) -> Channel:
        home = guild or self.guild
        channel = Channel(snowflake(), home.id, name, bot_permissions=bot_permissions)
        self.channels[channel.id] = home.channels[channel.id] = channel
        return channel

    def add_foreign_channel(self, name: str = "fremd", *, group: bool = False) -> Channel:
        """A channel of a server that the bot is not in, or a group's: somebody who installed it for themselves asks."""
        made = Channel(snowflake(), None if group else snowflake(), name, type=3 if group else 0)
        self.channels[made.id] = made
        return made

    def add_guild(self, name: str, shard: int, shards: int) -> Guild:
        """A server that belongs to a shard."""
        made = Guild(snowflake(), name, self.owner)
        while (made.id >> 22) % shards != shard:
            made = Guild(made.id + (1 << 22), name, self.owner)
        self.guilds[made.id] = made
        return made

    def add_user(self, name: str, locale: str = "en-US", *, admin: bool = False) -> User:
        user = User(snowflake(), name, locale, permissions=USUAL | (1 << 5 if admin else 0))
        self.guild.members[user.id] = user
        return user

    def dm(self, user: User) -> Channel:
        for one in self.channels.values():
            if one.recipient is user:
                return one
        channel = Channel(snowflake(), None, "", type=1, recipient=user)
        self.channels[channel.id] = channel
        return channel

    async def _delete(self, channel: Channel, message_id: int) -> None:
        channel.messages.pop(message_id, None)
        event = {"id": str(message_id), "channel_id": str(channel.id)}
        await self.gateway.dispatch(
            "MESSAGE_DELETE", event | ({"guild_id": str(channel.guild_id)} if channel.guild_id else {})
        )
