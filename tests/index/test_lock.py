"""One process owns the index folder while it writes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import CorpusError, IndexLockedError
from index.lock import owned

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from index.lock import owned
with owned(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(60)
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


def test_a_second_sync_is_refused_and_told_who_is_at_work(tmp_path: Path) -> None:
    process = holding(tmp_path)
    try:
        with (
            pytest.raises(IndexLockedError, match=f"another sync is at work .process {process.pid} since"),
            owned(tmp_path),
        ):
            pass
    finally:
        process.kill()
        process.wait()


def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    process = holding(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with owned(tmp_path):
        pass


def test_the_folder_is_made_and_free_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with owned(tmp_path / "new" / "index"):
            pass


def test_a_lock_ends_with_its_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), owned(tmp_path):
        raise ValueError("inside")
    with owned(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match=r"cannot be written.*index.path"), owned(tmp_path / "file" / "index"):
        pass
