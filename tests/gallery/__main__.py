"""`python -m tests.gallery`: asks the real bot on a local Discord and takes a picture of each answer.

The index of the starter corpus is built in a temporary folder (a minute), or kept in ``--home`` for the next time.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import yaml

from tests.gallery.camera import chromium, photograph
from tests.gallery.page import page
from tests.gallery.scenes import SCENES, Stage

HERE = Path(__file__).resolve().parent
CONFIG = """\
index:
  path: var/index
  encoder: {{model: {encoder}}}
  sources: [{{type: starter}}]
answering: {{default_language: de}}
discord: {{person_questions: 500, guild_questions: 500}}
"""


def main() -> None:
    """Draws all scenes, or those named."""
    wanted = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    wanted.add_argument("scenes", nargs="*", metavar="SCENE", help=f"which ones: {', '.join(SCENES)}")
    wanted.add_argument("--home", type=Path, help="a folder that keeps the index")
    wanted.add_argument("--out", type=Path, default=HERE, help="where the pictures go")
    wanted.add_argument("--html", action="store_true", help="keep the pages beside the pictures, too")
    given = wanted.parse_args()
    unknown = [one for one in given.scenes if one not in SCENES]
    if unknown:
        wanted.error(f"no such scene: {', '.join(unknown)}")
    chromium()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        draw(given.home or Path(folder), given.out, given.scenes or list(SCENES), html=given.html)


def draw(home: Path, out: Path, names: list[str], *, html: bool) -> None:
    """Starts the local Discord and the bot, plays the scenes, takes the pictures."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from bot.settings import load_settings
    from index.sync import sync
    from tests.discord.process import BotProcess
    from tests.discord.server import LocalDiscord

    home.mkdir(parents=True, exist_ok=True)
    config = home / "config.yaml"
    shipped = yaml.safe_load((HERE.parents[1] / "config.yaml").read_text(encoding="utf-8"))
    config.write_text(CONFIG.format(encoder=shipped["index"]["encoder"]["model"]), encoding="utf-8")
    sync(load_settings(config).index)
    discord = LocalDiscord().start()
    bot = BotProcess(discord, config, home / "bot.log").start()
    stage = Stage(discord, discord.add_user("Anna", "de"), discord.add_user("Ben", "en-GB"))
    known = {str(discord.bot.id): "Paragraf", str(discord.general.id): "general"}
    try:
        for name in names:
            whole = page(SCENES[name](stage), discord.gateway.files, known)
            if html:
                (out / f"{name}.html").write_text(whole, encoding="utf-8")
            photograph(whole, out / f"{name}.png")
            print(f"{name}.png  {(out / f'{name}.png').stat().st_size / 1024:.0f} KB")
    finally:
        bot.terminate()
        discord.stop()
    if discord.faults:
        raise SystemExit(f"Discord would have refused: {discord.faults}")


if __name__ == "__main__":
    main()
