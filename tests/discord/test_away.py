"""The Chroma server and PostgreSQL are away when the bot starts: it is online, says so, and recovers when they come."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.state.postgresql import CannotStartError, free_port, running_postgresql
from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN
from tests.discord.test_two_bots import ChromaServer


@pytest.fixture
def chroma(home: Path, tmp_path: Path) -> Iterator[ChromaServer]:
    """A Chroma server that holds the index of a config.yaml beside it, and is stopped now."""
    from bot.settings import load_settings
    from index.sync import sync

    shutil.copytree(home / "briefs", tmp_path / "briefs")
    server = ChromaServer(tmp_path)
    plain = (home / "config.yaml").read_text(encoding="utf-8")
    (tmp_path / "config.yaml").write_text(
        plain.replace("path: var/index", f'path: var/index\n  chroma_url: "http://127.0.0.1:{server.port}"')
        + f"discord: {{metrics_port: {free_port()}}}\n"
    )
    server.start()
    sync(load_settings(tmp_path / "config.yaml").index)
    server.stop()
    yield server
    server.stop()


def _health(config: Path) -> dict[str, str]:
    port = config.read_text().split("metrics_port: ")[1].split("}")[0]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as reply:
            answer = json.load(reply)
    except urllib.error.HTTPError as error:
        assert error.code == 503
        answer = json.load(error)
    wrong: dict[str, str] = answer["wrong"]
    return wrong


def test_it_starts_without_its_servers_says_so_and_recovers_when_they_come(chroma: ChromaServer) -> None:
    config, port = chroma.folder / "config.yaml", free_port()
    discord = LocalDiscord().start()
    database = f"postgresql://paragraf@127.0.0.1:{port}/postgres"
    bot = BotProcess(discord, config, chroma.folder / "bot.log", PARAGRAF_DATABASE_URL=database)
    bob = discord.add_user("bob")
    try:
        bot.start()
        shown = discord.settled(discord.command(bob, "ask", question=RULE_EN))
        assert private(shown) and "sources cannot be read" in text(shown)
        wrong = _health(config)
        assert "no Chroma server answers" in wrong["corpus"] and str(port) in wrong["state"]
        status = text(discord.settled(discord.command(discord.owner, "status")))
        assert "no Chroma server" in status.replace("\\", "") and str(port) in status
        environment = {**bot.surroundings(), "COLUMNS": "400"}
        doctor = subprocess.run(
            [sys.executable, "-m", "bot", "--config", str(config), "doctor"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert doctor.returncode == 1 and "Chroma" in doctor.stdout and f":{port}" in doctor.stdout

        chroma.start()
        discord.until(lambda: "corpus" not in _health(config), 60)
        assert "Sources" in text(discord.settled(discord.command(bob, "ask", question=RULE_EN))), "without a state"
        with running_postgresql(port):
            discord.until(lambda: not _health(config), 60)
            shown = discord.settled(discord.command(bob, "ask", question="Does the Affiliates Rule apply?"))
            assert "Follow up" in json.dumps(shown), "what is kept has buttons"
            assert "1 answers" in text(discord.settled(discord.command(bob, "privacy")))
        assert discord.faults == [] and discord.gateway.missed_heartbeats == []
    except CannotStartError as reason:
        pytest.skip(str(reason))
    finally:
        if bot.running:
            code, seconds = bot.terminate()
            assert code == 0 and seconds < 10
        discord.stop()
