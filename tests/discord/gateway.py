"""The gateway of the local Discord: hello, identify, ready, guild create, heartbeat, resume, and drops on demand."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.discord.world import APPLICATION, Channel, User, snowflake

if TYPE_CHECKING:
    from tests.discord.server import LocalDiscord

MESSAGE_CONTENT = 1 << 15
HEARTBEAT = 2000


class Gateway:
    """A session a shard: a bot of one process has one, two processes of one bot have one each."""

    def __init__(self, discord: LocalDiscord) -> None:
        self._discord = discord
        self._connections: list[_Connection] = []
        self._sessions: dict[str, list[dict[str, Any]]] = {}
        self._shards: dict[str, tuple[int, int]] = {}
        self.private: dict[int, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.identifies = 0
        self.resumes = 0
        self.missed_heartbeats: list[float] = []
        self.closed: list[int | None] = []
        self.intents = 0

    @property
    def connected(self) -> bool:
        return any(one.ready for one in self._connections)

    async def dispatch(self, name: str, data: dict[str, Any]) -> None:
        """Sends an event; while nobody is connected, sessions keep it for a resume."""
        event = json.loads(json.dumps(data))
        for session, events in list(self._sessions.items()):
            if not self._concerns(self._shards[session], name, event):
                continue
            item = {"op": 0, "t": name, "s": len(events) + 1, "d": event}
            events.append(item)
            for one in self._connections:
                if one.session == session and one.ready:
                    await one.send(item)

    def _concerns(self, shard: tuple[int, int], name: str, event: dict[str, Any]) -> bool:
        """Events of a server go to its shard, those of direct messages to the first, its own READY to each."""
        if name in ("READY", "RESUMED"):
            return False
        guild = event.get("guild_id") or (event["id"] if name.startswith("GUILD_") else 0)
        return (int(guild) >> 22) % shard[1] == shard[0]

    async def to_session(self, session: str, name: str, data: dict[str, Any]) -> None:
        """An event for one session alone."""
        events = self._sessions[session]
        item = {"op": 0, "t": name, "s": len(events) + 1, "d": json.loads(json.dumps(data))}
        events.append(item)
        for one in self._connections:
            if one.session == session and one.ready:
                await one.send(item)

    async def message_event(
        self, channel: Channel, made: dict[str, Any], author: User, name: str = "MESSAGE_CREATE"
    ) -> None:
        """A message as this bot may see it: without the privileged intent, only what is meant for it has content."""
        event = dict(made)
        if channel.guild_id:
            event |= {"guild_id": str(channel.guild_id), "member": author.member()}
        mine = (
            author.id == APPLICATION
            or channel.type == 1
            or any(one["id"] == str(APPLICATION) for one in made["mentions"])
        )
        if not mine and not self.intents & MESSAGE_CONTENT:
            event |= {"content": "", "embeds": [], "attachments": [], "components": []}
        needed = 1 << 12 if channel.type == 1 else 1 << 9
        if self.intents & needed:
            await self.dispatch(name, event)

    def drop(self, *, resumable: bool = True, code: int = 4000) -> None:
        """Drops every connection; without ``resumable`` the session is gone as well."""

        async def work() -> None:
            if not resumable:
                self._sessions.clear()
            for one in list(self._connections):
                one.ready = False
                await one.socket.close(code=code)

        self._discord.call(work())

    def ask_to_reconnect(self) -> None:
        async def work() -> None:
            for one in list(self._connections):
                await one.send({"op": 7, "d": None})

        self._discord.call(work())

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = _Connection(socket, request.query.get("compress", ""))
        self._connections.append(connection)
        watcher = asyncio.create_task(self._watch(connection))
        try:
            await connection.send({"op": 10, "d": {"heartbeat_interval": HEARTBEAT}})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(frame.data))
        finally:
            watcher.cancel()
            connection.ready = False
            self._connections.remove(connection)
            self.closed.append(socket.close_code)
        return socket

    async def _watch(self, connection: _Connection) -> None:
        while True:
            await asyncio.sleep(0.25)
            late = time.monotonic() - connection.beat - HEARTBEAT / 1000
            if late > 1.0:
                self.missed_heartbeats.append(late)
                connection.beat = time.monotonic()

    async def _receive(self, connection: _Connection, frame: dict[str, Any]) -> None:
        if frame["op"] == 1:
            connection.beat = time.monotonic()
            await connection.send({"op": 11})
        elif frame["op"] == 2:
            await self._identify(connection, frame["d"])
        elif frame["op"] == 6:
            await self._resume(connection, frame["d"])

    async def _identify(self, connection: _Connection, data: dict[str, Any]) -> None:
        self.identifies += 1
        self.intents = data["intents"]
        session = f"session-{snowflake()}"
        shard = (data.get("shard") or [0, 1])[0], (data.get("shard") or [0, 1])[1]
        self._sessions = {one: kept for one, kept in self._sessions.items() if self._alive(one, shard)}
        self._sessions[session], self._shards[session] = [], shard
        connection.session, connection.ready = session, True
        discord = self._discord
        await self.to_session(
            session,
            "READY",
            {
                "v": 10,
                "user": discord.bot.json(),
                "guilds": [
                    {"id": str(one.id), "unavailable": True}
                    for one in discord.guilds.values()
                    if (one.id >> 22) % shard[1] == shard[0]
                ],
                "session_id": session,
                "resume_gateway_url": discord.ws_url,
                "shard": list(shard),
                "application": {"id": str(APPLICATION), "flags": 1 << 15},
                "private_channels": [],
                "relationships": [],
                "presences": [],
            },
        )
        for guild in discord.guilds.values():
            if (guild.id >> 22) % shard[1] == shard[0]:
                await self.to_session(session, "GUILD_CREATE", guild.json(discord.bot))

    def _alive(self, session: str, shard: tuple[int, int]) -> bool:
        """Whether a session outlives an identify of a shard: not its own, and not one of another sharding."""
        mine = self._shards[session]
        return mine != shard and mine[1] == shard[1]

    async def _resume(self, connection: _Connection, data: dict[str, Any]) -> None:
        events = self._sessions.get(data["session_id"])
        if events is None:
            await connection.send({"op": 9, "d": False})
            return
        self.resumes += 1
        connection.session = data["session_id"]
        at = data["seq"] or 0
        while at < len(events):  # also what comes while the missed events are sent
            await connection.send(events[at])
            at += 1
        connection.ready = True
        await self.to_session(connection.session, "RESUMED", {"_trace": []})


class _Connection:
    def __init__(self, socket: web.WebSocketResponse, compress: str) -> None:
        self.socket = socket
        self.session = ""
        self.ready = False
        self.beat = time.monotonic()
        self._compress = compress
        self._lock = asyncio.Lock()
        if compress == "zstd-stream":
            import zstandard

            self._stream: Any = zstandard.ZstdCompressor().compressobj()
            self._flush: Any = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        elif compress == "zlib-stream":
            self._stream, self._flush = zlib.compressobj(), zlib.Z_SYNC_FLUSH

    async def send(self, item: dict[str, Any]) -> None:
        text = json.dumps(item)
        async with self._lock:
            try:
                if self._compress:
                    await self.socket.send_bytes(self._stream.compress(text.encode()) + self._stream.flush(self._flush))
                else:
                    await self.socket.send_str(text)
            except (ConnectionError, RuntimeError):
                self.ready = False
