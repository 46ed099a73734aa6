"""Blocks that are never cut, and how they are packed into messages.

A block is a statement with its numbers, an item of a list, a heading: finished markdown. Packing breaks between blocks
only, and never leaves a heading alone at the end. What is longer than a block is first cut into several by `pieces`, at
a paragraph's, a sentence's or a word's end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.exts.render.limits import BLOCK, width

_SENTENCE_END = re.compile(r"[.!?;:]['\"”“»)]?\s")


@dataclass(frozen=True, slots=True)
class Block:
    """Finished markdown that stays in one message. ``gap`` stands before it; a glued block stays with the next one."""

    text: str
    gap: str = "\n\n"
    glued: bool = False


def pack(blocks: Iterable[Block], limit: int) -> list[list[Block]]:
    """Blocks by message, in order, each message at most ``limit`` wide.

    Raises:
        ValueError: a block (or a chain of glued ones) is wider than ``limit``.
    """
    pages: list[list[Block]] = []
    for chain in _chains(blocks):
        if pages and width(joined([*pages[-1], *chain])) <= limit:
            pages[-1].extend(chain)
        elif width(joined(chain)) <= limit:
            pages.append(list(chain))
        else:
            raise ValueError(f"a block of {width(joined(chain))} does not fit into {limit}")
    return pages


def joined(blocks: Sequence[Block]) -> str:
    """The markdown of a message's blocks."""
    return "".join((one.gap if at else "") + one.text for at, one in enumerate(blocks))


def pieces(text: str, fits: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Spans that cover a text (but for the white space between them), each of which fits.

    ``fits`` must hold for shorter texts where it holds for longer ones, and for a single character.
    """
    spans: list[tuple[int, int]] = []
    start = _skip(text, 0)
    while start < len(text):
        rest = text[start:]
        size = len(rest) if fits(rest) else _boundary(rest, _longest(rest, fits))
        end = start + size
        spans.append((start, start + len(text[start:end].rstrip())))
        start = _skip(text, end)
    return spans


def block_fits(make: Callable[[str], str], limit: int = BLOCK) -> Callable[[str], bool]:
    """Whether what is made of a piece is no wider than a block."""
    return lambda piece: width(make(piece)) <= limit


def _chains(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.glued:
            yield chain
            chain = []
    if chain:
        yield chain


def _skip(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _boundary(text: str, at: int) -> int:
    """The best place to cut at or before ``at``, in its second half: paragraph, sentence, word; else right there."""
    half = at // 2
    for found in (text.rfind("\n\n", half, at), _last_sentence(text, half, at)):
        if found > 0:
            return found
    space = max(text.rfind(sign, half, at + 1) for sign in (" ", "\n"))
    return space if space > 0 else at


def _last_sentence(text: str, start: int, end: int) -> int:
    return max((one.end() for one in _SENTENCE_END.finditer(text, start, end)), default=-1)
