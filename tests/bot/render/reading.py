"""A message as a strict reader of Discord's markdown sees it: what is alive in it after escapes are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable

import discord

from bot.exts.render import Payload
from bot.exts.render.limits import DESCRIPTION, EMBEDS_TOTAL, FOOTER, MESSAGE, TITLE, width

_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\(<?(https?://[^\s()<>]+)>?\)")
MARKER = re.compile(r"(?<!\\)\[(\d+)\](?!\()")
_GONE = "\ue000"


def alive(markdown: str) -> str:
    """The markdown without what is escaped."""
    return _ESCAPED.sub(_GONE, markdown)


def shown(markdown: str) -> str:
    """The text a person reads where only escapes are in it."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown).replace("\u200b", "")


def links(markdown: str) -> list[str]:
    """The addresses of masked links."""
    return [url for _, url in LINK.findall(markdown)]


def dangers(markdown: str) -> list[str]:
    """What of a text pings, links, fences, or changes the layout, our own masked links and bold aside."""
    left = alive(LINK.sub(_GONE, markdown))
    found = []
    for name, pattern in {
        "ping": r"@(?:everyone|here)|<[@#/:t]",
        "masked link": r"\]\(",
        "bare link": r"https?://|discord\.gg",
        "fence": r"`",
        "spoiler or strike": r"\|\||~~",
        "heading": r"(?m)^(?:> )?\s*#{1,3} ",
        "list": r"(?m)^(?:> )?\s*(?:[-+*] |\d+[.)] )",
        "underline": r"_",
        "emoji": r":\w{2,}:",
        "invisible": r"[\u202a-\u202e\u2066-\u2069\u2060\ufeff\u00ad]",
    }.items():
        if re.search(pattern, left):
            found.append(name)
    return found


def check_limits(payloads: Iterable[Payload]) -> None:
    """Every limit of Discord that a message can break."""
    for payload in payloads:
        assert width(payload.content) <= MESSAGE
        total = 0
        for embed in payload.embeds:
            total += _check_embed(embed)
        assert total <= EMBEDS_TOTAL
        assert payload.content or payload.embeds
        for text in payload.plain():
            assert 0 < width(text) <= MESSAGE


def _check_embed(embed: discord.Embed) -> int:
    parts = {TITLE: embed.title, DESCRIPTION: embed.description, FOOTER: embed.footer.text}
    for limit, text in parts.items():
        if text is not None:
            assert 0 < width(text) <= limit, limit
            assert text.strip()
    assert embed.description or embed.title
    return sum(width(text) for text in parts.values() if text)


def text_of(payloads: Iterable[Payload]) -> str:
    """All descriptions, a blank line between messages."""
    return "\n\n".join(embed.description or "" for payload in payloads for embed in payload.embeds)
