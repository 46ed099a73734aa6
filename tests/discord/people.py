"""What people do, as the events that Discord makes of it, and what tests wait for."""

from __future__ import annotations

import re
import time
from typing import Any, TypeVar

from tests.discord.ground import Ground
from tests.discord.replies import Hold, Trouble
from tests.discord.world import APPLICATION, Channel, Interaction, User, message, numbered, snowflake

T = TypeVar("T")


class People(Ground):
    """The remote control of the people."""

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

    def hold(self, method: str, path: str, body: str = "") -> Hold:
        """Holds back the response of one request whose JSON body contains ``body``."""
        made = Hold(method, path, body)
        self.holds.append(made)
        return made

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
            "channel": {**channel.json(), "permissions": str(user.permissions)},
            "locale": user.locale,
            "entitlements": [],
            "app_permissions": str(channel.bot_permissions),
            "attachment_size_limit": 10485760,
            "authorizing_integration_owners": {"0": str(channel.guild_id or 0)},
            "context": {1: 1, 3: 2}.get(channel.type, 0),
        }
        if channel.type == 3 or (channel.guild_id and channel.guild_id not in self.guilds):
            event["authorizing_integration_owners"] = {"1": str(user.id)}  # the person brought the app along
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
