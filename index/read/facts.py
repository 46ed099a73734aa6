"""`DocumentInfo` from what a reader found and what the connector knows for certain."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, Status
from index.errors import UnreadableDocumentError
from index.wording import message


def slug(text: str, limit: int = 60) -> str:
    """``text`` as lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-.").lower()[:limit].strip("-.") or "document"


def name_of(source: str) -> str:
    """The file name (without its ending) or the last part of an address."""
    path = PurePosixPath(re.sub(r"[?#].*$", "", source).rstrip("/").replace("\\", "/"))
    return path.stem or path.name or source


def document_id(source: str) -> str:
    """An id for a document that states none: its name and a short hash of where it lies."""
    return f"{slug(name_of(source))}-{hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()[:6]}"


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


_TEXT = ("id", "title", "url", "citation", "published", "jurisdiction", "issuer")
_TYPED: dict[str, Callable[[str], Any]] = {
    "language": Language,
    "kind": Kind,
    "status": Status,
    "effective_from": _day,
    "effective_to": _day,
    "facts_as_of": _day,
    "stayed_until": _day,
    "topics": _list,
    "supersedes": _list,
    "superseded_by": _list,
}
_CERTAIN = frozenset({"status", "effective_from", "effective_to", "stayed_until", "superseded_by", "supersedes"})
"""Fields where a connector's word beats even what the text states (a superseded copy does not know that it is one)."""


def with_hints(info: DocumentInfo, fetched: Fetched, *, states_law: bool = False) -> DocumentInfo:
    """``info`` with the hints of ``fetched``: they replace guesses and fill gaps, and decide the legal state.

    ``states_law`` is for a source that states its own legal state (a brief): then hints only fill gaps.

    Raises:
        UnreadableDocumentError: a hint has a value that the field does not allow.
    """
    changes: dict[str, Any] = {}
    for name, value in fetched.hints.items():
        if not value or not (name in _TEXT or name in _TYPED):
            continue
        silent = name in info.guesses or not getattr(info, name)
        if not silent and (states_law or name not in _CERTAIN):
            continue
        try:
            changes[name] = _TYPED[name](value) if name in _TYPED else value
        except ValueError as error:
            raise UnreadableDocumentError(fetched.source, message("hint_field", field=name, error=error)) from error
    guesses = tuple(name for name in info.guesses if name not in changes)
    return replace(info, **changes, guesses=guesses)


def hinted(hints: Mapping[str, str], name: str, otherwise: str) -> str:
    """The hint of that name where there is one, else ``otherwise``."""
    return hints.get(name) or otherwise
