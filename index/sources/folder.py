"""Files of a folder and everything below it.

Symbolic links are followed, but never in a circle; hidden files and lock files of office programs are passed over in
silence; pipes, devices, files that are too large or may not be read are named. A subfolder that cannot be listed keeps
what was read from it before: nothing is "gone" where nobody could look.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from index.errors import SettingsError, SourceUnavailableError
from index.settings import FolderSource
from index.sources.items import Item, Missed, found_file
from index.wording import message

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LEFTOVERS = "~$"


def fetch(source: FolderSource, max_bytes: int) -> Iterator[Item]:
    """Every file of the folder that the patterns let through, by path.

    Raises:
        SourceUnavailableError: the folder itself is missing or cannot be listed.
        SettingsError: a pattern is none.
    """
    root = source.path.expanduser()
    label = label_of(source)
    try:
        os.scandir(root).close()
    except OSError as error:
        raise SourceUnavailableError(label, message("folder_unlistable", error=_why(error))) from None
    wanted, unwanted = _patterns(label, source.include), _patterns(label, source.exclude)
    for relative, path, failure in _walk(root, PurePosixPath(), unwanted, frozenset()):
        name = f"{label}/{_readable(relative)}"
        if failure:
            yield Missed(name, failure, skipped=True)
        elif wanted.match_file(str(relative)):
            yield _file(name, path, max_bytes)


def label_of(source: FolderSource) -> str:
    """How the folder is called in sources and messages: as config.yaml writes it, without detours."""
    return PurePosixPath(os.path.normpath(source.label or source.path.expanduser())).as_posix()


def _patterns(label: str, lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise SettingsError(message("bad_pattern", source=label, error=error)) from None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _walk(
    folder: Path, below: PurePosixPath, unwanted: GitIgnoreSpec, above: frozenset[str]
) -> Iterator[tuple[str, Path, str]]:
    """(path relative to the root, path, failure) in the order of names; a folder that failed ends in ``/``.

    ``above`` holds the real paths of the folders on the way down: a link back to one of them is a loop.
    """
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield f"{below}/", folder, message("subfolder_unlistable", error=_why(error))
        return
    for entry in entries:
        relative = below / entry.name
        if entry.name.startswith((".", _LEFTOVERS)) or unwanted.match_file(str(relative)):
            continue
        if _is_folder(entry):
            yield from _walk(Path(entry.path), relative, unwanted, above | {real})
        else:
            yield str(relative), Path(entry.path), ""


def _readable(relative: str) -> str:
    """The name as text that can be stored and shown: bytes of it that are no UTF-8 in hexadecimal."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether to go down; a link that cannot be followed (a circle) is none and is named as a file."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _file(name: str, path: Path, max_bytes: int) -> Item:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Missed(name, message("not_a_file"), skipped=True)
        if status.st_size > max_bytes:
            reason = message("file_too_large", size=status.st_size / 1e6, limit=max_bytes / 1e6)
            return Missed(name, reason, skipped=True)
        if status.st_size == 0:
            return Missed(name, message("empty_file"), skipped=True)
        return found_file(name, path)
    except FileNotFoundError:
        return Missed(name, message("dead_link"), skipped=True)
    except OSError as error:
        return Missed(name, message("cannot_be_read", error=_why(error)), skipped=True)
