"""Where the index cannot be brought up to date, what it held before still answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.console.syncing import ensure_built
from index.catalogue import Catalogue
from index.documents import Language
from index.lock import owned
from tests.index.syncing import folder_of, quick_sync, settings_of, write_stories


def test_while_another_sync_is_at_work_the_index_is_read_as_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, index = tmp_path / "texts", tmp_path / "index"
    write_stories(folder, range(3))
    quick_sync(settings_of(index, folder_of(folder)))
    with owned(index):
        ensure_built(settings_of(index, folder_of(folder)), Language.EN)
    assert "another sync is at work" in " ".join(capsys.readouterr().err.split())
    catalogue = Catalogue.in_folder(index)
    assert catalogue.counts()[0] == 3
    catalogue.close()
