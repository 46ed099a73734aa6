from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index import store as store_module
from index.errors import IndexNotReadyError
from index.store import Store, collection_name, similarity

HALF = 5e-3  # what rounding to bfloat16 may change in a cosine of 16 numbers; of 384 it is a tenth of that


@dataclass(frozen=True)
class Identity:
    name: str = "test@1"
    dimension: int = 16


def _unit(count: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _ids(count: int) -> list[str]:
    return [f"p{i}" for i in range(count)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path, "", Identity(), create=True)


def test_nearest_gives_cosines_best_first(store: Store) -> None:
    vectors = _unit(300)
    store.put(_ids(300), vectors)
    query = _unit(1, seed=9)[0]
    found = store.nearest(query, 20)
    cosines = dict(zip(_ids(300), vectors @ query, strict=True))
    np.testing.assert_allclose([score for _, score in found], [cosines[one] for one, _ in found], atol=HALF)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert min(cosines[one] for one, _ in found) >= sorted(cosines.values())[-20] - HALF


def test_similarity_falls_as_distance_grows_and_is_one_for_the_same_and_minus_one_for_the_opposite() -> None:
    values = [similarity(distance) for distance in (0.0, 0.1, 0.5, 1.0, 1.9, 2.0)]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)
    assert similarity(0.0) == 1.0
    assert similarity(2.0) == -1.0


def test_chromas_own_graph_is_cosine_and_agrees_with_the_exact_answer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = _unit(500) * np.linspace(0.5, 3, 500, dtype=np.float32)[:, None]  # lengths must not matter
    store.put(_ids(500), vectors)
    query = _unit(1, seed=3)[0]
    exact = store.nearest(query, 10)
    monkeypatch.setattr(store_module, "_EXACT_ROWS", 10)
    through_graph = store.nearest(query, 10)
    assert through_graph[0][0] == exact[0][0]
    assert len({one for one, _ in through_graph} & {one for one, _ in exact}) >= 9
    np.testing.assert_allclose(through_graph[0][1], exact[0][1], atol=HALF)


@pytest.mark.parametrize("exact_rows", [8_000, 10])
def test_only_allowed_ids_are_found_and_always_as_many_as_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch, exact_rows: int
) -> None:
    monkeypatch.setattr(store_module, "_EXACT_ROWS", exact_rows)
    vectors = _unit(400)
    store.put(_ids(400), vectors)
    query = _unit(1, seed=5)[0]
    for allowed in (frozenset(_ids(200)), frozenset(_ids(400)[::3]), {"p7"}, ["p1", "p2", "unknown"], frozenset()):
        found = store.nearest(query, 15, allowed)
        known = [one for one in allowed if one != "unknown"]
        assert len(found) == min(15, len(known))
        assert {one for one, _ in found} <= set(allowed)
        best = max(known, key=lambda one: float(vectors[int(one[1:])] @ query), default=None)
        assert (found[0][0] if found else None) == best


def test_the_same_allowed_set_after_a_change_shows_the_change(store: Store) -> None:
    store.put(_ids(20), _unit(20))
    allowed = frozenset(_ids(40))
    query = _unit(1, seed=7)[0]
    store.nearest(query, 5, allowed)
    store.put(["p30"], query[None, :])
    assert store.nearest(query, 1, allowed)[0][0] == "p30"
    store.remove(["p30", "never there"])
    assert store.nearest(query, 1, allowed)[0][0] != "p30"


def test_put_again_replaces(store: Store) -> None:
    store.put(["a", "b"], _unit(2))
    query = _unit(1, seed=7)[0]
    store.put(["a"], query[None, :])
    assert store.count() == 2
    assert store.ids() == {"a", "b"}
    assert store.nearest(query, 1) == [("a", pytest.approx(1.0, abs=HALF))]


def test_similarities_of_named_ids_come_in_order_and_are_zero_for_unknown_ones(store: Store) -> None:
    vectors = _unit(10)
    store.put(_ids(10), vectors)
    query = _unit(1, seed=2)[0]
    found = store.similarities(query, ["p3", "unknown", "p0"])
    np.testing.assert_allclose(found, [vectors[3] @ query, 0.0, vectors[0] @ query], atol=HALF)


