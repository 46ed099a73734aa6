"""What a connector hands to the sync: sources found, unchanged, missed or merely visited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Fetched

if TYPE_CHECKING:
    from index.sources.http import Client


@dataclass(frozen=True, slots=True)
class Validators:
    """What an HTTP server gave to recognise its answer by; empty where it gave nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the last sync remembers of a source that it read to the end."""

    sha256: str
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Found:
    """A source whose bytes are there; ``load`` brings them when they are needed, ``size`` counts them.

    ``in_memory`` says that ``load`` holds the bytes, so that the sync can put them on disk until their turn comes.
    """

    source: str
    sha256: str
    size: int
    load: Callable[[], bytes]
    media_type: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    validators: Validators = Validators()
    in_memory: bool = False

    def fetched(self) -> Fetched:
        """The bytes with their hash as they are now (a file may have changed since it was found).

        Raises:
            OSError: the file is gone or cannot be read any more.
        """
        content = self.load()
        return Fetched(self.source, content, hashlib.sha256(content).hexdigest(), self.media_type, dict(self.hints))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server or the connector says that the known copy still holds."""

    source: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A source that could not be had; its old copy stays. A ``source`` that ends in ``/`` stands for all below it.

    ``skipped`` tells a file that is left out (too large, unreadable) from a source that failed.
    """

    source: str
    reason: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Visited:
    """An address that is no document itself (a feed), with what recognises its answer next time."""

    source: str
    sha256: str
    validators: Validators


Item = Found | Unchanged | Missed | Visited


@dataclass(frozen=True, slots=True)
class Visit:
    """What a connector may use: the memory of the last sync, the way to the network, the limits."""

    known: Mapping[str, Known]
    client: Client
    max_bytes: int


def found_bytes(
    source: str,
    content: bytes,
    *,
    media_type: str = "",
    hints: Mapping[str, str] | None = None,
    validators: Validators = Validators(),
) -> Found:
    """A source whose bytes came over the network. Empty hints are dropped: they say nothing."""
    certain = {key: value for key, value in (hints or {}).items() if value}
    digest = hashlib.sha256(content).hexdigest()
    return Found(source, digest, len(content), lambda: content, media_type, certain, validators, in_memory=True)


def found_file(source: str, path: Path, hints: Mapping[str, str] | None = None) -> Found:
    """A source that is a file: hashed now, read again when its turn comes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return Found(source, digest, size, path.read_bytes, hints=dict(hints or {}))
