"""What the admins of a server set and see."""

from __future__ import annotations

import re

from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN
from tests.discord.world import USUAL, User

LOOK_UPS: dict[str, dict[str, str]] = {
    "search": {"query": "Affiliates Rule"},
    "source": {"citation": "3A090.a"},
    "timeline": {"topic": "H20"},
    "sources": {},
    "coverage": {},
}


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
        seen = discord.say(bob, "The H20 needs a licence.")
        for refused in (
            discord.command(bob, "ask", question=RULE_EN),
            *(discord.command(bob, name, **options) for name, options in LOOK_UPS.items()),
            discord.menu(bob, "Check the claims", seen),
            discord.menu(bob, "Ask about this", seen),
        ):
            shown = discord.settled(refused)
            assert private(shown) and f"<#{other.id}>" in text(shown)
        typed = discord.command(bob, "source", focused="citation", citation="744")
        discord.until(lambda: typed.callback)
        assert (typed.callback or {})["data"]["choices"] and typed.callback_after < 1
        assert "3A090" in text(discord.settled(discord.command(bob, "source", other, citation="3A090.a")))
    finally:
        reset = discord.settled(discord.command(discord.owner, "settings", language="auto", everywhere=True))
    assert "as the person" in text(reset)
    stranger = discord.settled(discord.command(bob, "settings", language="de"))
    assert private(stranger) and "manage" in text(stranger)


def test_look_ups_have_a_rate_of_their_own_that_says_how_long_to_wait(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    discord.settled(discord.command(discord.owner, "settings", person=1))
    try:
        for number, (name, options) in enumerate(LOOK_UPS.items()):
            person = discord.add_user(f"reader{number}", "de" if number % 2 else "en-US")
            assert "bitte in" not in text(discord.settled(discord.command(person, name, **options)))
            for again, more in LOOK_UPS.items():
                refused = discord.settled(discord.command(person, again, **more))
                assert private(refused) and re.search(r"in \d+ s (noch einmal|\.)|again in \d+ s", text(refused)), again
            typed = discord.command(person, "source", focused="citation", citation="744")
            discord.until(lambda t=typed: t.callback)
            assert (typed.callback or {})["data"]["choices"]
        assert "Sources" in text(discord.settled(discord.command(bob, "ask", question=RULE_EN)))
        assert "Affiliates" in text(discord.settled(discord.command(bob, "search", query="Affiliates Rule")))
        seen = discord.say(anna, "The H20 needs a licence.")
        refused = discord.settled(discord.menu(bob, "Check the claims", seen))
        assert private(refused) and "again in" in text(refused)
    finally:
        discord.settled(discord.command(discord.owner, "settings", person=500))


def test_status_and_watch_are_for_admins(discord: LocalDiscord, bot: BotProcess) -> None:
    assert "passages" in text(discord.settled(discord.command(discord.owner, "status")))
    watched = discord.settled(discord.command(discord.owner, "watch", topic="H20"))
    number = int(re.search(r"\*\*(\d+)\*\*", text(watched)).group(1))  # type: ignore[union-attr]
    assert "Nothing" in text(discord.settled(discord.command(discord.owner, "watch", stop=number)))
