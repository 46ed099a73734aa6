"""`paragraf chat` in a real terminal: keys that end an answer or the conversation, and what is no source."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "»"


class Terminal:
    """The program behind a pseudo-terminal."""

    def __init__(self, home: Path, log: Path, columns: int = 80) -> None:
        words = [sys.executable, "-m", "bot", "--config", str(home / "config.yaml"), "chat"]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(words[0], words, {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PARAGRAF_LOG": str(log)})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def until(self, words: str, seconds: float = 120) -> str:
        """What is shown up to ``words``, or to the end of the program."""
        shown, end = b"", time.monotonic() + seconds
        while time.monotonic() < end and words.encode() not in shown:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    shown += os.read(self.fd, 65536)
                except OSError:  # the program is gone
                    break
        return shown.decode("utf-8", "replace")

    def code(self, seconds: float = 60) -> int:
        """The exit code."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            self.until("nothing is shown any more", 0.1)
        raise AssertionError("the program did not end")

    def close(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def terminal(home: Path, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(home, tmp_path / "log")
    yield made
    made.close()


def test_ctrl_c_ends_the_answer_and_not_the_conversation(terminal: Terminal) -> None:
    terminal.until(PROMPT)
    terminal.type("Welches Land steht in der Ländergruppe E:2?\n")
    terminal.until("Suche")
    terminal.type("\x03")
    shown = terminal.until(PROMPT)
    assert "Abgebrochen" in shown
    assert "Traceback" not in shown
    terminal.type("Welches Land steht in der Ländergruppe E:2?\n")
    assert "Kuba" in terminal.until("Rechtsberatung")
    terminal.type("/source 99\n")
    assert "Nichts gefunden" in terminal.until("Dokumentkennung")
    terminal.type("/quit\n")
    assert terminal.code() == 0


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)])
def test_ctrl_c_and_ctrl_d_at_the_prompt_end_the_program_without_a_trace(
    terminal: Terminal, key: str, code: int
) -> None:
    terminal.until(PROMPT)
    terminal.type(key)
    assert "Traceback" not in terminal.until("Traceback", 20)
    assert terminal.code() == code
