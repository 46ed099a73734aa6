"""An answer, a refusal, a draft: statements with their numbers, caveats, and a list in which every number stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Citation, NoAnswer, Reason, Statement
from bot.answering.contract import caveats, distinct, footer, quoted
from bot.exts.render.blocks import Block, block_fits, pieces
from bot.exts.render.escape import escape_line, link, plain, within
from bot.exts.render.limits import BLOCK, DESCRIPTION, OPTION, OPTIONS
from bot.exts.render.looks import Tone, brief_state, state_line, tone_of
from bot.exts.render.payload import Payload, paged
from bot.messages import kind_name, say
from index.documents import DocumentInfo, Language, Passage
from index.law_in_time import Standing, standing_on
from index.read.links import deep_link

_DRAFT_LINE = re.compile(r"^(.*?)((?:\s*\[\d+\])*)\s*$")
_TITLE = 160
_DRAFT = 3500
_LIST_LIMIT = 3


def result(said: Answer | NoAnswer) -> list[Payload]:
    """An answer or a refusal as messages, at least one: the first belongs into the deferred response."""
    return refusal(said) if isinstance(said, NoAnswer) else answer(said)


def answer(said: Answer) -> list[Payload]:
    """Statements, caveats and the source list. Every number that a statement carries stands in the list."""
    blocks = [*_statements(said), *_caveats(said), *source_list(said.citations, said.language)]
    return paged(blocks, title=said.question.text, tone=tone_of(said.citations), footer=footer(said))


def refusal(said: NoAnswer) -> list[Payload]:
    """Why there is no answer, what lies nearest, and what can be done."""
    language = said.language
    blocks = [Block(say(f"no_answer_{said.reason.value}", language))]
    mendable = said.reason in (Reason.NOT_IN_CORPUS, Reason.NOTHING_VERIFIED)
    near = distinct(said.nearest)[:_LIST_LIMIT] if mendable else []
    if near:
        blocks.append(Block(f"**{say('nearest', language)}**", glued=True))
        blocks.extend(
            Block(
                _item("•", hit.info, hit.passage, state_line(hit.info, standing_on(hit.info, said.as_of), language)),
                "\n",
            )
            for hit in near
        )
    if mendable:
        blocks.append(Block(f"-# {say('discord_gap_noted', language)}"))
    blocks.extend(_small(note) for note in said.notes)
    return paged(blocks, title=said.question.text, tone=Tone.PAST, footer=footer(said))


def draft(question: str, text: str, language: Language, as_of: date | None = None) -> Payload:
    """What a model has written so far. Its numbers are left out until the list in which they stand is there, too."""
    lines = [_DRAFT_LINE.sub(r"\1", line).strip() for line in text.splitlines()]
    shown: list[Block] = []
    for line in (one for one in lines if one):
        shown.extend(Block(escape_line(line[start:end])) for start, end in pieces(line, block_fits(escape_line)))
    working = say("discord_writing", language)
    note = f"{say('as_of', language, day=as_of.isoformat())} · {working}" if as_of else working
    first = paged(shown, title=question, footer=note, limit=_DRAFT)[0]
    if first.embeds[0].description is None:
        first.embeds[0].description = f"*{working}*"
    first.embeds[0].set_footer(text=plain(note, DESCRIPTION))
    return first


def source_list(citations: Sequence[Citation], language: Language) -> list[Block]:
    """The heading and one item a number; none for no citations."""
    if not citations:
        return []
    items = [
        Block(_item(f"**[{one.number}]**", one.info, one.passage, state_line(one.info, one.standing, language)), "\n")
        for one in sorted(citations, key=lambda each: each.number)
    ]
    return [Block(f"**{say('sources', language)}**", glued=True), *items]


def pinpoint(info: DocumentInfo, passage: Passage) -> str:
    """Where a passage stands: its own citation, the document's, else the title."""
    return passage.citation or info.citation or info.title


def _item(number: str, info: DocumentInfo, passage: Passage, state: str) -> str:
    """Two lines: number, linked pinpoint and title; kind, state and date in small print."""
    where = pinpoint(info, passage)
    head = link(where, deep_link(info, passage))
    if info.title and info.title != where:
        head = (
            link(info.title, deep_link(info, passage))
            if where in info.title
            else f"{head} · {within(info.title, _TITLE)}"
        )
    return f"{number} {head}\n-# {state}"


def _statements(said: Answer) -> list[Block]:
    """The statements in order; what a run of quotes has in common (law or news, in force or not) stands below its last."""
    by_number = {one.number: one for one in said.citations}
    states = [
        brief_state(by_number[one.citations[0]].info, by_number[one.citations[0]].standing, said.language)
        if one.quote
        else ""
        for one in said.statements
    ]
    blocks: list[Block] = []
    for at, statement in enumerate(said.statements):
        last_of_run = at + 1 == len(states) or states[at + 1] != states[at]
        small = f"\n-# {states[at]}" if states[at] and last_of_run else ""
        gap = "\n\n" if statement.quote or not at or said.statements[at - 1].quote else " "
        blocks.extend(_statement(statement, said.language, small, gap))
    return blocks


def _statement(statement: Statement, language: Language, small: str, gap: str) -> list[Block]:
    """A statement as one block; one too long for that as several, each with quotation marks and numbers of its own."""
    numbers = "".join(f"[{number}]" for number in statement.citations)

    def made(piece: str) -> str:
        text = escape_line(piece)
        return f"{quoted(text, language) if statement.quote else text} {numbers}"

    room = block_fits(made, BLOCK - len(small) - 4)
    spans = pieces(statement.text, room)
    texts = [statement.text[start:end] for start, end in spans]
    last = len(texts) - 1
    return [
        Block(
            made(("… " if at else "") + text + (" …" if at < last else "")) + (small if at == last else ""),
            gap if not at else "\n\n",
        )
        for at, text in enumerate(texts)
    ]


def _caveats(said: Answer) -> list[Block]:
    """Open clocks loudly, everything else in small print; what they quote of a source is escaped."""
    clocks = {
        say("open_clock", said.language, number=one.number, day=one.standing.bound.isoformat())
        for one in said.citations
        if one.standing.standing is Standing.OPEN and one.standing.bound is not None
    }
    blocks: list[Block] = []
    for line in caveats(said):
        if line in clocks:
            blocks.append(Block(f"⚠️ **{line}**"))
        else:
            blocks.append(_small(line, "\n" if blocks and blocks[-1].text.startswith("-#") else "\n\n"))
    return blocks


def _small(line: str, gap: str = "\n\n") -> Block:
    return Block(f"-# {within(line, BLOCK - 10)}", gap)


@dataclass(frozen=True, slots=True)
class SourceOption:
    """A source in a select menu: no markdown there."""

    number: int
    label: str
    description: str
    value: str


def source_options(said: Answer) -> list[SourceOption]:
    """The sources of an answer for a menu; Discord takes 25."""
    return [
        SourceOption(
            one.number,
            plain(f"[{one.number}] {pinpoint(one.info, one.passage)}", OPTION),
            plain(f"{kind_name(one.info.kind, said.language)} · {one.info.title}", OPTION),
            str(one.number),
        )
        for one in said.citations[:OPTIONS]
    ]
