"""What tests wait for."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.discord.ground import Ground
from tests.discord.world import APPLICATION, Channel, Interaction

T = TypeVar("T")


class Waiting(Ground):
    """Looks at what the bot has shown, until it is what a test wants."""

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
            return current if current and not is_draft(current) and time.monotonic() - last[1] > 0.4 else None

        return self.until(still, timeout, "the answer never came to rest")

    def settled_requests(self, seconds: float) -> bool:
        """Whether the bot has sent nothing for some seconds."""
        return not self.requests or time.monotonic() - self.requests[-1][0] > seconds

    def replies(self, channel: Channel, after: int = 0) -> list[dict[str, Any]]:
        """Messages of the bot in a channel since a message id."""
        return [
            one
            for one in list(channel.messages.values())
            if one["author"]["id"] == str(APPLICATION) and int(one["id"]) > after
        ]


_DRAFTS = (
    "Ich suche in den Quellen",
    "Searching the sources",
    "Platz ",
    "Place ",
    "Syncing",
    "Die Quellen werden abgeglichen",
)


def is_draft(shown: dict[str, Any]) -> bool:
    """Whether a message only says that the bot is at it."""
    return (
        any((one.get("description") or "").startswith(_DRAFTS) for one in shown["embeds"]) and not shown["components"]
    )