def test_every_id_comes_with_its_cosine_until_there_are_too_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = _unit(30)
    store.put(_ids(30), vectors)
    query = _unit(1, seed=2)[0]
    every = store.every(query)
    assert every is not None
    np.testing.assert_allclose(every[1], [vectors[int(one[1:])] @ query for one in every[0]], atol=HALF)
    monkeypatch.setattr(store_module, "_COMPARED_ROWS", 29)
    assert store.every(query) is None


def test_an_empty_store_finds_nothing(store: Store) -> None:
    assert store.nearest(_unit(1)[0], 5) == []
    assert store.ids() == set()
    assert list(store.similarities(_unit(1)[0], ["a"])) == [0.0]


def test_vectors_of_another_length_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="length 8"):
        store.put(["a"], np.ones((1, 8), dtype=np.float32))


def test_what_was_put_is_there_when_opened_again(tmp_path: Path) -> None:
    Store.open(tmp_path, "", Identity(), create=True).put(_ids(50), _unit(50))
    assert Store.open(tmp_path, "", Identity()).count() == 50


def test_without_an_index_the_error_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(IndexNotReadyError, match=r"no index yet: run `paragraf sync`"):
        Store.open(tmp_path, "", Identity())


def test_another_encoder_is_an_error_that_names_the_command_and_builds_beside(tmp_path: Path) -> None:
    old = Store.open(tmp_path, "", Identity("old@1"), create=True)
    old.put(_ids(3), _unit(3))
    with pytest.raises(IndexNotReadyError, match=r"another encoder than 'new@1': run `paragraf sync`.*beside"):
        Store.open(tmp_path, "", Identity("new@1"))
    new = Store.open(tmp_path, "", Identity("new@1"), create=True)
    assert new.count() == 0
    assert old.count() == 3
    assert new.other_collections() == [collection_name("old@1")]
    assert new.drop_others() == [collection_name("old@1")]
    assert new.other_collections() == []
    with pytest.raises(IndexNotReadyError):
        Store.open(tmp_path, "", Identity("old@1"))


def test_telemetry_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "true")
    opened = Store.open(tmp_path, "", Identity(), create=True)
    assert opened._client.get_settings().anonymized_telemetry is False


WRITER = """
import sys, numpy as np
from dataclasses import dataclass
from pathlib import Path
from index.store import Store
@dataclass(frozen=True)
class Identity:
    name: str = "test@1"
    dimension: int = 16
store = Store.open(Path(sys.argv[1]), "", Identity(), create=True)
batch = 0
while True:
    store.put([f"{batch}-{i}" for i in range(100)], np.random.default_rng(batch).standard_normal((100, 16)).astype("f4"))
    print(batch, flush=True)
    batch += 1
"""


def test_a_kill_loses_no_finished_batch(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    finished = [int(writer.stdout.readline()) for _ in range(12)][-1]
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    opened = Store.open(tmp_path, "", Identity())
    assert {f"{batch}-{i}" for batch in range(finished + 1) for i in range(100)} <= opened.ids()
    assert opened.nearest(_unit(1)[0], 5)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "chroma"
    if not program.exists():
        pytest.skip("the `chroma` command is not installed beside this python")
    log = (tmp_path / "chroma.log").open("w")
    process = subprocess.Popen(
        [str(program), "run", "--path", str(tmp_path / "served"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    for _ in range(300):
        if process.poll() is not None:
            pytest.skip(f"`chroma run` cannot start here: {(tmp_path / 'chroma.log').read_text()[-300:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)
    log.close()


def test_a_chroma_server_by_address_works_like_a_folder(server: str, tmp_path: Path) -> None:
    vectors = _unit(120)
    Store.open(tmp_path / "unused", server, Identity(), create=True).put(_ids(120), vectors)
    reader = Store.open(tmp_path / "unused", server, Identity())
    query = _unit(1, seed=4)[0]
    best = int(np.argmax(vectors @ query))
    assert reader.nearest(query, 3)[0] == (f"p{best}", pytest.approx(float(vectors[best] @ query), abs=HALF))
    assert len(reader.nearest(query, 50, frozenset(_ids(30)))) == 30
    assert not (tmp_path / "unused").exists()


def test_a_server_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(IndexNotReadyError, match=r"no Chroma server answers at http://127\.0\.0\.1:9 .*chroma run"):
        Store.open(tmp_path, "http://127.0.0.1:9", Identity())
