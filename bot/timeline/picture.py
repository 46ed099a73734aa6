"""The picture of a timeline as PNG, off the event loop. matplotlib is imported when the first one is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from bot.timeline.events import Event
from bot.timeline.theme import Theme
from index.documents import Language


async def picture(
    events: Sequence[Event], title: str, language: Language, *, today: date, theme: Theme = Theme.DARK
) -> bytes:
    """The PNG of 1 to 40 events in their order of time, with texts in ``language``.

    Raises:
        ValueError: no events, or more than 40.
    """
    return await asyncio.to_thread(_drawn, events, title, language, today, theme)


def _drawn(events: Sequence[Event], title: str, language: Language, today: date, theme: Theme) -> bytes:
    from bot.timeline.drawing import draw_png

    return draw_png(events, title, language, today, theme)
