"""Two processes of one bot, each with half of the servers, on one PostgreSQL and one Chroma server."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.state.postgresql import CannotStartError, new_database, running_postgresql
from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN
from tests.discord.test_curators import add_brief
from tests.discord.world import Channel


@dataclass
class Pair:
    """The processes, a channel of each one's server, and the Chroma server between them."""

    discord: LocalDiscord
    bots: tuple[BotProcess, BotProcess]
    channels: tuple[Channel, Channel]
    chroma: ChromaServer


class ChromaServer:
    """`chroma run`, which can be stopped and started again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(sys.executable).with_name("chroma")
        if not program.exists():
            pytest.skip("the program chroma is not beside python (pip install chromadb)")
        with (self.folder / "chroma.log").open("ab") as out:
            command = [str(program), "run", "--path", str(self.folder / "chroma"), "--port", str(self.port)]
            self.process = subprocess.Popen([*command, "--host", "127.0.0.1"], stdout=out, stderr=out)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/heartbeat", timeout=1)
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.skip(f"chroma run did not start: {(self.folder / 'chroma.log').read_text()[-300:]}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


@contextmanager
def _pair(home: Path, folder: Path, database: str) -> Iterator[Pair]:
    from bot.settings import load_settings
    from index.sync import sync

    shutil.copytree(home / "briefs", folder / "briefs")
    chroma = ChromaServer(folder)
    chroma.start()
    config = folder / "config.yaml"
    text_of = (home / "config.yaml").read_text(encoding="utf-8")
    config.write_text(
        text_of.replace("path: var/index", f'path: var/index\n  chroma_url: "http://127.0.0.1:{chroma.port}"')
    )
    sync(load_settings(config).index)
    discord = LocalDiscord().start()
    other = discord.add_guild("Zweitkanzlei", shard=1 - (discord.guild.id >> 22) % 2, shards=2)
    channels = (discord.general, discord.add_channel("zweites", guild=other))
    shards = [str((one.guild_id or 0) >> 22 & 1) for one in channels]
    bots = tuple(
        BotProcess(
            discord, config, folder / f"bot{one}.log", PARAGRAF_SHARDS=f"{one}/2", PARAGRAF_DATABASE_URL=database
        )
        for one in shards
    )
    try:
        for one in bots:
            one.start()
        yield Pair(discord, (bots[0], bots[1]), channels, chroma)
        assert discord.faults == [] and discord.gateway.missed_heartbeats == []
    finally:
        for one in bots:
            if one.running:
                one.terminate()
        discord.stop()
        chroma.stop()


@pytest.fixture(scope="module")
def pair(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    try:
        with running_postgresql() as server:
            database = asyncio.run(new_database(server))
            with _pair(home, tmp_path_factory.mktemp("pair"), database) as made:
                yield made
    except CannotStartError as reason:
        pytest.skip(str(reason))


def test_both_processes_answer_each_in_its_servers_and_share_what_is_stored(pair: Pair) -> None:
    anna = pair.discord.add_user("anna", "de")
    shown = [
        pair.discord.settled(pair.discord.command(anna, "ask", channel, question=H20_DE)) for channel in pair.channels
    ]
    assert all("Quellen" in text(one) for one in shown)
    for channel in pair.channels:
        assert len(pair.discord.replies(channel)) == 1
    for one in pair.bots:
        assert one.text().count('"answered"') == 1
    counted = pair.discord.settled(pair.discord.command(anna, "privacy", pair.channels[1]))
    assert "2 Antworten" in text(counted)
    pair.discord.settled(pair.discord.command(anna, "forget", pair.channels[1]))
    gone = pair.discord.first(pair.discord.press(anna, shown[0], custom_id(shown[0], "good")))
    assert private(gone) and "nicht mehr gespeichert" in text(gone)


def test_what_one_process_syncs_the_other_cites(pair: Pair) -> None:
    discord, bob = pair.discord, pair.discord.add_user("bob")
    said = "Agate steppers need a licence for every destination since 18 November 2026."
    add_brief(pair.bots[0], "us-888-3-agate", "Agate stepper rule", "15 CFR 888.3", said)
    synced = discord.settled(discord.command(discord.owner, "sync", pair.channels[0]), 120)
    assert "Added 1," in text(synced), text(synced)
    for channel in pair.channels:
        question = "Do agate steppers need a licence under 15 CFR 888.3?"
        assert "need a licence" in text(discord.settled(discord.command(bob, "ask", channel, question=question)))


def test_one_process_may_die_and_come_back_while_the_other_answers(pair: Pair) -> None:
    discord, bob = pair.discord, pair.discord.add_user("bob2")
    pair.bots[0].kill()
    assert "Sources" in text(discord.settled(discord.command(bob, "ask", pair.channels[1], question=RULE_EN)))
    pair.bots[0].restart()
    assert "Sources" in text(discord.settled(discord.command(bob, "ask", pair.channels[0], question=RULE_EN)))


def test_a_chroma_server_that_goes_away_costs_nobody_an_answer(pair: Pair) -> None:
    """The vectors are in memory; whatever needs the server ends in a private word, and all is well when it is back."""
    discord, bob = pair.discord, pair.discord.add_user("bob3")
    pair.chroma.stop()
    shown = discord.settled(discord.command(bob, "ask", pair.channels[0], question=RULE_EN), 60)
    assert "Sources" in text(shown) or private(shown)
    failed = discord.settled(discord.command(discord.owner, "sync", pair.channels[1]), 120)
    assert private(failed) and "reference" in text(failed)
    pair.chroma.start()
    shown = discord.settled(discord.command(bob, "ask", pair.channels[0], question=RULE_EN), 60)
    assert "Sources" in text(shown)
    synced = discord.settled(discord.command(discord.owner, "sync", pair.channels[1]), 120)
    assert "Added 0," in text(synced)


def test_a_process_that_hears_no_private_messages_shows_none_twice(pair: Pair) -> None:
    """Discord tells the process of shard 0 alone of private messages; the other cannot see whether one was posted."""
    discord, bob = pair.discord, pair.discord.add_user("bob")
    for channel in pair.channels:
        asked = discord.command(bob, "ask", channel, question=RULE_EN)
        discord.until(lambda a=asked: a.original)
        discord.trouble("POST", rf"/webhooks/\d+/{asked.token}$", 500, after=True)
        discord.delete(channel, asked.original or 0)
        discord.until(lambda a=asked: discord.shown(a), 40)
        discord.until(lambda: discord.settled_requests(6.0), 40)
        assert len(discord.shown(asked)) == 1


def test_both_processes_count_a_person_together(pair: Pair) -> None:
    discord, carol = pair.discord, pair.discord.add_user("carol")
    for number in range(6):
        shown = discord.settled(discord.command(carol, "sources", pair.channels[number % 2]))
        assert "again in" not in text(shown)
    for channel in pair.channels:
        refused = discord.settled(discord.command(carol, "sources", channel))
        assert private(refused) and "again in" in text(refused)
