"""Somebody's message, checked sentence by sentence: supported, contradicted with the passage, or not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.claims import Checked, Verdict
from bot.answering.contract import quoted
from bot.exts.render.answers import source_list
from bot.exts.render.blocks import Block
from bot.exts.render.escape import within
from bot.exts.render.looks import Tone
from bot.exts.render.payload import Payload, paged
from bot.exts.render.twins import one_of_each
from bot.messages import say
from bot.timeline import bare
from index.documents import Language

_SENTENCE = 500
_PROOF = 500


_SIGNS = {Verdict.SUPPORTED: "✅", Verdict.CONTRADICTED: "❌", Verdict.NOT_FOUND: "❔"}


def claims(checked: Sequence[Checked], language: Language, as_of: date) -> list[Payload]:
    """How many of which verdict, one item a sentence with the passage that decides it, then the sources."""
    checked = _renumbered([_spoken(one, language) for one in checked])
    cited = {one.number: one for each in checked for one in each.citations}
    blocks = [Block(_item(one, language)) for one in checked] or [Block(say("discord_no_claims", language))]
    if len(checked) > 1:
        blocks.insert(0, Block(_summary(checked, language)))
    blocks.extend(source_list(list(cited.values()), language))
    footer = f"{say('as_of', language, day=as_of.isoformat())} · {say('discord_claims_footer', language)}"
    return paged(blocks, title=say("discord_claims_title", language), tone=_tone(checked), footer=footer)


def _spoken(one: Checked, language: Language) -> Checked:
    """Without proofs that are translations of each other; for what is supported, one in the reader's language first."""
    each = one_of_each(one.citations, language, lambda cited: bare(cited.info.id), lambda cited: cited.info.language)
    if one.verdict is Verdict.SUPPORTED:
        each.sort(key=lambda cited: cited.info.language is not language)
    return replace(one, citations=tuple(each))


def _renumbered(checked: Sequence[Checked]) -> list[Checked]:
    """Numbers without holes, in the order in which they are first read."""
    numbers: dict[int, int] = {}
    for each in checked:
        for cited in each.citations:
            numbers.setdefault(cited.number, len(numbers) + 1)
    return [
        replace(each, citations=tuple(replace(cited, number=numbers[cited.number]) for cited in each.citations))
        for each in checked
    ]


def _summary(checked: Sequence[Checked], language: Language) -> str:
    counted = Counter(one.verdict for one in checked)
    return "-# " + " · ".join(
        say(f"discord_claims_{verdict.value}", language, count=counted[verdict])
        for verdict in Verdict
        if counted[verdict]
    )


def _item(one: Checked, language: Language) -> str:
    """The sentence below its verdict; below it the deciding quote with all the numbers of the verdict."""
    verdict = say(f"discord_claim_{one.verdict.value}", language)
    lines = [f"{_SIGNS[one.verdict]} **{verdict}**", f"> {within(one.sentence, _SENTENCE)}"]
    if one.citations:
        first, *others = (f"[{each.number}]" for each in one.citations)
        also = f" · {say('discord_claims_also', language)} {''.join(others)}" if others else ""
        lines.append(f"-# {quoted(within(one.citations[0].quote, _PROOF), language)} {first}{also}")
    return "\n".join(lines)


def _tone(checked: Sequence[Checked]) -> Tone:
    verdicts = {one.verdict for one in checked}
    if Verdict.CONTRADICTED in verdicts:
        return Tone.ERROR
    return Tone.LAW if verdicts == {Verdict.SUPPORTED} else Tone.CAREFUL
