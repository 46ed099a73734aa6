"""What every outlet does: drafts that overtake each other, then one end that no draft can cover."""

from __future__ import annotations

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

import discord

from bot.exts.render import Payload

_log = logging.getLogger(__name__)

EDIT_EVERY = 1.3
_EDIT_PATIENCE = 8.0

PageView = Callable[[int | None], discord.ui.View | None]
"""Buttons for a page shown in place (its number), or for the last of several messages (None)."""


class Outlet(ABC):
    """One place for one answer. Call `progress` as often as you like, then exactly one of `finish` and `end`.

    ``message_id`` is the message that shows the answer or its drafts, once that is known.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.message_id: int | None = None
        self._next: Payload | None = None
        self._files: dict[str, bytes] = {}
        self._closed = False
        self._worker: asyncio.Task[None] | None = None
        self._showing = asyncio.Lock()
        self._last = time.monotonic()

    def progress(self, payload: Payload) -> None:
        """Shows a state that may be overtaken by the next one; never faster than Discord takes edits."""
        if self._closed:
            return
        self._next = payload
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._keep_showing())

    async def finish(
        self, payloads: Sequence[Payload], view: PageView, files: Mapping[str, bytes] | None = None
    ) -> list[int]:
        """Shows the whole answer; returns the ids of its messages, none where nobody could be reached.

        ``files`` by name go with the first message.
        """
        await self._quiet()
        self._files = dict(files or {})
        return await self._finish(payloads, view)

    async def end(self, payload: Payload) -> None:
        """Shows why there is no answer, to the asker alone where that can be."""
        await self._quiet()
        try:
            await self._end(payload)
        except (discord.HTTPException, OSError) as error:
            _log.warning("nobody could be told", extra={"outlet": self.key, "error": str(error)})

    async def _keep_showing(self) -> None:
        while self._next is not None and not self._closed:
            await asyncio.sleep(max(0.0, self._last + self._pace() - time.monotonic()))
            async with self._showing:
                payload, self._next = self._next, None
                if payload is None or self._closed:
                    return
                try:
                    async with asyncio.timeout(_EDIT_PATIENCE):
                        await self._show(payload)
                except (discord.HTTPException, OSError, TimeoutError) as error:
                    _log.info("a draft was not shown", extra={"outlet": self.key, "error": str(error)})
                self._last = time.monotonic()

    def _pace(self) -> float:
        """Seconds from one draft to the next."""
        return EDIT_EVERY

    async def _quiet(self) -> None:
        """No draft after this; one that is on its way arrives first, so that it cannot cover the answer."""
        self._closed = True
        async with self._showing:
            if self._worker is not None:
                self._worker.cancel()

    @abstractmethod
    async def _show(self, payload: Payload) -> None: ...

    @abstractmethod
    async def _finish(self, payloads: Sequence[Payload], view: PageView) -> list[int]: ...

    @abstractmethod
    async def _end(self, payload: Payload) -> None: ...
