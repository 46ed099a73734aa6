"""Calls that a person waits for within Discord's three seconds: a state that hangs is as good as one that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.state import StateError

T = TypeVar("T")
SOON = 0.9


async def soon(work: Coroutine[Any, Any, T], seconds: float = SOON) -> T:
    """The result of a call of the state; the call goes on by itself where nobody waits for it any more.

    Raises:
        StateError: it failed, or took longer than ``seconds``.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.add_done_callback(_look_away)
        raise StateError(f"the state database did not reply within {seconds} s")
    return task.result()


def _look_away(task: asyncio.Future[Any]) -> None:
    """Whatever it ended with: it was counted as failed already."""
    if not task.cancelled():
        task.exception()
