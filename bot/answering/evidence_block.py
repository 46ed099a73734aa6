"""Evidence, question and conversation as delimited blocks of a prompt. What stands in them is data and cannot get out.

A source text cannot close its block (its tags are turned into ``‹...›``), cannot carry a key of its own, and cannot
speak to the model: lines that try are left out (see `injection`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.answer import Evidence, Turn
from bot.answering.injection import without_instructions
from bot.answering.keys import KEY_PATTERN
from bot.answering.naming import full_title
from index.documents import Hit
from index.law_in_time import standing_on

_TAG = re.compile(
    r"<(/?\s*(?:evidence|source|question|conversation|turn|think\w*|system|user|assistant)\b[^<>]*)>?", re.IGNORECASE
)
_CONTROL = re.compile(r"<\|([^|<>]*)\|>")
_TURNS = 6
_TURN_LENGTH = 600


def evidence_block(evidence: Sequence[Evidence], as_of: date) -> str:
    """All evidence with its keys, kinds, dates and standing on ``as_of``, in the order given."""
    return "<evidence>\n" + "\n".join(_source(one, as_of) for one in evidence) + "\n</evidence>"


def question_block(text: str) -> str:
    """The question as data."""
    return f"<question>\n{escape(text)}\n</question>"


def conversation_block(history: Iterable[Turn]) -> str:
    """The last turns of the conversation as data."""
    turns = [
        f'<turn role="{_plain(one.role)}">{escape(one.text[:_TURN_LENGTH])}</turn>' for one in list(history)[-_TURNS:]
    ]
    return "<conversation>\n" + "\n".join(turns) + "\n</conversation>"


def escape(text: str) -> str:
    """Text that can neither open nor close a block nor cite; everything else stays as it is, so that quotes match."""
    text = _CONTROL.sub(r"‹|\1|›", text)
    text = _TAG.sub(r"‹\1›", text)
    return KEY_PATTERN.sub(lambda match: match.group().replace(":", "∶", 1), text)


def _source(evidence: Evidence, as_of: date) -> str:
    attributes = " ".join(f'{name}="{_plain(value)}"' for name, value in _about(evidence.hit, as_of) if value)
    text = without_instructions(evidence.hit.passage.text)
    text = escape("\n".join(line.rstrip() for line in text.splitlines() if line.strip()))
    return f'<source key="{evidence.key}" {attributes}>\n{text}\n</source>'


def _about(hit: Hit, as_of: date) -> Iterable[tuple[str, str]]:
    info, passage = hit.info, hit.passage
    state = standing_on(info, as_of)
    yield "kind", info.kind.value
    yield "language", info.language.value
    yield "title", full_title(info)
    yield "issuer", info.issuer
    yield "citation", passage.citation or info.citation
    yield "headings", " > ".join(passage.headings)
    yield "published", info.published
    yield "in_force_from", info.effective_from.isoformat() if info.effective_from else ""
    yield "in_force_to", info.effective_to.isoformat() if info.effective_to else ""
    yield "standing", f"{state.standing.value} on {state.day.isoformat()}"
    yield "note", passage.note


def _plain(value: str) -> str:
    """An attribute's value: one line, no quotation marks, no brackets of a tag, no instructions."""
    one_line = " ".join(without_instructions(value).split())
    return escape(one_line).replace('"', "'").replace("<", "‹").replace(">", "›")
