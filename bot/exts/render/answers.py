"""An answer, a refusal, a draft: statements with their numbers, caveats, and a list in which every number stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Citation, NoAnswer, Reason
from bot.answering.contract import distinct, footer
from bot.answering.naming import named
from bot.exts.render.blocks import Block, block_fits, pieces
from bot.exts.render.escape import escape_line, plain
from bot.exts.render.limits import DESCRIPTION, OPTION, OPTIONS
from bot.exts.render.looks import Tone, tone_of
from bot.exts.render.payload import Payload, paged
from bot.exts.render.sourced import head, small_print, titled
from bot.exts.render.statements import cautions, read_as, small, statements
from bot.exts.render.twins import one_of_each
from bot.messages import kind_name, say
from bot.timeline import bare
from index.documents import DocumentInfo, Hit, Language, Passage
from index.law_in_time import StandingOn, standing_on
from index.read.links import deep_link

_DRAFT_LINE = re.compile(r"^(.*?)((?:\s*\[\d+\])*)\s*$")
_DRAFT = 3500
_LIST_LIMIT = 3


def result(said: Answer | NoAnswer) -> list[Payload]:
    """An answer or a refusal as messages, at least one: the first belongs into the deferred response."""
    return refusal(said) if isinstance(said, NoAnswer) else answer(said)


def answer(said: Answer) -> list[Payload]:
    """Statements, caveats and the source list. Every number that a statement carries stands in the list."""
    above, notes = read_as(said)
    blocks = [*above, *statements(said), *cautions(said, notes), *source_list(said.citations, said.language)]
    return paged(blocks, title=said.question.text, tone=tone_of(said.citations), footer=footer(said))


def refusal(said: NoAnswer) -> list[Payload]:
    """Why there is no answer, what lies nearest, and what can be done."""
    language = said.language
    blocks = [Block(say(f"no_answer_{said.reason.value}", language))]
    mendable = said.reason in (Reason.NOT_IN_CORPUS, Reason.NOTHING_VERIFIED)
    near = _nearest(said)[:_LIST_LIMIT] if mendable else []
    if near:
        blocks.append(Block(f"**{say('nearest', language)}**", glued=True))
        blocks.extend(
            Block(_item("•", hit.info, hit.passage, standing_on(hit.info, said.as_of), language), "\n") for hit in near
        )
    if mendable:
        blocks.append(Block(f"-# {say('discord_gap_noted', language)}"))
    blocks.extend(small(note) for note in said.notes)
    return paged(blocks, title=said.question.text, tone=Tone.PAST, footer=footer(said))


def _nearest(said: NoAnswer) -> list[Hit]:
    """The best hit of each document, a translation not beside its original."""
    return one_of_each(
        distinct(said.nearest), said.language, lambda hit: bare(hit.info.id), lambda hit: hit.info.language
    )


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
        Block(_item(f"**[{one.number}]**", one.info, one.passage, one.standing, language), "\n")
        for one in sorted(citations, key=lambda each: each.number)
    ]
    return [Block(f"**{say('sources', language)}**", glued=True), *items]


def pinpoint(info: DocumentInfo, passage: Passage) -> str:
    """Where a passage stands: its own citation, the document's, else the title."""
    return passage.citation or info.citation or info.title


def _item(number: str, info: DocumentInfo, passage: Passage, standing: StandingOn, language: Language) -> str:
    """Two lines: number and linked name; kind, state, origin and date in small print."""
    where = pinpoint(info, passage)
    name = head(info, where, deep_link(info, passage), language)
    return f"{number} {name}\n-# {small_print(info, where, standing, language)}"


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
            plain(f"[{one.number}] {named(one.info, pinpoint(one.info, one.passage), said.language)}", OPTION),
            plain(f"{kind_name(one.info.kind, said.language)} · {titled(one.info)}", OPTION),
            str(one.number),
        )
        for one in said.citations[:OPTIONS]
    ]
