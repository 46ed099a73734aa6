"""Before there is an index the bot is online and says that it reads its sources; then it answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, answer_to

RUN = """
import asyncio, sys
from pathlib import Path
from bot.client import run_bot
from bot.logs import log_as_json
from bot.settings import discord_token, load_settings
log_as_json()
asyncio.run(run_bot(load_settings(Path(sys.argv[1])), discord_token()))
"""


@pytest.fixture
def unbuilt(home: Path, tmp_path: Path) -> Iterator[tuple[LocalDiscord, BotProcess]]:
    """A bot of its own over briefs that nobody has indexed."""
    shutil.copytree(home / "briefs", tmp_path / "briefs")
    shutil.copy(home / "config.yaml", tmp_path / "config.yaml")
    discord = LocalDiscord().start()
    bot = BotProcess(discord, tmp_path / "config.yaml", tmp_path / "bot.log")
    bot.program = ["-c", RUN, str(tmp_path / "config.yaml")]
    yield discord, bot.start()
    if bot.running:
        bot.terminate()
    discord.stop()


def test_a_bot_without_an_index_says_so_and_answers_when_it_is_built(
    unbuilt: tuple[LocalDiscord, BotProcess],
) -> None:
    discord, bot = unbuilt
    anna = discord.add_user("anna", "de")
    early = discord.settled(discord.command(anna, "ask", question=H20_DE))
    assert private(early) and "lese gerade" in text(early)
    typed = discord.command(anna, "source", focused="citation", citation="744")
    discord.until(lambda: typed.callback)
    assert (typed.callback or {})["data"]["choices"] == []
    assert "Nachfragen" in text(discord.settled(discord.command(anna, "help")))
    dm = discord.dm(anna)
    asked = discord.say(anna, RULE_EN, dm)
    assert "reading my sources" in text(answer_to(discord, dm, asked))
    discord.until(lambda: "the index is built" in bot.text(), 300)
    assert "Quellen" in text(discord.settled(discord.command(anna, "ask", question=H20_DE)))
    assert discord.faults == [] and discord.gateway.missed_heartbeats == []


def test_a_bot_that_builds_its_index_stops_as_fast_as_any_other(unbuilt: tuple[LocalDiscord, BotProcess]) -> None:
    _, bot = unbuilt
    assert "the index is built" not in bot.text()
    code, seconds = bot.terminate()
    assert code == 0 and seconds < 8, "at once, not by the last resort"
    assert '"stopped"' in bot.text()
