"""A local Discord: gateway and REST, strict where its documentation is, for the real bot process to talk to.

It runs in a thread of its own; tests call plain functions. What a bot does wrong ends up in `faults`, which tests hold
empty. Faults of Discord itself (429, 5xx before or after the effect, dropped gateways, expired tokens) are put in by tests.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import web

from tests.discord.checks import Schema, command_faults, message_faults
from tests.discord.gateway import Gateway
from tests.discord.world import (
    APPLICATION,
    SEND,
    USUAL,
    Channel,
    Guild,
    Interaction,
    User,
    message,
    now,
    numbered,
    snowflake,
)

T = TypeVar("T")
EPHEMERAL = 64
TOKEN = "OTAwMDAwMDAwMDAwMDAwMDAx.GaBcDe.local-discord-token-for-tests-only-000"


@dataclass
class Trouble:
    """The next ``times`` requests matching method and path get ``status``, before or after their effect."""

    method: str
    path: str
    status: int
    times: int = 1
    after: bool = False
    retry_after: float = 0.4
    code: int = 0


class LocalDiscord:
    """The server and the remote control of its people."""

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
        self.typing: list[int] = []
        self.gateway = Gateway(self)
        self.general = self.add_channel("general")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    # --- life -------------------------------------------------------------------------------------------------
    def start(self) -> LocalDiscord:
        self._thread.start()
        self.call(self._start())
        return self

    def stop(self) -> None:
        self.call(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def call(self, work: Coroutine[Any, Any, T], timeout: float = 30) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    async def _start(self) -> None:
        app = web.Application(client_max_size=30_000_000)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_route("*", "/api/v10{path:/.*}", self._rest)
        app.router.add_get("/cdn/{path:.*}", lambda _: web.Response(body=b"", content_type="image/png"))
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    # --- the world --------------------------------------------------------------------------------------------
    def add_channel(self, name: str, *, bot_permissions: int = USUAL) -> Channel:
        channel = Channel(snowflake(), self.guild.id, name, bot_permissions=bot_permissions)
        self.channels[channel.id] = self.guild.channels[channel.id] = channel
        return channel

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

    # --- what people do ---------------------------------------------------------------------------------------
    def command(
        self, user: User, name: str, channel: Channel | None = None, *, focused: str = "", **options: Any
    ) -> Interaction:
        """A slash command; option names and values as in the registered command. ``focused`` makes it an autocomplete."""
        found = self._registered(name, 1)
        wanted = {one["name"]: one for one in found.get("options") or []}
        given = [
            {"name": key, "type": wanted[key]["type"], "value": value, **({"focused": True} if key == focused else {})}
            for key, value in options.items()
        ]
        data = {"id": found["id"], "name": name, "type": 1, "options": given}
        return self._interact(user, 4 if focused else 2, data, channel)

    def menu(self, user: User, name: str, target: dict[str, Any], channel: Channel | None = None) -> Interaction:
        """A message context menu."""
        found = self._registered(name, 3)
        data = {
            "id": found["id"],
            "name": name,
            "type": 3,
            "target_id": target["id"],
            "resolved": {"messages": {target["id"]: target}},
        }
        return self._interact(user, 2, data, channel)

    def press(self, user: User, shown: dict[str, Any], custom_id: str, values: list[str] | None = None) -> Interaction:
        """A button (or, with ``values``, a menu) of a message."""
        parts = [one for row in shown["components"] for one in row["components"]]
        part = next(one for one in parts if one.get("custom_id") == custom_id)
        assert not part.get("disabled"), "the button is disabled"
        data: dict[str, Any] = {"component_type": part["type"], "custom_id": custom_id, "id": part["id"]}
        if values is not None:
            data["values"] = values
        channel = self.channels[int(shown["channel_id"])]
        return self._interact(user, 3, data, channel, shown)

    def submit(self, user: User, opened: Interaction, **values: str) -> Interaction:
        """Fills in the modal that an interaction opened: values by order of the inputs where names do not match."""
        assert opened.callback and opened.callback["type"] == 9, f"no modal was opened: {opened.callback}"
        modal = opened.callback["data"]
        rows = []
        for row in (
            numbered(modal["components"])
            if all(one["type"] == 1 for one in modal["components"])
            else modal["components"]
        ):
            if row["type"] == 18:
                inner = row["component"]
                rows.append(
                    {
                        "type": 18,
                        "id": 1,
                        "component": {
                            "type": inner["type"],
                            "id": 2,
                            "custom_id": inner["custom_id"],
                            "value": values.get(inner["custom_id"], ""),
                        },
                    }
                )
            else:
                inner = row["components"][0]
                part = {
                    "type": 4,
                    "id": inner["id"],
                    "custom_id": inner["custom_id"],
                    "value": values.get(inner["custom_id"], ""),
                }
                rows.append({"type": 1, "id": row["id"], "components": [part]})
        shown = self.channels[opened.channel.id].messages.get(opened.source_message or 0) or self._ephemeral(opened)
        return self._interact(user, 5, {"custom_id": modal["custom_id"], "components": rows}, opened.channel, shown)

    def say(
        self, user: User, text: str, channel: Channel | None = None, *, reply_to: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """A message of a person."""
        return self.call(self._say(user, text, channel or self.general, reply_to))

    def delete(self, channel: Channel, message_id: int) -> None:
        self.call(self._delete(channel, message_id))

    def trouble(self, method: str, path: str, status: int, **how: Any) -> None:
        """Troubles are used up in order."""
        self.troubles.append(Trouble(method, path, status, **how))

    # --- what tests wait for ----------------------------------------------------------------------------------
    def until(self, what: Callable[[], T], timeout: float = 30, why: str = "") -> T:
        """Waits until ``what()`` is true and returns it."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            found = what()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"not within {timeout} s: {why or what}")

    def shown(self, interaction: Interaction) -> list[dict[str, Any]]:
        """The messages of an interaction as they stand now."""
        channel = interaction.channel
        store = {**channel.messages, **self.gateway.private}
        return [store[one] for one in interaction.message_ids if one in store]

    def first(self, interaction: Interaction, timeout: float = 40) -> dict[str, Any]:
        """The first message of an interaction, once it is no longer thinking."""
        return self.until(
            lambda: next((one for one in self.shown(interaction) if not one["flags"] & 128), None),
            timeout,
            "no answer came",
        )

    def settled(self, interaction: Interaction, timeout: float = 40) -> dict[str, Any]:
        """The first message, once it has buttons or an embed and stands still for 0.4 s."""
        last: list[Any] = [None, time.monotonic()]

        def still() -> dict[str, Any] | None:
            current = next((one for one in self.shown(interaction) if not one["flags"] & 128), None)
            text = json.dumps(current, sort_keys=True)
            if text != last[0]:
                last[:] = [text, time.monotonic()]
            return current if current and not _is_draft(current) and time.monotonic() - last[1] > 0.4 else None

        return self.until(still, timeout, "the answer never came to rest")

    def replies(self, channel: Channel, after: int = 0) -> list[dict[str, Any]]:
        """Messages of the bot in a channel since a message id."""
        return [
            one
            for one in list(channel.messages.values())
            if one["author"]["id"] == str(APPLICATION) and int(one["id"]) > after
        ]

    # --- inner ------------------------------------------------------------------------------------------------
    def _registered(self, name: str, kind: int) -> dict[str, Any]:
        for one in self.commands:
            if one["type"] == kind and one["name"] == name:
                return one
        raise AssertionError(f"the bot registered no command {name!r}, only {[one['name'] for one in self.commands]}")

    def _ephemeral(self, opened: Interaction) -> dict[str, Any] | None:
        return self.gateway.private.get(opened.source_message or 0)

    def _interact(
        self, user: User, kind: int, data: dict[str, Any], channel: Channel | None, shown: dict[str, Any] | None = None
    ) -> Interaction:
        channel = channel or self.general
        made = Interaction(snowflake(), f"token-{snowflake()}", kind, user, channel, time.monotonic())
        made.source_message = int(shown["id"]) if shown else None
        self.interactions[made.token] = made
        event: dict[str, Any] = {
            "id": str(made.id),
            "application_id": str(APPLICATION),
            "type": kind,
            "data": data,
            "token": made.token,
            "version": 1,
            "channel_id": str(channel.id),
            "channel": {
                "id": str(channel.id),
                "type": channel.type,
                "name": channel.name,
                "permissions": str(user.permissions),
            },
            "locale": user.locale,
            "entitlements": [],
            "app_permissions": str(channel.bot_permissions),
            "attachment_size_limit": 10485760,
            "authorizing_integration_owners": {"0": str(channel.guild_id or 0)},
            "context": 0 if channel.guild_id else 1,
        }
        if channel.guild_id:
            event |= {
                "guild_id": str(channel.guild_id),
                "guild_locale": self.guild.locale,
                "guild": {"id": str(channel.guild_id), "locale": self.guild.locale, "features": []},
                "member": {**user.member(), "user": user.json(), "permissions": str(user.permissions)},
            }
        else:
            event["user"] = user.json()
        if shown:
            event["message"] = shown
        self.call(self.gateway.dispatch("INTERACTION_CREATE", event))
        return made

    async def _say(self, user: User, text: str, channel: Channel, reply_to: dict[str, Any] | None) -> dict[str, Any]:
        body: dict[str, Any] = {"content": text}
        if reply_to:
            body["message_reference"] = {"message_id": reply_to["id"], "channel_id": str(channel.id)}
        made = message(channel, user, body)
        ids = {int(one) for one in re.findall(r"<@!?(\d+)>", text)}
        if reply_to:
            ids.add(int(reply_to["author"]["id"]))
        if APPLICATION in ids:
            made["mentions"] = [self.bot.json()]
        channel.messages[int(made["id"])] = made
        await self.gateway.message_event(channel, made, user)
        return made

    async def _delete(self, channel: Channel, message_id: int) -> None:
        channel.messages.pop(message_id, None)
        event = {"id": str(message_id), "channel_id": str(channel.id)}
        await self.gateway.dispatch(
            "MESSAGE_DELETE", event | ({"guild_id": str(channel.guild_id)} if channel.guild_id else {})
        )

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, method = request.match_info["path"], request.method
        body, files = await _body(request)
        trouble = next((one for one in self.troubles if one.method == method and re.search(one.path, path)), None)
        if trouble:
            trouble.times -= 1
            if trouble.times <= 0:
                self.troubles.remove(trouble)
            if not trouble.after:
                return self._log(method, path, _trouble(trouble))
        if (
            not path.startswith(("/webhooks/", "/interactions/"))
            and request.headers.get("Authorization") != f"Bot {TOKEN}"
        ):
            return self._log(method, path, _error(401, 0, "401: Unauthorized"))
        if path == "/users/@me/channels":
            body = {"recipient_id": str(body["recipient_id"])}  # discord.py sends a number, which Discord takes
        if method in ("POST", "PUT", "PATCH"):
            self.faults += self.schema.request_faults(method, path, body)
        try:
            response = await self._route(method, path, body, files)
        except _Refused as refused:
            response = _error(refused.status, refused.code, refused.text)
        return self._log(method, path, _trouble(trouble) if trouble else response)

    def _log(self, method: str, path: str, response: web.Response) -> web.Response:
        self.requests.append((time.monotonic(), method, path, response.status))
        return response

    async def _route(self, method: str, path: str, body: Any, files: dict[str, bytes]) -> web.Response:
        for verb, pattern, handler in _ROUTES:
            found = re.fullmatch(pattern, path) if verb == method else None
            if found:
                made: web.Response = await getattr(self, handler)(*found.groups(), body=body, files=files)
                return made
        self.faults.append(f"{method} {path}: this server has no such route")
        return _error(404, 0, "404: Not Found")

    # --- REST: application ------------------------------------------------------------------------------------
    async def _me(self, **_: Any) -> web.Response:
        return _json(
            {
                **self.bot.json(),
                "mfa_enabled": False,
                "verified": True,
                "email": None,
                "locale": "en-US",
                "premium_type": 0,
            }
        )

    async def _application(self, **_: Any) -> web.Response:
        return _json(
            {
                "id": str(APPLICATION),
                "name": "Paragraf",
                "icon": None,
                "description": "",
                "type": None,
                "bot": self.bot.json(),
                "summary": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "flags": 1 << 15,
                "owner": self.owner.json(),
                "team": None,
                "hook": True,
                "redirect_uris": [],
                "interactions_endpoint_url": None,
                "role_connections_verification_url": None,
            }
        )

    async def _gateway_bot(self, **_: Any) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return _json({"url": self.ws_url, "shards": 1, "session_start_limit": limit})

    async def _put_commands(self, *, body: Any, **_: Any) -> web.Response:
        self.command_puts += 1
        self.faults += command_faults(body)
        self.commands = [
            {
                **one,
                "id": str(snowflake()),
                "application_id": str(APPLICATION),
                "version": str(snowflake()),
                "type": one.get("type", 1),
                "default_member_permissions": _text(one.get("default_member_permissions")),
                "description": one.get("description", ""),
            }
            for one in body
        ]
        return _json(self.commands)

    async def _get_commands(self, **_: Any) -> web.Response:
        return _json(self.commands)

    # --- REST: interactions -----------------------------------------------------------------------------------
    async def _callback(self, interaction_id: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self.interactions.get(token)
        if one is None or one.id != int(interaction_id) or one.expired:
            raise _Refused(404, 10062, "Unknown interaction")
        if one.callback is not None:
            raise _Refused(400, 40060, "Interaction has already been acknowledged.")
        one.callback_after = time.monotonic() - one.sent
        if one.callback_after > 3:
            self.faults.append(f"answered an interaction only after {one.callback_after:.1f} s")
            raise _Refused(404, 10062, "Unknown interaction")
        kind, data = body["type"], body.get("data") or {}
        if (one.type == 4) != (kind == 8):
            self.faults.append(f"callback type {kind} for an interaction of type {one.type}")
            raise _Refused(400, 50035, "Invalid Form Body")
        if one.type == 5 and kind == 9:
            self.faults.append("a modal in answer to a modal")
        if kind in (4, 7):
            self._check(data)
        one.callback, one.files = body, files
        shown: dict[str, Any] | None = None
        if kind in (4, 5):
            one.private = bool((data.get("flags") or 0) & EPHEMERAL)
            one.thinking = kind == 5
            made = message(
                one.channel,
                self.bot,
                self._with_files(one.channel, data, files),
                flags=(EPHEMERAL if one.private else 0) | (128 if kind == 5 else 0),
                kind=20,
            )
            shown = await self._keep(one, made)
            one.original = int(made["id"])
        elif kind in (6, 7) and one.source_message:
            one.original = one.source_message
            one.message_ids.append(one.source_message)
            found = self.gateway.private.get(one.source_message) or one.channel.messages.get(one.source_message)
            if kind == 7 and found is not None:
                one.private = bool(found["flags"] & EPHEMERAL)
                shown = await self._change(one.channel, found, data, files)
            elif found is not None:
                one.private = bool(found["flags"] & EPHEMERAL)
        answer: dict[str, Any] = {"interaction": {"id": str(one.id), "type": one.type}}
        if shown is not None:
            answer["interaction"] |= {
                "response_message_id": shown["id"],
                "response_message_loading": kind == 5,
                "response_message_ephemeral": one.private,
            }
            answer["resource"] = {"type": kind, "message": shown}
        return _json(answer)

    def _token(self, token: str) -> Interaction:
        one = self.interactions.get(token)
        if one is None or one.callback is None:
            raise _Refused(404, 10015, "Unknown Webhook")
        if one.expired:
            raise _Refused(401, 50027, "Invalid Webhook Token")
        return one

    async def _followup(self, _app: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self._token(token)
        self._check(body)
        exists = one.original in one.channel.messages or one.original in self.gateway.private
        if one.thinking and one.original and exists:
            one.thinking = False
            found = self._original(one)
            return _json(await self._change(one.channel, found, body, files))
        private = bool((body.get("flags") or 0) & EPHEMERAL)
        made = message(
            one.channel,
            self.bot,
            self._with_files(one.channel, body, files),
            flags=EPHEMERAL if private else 0,
            kind=20,
        )
        return _json(await self._keep(one, made, private=private))

    def _original(self, one: Interaction) -> dict[str, Any]:
        found = one.channel.messages.get(one.original or 0) or self.gateway.private.get(one.original or 0)
        if found is None:
            raise _Refused(404, 10008, "Unknown Message")
        return found

    async def _edit_original(self, _app: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self._token(token)
        self._check(body)
        found = self._original(one)
        one.thinking = False
        one.files |= files
        return _json(await self._change(one.channel, found, body, files))

    async def _get_original(self, _app: str, token: str, **_: Any) -> web.Response:
        return _json(self._original(self._token(token)))

    async def _delete_original(self, _app: str, token: str, **_: Any) -> web.Response:
        one = self._token(token)
        found = self._original(one)
        one.thinking = False
        self.gateway.private.pop(int(found["id"]), None)
        await self._delete(one.channel, int(found["id"]))
        return web.Response(status=204)

    async def _edit_webhook(
        self, _app: str, token: str, message_id: str, *, body: Any, files: dict[str, bytes]
    ) -> web.Response:
        one = self._token(token)
        self._check(body)
        found = one.channel.messages.get(int(message_id)) or self.gateway.private.get(int(message_id))
        if found is None:
            raise _Refused(404, 10008, "Unknown Message")
        return _json(await self._change(one.channel, found, body, files))

    async def _keep(self, one: Interaction, made: dict[str, Any], *, private: bool | None = None) -> dict[str, Any]:
        private = one.private if private is None else private
        meta = {
            "id": str(one.id),
            "type": one.type,
            "user": one.user.json(),
            "authorizing_integration_owners": {},
            "user_id": str(one.user.id),
        }
        made |= {"interaction_metadata": meta, "application_id": str(APPLICATION), "webhook_id": str(APPLICATION)}
        one.message_ids.append(int(made["id"]))
        if private:
            self.gateway.private[int(made["id"])] = made
            await self.gateway.dispatch(
                "MESSAGE_CREATE", made
            )  # a known trap: private messages come back without a guild
        else:
            one.channel.messages[int(made["id"])] = made
            await self.gateway.message_event(one.channel, made, self.bot)
        return made

    # --- REST: channels ---------------------------------------------------------------------------------------
    def _channel(self, channel_id: str, needed: int = 0) -> Channel:
        channel = self.channels.get(int(channel_id))
        if channel is None:
            raise _Refused(404, 10003, "Unknown Channel")
        if channel.type != 1 and needed & ~channel.bot_permissions:
            raise _Refused(403, 50013, "Missing Permissions")
        return channel

    async def _send(self, channel_id: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        channel = self._channel(channel_id, SEND | (1 << 14 if body.get("embeds") else 0))
        self._check(body)
        nonce = str(body.get("nonce") or "")
        if nonce and len(nonce) > 25:
            self.faults.append(f"nonce of {len(nonce)} characters")
        if nonce and body.get("enforce_nonce") and nonce in channel.nonces:
            return _json(channel.messages[channel.nonces[nonce]])
        reference = body.get("message_reference")
        if reference and int(reference["message_id"]) not in channel.messages:
            if reference.get("fail_if_not_exists", True):
                raise _Refused(400, 50035, "Unknown message")
            body = {key: value for key, value in body.items() if key != "message_reference"}
        made = message(channel, self.bot, self._with_files(channel, body, files))
        channel.messages[int(made["id"])] = made
        if nonce:
            channel.nonces[nonce] = int(made["id"])
        await self.gateway.message_event(channel, made, self.bot)
        return _json(made)

    async def _get_message(self, channel_id: str, message_id: str, **_: Any) -> web.Response:
        found = self._channel(channel_id, 1 << 16).messages.get(int(message_id))
        if found is None:
            raise _Refused(404, 10008, "Unknown Message")
        return _json(found)

    async def _edit(self, channel_id: str, message_id: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        channel = self._channel(channel_id)
        found = channel.messages.get(int(message_id))
        if found is None:
            raise _Refused(404, 10008, "Unknown Message")
        if found["author"]["id"] != str(APPLICATION):
            raise _Refused(403, 50005, "Cannot edit a message authored by another user")
        self._check(body)
        return _json(await self._change(channel, found, body, files))

    async def _delete_message(self, channel_id: str, message_id: str, **_: Any) -> web.Response:
        channel = self._channel(channel_id)
        if int(message_id) not in channel.messages:
            raise _Refused(404, 10008, "Unknown Message")
        await self._delete(channel, int(message_id))
        return web.Response(status=204)

    async def _type(self, channel_id: str, **_: Any) -> web.Response:
        self.typing.append(self._channel(channel_id, SEND).id)
        return web.Response(status=204)

    async def _get_channel(self, channel_id: str, **_: Any) -> web.Response:
        return _json(self._channel(channel_id).json())

    async def _open_thread(
        self, channel_id: str, message_id: str | None = None, *, body: Any, **_: Any
    ) -> web.Response:
        parent = self._channel(channel_id, 1 << 35)
        if message_id and int(message_id) not in parent.messages:
            raise _Refused(404, 10008, "Unknown Message")
        if message_id and int(message_id) in self.channels:
            raise _Refused(400, 160004, "A thread has already been created for this message")
        thread = Channel(
            int(message_id) if message_id else snowflake(), parent.guild_id, body["name"], type=11, parent_id=parent.id
        )
        self.channels[thread.id] = self.guild.channels[thread.id] = thread
        await self.gateway.dispatch("THREAD_CREATE", {**thread.json(), "newly_created": True})
        return _json(thread.json(), status=201)

    async def _open_dm(self, *, body: Any, **_: Any) -> web.Response:
        user = self.guild.members.get(int(body["recipient_id"])) or self.owner
        return _json(self.dm(user).json())

    def _check(self, body: dict[str, Any]) -> None:
        found = message_faults(body)
        self.faults += found
        hard = [one for one in found if "allowed_mentions" not in one]
        if hard:
            raise _Refused(400, 50035, f"Invalid Form Body: {hard}")
        if (
            not any(body.get(key) for key in ("content", "embeds", "components", "attachments", "sticker_ids", "poll"))
            and body.get("content") is None
            and "embeds" not in body
            and "components" not in body
        ):
            raise _Refused(400, 50006, "Cannot send an empty message")

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


_DRAFTS = (
    "Ich suche in den Quellen",
    "Searching the sources",
    "Platz ",
    "Place ",
    "Syncing",
    "Die Quellen werden abgeglichen",
)


def _is_draft(shown: dict[str, Any]) -> bool:
    """Whether a message only says that the bot is at it."""
    return (
        any((one.get("description") or "").startswith(_DRAFTS) for one in shown["embeds"]) and not shown["components"]
    )


class _Refused(Exception):
    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


def _text(value: Any) -> str | None:
    """Discord gives permissions as text, whatever it was sent."""
    return None if value is None else str(value)


def _json(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """With the content type exactly as Discord has it: discord.py compares it."""
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )


def _error(status: int, code: int, text: str) -> web.Response:
    return _json({"code": code, "message": text}, status=status)


def _trouble(one: Trouble) -> web.Response:
    if one.status == 429:
        headers = {"Retry-After": str(one.retry_after), "Via": "1.1 google", "X-RateLimit-Scope": "user"}
        return _json(
            {"message": "You are being rate limited.", "retry_after": one.retry_after, "global": False},
            status=429,
            headers=headers,
        )
    return _error(one.status, one.code, "trouble")


async def _body(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else None), {}
    body: Any = None
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        content = await part.read(decode=False)  # type: ignore[union-attr]
        if part.name == "payload_json":  # type: ignore[union-attr]
            body = json.loads(content)
        else:
            files[part.filename or "file"] = bytes(content)  # type: ignore[union-attr]
    return body, files


_N = r"(\d+)"
_ROUTES: list[tuple[str, str, str]] = [
    ("GET", "/users/@me", "_me"),
    ("GET", "/oauth2/applications/@me", "_application"),
    ("GET", "/applications/@me", "_application"),
    ("GET", "/gateway/bot", "_gateway_bot"),
    ("PUT", r"/applications/\d+/commands", "_put_commands"),
    ("GET", r"/applications/\d+/commands", "_get_commands"),
    ("POST", rf"/interactions/{_N}/([^/]+)/callback", "_callback"),
    ("POST", rf"/webhooks/{_N}/([^/]+)", "_followup"),
    ("PATCH", rf"/webhooks/{_N}/([^/]+)/messages/@original", "_edit_original"),
    ("GET", rf"/webhooks/{_N}/([^/]+)/messages/@original", "_get_original"),
    ("DELETE", rf"/webhooks/{_N}/([^/]+)/messages/@original", "_delete_original"),
    ("PATCH", rf"/webhooks/{_N}/([^/]+)/messages/{_N}", "_edit_webhook"),
    ("POST", rf"/channels/{_N}/messages", "_send"),
    ("GET", rf"/channels/{_N}/messages/{_N}", "_get_message"),
    ("PATCH", rf"/channels/{_N}/messages/{_N}", "_edit"),
    ("DELETE", rf"/channels/{_N}/messages/{_N}", "_delete_message"),
    ("POST", rf"/channels/{_N}/typing", "_type"),
    ("GET", rf"/channels/{_N}", "_get_channel"),
    ("POST", rf"/channels/{_N}/messages/{_N}/threads", "_open_thread"),
    ("POST", rf"/channels/{_N}/threads", "_open_thread"),
    ("POST", "/users/@me/channels", "_open_dm"),
]
