"""The briefs that ship with the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.documents import STARTER as PREFIX
from index.errors import SourceUnavailableError
from index.sources.items import Item, found_file
from index.wording import message

STARTER = Path(__file__).resolve().parent.parent / "starter"


def fetch(folder: Path = STARTER) -> Iterator[Item]:
    """Every brief, by file name; its source is ``starter/<file>`` wherever the program is installed."""
    briefs = sorted(folder.glob("*.md"))
    if not briefs:
        raise SourceUnavailableError("starter", message("no_briefs", folder=folder.name))
    for brief in briefs:
        yield found_file(f"{PREFIX}{brief.name}", brief)
