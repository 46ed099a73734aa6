"""Somebody's message, checked sentence by sentence: supported, contradicted with the passage, or not found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.claims import Checked, Verdict
from bot.answering.contract import quoted
from bot.exts.render.answers import source_list
from bot.exts.render.blocks import Block
from bot.exts.render.escape import within
from bot.exts.render.looks import Tone
from bot.exts.render.payload import Payload, paged
from bot.messages import say
from index.documents import Language

_SENTENCE = 500
_PROOF = 500


_SIGNS = {Verdict.SUPPORTED: "✅", Verdict.CONTRADICTED: "❌", Verdict.NOT_FOUND: "❔"}


def claims(checked: Sequence[Checked], language: Language, as_of: date) -> list[Payload]:
    """One item a sentence with the passage that decides it, then the sources."""
    cited = {one.number: one for each in checked for one in each.citations}
    blocks = [Block(_item(one, language)) for one in checked] or [Block(say("discord_no_claims", language))]
    blocks.extend(source_list(list(cited.values()), language))
    footer = f"{say('as_of', language, day=as_of.isoformat())} · {say('discord_claims_footer', language)}"
    return paged(blocks, title=say("discord_claims_title", language), tone=_tone(checked), footer=footer)


def _item(one: Checked, language: Language) -> str:
    numbers = "".join(f"[{each.number}]" for each in one.citations)
    verdict = say(f"discord_claim_{one.verdict.value}", language)
    lines = [f"{_SIGNS[one.verdict]} **{verdict}** {numbers}".rstrip(), f"> {within(one.sentence, _SENTENCE)}"]
    if one.citations:
        lines.append(f"-# {quoted(within(one.citations[0].quote, _PROOF), language)} [{one.citations[0].number}]")
    return "\n".join(lines)


def _tone(checked: Sequence[Checked]) -> Tone:
    verdicts = {one.verdict for one in checked}
    if Verdict.CONTRADICTED in verdicts:
        return Tone.ERROR
    return Tone.LAW if verdicts == {Verdict.SUPPORTED} else Tone.CAREFUL
