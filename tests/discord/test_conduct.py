"""How the bot behaves: with hostile sources, in its logs and metrics, and when fifty people ask at once."""

from __future__ import annotations

import re
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import yaml

from tests.discord.process import BotProcess
from tests.discord.reading import private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN
from tests.discord.world import User


def test_a_hostile_source_pings_nobody_and_links_nowhere(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    shown = discord.settled(discord.command(bob, "ask", question="What is the quartz widget fee since 5 May 2025?"))
    found = discord.settled(discord.command(bob, "search", query="quartz widgets licences"))
    source = discord.settled(discord.command(bob, "source", citation="hostile-notice-en"))
    for one in (shown, found, source):
        said = text(one)
        assert "](https://evil.example" not in said and "](<https://evil.example" not in said
        assert "@everyone" not in said and not one["mention_everyone"]
        assert "```" not in said
    assert "17 dollars" in text(shown), "the hostile source is what answers here"
    assert "Quartz widget licences" in text(found) and "Quartz widget licences" in text(source)
    assert "need no licence" not in text(shown).split("Ignore")[0]


def test_metrics_and_health_are_served(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    discord.settled(discord.command(bob, "ask", question=RULE_EN))
    port = yaml.safe_load(bot.config.read_text())["discord"]["metrics_port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        told = reply.read().decode()
    assert re.search(r'paragraf_answers_total\{language="en",outcome="answer"\} [1-9]', told)
    for stage in ("search", "all"):
        assert re.search(rf'paragraf_seconds_count\{{stage="{stage}"\}} [1-9]', told), stage
    for gauge in ("queue_waiting", "queue_busy", "gateway_latency_seconds", "sync_age_seconds", "state_failures_total"):
        assert re.search(rf"^paragraf_{gauge} [0-9.e+-]+$", told, re.MULTILINE), gauge
    refused = discord.command(bob, "ask", question="Which export licence do unicorn chips for Atlantis need?")
    discord.settled(refused)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        assert re.search(
            r'paragraf_answers_total\{language="en",outcome="(?!answer")\w+"\} [1-9]', reply.read().decode()
        )
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as reply:
        assert reply.status == 200


def test_logs_hold_no_question_and_no_token(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    asked = discord.command(bob, "ask", question="Zebra question about the Affiliates Rule?")
    discord.settled(asked)
    log = bot.text()
    assert '"answered"' in log and "Zebra" not in log and asked.token not in log


def test_fifty_people_at_once_are_all_answered_or_told_to_wait(discord: LocalDiscord, bot: BotProcess) -> None:
    people = [discord.add_user(f"person{number}", "de" if number % 2 else "en-US") for number in range(50)]
    questions = [H20_DE, RULE_EN]
    begin = time.monotonic()
    asked = [discord.command(one, "ask", question=questions[number % 2 == 0]) for number, one in enumerate(people)]
    seconds: list[float] = []
    discord.until(
        lambda: [m for one in asked for m in discord.shown(one) if re.search(r"Place \d+ in|Platz \d+ in", text(m))],
        why="whoever waits sees their place in the line",
    )

    def wait(one):  # type: ignore[no-untyped-def]
        shown = discord.settled(one, 240)
        seconds.append(time.monotonic() - begin)
        return shown

    with ThreadPoolExecutor(50) as pool:
        shown = list(pool.map(wait, asked))
    answered = [one for one in shown if one["components"]]
    told = [one for one in shown if not one["components"]]
    assert all(private(one) and re.search(r"warten schon|waiting already", text(one)) for one in told)
    assert len(answered) >= 40 and len(answered) + len(told) == 50
    assert max(one.callback_after for one in asked) < 3
    print(f"\n50 at once: {len(answered)} answered, p95 {sorted(seconds)[47]:.1f} s")
