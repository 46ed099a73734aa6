"""The timeline's message: the picture, and under the same numbers the events with links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.exts.render.blocks import Block
from bot.exts.render.escape import link, within
from bot.exts.render.looks import state_line
from bot.exts.render.payload import Payload, paged
from bot.messages import say
from bot.timeline import Event
from index.documents import Language
from index.law_in_time import standing_on


def timeline(
    topic: str, events: Sequence[Event], language: Language, today: date, image: str = "timeline.png"
) -> list[Payload]:
    """Dated, cited events, oldest first, with the attached picture on the first message."""
    blocks = [Block(_item(number, event, language, today), "\n") for number, event in enumerate(events, start=1)] or [
        Block(say("discord_timeline_empty", language))
    ]
    title = say("discord_timeline_title", language)
    footer = say("as_of", language, day=today.isoformat())
    pages = paged(blocks, title=f"{title}: {topic}" if topic else title, footer=footer)
    if events and image:
        pages[0].embeds[0].set_image(url=f"attachment://{image}")
    return pages


def _item(number: int, event: Event, language: Language, today: date) -> str:
    info = event.info
    head = f"**[{number}]** `{event.day_text}` {link(info.title, info.url, 140)}"
    if info.citation and info.citation not in info.title:
        head += f" · {within(info.citation, 80)}"
    what = say(f"timeline_{event.what.value}", language)
    return f"{head}\n-# {what} · {state_line(info, standing_on(info, today), language)}"
