"""The real bot as a process of its own, pointed at the local Discord."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from tests.discord.server import TOKEN, LocalDiscord

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(__file__).resolve().parent / "site"


class BotProcess:
    """Started with `start`, ended by `terminate` (SIGTERM) or `kill` (SIGKILL); its log is a file."""

    def __init__(self, discord: LocalDiscord, config: Path, log: Path, **environment: str) -> None:
        self.discord = discord
        self.config = config
        self.log = log
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.program = ["-m", "bot", "--config", str(config), "run"]
        self.piped = False
        """Whether its log reaches the file through this process: a test may take the disk away from the bot itself."""

    def start(self, timeout: float = 180) -> BotProcess:
        before = self.discord.gateway.identifies
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=self.config.parent,
                env=self.surroundings(),
                stdout=subprocess.PIPE if self.piped else out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        if self.piped:
            threading.Thread(target=self._copy, args=(self.process.stdout,), daemon=True).start()
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the bot ended with {self.process.returncode}:\n{self.tail()}")
            if (
                self.discord.gateway.identifies > before
                and self.discord.gateway.connected
                and self.text().count('"ready"') >= 1
            ):
                return self
            time.sleep(0.05)
        raise AssertionError(f"the bot did not come up in {timeout} s:\n{self.tail()}")

    def surroundings(self) -> dict[str, str]:
        """The environment that the process sees."""
        return {
            **os.environ,
            "DISCORD_TOKEN": TOKEN,
            "LOCAL_DISCORD": self.discord.url,
            "PYTHONPATH": f"{SITE}{os.pathsep}{ROOT}",
            "PARAGRAF_LOG": str(self.log.with_suffix(".file.log")),
            **self.environment,
        }

    def _copy(self, pipe: IO[bytes]) -> None:
        with self.log.open("ab", buffering=0) as out:
            for line in pipe:
                out.write(line)

    def terminate(self, timeout: float = 12) -> tuple[int, float]:
        """SIGTERM; the exit code and the seconds it took."""
        assert self.process
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout)
        return code, time.monotonic() - begin

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def restart(self) -> BotProcess:
        self.log.write_bytes(b"")
        return self.start()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def tail(self) -> str:
        return self.text()[-3000:]
