"""Messages, threads and direct messages over REST."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.discord.checks import message_faults
from tests.discord.ground import Ground
from tests.discord.replies import Refused, json_response
from tests.discord.world import APPLICATION, HISTORY, SEND, Channel, message, now, numbered, snowflake


class ChannelRoutes(Ground):
    """What a bot does in channels."""

    # --- REST: channels ---------------------------------------------------------------------------------------
    def _channel(self, channel_id: str, needed: int = 0) -> Channel:
        channel = self.channels.get(int(channel_id))
        if channel is None:
            raise Refused(404, 10003, "Unknown Channel")
        if channel.type != 1 and needed & ~channel.bot_permissions:
            raise Refused(403, 50013, "Missing Permissions")
        return channel

    async def _send(self, channel_id: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        channel = self._channel(channel_id, SEND | (1 << 14 if body.get("embeds") else 0))
        self._check(body)
        nonce = str(body.get("nonce") or "")
        if nonce and len(nonce) > 25:
            self.faults.append(f"nonce of {len(nonce)} characters")
        if nonce and body.get("enforce_nonce") and nonce in channel.nonces:
            return json_response(channel.messages[channel.nonces[nonce]])
        reference = body.get("message_reference")
        if reference and channel.type != 1 and not channel.bot_permissions & HISTORY:
            raise Refused(400, 160002, "Cannot reply without permission to read message history")
        if reference and int(reference["message_id"]) not in channel.messages:
            if reference.get("fail_if_not_exists", True):
                raise Refused(400, 50035, "Unknown message")
            body = {key: value for key, value in body.items() if key != "message_reference"}
        made = message(channel, self.bot, self._with_files(channel, body, files))
        channel.messages[int(made["id"])] = made
        if nonce:
            channel.nonces[nonce] = int(made["id"])
        await self.gateway.message_event(channel, made, self.bot)
        return json_response(made)

    async def _get_message(self, channel_id: str, message_id: str, **_: Any) -> web.Response:
        found = self._channel(channel_id, 1 << 16).messages.get(int(message_id))
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return json_response(found)

    async def _edit(self, channel_id: str, message_id: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        channel = self._channel(channel_id)
        found = channel.messages.get(int(message_id))
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        if found["author"]["id"] != str(APPLICATION):
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        self._check(body)
        return json_response(await self._change(channel, found, body, files))

    async def _delete_message(self, channel_id: str, message_id: str, **_: Any) -> web.Response:
        channel = self._channel(channel_id)
        if int(message_id) not in channel.messages:
            raise Refused(404, 10008, "Unknown Message")
        await self._delete(channel, int(message_id))
        return web.Response(status=204)

    async def _type(self, channel_id: str, **_: Any) -> web.Response:
        self.typing.append(self._channel(channel_id, SEND).id)
        return web.Response(status=204)

    async def _get_channel(self, channel_id: str, **_: Any) -> web.Response:
        return json_response(self._channel(channel_id).json())

    async def _open_thread(
        self, channel_id: str, message_id: str | None = None, *, body: Any, **_: Any
    ) -> web.Response:
        parent = self._channel(channel_id, 1 << 35)
        if message_id and int(message_id) not in parent.messages:
            raise Refused(404, 10008, "Unknown Message")
        if message_id and int(message_id) in self.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        thread = Channel(
            int(message_id) if message_id else snowflake(), parent.guild_id, body["name"], type=11, parent_id=parent.id
        )
        self.channels[thread.id] = self.guild.channels[thread.id] = thread
        await self.gateway.dispatch("THREAD_CREATE", {**thread.json(), "newly_created": True})
        return json_response(thread.json(), status=201)

    async def _open_dm(self, *, body: Any, **_: Any) -> web.Response:
        user = self.guild.members.get(int(body["recipient_id"])) or self.owner
        return json_response(self.dm(user).json())

    def _check(self, body: dict[str, Any]) -> None:
        found = message_faults(body)
        self.faults += found
        hard = [one for one in found if "allowed_mentions" not in one]
        if hard:
            raise Refused(400, 50035, f"Invalid Form Body: {hard}")
        if (
            not any(body.get(key) for key in ("content", "embeds", "components", "attachments", "sticker_ids", "poll"))
            and body.get("content") is None
            and "embeds" not in body
            and "components" not in body
        ):
            raise Refused(400, 50006, "Cannot send an empty message")

    def _with_files(self, channel: Channel, body: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
        full = [
            {
                "id": str(snowflake()),
                "filename": name,
                "size": len(content),
                "url": f"{self.url}/cdn/{name}",
                "proxy_url": f"{self.url}/cdn/{name}",
                "content_type": "image/png",
            }
            for name, content in files.items()
        ]
        for name, content in files.items():
            self.gateway.files[name] = content
        return {**body, "attachments_full": full}

    async def _change(
        self, channel: Channel, found: dict[str, Any], body: dict[str, Any], files: dict[str, bytes]
    ) -> dict[str, Any]:
        for key in ("content", "embeds", "components"):
            if key in body:
                found[key] = body[key] or ("" if key == "content" else [])
        if "embeds" in body:
            found["embeds"] = [{"type": "rich", **one} for one in body["embeds"] or []]
        if "components" in body:
            found["components"] = numbered(body["components"] or [])
        if files:
            found["attachments"] = self._with_files(channel, {}, files)["attachments_full"]
        elif "attachments" in body:
            keep = {one.get("id") for one in body["attachments"] or []}
            found["attachments"] = [one for one in found["attachments"] if one["id"] in keep]
        found["flags"] &= ~128
        found["edited_timestamp"] = now()
        found["edits"] = found.get("edits", 0) + 1
        if int(found["id"]) not in self.gateway.private:
            await self.gateway.message_event(channel, found, self.bot, "MESSAGE_UPDATE")
        return found
