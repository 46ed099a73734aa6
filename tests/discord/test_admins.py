"""What the admins of a server set and see."""

from __future__ import annotations

import re

from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN
from tests.discord.world import USUAL, User


def test_settings_change_language_and_channels_for_everybody(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    other = discord.add_channel("nur-hier")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", other.json()))
    try:
        shown = discord.settled(discord.command(discord.owner, "settings", language="de"))
        assert private(shown) and "Deutsch" in text(shown)
        assert "Paragraf" in text(discord.settled(discord.command(bob, "help"))) and "Nachfragen" in text(
            discord.settled(discord.command(bob, "help"))
        )
        made = discord._interact(
            discord.owner,
            2,
            {
                "id": discord._registered("settings", 1)["id"],
                "name": "settings",
                "type": 1,
                "options": [{"name": "channel", "type": 7, "value": str(other.id)}],
                "resolved": {"channels": {str(other.id): {**other.json(), "permissions": str(USUAL)}}},
            },
            None,
        )
        assert f"<#{other.id}>" in text(discord.settled(made))
        refused = discord.settled(discord.command(bob, "ask", question=RULE_EN))
        assert private(refused) and f"<#{other.id}>" in text(refused)
    finally:
        reset = discord.settled(discord.command(discord.owner, "settings", language="auto", everywhere=True))
    assert "as the person" in text(reset)
    stranger = discord.settled(discord.command(bob, "settings", language="de"))
    assert private(stranger) and "manage" in text(stranger)


def test_status_and_watch_are_for_admins(discord: LocalDiscord, bot: BotProcess) -> None:
    assert "passages" in text(discord.settled(discord.command(discord.owner, "status")))
    watched = discord.settled(discord.command(discord.owner, "watch", topic="H20"))
    number = int(re.search(r"\*\*(\d+)\*\*", text(watched)).group(1))  # type: ignore[union-attr]
    assert "Nothing" in text(discord.settled(discord.command(discord.owner, "watch", stop=number)))
