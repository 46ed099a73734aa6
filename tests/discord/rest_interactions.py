"""Responses to interactions and their follow-ups over REST."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web

from tests.discord.checks import autocomplete_faults, modal_faults
from tests.discord.ground import EPHEMERAL
from tests.discord.replies import Refused, json_response
from tests.discord.rest_channels import ChannelRoutes
from tests.discord.world import APPLICATION, Interaction, message


class InteractionRoutes(ChannelRoutes):
    """What a bot does with the token of an interaction."""

    # --- REST: interactions -----------------------------------------------------------------------------------
    async def _callback(self, interaction_id: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self.interactions.get(token)
        if one is None or one.id != int(interaction_id) or one.expired:
            raise Refused(404, 10062, "Unknown interaction")
        if one.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        one.callback_after = time.monotonic() - one.sent
        if one.callback_after > 3:
            self.faults.append(f"answered an interaction only after {one.callback_after:.1f} s")
            raise Refused(404, 10062, "Unknown interaction")
        kind, data = body["type"], body.get("data") or {}
        if (one.type == 4) != (kind == 8):
            self.faults.append(f"callback type {kind} for an interaction of type {one.type}")
            raise Refused(400, 50035, "Invalid Form Body")
        if one.type == 5 and kind == 9:
            self.faults.append("a modal in answer to a modal")
        if kind in (4, 7):
            self._check(data)
        if kind in (8, 9):
            wrong = autocomplete_faults(data) if kind == 8 else modal_faults(data)
            self.faults += wrong
            if wrong:
                raise Refused(400, 50035, f"Invalid Form Body: {wrong}")
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
        return json_response(answer)

    def _token(self, token: str) -> Interaction:
        one = self.interactions.get(token)
        if one is None or one.callback is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if one.expired:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return one

    async def _followup(self, _app: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self._token(token)
        self._check(body)
        exists = one.original in one.channel.messages or one.original in self.gateway.private
        if one.thinking and one.original and exists:
            one.thinking = False
            found = self._original(one)
            return json_response(await self._change(one.channel, found, body, files))
        private = bool((body.get("flags") or 0) & EPHEMERAL)
        made = message(
            one.channel,
            self.bot,
            self._with_files(one.channel, body, files),
            flags=EPHEMERAL if private else 0,
            kind=20,
        )
        return json_response(await self._keep(one, made, private=private))

    def _original(self, one: Interaction) -> dict[str, Any]:
        found = one.channel.messages.get(one.original or 0) or self.gateway.private.get(one.original or 0)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    async def _edit_original(self, _app: str, token: str, *, body: Any, files: dict[str, bytes]) -> web.Response:
        one = self._token(token)
        self._check(body)
        found = self._original(one)
        one.thinking = False
        one.files |= files
        return json_response(await self._change(one.channel, found, body, files))

    async def _get_original(self, _app: str, token: str, **_: Any) -> web.Response:
        return json_response(self._original(self._token(token)))

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
            raise Refused(404, 10008, "Unknown Message")
        return json_response(await self._change(one.channel, found, body, files))

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
