"""A gateway event that discord.py cannot read costs itself: by default its error would end the whole process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

_log = logging.getLogger("bot.gateway")
_ESSENTIAL = frozenset({"READY", "RESUMED"})


def guard(parsers: dict[str, Callable[[Any], Any]]) -> None:
    """Wraps discord.py's readers of events, all but those without which there is no session."""
    for name in parsers.keys() - _ESSENTIAL:
        parsers[name] = _guarded(name, parsers[name])


def _guarded(name: str, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def safely(data: Any) -> Any:
        try:
            return read(data)
        except Exception:  # noqa: BLE001 - whatever is wrong with one event, the next ones are read
            _log.exception("an event could not be read", extra={"event": name})
            return None

    return safely
