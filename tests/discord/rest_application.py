"""The application, its gateway and its commands over REST."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.discord.checks import command_faults
from tests.discord.ground import Ground
from tests.discord.replies import json_response
from tests.discord.world import APPLICATION, snowflake


class ApplicationRoutes(Ground):
    """What a bot asks about itself."""

    # --- REST: application ------------------------------------------------------------------------------------
    async def _me(self, **_: Any) -> web.Response:
        return json_response(
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
        return json_response(
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
        return json_response({"url": self.ws_url, "shards": 1, "session_start_limit": limit})

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
        return json_response(self.commands)

    async def _get_commands(self, **_: Any) -> web.Response:
        return json_response(self.commands)


def _text(value: Any) -> str | None:
    """Discord gives permissions as text, whatever it was sent."""
    return None if value is None else str(value)
