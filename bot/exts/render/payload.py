"""One message to send or edit: embeds, or the same as plain text for a channel where embeds are not allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.exts.render.blocks import Block, joined, pack
from bot.exts.render.escape import plain, safe_url, within
from bot.exts.render.limits import DESCRIPTION, FOOTER, MESSAGE, TITLE
from bot.exts.render.looks import Tone

_OUR_LINK = re.compile(r"\]\((https?://[^\s()<>]+)\)")
_FOOTER_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Payload:
    """What one message shows. ``blocks`` are what its embed is made of, for `plain`."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    def kwargs(self) -> dict[str, Any]:
        """Arguments for discord.py's ``send`` and ``edit``; nobody is ever pinged."""
        return {
            "content": self.content or None,
            "embeds": list(self.embeds),
            "allowed_mentions": discord.AllowedMentions.none(),
        }

    def plain(self) -> list[str]:
        """The same without embeds, as contents of at most 2,000 characters each; links show no previews."""
        blocks = [Block(self.content)] if self.content else []
        for embed in self.embeds:
            if embed.title:
                blocks.append(Block(f"**{embed.title}**", glued=True))
            blocks.extend(self.blocks)
            if embed.footer.text:
                blocks.append(Block(f"-# {within(embed.footer.text, _FOOTER_SHOWN)}", gap="\n"))
        quiet = [Block(_OUR_LINK.sub(r"](<\1>)", one.text), one.gap, one.glued) for one in blocks]
        return [joined(page) for page in pack(quiet, MESSAGE)]


def paged(
    blocks: Sequence[Block],
    *,
    title: str = "",
    url: str = "",
    tone: Tone = Tone.PLAIN,
    footer: str = "",
    limit: int = DESCRIPTION,
) -> list[Payload]:
    """Blocks as one message, or as several that say which of how many each is. ``title`` is foreign text."""
    pages = pack(blocks, min(limit, DESCRIPTION)) or [[]]
    return [
        _page(page, title if at == 1 else "", url, tone, _numbered(footer, at, len(pages)))
        for at, page in enumerate(pages, start=1)
    ]


def _page(page: Sequence[Block], title: str, url: str, tone: Tone, footer: str) -> Payload:
    embed = discord.Embed(colour=tone.colour, description=joined(page) or None)
    if title:
        embed.title = within(title, TITLE)
        embed.url = safe_url(url) or None
    if footer:
        embed.set_footer(text=plain(footer, min(FOOTER, _FOOTER_SHOWN)))
    return Payload(embeds=(embed,), blocks=tuple(page))


def _numbered(footer: str, at: int, of: int) -> str:
    if of == 1:
        return footer
    return f"{footer} · {at}/{of}" if footer else f"{at}/{of}"


def card(title: str, lines: Sequence[str], *, tone: Tone = Tone.PLAIN, footer: str = "") -> list[Payload]:
    """A text of our own (help, privacy, settings, status). Its lines are trusted markdown: escape what came from people."""
    return paged([Block(line, gap="\n") for line in lines if line], title=title, tone=tone, footer=footer)


def notice(text: str, tone: Tone = Tone.PLAIN) -> Payload:
    """One short line of our own, trusted markdown."""
    return Payload(embeds=(discord.Embed(colour=tone.colour, description=text),), blocks=(Block(text),))
