"""Vectors that were computed once, by the text they were computed from: nothing is embedded twice.

A single SQLite file beside the index. The key is the hash of exactly the text that went into the encoder; vectors of
different encoders live side by side. Every `put_many` is one transaction, so a kill at any point loses at most the
batch that was being written.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_KEYS_PER_QUERY = 500


class VectorCache:
    """Vectors by key for one encoder. Safe to share between threads; several processes may read."""

    def __init__(self, path: Path, encoder_name: str) -> None:
        """Opens (or makes) the cache file at ``path`` for the vectors of ``encoder_name``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder_name
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors"
            " (encoder TEXT, key TEXT, vector BLOB NOT NULL, PRIMARY KEY (encoder, key)) WITHOUT ROWID"
        )
        self._connection.commit()

    @staticmethod
    def key(text: str) -> str:
        """The key of a text: its SHA-256."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def get_many(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are known, by key; unknown keys are absent."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._lock:
            for at in range(0, len(keys), _KEYS_PER_QUERY):
                some = keys[at : at + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(some))
                rows = self._connection.execute(
                    f"SELECT key, vector FROM vectors WHERE encoder = ? AND key IN ({marks})", (self._encoder, *some)
                )
                found.update((key, np.frombuffer(blob, dtype=np.float32)) for key, blob in rows)
        return found

    def put_many(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Remembers one vector (a row) a key, in one transaction."""
        if len(keys) != len(vectors):
            raise ValueError(f"{len(keys)} keys for {len(vectors)} vectors")
        rows = [
            (self._encoder, key, np.ascontiguousarray(vector, dtype=np.float32).tobytes())
            for key, vector in zip(keys, vectors, strict=True)
        ]
        with self._lock, self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def count(self) -> int:
        """How many vectors of this encoder are known."""
        with self._lock:
            query = "SELECT count(*) FROM vectors WHERE encoder = ?"
            return int(self._connection.execute(query, (self._encoder,)).fetchone()[0])

    def keep_only(self, keys: Iterable[str]) -> int:
        """Forgets what is not among ``keys`` (of this encoder) and every other encoder; returns how many went."""
        with self._lock, self._connection:
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY)")
            self._connection.execute("DELETE FROM wanted")
            self._connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
            query = "DELETE FROM vectors WHERE encoder <> ? OR key NOT IN (SELECT key FROM wanted)"
            return self._connection.execute(query, (self._encoder,)).rowcount

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()
