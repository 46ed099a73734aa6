"""Two questions that the small index answers, and waiting for replies and forms."""

from __future__ import annotations

from typing import Any

from tests.discord.server import LocalDiscord
from tests.discord.waiting import is_draft
from tests.discord.world import Channel, Interaction

H20_DE = "Darf Nvidia den H20 nach China liefern?"
RULE_EN = "When was the Affiliates Rule suspended?"


def answer_to(discord: LocalDiscord, channel: Channel, asked: dict[str, Any], timeout: float = 40) -> dict[str, Any]:
    """The reply to a message, once it has come to rest."""

    def done() -> dict[str, Any] | None:
        found = [
            one
            for one in discord.replies(channel, int(asked["id"]))
            if (one.get("message_reference") or {}).get("message_id") == asked["id"]
        ]
        return found[0] if found and not is_draft(found[0]) else None

    return discord.until(done, timeout, "no reply came")


def form_of(discord: LocalDiscord, press: Interaction) -> Interaction:
    """The press of a button, once its form has opened."""
    discord.until(lambda: press.callback)
    return press
