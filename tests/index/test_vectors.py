from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorCache


def _vectors(count: int) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((count, 8)).astype(np.float32)


def test_what_was_put_comes_back_exactly_and_the_rest_is_absent(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite", "one")
    vectors = _vectors(1200)
    keys = [cache.key(f"text {i}") for i in range(1200)]
    cache.put_many(keys, vectors)
    found = cache.get_many([*keys, cache.key("never seen")])
    assert len(found) == 1200
    np.testing.assert_array_equal(np.stack([found[key] for key in keys]), vectors)


def test_encoders_do_not_see_each_others_vectors(tmp_path: Path) -> None:
    one, other = (VectorCache(tmp_path / "vectors.sqlite", name) for name in ("one", "other"))
    one.put_many([one.key("text")], _vectors(1))
    assert other.get_many([other.key("text")]) == {}
    assert one.count() == 1
    assert other.count() == 0


def test_the_key_follows_every_character_of_the_text() -> None:
    assert VectorCache.key("§ 8 AWV") != VectorCache.key("§ 8  AWV")
    assert VectorCache.key("\ud800 lone surrogate")


def test_keep_only_forgets_other_texts_and_other_encoders(tmp_path: Path) -> None:
    one, other = (VectorCache(tmp_path / "vectors.sqlite", name) for name in ("one", "other"))
    one.put_many(["a", "b", "c"], _vectors(3))
    other.put_many(["a"], _vectors(1))
    assert one.keep_only(["b"]) == 3
    assert set(one.get_many(["a", "b", "c"])) == {"b"}
    assert other.count() == 0


def test_keys_and_vectors_must_match(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 keys for 1 vectors"):
        VectorCache(tmp_path / "vectors.sqlite", "one").put_many(["a", "b"], _vectors(1))


WRITER = """
import sys, numpy as np
from pathlib import Path
from index.vectors import VectorCache
cache = VectorCache(Path(sys.argv[1]), "one")
batch = 0
while True:
    cache.put_many([f"{batch}-{i}" for i in range(50)], np.full((50, 8), batch, dtype=np.float32))
    print(batch, flush=True)
    batch += 1
"""


def test_a_kill_loses_no_finished_batch_and_leaves_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    finished = [int(writer.stdout.readline()) for _ in range(5)][-1]
    time.sleep(0.02)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    cache = VectorCache(path, "one")
    for batch in range(finished + 1):
        found = cache.get_many([f"{batch}-{i}" for i in range(50)])
        assert len(found) == 50
        assert all((vector == batch).all() for vector in found.values())
    assert cache.count() % 50 == 0
