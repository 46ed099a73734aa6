"""A sync can be killed at any point: what a reader sees stays whole, and the next sync ends where one without a kill ends.

The sync runs in a process of its own, which gets SIGKILL: nothing can be tidied up on the way out.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import writing
from index.vectors import VectorCache
from tests.index.syncing import (
    STAGES,
    Picture,
    QuickEncoder,
    cached_keys,
    folder_of,
    picture,
    quick_sync,
    settings_of,
    story,
    write_stories,
    wrong_vectors,
)

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).parent / "syncing.py"


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 12)
    monkeypatch.setattr(writing, "CHUNK", 5)


def start(index: Path, folder: Path, stage: str, times: int = 1) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(index), str(folder), stage, str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def first_edition(folder: Path) -> None:
    write_stories(folder, range(8))
    (folder / "zz-reprint.txt").write_text(story(2) + "\nPhoto: an agency\n", encoding="utf-8")


def second_edition(folder: Path) -> None:
    """Two changed, two new, one gone (the one that had a duplicate), a new duplicate."""
    write_stories(folder, [1, 4], edition=2)
    write_stories(folder, [8, 9])
    (folder / "story-002.txt").unlink()
    (folder / "zz-again.txt").write_text(story(5) + "\nPhoto: an agency\n", encoding="utf-8")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Picture, Picture]:
    """The texts, an index of their first edition, and pictures of the index before and after a sync without a kill."""
    base = tmp_path_factory.mktemp("ground")
    folder, index, after = base / "texts", base / "index", base / "after"
    first_edition(folder)
    quick_sync(settings_of(index, folder_of(folder)))
    before = picture(index, QuickEncoder())
    second_edition(folder)
    quick_sync(settings_of(after, folder_of(folder)))
    return folder, index, before, picture(after, QuickEncoder())


def assert_whole(seen: Picture, before: Picture, after: Picture) -> None:
    """Each document is as it was or as it will be, with all of its passages to be found."""
    assert seen.is_whole()
    for identity, document in seen.documents.items():
        said, found = strip(document), seen.passages[identity]
        states = [
            (strip(one.documents[identity]), one.passages[identity])
            for one in (before, after)
            if identity in one.documents
        ]
        # Between two steps a document may still stand beside its duplicate; its own text is whole all the same.
        assert (said, found) in states or identity not in before.documents or identity not in after.documents
    untouched = before.documents.keys() & after.documents.keys()
    assert untouched <= seen.documents.keys()


def strip(document: str) -> str:
    """Without the list of duplicates, which is settled last."""
    head, _, tail = document.partition(", also=(")
    return head + tail.partition(")")[2]


def assert_resumes(index: Path, folder: Path, after: Picture) -> None:
    known = cached_keys(index)
    encoder = QuickEncoder()
    quick_sync(settings_of(index, folder_of(folder), max_removed_share=1.0), encoder)
    again = [text for text in encoder.texts if VectorCache.key(text) in known]
    assert again == [], "embedded twice"
    resumed = picture(index, encoder)
    assert resumed == after
    assert resumed.is_consistent()
    assert wrong_vectors(index, encoder) == []


AGAIN = ("vectors are cached", "words are written", "documents have changed", "a source is marked")


@pytest.mark.parametrize(("stage", "times"), [*((one, 1) for one in STAGES), *((one, 3) for one in AGAIN)])
def test_killed_at_a_stage_it_goes_on_from_there(
    ground: tuple[Path, Path, Picture, Picture], tmp_path: Path, stage: str, times: int
) -> None:
    folder, built, before, after = ground
    index = tmp_path / "index"
    shutil.copytree(built, index)
    process = start(index, folder, stage, times)
    said, wrong = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, f"the stage never came: {said}{wrong}"
    assert_whole(picture(index, QuickEncoder()), before, after)
    assert_resumes(index, folder, after)


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_time_it_goes_on_from_there(
    ground: tuple[Path, Path, Picture, Picture], tmp_path: Path, seed: int
) -> None:
    folder, built, before, after = ground
    index = tmp_path / "index"
    shutil.copytree(built, index)
    chance = random.Random(seed)
    for _ in range(2):  # killed again while it resumes
        process = start(index, folder, "any time")
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0.0, 2.5))
        process.kill()
        process.communicate(timeout=30)
        assert_whole(picture(index, QuickEncoder()), before, after)
    assert_resumes(index, folder, after)


def test_killed_during_the_very_first_sync_it_goes_on_from_there(
    ground: tuple[Path, Path, Picture, Picture], tmp_path: Path
) -> None:
    folder, _, _, after = ground
    index = tmp_path / "index"
    for times in (1, 2, 3):
        process = start(index, folder, "documents have changed", times)
        process.communicate(timeout=120)
        assert picture(index, QuickEncoder()).is_whole()
    assert_resumes(index, folder, after)


def test_control_c_is_as_harmless_as_a_kill(ground: tuple[Path, Path, Picture, Picture], tmp_path: Path) -> None:
    folder, built, before, after = ground
    index = tmp_path / "index"
    shutil.copytree(built, index)
    process = start(index, folder, "any time")
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert_whole(picture(index, QuickEncoder()), before, after)
    assert_resumes(index, folder, after)
