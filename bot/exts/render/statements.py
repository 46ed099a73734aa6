"""What an answer says: its statements with their numbers, how the question was read, what a reader has to beware of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer, Statement
from bot.answering.contract import caveats, quoted
from bot.exts.render.blocks import Block, block_fits, pieces
from bot.exts.render.escape import escape_line, within
from bot.exts.render.limits import BLOCK
from bot.exts.render.looks import brief_state
from bot.messages import say
from index.documents import Language
from index.law_in_time import Standing

_GLOSS = 300


def statements(said: Answer) -> list[Block]:
    """The statements in order; what a run of quotes has in common (law or news, in force or not) stands below its last.

    With one source alone, the list right below says it.
    """
    by_number = {one.number: one for one in said.citations}
    states = [
        brief_state(by_number[one.citations[0]].info, by_number[one.citations[0]].standing, said.language)
        if one.quote and len(by_number) > 1
        else ""
        for one in said.statements
    ]
    blocks: list[Block] = []
    for at, statement in enumerate(said.statements):
        last_of_run = at + 1 == len(states) or states[at + 1] != states[at]
        below = f"\n-# {states[at]}" if states[at] and last_of_run else ""
        gap = "\n\n" if statement.quote or not at or said.statements[at - 1].quote else " "
        blocks.extend(_statement(statement, said.language, below, gap))
    return blocks


def _statement(statement: Statement, language: Language, below: str, gap: str) -> list[Block]:
    """A statement as one block; one too long for that as several, each with quotation marks and numbers of its own."""
    numbers = "".join(f"[{number}]" for number in statement.citations)
    if statement.gloss:
        below = f"\n-# {within(say('gloss', language, pairs=statement.gloss), _GLOSS)}{below}"

    def made(piece: str) -> str:
        text = escape_line(piece)
        return f"{quoted(text, language) if statement.quote else text} {numbers}"

    room = block_fits(made, BLOCK - len(below) - 4)
    spans = pieces(statement.text, room)
    texts = [statement.text[start:end] for start, end in spans]
    last = len(texts) - 1
    return [
        Block(
            made(("… " if at else "") + text + (" …" if at < last else "")) + (below if at == last else ""),
            gap if not at else "\n\n",
        )
        for at, text in enumerate(texts)
    ]


def read_as(said: Answer) -> tuple[list[Block], list[str]]:
    """How a follow-up was understood, which belongs above the answer, and the caveats that belong below it."""
    begin = say("followup_read_as", said.language, question="").strip()
    lines = caveats(said)
    above = [one for one in lines if one.startswith(begin)]
    return [small(one) for one in above], [one for one in lines if one not in above]


def cautions(said: Answer, lines: Sequence[str]) -> list[Block]:
    """What is open loudly, everything else in small print; what they quote of a source is escaped."""
    clocks = {
        say("open_clock", said.language, number=one.number, day=one.standing.bound.isoformat())
        for one in said.citations
        if one.standing.standing is Standing.OPEN and one.standing.bound is not None
    }
    unbounded = [
        one.number for one in said.citations if one.standing.standing is Standing.OPEN and one.standing.bound is None
    ]
    blocks: list[Block] = []
    if unbounded and not clocks:
        numbers = "".join(f"[{number}]" for number in sorted(unbounded))
        blocks.append(Block(f"⚠️ **{say('discord_open_state', said.language, numbers=numbers)}**"))
    for line in lines:
        if line in clocks:
            blocks.append(Block(f"⚠️ **{line}**"))
        else:
            blocks.append(small(line, "\n" if blocks and blocks[-1].text.startswith("-#") else "\n\n"))
    return blocks


def small(line: str, gap: str = "\n\n") -> Block:
    """A line in small print, escaped."""
    return Block(f"-# {within(line, BLOCK - 10)}", gap)
