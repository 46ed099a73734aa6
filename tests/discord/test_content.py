"""A bot with the message content intent, that may write questions into its log: both are switched on in config.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.state.postgresql import free_port
from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN, answer_to


@pytest.fixture
def reader(home: Path, tmp_path: Path) -> Iterator[tuple[LocalDiscord, BotProcess]]:
    """A bot of its own."""
    config = home / "config-content.yaml"  # beside the other, over the same index
    switches = f"discord: {{message_content: true, log_content: true, memory_turns: 4, metrics_port: {free_port()}}}\n"
    config.write_text((home / "config.yaml").read_text(encoding="utf-8") + switches, encoding="utf-8")
    discord = LocalDiscord().start()
    bot = BotProcess(discord, config, tmp_path / "bot.log")
    yield discord, bot.start()
    if bot.running:
        bot.terminate()
    discord.stop()


def test_with_the_intent_a_thread_needs_no_mention_and_says_when_it_forgot(
    reader: tuple[LocalDiscord, BotProcess],
) -> None:
    discord, bot = reader
    bob = discord.add_user("bob")
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN), 90)
    opened = discord.settled(discord.press(bob, shown, custom_id(shown, "thread")))
    thread = discord.channels[int(shown["id"])]
    assert f"<#{thread.id}>" in text(opened)
    discord.until(lambda: discord.replies(thread))
    told = []
    for question in ("And until when?", "And who published it?", "And when was it published?", "And until when?"):
        told.append(text(answer_to(discord, thread, discord.say(bob, question, thread))))
    assert "Read as" in told[0]
    assert any("I have forgotten" in one for one in told), "memory is bounded, and says so"
    elsewhere = discord.say(bob, "Nobody was asked.")
    assert "Nobody was asked." not in bot.text() and RULE_EN in bot.text(), (
        "what was asked is in the log, as switched on"
    )
    assert not discord.replies(discord.general, int(elsewhere["id"]))
    assert discord.faults == [] and discord.gateway.missed_heartbeats == []
