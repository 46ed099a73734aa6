"""The timeline's message: the picture, and under the same numbers the events with links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.exts.render.blocks import Block
from bot.exts.render.escape import link
from bot.exts.render.looks import sign
from bot.exts.render.payload import Payload, paged
from bot.exts.render.sourced import where_from
from bot.messages import kind_name, say, standing_name
from bot.timeline import Event
from index.documents import Kind, Language
from index.law_in_time import Standing, standing_on


def timeline(
    topic: str, events: Sequence[Event], language: Language, today: date, image: str = "timeline.png", count: int = 0
) -> list[Payload]:
    """Dated, cited events, oldest first, with the attached picture on the first message; ``count`` is how many there are."""
    blocks = [Block(_item(number, event, language, today), "\n") for number, event in enumerate(events, start=1)] or [
        Block(say("discord_timeline_empty", language))
    ]
    if count > len(events):
        blocks.append(Block(f"-# {say('timeline_more', language, shown=len(events), count=count)}"))
    title = say("discord_timeline_title", language)
    footer = say("as_of", language, day=today.isoformat())
    pages = paged(blocks, title=f"{title}: {topic}" if topic else title, footer=footer)
    if events and image:
        pages[0].embeds[0].set_image(url=f"attachment://{image}")
    return pages


def _item(number: int, event: Event, language: Language, today: date) -> str:
    """Number, day and linked title; what happened, to what kind of text, and where that stands, in small print."""
    info = event.info
    where = info.citation or info.title
    name = link(event.title, info.url, 140)
    parts = [where_from(info, where)]
    if info.kind is not Kind.NEWS:
        parts = [say(f"timeline_{event.what.value}", language), _kind_and_state(event, language, today), *parts]
    if info.own_words:
        parts.append(say("brief", language))
    signed = f"{sign(info, standing_on(info, today))} {' · '.join(one for one in parts if one)}".strip()
    return f"**[{number}]** `{event.day_text}` {name}\n-# {signed or kind_name(info.kind, language)}"


def _kind_and_state(event: Event, language: Language, today: date) -> str:
    """The kind, and the legal state where it says more than the event itself."""
    info = event.info
    kind, standing = kind_name(info.kind, language), standing_on(info, today)
    plain = standing.standing in (Standing.REPORTED, Standing.IN_FORCE) or standing.bound == event.day
    return kind if plain else f"{kind}, {standing_name(standing, language)}"
