"""A PostgreSQL server of our own on the loopback, from Debian's packages."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotStartError(Exception):
    """Why there is no PostgreSQL here, for a skip message."""


@contextmanager
def running_postgresql(port: int = 0) -> Iterator[str]:
    """The URL of a running server, on ``port`` where one is named. Raises CannotStartError."""
    binaries, user = _binaries(), _as_user()
    if binaries is None:
        raise CannotStartError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="paragraf-pg-"))  # not tmp_path: a socket's path has a limit
    data, port = folder / "data", port or free_port()
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
                raise CannotStartError(f"PostgreSQL cannot be started here: {failed}")
        yield f"postgresql://paragraf@127.0.0.1:{port}"
    finally:
        _run([*user, *control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


async def new_database(server: str) -> str:
    """The URL of an empty database."""
    import asyncpg

    name = f"t{uuid.uuid4().hex}"
    connection = await asyncpg.connect(f"{server}/postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return f"{server}/{name}"


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
        raise CannotStartError("PostgreSQL does not run as root and there is no user postgres") from None
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _run(command: list[str], folder: Path) -> str:
    """Runs a step; empty where it went well, else what it said."""
    done = subprocess.run(
        command, check=False, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120
    )
    return f"exit {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}" if done.returncode else ""
