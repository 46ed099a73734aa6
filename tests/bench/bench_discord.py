"""Fifty people at once, then two minutes of every fault together, against the real bot process on a local Discord.

python -m tests.bench.bench_discord [seconds of storm]
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from tests.conftest import BRIEFS, CONFIG, ROOT, STARTER
from tests.discord.process import BotProcess
from tests.discord.reading import parts
from tests.discord.server import LocalDiscord
from tests.discord.storm import QUESTIONS, Storm

PEOPLE = 50
LIMITS = "discord: {person_questions: 500, guild_questions: 5000}\n"


def home_in(folder: Path) -> Path:
    """A config.yaml over the briefs that the tests use, and its index."""
    from bot.settings import load_settings
    from index.sync import sync

    (folder / "briefs").mkdir()
    for brief in {found for pattern in BRIEFS for found in STARTER.glob(f"{pattern}.md")}:
        shutil.copy(brief, folder / "briefs")
    encoder = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))["index"]["encoder"]["model"]
    config = folder / "config.yaml"
    config.write_text(CONFIG.format(encoder=encoder) + LIMITS, encoding="utf-8")
    sync(load_settings(config).index)
    return config


def fifty(discord: LocalDiscord) -> dict[str, object]:
    """Fifty questions in one moment, half of them German."""
    people = [discord.add_user(f"person{n}", ("de", "en-US")[n % 2]) for n in range(PEOPLE)]
    begun = time.monotonic()
    asked = [discord.command(one, "ask", question=QUESTIONS[one.locale]) for one in people]
    with ThreadPoolExecutor(PEOPLE) as pool:
        ends = list(pool.map(lambda one: (discord.settled(one, 300), time.monotonic() - begun), asked))
    seconds = sorted(end for _, end in ends)
    answered = sum(bool(parts(shown)) for shown, _ in ends)
    return {
        "people": PEOPLE,
        "answered": answered,
        "told_to_wait": PEOPLE - answered,
        "p50_s": round(seconds[PEOPLE // 2], 1),
        "p95_s": round(seconds[int(PEOPLE * 0.95)], 1),
        "slowest_acknowledgement_s": round(max(one.callback_after for one in asked), 2),
        "heartbeats_missed": len(discord.gateway.missed_heartbeats),
    }


def main(seconds: float) -> None:
    """Runs both and prints what was measured."""
    with tempfile.TemporaryDirectory() as name:
        config = home_in(Path(name))
        discord = LocalDiscord().start()
        bot = BotProcess(discord, config, Path(name) / "bot.log").start()
        try:
            print(json.dumps({"fifty_at_once": fifty(discord)}), flush=True)
            outcome = Storm(discord, discord.general).run(seconds)
            print(f"storm of {seconds:.0f} s: {outcome}")
            print(f"lost: {outcome.lost}\ntwice: {outcome.twice}")
            print(f"heartbeats missed: {len(discord.gateway.missed_heartbeats)}")
            refused = [one for one in discord.faults if "only after" not in one]
            print(f"refused by Discord: {refused}")
        finally:
            bot.terminate()
            discord.stop()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 120)
