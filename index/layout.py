"""Where the parts of an index lie inside its folder. One place, so that sync and search never disagree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The files and folders of one index; nothing is made or opened here."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        """Documents and passages."""
        return self.folder / "catalogue.sqlite"

    @property
    def chroma(self) -> Path:
        """The embedded Chroma database."""
        return self.folder / "chroma"

    @property
    def words(self) -> Path:
        """The full-text index."""
        return self.folder / "words"

    @property
    def vectors(self) -> Path:
        """The cache of vectors that were computed once."""
        return self.folder / "vectors.sqlite"
