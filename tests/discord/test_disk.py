"""A full disk costs no answer, and the log says what is wrong."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest

from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, answer_to
from tests.discord.world import APPLICATION, User


@pytest.fixture
def full_disk(bot: BotProcess) -> Iterator[BotProcess]:
    """No file of the bot can grow: to a program that is what a full disk looks like. Its log goes through a pipe."""
    bot.terminate()
    bot.piped = True
    bot.restart()
    assert bot.process
    soft, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, hard))
    yield bot
    if bot.running:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
        bot.terminate()
    bot.piped = False
    bot.restart()


def test_a_full_disk_costs_no_answer_and_is_named_in_the_log(
    discord: LocalDiscord, full_disk: BotProcess, anna: User, bob: User
) -> None:
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN), 60)
    assert "Sources" in text(shown)
    asked = discord.say(anna, f"<@{APPLICATION}> {H20_DE}")
    assert "Quellen" in text(answer_to(discord, discord.general, asked))
    word = discord.settled(discord.command(discord.owner, "watch", topic="H20"), 60)
    assert private(word) and "reference" in text(word)
    assert "is the disk full" in full_disk.text() and full_disk.running
    found = discord.settled(discord.command(bob, "search", query="H20"))
    assert found["components"]
