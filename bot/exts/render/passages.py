"""A passage in its context: what stands before and after it in small print, the cited span in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.naming import named
from bot.exts.render.answers import pinpoint
from bot.exts.render.blocks import Block, block_fits, pieces
from bot.exts.render.escape import clean, escape, link, shortened, within
from bot.exts.render.limits import BLOCK
from bot.exts.render.looks import Tone, sign, state_line
from bot.exts.render.payload import Payload, paged
from bot.exts.render.sourced import is_legal, titled
from bot.messages import say
from index.documents import DocumentInfo, Language, Passage
from index.law_in_time import standing_on
from index.read.links import deep_link

_NEIGHBOUR = 240
_WHOLE = 0.9
_PAGE = 3800


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage to show. ``mark`` are offsets into the document; ``number`` is the one that an answer gave it."""

    info: DocumentInfo
    passage: Passage
    before: Sequence[Passage] = ()
    after: Sequence[Passage] = ()
    mark: tuple[int, int] | None = None
    number: int | None = None


def passage(view: PassageView, language: Language, today: date) -> list[Payload]:
    """The passage between its neighbours, with its legal state on ``today`` and a link to the original."""
    info, shown = view.info, view.passage
    standing = standing_on(info, today)
    url = deep_link(info, shown)
    blocks = [Block(_head(view, language, today))]
    if view.before:
        blocks.append(_neighbour("◀", view.before[-1].text, from_end=True))
    blocks.extend(_quoted(shown, view.mark))
    if view.after:
        blocks.append(_neighbour("▶", view.after[0].text, from_end=False))
    if shown.note:
        blocks.append(Block(f"⚠️ {within(say('partial_note', language, note=shown.note), BLOCK - 10)}"))
    original = link(say("discord_original", language), url)
    if url and original.startswith("["):
        blocks.append(Block(f"↗ {original}"))
    number = "" if view.number is None else f"[{view.number}] "
    title = number + named(info, pinpoint(info, shown), language)
    tone = {"🟢": Tone.LAW, "🟡": Tone.CAREFUL, "📰": Tone.NEWS, "⚪": Tone.PAST}.get(sign(info, standing), Tone.PLAIN)
    footer = say("as_of", language, day=today.isoformat())
    return paged(blocks, title=title, tone=tone, footer=footer, limit=_PAGE)


def _head(view: PassageView, language: Language, today: date) -> str:
    info, where = view.info, pinpoint(view.info, view.passage)
    name = titled(info, where) if is_legal(info, where) else titled(info)
    lines = [f"**{within(name, 200)}**"] if name != where else []
    lines.append(f"-# {state_line(info, standing_on(info, today), language, named=True)}")
    way = " › ".join(_way(view, where, name))
    if way:
        lines.append(f"-# {within(way, 300)}")
    return "\n".join(lines)


def _way(view: PassageView, where: str, name: str) -> list[str]:
    """The headings above a passage, without what title and name say already."""
    left = (one.removeprefix(where).lstrip(":·–- ") for one in view.passage.headings if one)
    return [one for one in left if one and one not in (view.info.title, name, where)]


def _neighbour(sign: str, text: str, *, from_end: bool) -> Block:
    """What stands before or after, in small print, with the sign of the button that leads there."""
    flat = " ".join(clean(text).split())
    cut = shortened(flat[::-1], _NEIGHBOUR)[::-1] if from_end else shortened(flat, _NEIGHBOUR)
    return Block(f"-# {sign} {escape(cut)}")


def _quoted(shown: Passage, mark: tuple[int, int] | None) -> list[Block]:
    """The passage as block quotes; each piece is whole in one message."""
    start, end = _marked(shown, mark)

    def fits(piece: str) -> bool:
        return block_fits(lambda one: _lines(one, 0, len(one)), BLOCK)(piece)

    return [
        Block(_lines(shown.text[first:last], max(0, start - first), min(last, end) - first), "\n\n" if not at else "\n")
        for at, (first, last) in enumerate(pieces(shown.text, fits))
    ]


def _marked(shown: Passage, mark: tuple[int, int] | None) -> tuple[int, int]:
    """The cited span within the passage; empty where all of it is cited: bold everywhere shows nothing."""
    if mark is None:
        return (0, 0)
    start, end = max(0, mark[0] - shown.start), min(len(shown.text), mark[1] - shown.start)
    return (start, end) if 0 < end - start < _WHOLE * len(shown.text) else (0, 0)


def _lines(text: str, start: int, end: int) -> str:
    """Quoted lines of a text whose span from ``start`` to ``end`` is bold, line by line."""
    lines: list[str] = []
    at = 0
    for line in text.split("\n"):
        low, high = max(start - at, 0), min(end - at, len(line))
        lines.append(f"> {_bold(line, low, high)}" if line.strip() else ">")
        at += len(line) + 1
    return "\n".join(lines).replace("\n>\n", "\n> \n")


def _bold(line: str, start: int, end: int) -> str:
    span = line[start:end] if end > start else ""
    if not span.strip():
        return escape(line).strip()
    start += len(span) - len(span.lstrip())
    end -= len(span) - len(span.rstrip())
    inner = escape(line[start:end])
    return f"{escape(line[:start])}**{inner}**{escape(line[end:])}".strip() if inner else escape(line).strip()
