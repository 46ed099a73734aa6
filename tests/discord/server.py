"""A local Discord: gateway and REST, strict where its documentation is, for the real bot process to talk to.

It runs in a thread of its own; tests call plain functions. What a bot does wrong ends up in `faults`, which tests hold
empty. Faults of Discord itself (429, 5xx before or after the effect, dropped gateways, expired tokens) are put in by tests.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any

from aiohttp import web

from tests.discord.people import People
from tests.discord.replies import Refused, body_of, error_response, trouble_response
from tests.discord.rest_application import ApplicationRoutes
from tests.discord.rest_interactions import InteractionRoutes
from tests.discord.waiting import Waiting, is_draft

__all__ = ["LocalDiscord", "TOKEN", "is_draft"]

TOKEN = "OTAwMDAwMDAwMDAwMDAwMDAx.GaBcDe.local-discord-token-for-tests-only-000"


class LocalDiscord(People, Waiting, ApplicationRoutes, InteractionRoutes):
    """The server and the remote control of its people."""

    # --- life -------------------------------------------------------------------------------------------------
    def start(self) -> LocalDiscord:
        self._thread.start()
        self.call(self._start())
        return self

    def stop(self) -> None:
        self.call(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

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

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, method = request.match_info["path"], request.method
        body, files = await body_of(request)
        refused = self.buckets.refuse(method, path)
        if refused is not None:
            return self._log(method, path, refused)
        trouble = next((one for one in self.troubles if one.method == method and re.search(one.path, path)), None)
        if trouble:
            trouble.times -= 1
            if trouble.times <= 0:
                self.troubles.remove(trouble)
            if not trouble.after:
                return self._log(method, path, trouble_response(trouble))
        if (
            not path.startswith(("/webhooks/", "/interactions/"))
            and request.headers.get("Authorization") != f"Bot {TOKEN}"
        ):
            return self._log(method, path, error_response(401, 0, "401: Unauthorized"))
        if path == "/users/@me/channels":
            body = {"recipient_id": str(body["recipient_id"])}  # discord.py sends a number, which Discord takes
        if method in ("POST", "PUT", "PATCH"):
            self.faults += self.schema.request_faults(method, path, body)
        try:
            response = await self._route(method, path, body, files)
        except Refused as refused:
            response = error_response(refused.status, refused.code, refused.text)
        await self._held(method, path, body)
        return self._log(method, path, trouble_response(trouble) if trouble else response)

    async def _held(self, method: str, path: str, body: Any) -> None:
        for hold in list(self.holds):
            if re.fullmatch(hold.method, method) and re.search(hold.path, path) and hold.body in json.dumps(body):
                self.holds.remove(hold)
                hold.taken.set()
                while not hold.released.is_set():
                    await asyncio.sleep(0.02)

    def _log(self, method: str, path: str, response: web.Response) -> web.Response:
        response.headers.update(self.buckets.headers(method, path))
        self.requests.append((time.monotonic(), method, path, response.status))
        return response

    async def _route(self, method: str, path: str, body: Any, files: dict[str, bytes]) -> web.Response:
        for verb, pattern, handler in _ROUTES:
            found = re.fullmatch(pattern, path) if verb == method else None
            if found:
                made: web.Response = await getattr(self, handler)(*found.groups(), body=body, files=files)
                return made
        self.faults.append(f"{method} {path}: this server has no such route")
        return error_response(404, 0, "404: Not Found")


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
