"""One process owns the index folder while it writes; readers are not stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import CorpusError, IndexLockedError
from index.wording import message

_LOCK = "sync.lock"
_OWNER = "sync.owner.json"


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Owns ``folder`` (made where missing) for the time of the block. The system ends the lock with the process.

    Raises:
        IndexLockedError: another process owns it; the message names it.
        CorpusError: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise IndexLockedError(message("index_locked", folder=folder, owner=_owner(folder))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CorpusError(message("folder_unwritable", folder=folder, error=reason)) from error
    owner = folder / _OWNER
    try:
        _sign(owner)
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _sign(owner: Path) -> None:
    """Leaves a name for whoever finds the folder locked; the lock holds without it."""
    with suppress(OSError):
        owner.write_text(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))


def _owner(folder: Path) -> str:
    """`` (process 123 since ...)`` where the owner left its name; a killed one leaves a name but no lock."""
    try:
        said = json.loads((folder / _OWNER).read_text())
        return message("lock_owner", pid=said["pid"], since=said["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
