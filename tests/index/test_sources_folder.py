"""A folder of files as people have them: links, hidden files, huge ones, some that may not be read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SettingsError, SourceUnavailableError
from index.settings import FolderSource
from index.sources import Found, Item, Missed, origin
from index.sources.folder import fetch

LIMIT = 10_000


def listed(folder: Path, **options: object) -> list[Item]:
    return list(fetch(FolderSource(type="folder", path=folder, **options), LIMIT))  # type: ignore[arg-type]


def names(items: list[Item], folder: Path) -> list[str]:
    return [one.source.removeprefix(f"{folder}/") for one in items if isinstance(one, Found)]


def reasons(items: list[Item], folder: Path) -> dict[str, str]:
    return {one.source.removeprefix(f"{folder}/"): one.reason for one in items if isinstance(one, Missed)}


def test_files_come_in_the_order_of_their_names_with_their_bytes(tmp_path: Path) -> None:
    for name in ("b/2.md", "a/1.md", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    items = listed(tmp_path)
    assert names(items, tmp_path) == ["a/1.md", "b/2.md", "c.txt"]
    first = items[0]
    assert isinstance(first, Found)
    assert first.fetched().content == b"a/1.md"
    assert first.fetched().sha256 == first.sha256


def test_a_file_that_changed_since_it_was_listed_is_hashed_as_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("before")
    (found,) = listed(tmp_path)
    assert isinstance(found, Found)
    (tmp_path / "a.txt").write_text("after")
    assert found.fetched().content == b"after"
    assert found.fetched().sha256 != found.sha256


def test_patterns_include_and_exclude(tmp_path: Path) -> None:
    for name in ("README.md", "law/README.md", "law/awg.md", "pairs/deep/x.tsv", "news.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(name)
    assert names(listed(tmp_path, exclude=("**/README.md", "pairs/**")), tmp_path) == ["law/awg.md", "news.txt"]
    assert names(listed(tmp_path, include=("*.md",)), tmp_path) == ["README.md", "law/README.md", "law/awg.md"]


def test_a_readme_is_a_document_like_others_unless_excluded(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("about")
    assert names(listed(tmp_path), tmp_path) == ["README.md"]


def test_a_pattern_that_is_none_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="pattern"):
        listed(tmp_path, exclude=("!",))


def test_hidden_files_are_passed_over_in_silence(tmp_path: Path) -> None:
    for name in (".git/config", ".DS_Store", "~$draft.docx", "draft.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    items = listed(tmp_path)
    assert names(items, tmp_path) == ["draft.docx"]
    assert reasons(items, tmp_path) == {}


def test_links_are_followed_and_circles_end(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "far.txt").write_text("far")
    (folder / "near.txt").write_text("near")
    (folder / "alias.txt").symlink_to(folder / "near.txt")
    (folder / "linked").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(folder)
    (folder / "broken.txt").symlink_to(tmp_path / "nowhere")
    items = listed(folder)
    assert names(items, folder) == ["alias.txt", "linked/far.txt", "near.txt"]
    assert reasons(items, folder) == {"broken.txt": "the link leads nowhere"}


def test_what_cannot_be_a_document_is_named_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "fine.txt").write_text("fine")
    items = listed(tmp_path)
    assert names(items, tmp_path) == ["fine.txt"]
    found = reasons(items, tmp_path)
    assert found["pipe"] == "not a regular file"
    assert found["empty.txt"] == "the file is empty"
    assert "max_file_megabytes" in found["big.bin"]
    assert all(one.skipped for one in items if isinstance(one, Missed))


def test_a_missing_folder_is_an_error_and_not_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="cannot be listed"):
        listed(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceUnavailableError, match="cannot be listed"):
        listed(tmp_path / "file")


def test_the_origin_of_a_folder_ignores_detours(tmp_path: Path) -> None:
    one = FolderSource(type="folder", path=tmp_path / "a" / ".." / "b")
    other = FolderSource(type="folder", path=tmp_path / "b")
    assert origin(one) == origin(other)


LISTING = """
import os, sys
from pathlib import Path
import pathspec
from index.settings import FolderSource
from index.sources import Missed
from index.sources.folder import fetch
os.setuid(65534)
for item in fetch(FolderSource(type="folder", path=Path(sys.argv[1])), 10_000):
    print(item.source.removeprefix(sys.argv[1]), getattr(item, "reason", "found"))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become a user who may not read everything")
def test_files_and_folders_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "inside.txt").write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "open.txt").write_text("x")
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    (tmp_path / "open.txt").chmod(0o644)
    (tmp_path / "secret.txt").chmod(0o600)
    closed.chmod(0o700)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LISTING, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=60,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"another user cannot run Python here: {done.stderr.strip().splitlines()[-1]}")
    assert done.stdout.splitlines() == [
        "/closed/ the folder cannot be listed (Permission denied)",
        "/open.txt found",
        "/secret.txt cannot be read (Permission denied)",
    ]


def test_a_link_in_a_circle_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c.md").write_text("c")
    items = listed(tmp_path)
    assert names(items, tmp_path) == ["c.md"]
    assert reasons(items, tmp_path).keys() == {"a", "b"}


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    with Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.md")).open("wb") as file:
        file.write(b"x")
    assert names(listed(tmp_path), tmp_path) == ["bad\\xff.md"]
