"""Item numbers of the Commerce Control List: ``a.2.b``."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"^(?P<path>[a-z]{1,2}(?:\s?\.(?:[a-z]{1,2}(?![a-z])|\d{1,3}))*)"
    r"(?:\.{1,2}(?=\s|$)|(?<=\.[a-z0-9])(?=\s)|(?<=\d)(?=\s)|(?=\s(?:\[|through)))\s*"
)
_NOT_ITEMS = ("e.g", "i.e")


def item_path(text: str) -> str:
    """The number at the start of an item paragraph (``a.2.a`` of ``a.2.a. Analog ...``); empty where it has none."""
    match = _ITEM.match(text)
    path = re.sub(r"\s", "", match["path"]) if match else ""
    return "" if path in _NOT_ITEMS else path


def goes_on(last: str, path: str) -> bool:
    """Whether ``path`` can follow ``last``: below it, or later than it or than what it stands in."""
    before = last.split(".") if last else []
    parts = path.split(".")
    depth = next((index for index, (one, two) in enumerate(zip(before, parts, strict=False)) if one != two), None)
    if depth is None:
        return len(parts) > len(before)
    return _rank(parts[depth]) > _rank(before[depth])


def _rank(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdigit() else (len(part), part)
