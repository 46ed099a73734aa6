"""A real PostgreSQL, started here where Debian's binaries exist, and states on it and on SQLite."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.state import Bounds, State
from tests.bot.samples import Clock


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda one: int(one.parent.parent.name))
    return found[-1].parent if found else None


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user that Debian's package made."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return ["missing"]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own on the loopback; skips where none can be started."""
    binaries, user = _binaries(), _as_user()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    if user == ["missing"]:
        pytest.skip("PostgreSQL does not run as root and there is no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="paragraf-pg-"))  # not tmp_path: a socket's path has a limit
    data, port = folder / "data", _free_port()
    if user:
        shutil.chown(folder, "postgres", "postgres")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    control = [str(binaries / "pg_ctl"), "-D", str(data)]
    steps = (
        [str(binaries / "initdb"), "-D", str(data), "-U", "paragraf", "-A", "trust", "-E", "UTF8", "--locale=C"],
        [*control, "-w", "-t", "60", "-o", options, "-l", str(folder / "log"), "start"],
    )
    try:
        for step in steps:
            failed = _run([*user, *step], folder)
            if failed:
                pytest.skip(f"PostgreSQL cannot be started here: {failed}")
        yield f"postgresql://paragraf@127.0.0.1:{port}"
    finally:
        _run([*user, *control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> str:
    """Runs a step; empty where it went well, else what it said."""
    done = subprocess.run(
        command, check=False, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120
    )
    return f"exit {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}" if done.returncode else ""


async def _new_database(server: str) -> str:
    import asyncpg

    name = f"t{uuid.uuid4().hex}"
    connection = await asyncpg.connect(f"{server}/postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state' / 'bot.sqlite'}"
    return await _new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def state(url: str, clock: Clock) -> AsyncIterator[State]:
    """An opened state with small bounds and a clock that the test moves."""
    opened = await State.open(url, bounds=Bounds(turns=4, characters=200, hours=24), now=clock)
    yield opened
    await opened.close()
