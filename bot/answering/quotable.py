"""What can be quoted from a passage: its sentences, joined where one alone would not say what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Hit
from index.sentences import sentence_spans

MAX_WORDS = 75
_ANAPHOR = re.compile(
    r"^(?:dazu|dies(?:e[rsmn]?)?|das|er|sie|es|dabei|damit|dadurch|deshalb|daher|dort|darüber hinaus|zudem|außerdem|this|these|those|it|he|she|they|such|"
    r"there|his|her|their|its|ihr|sein|ihre|seine|doch|jedoch|however|moreover|also)\b",
    re.IGNORECASE,
)
ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]{1,4})\)|\d{1,2}[a-z]?\.|[a-z]\.(?:\d{1,2}\.)?|[-–•])\s")
LEADS_IN = re.compile(r"(?::|(?<![.,;!?])(?<!\b(?:and|und))(?<!\bor)(?<!\boder)(?<!\bsowie))\s*$")


def sentences_of(hit: Hit) -> list[tuple[int, int]]:
    """Spans (document offsets) of what can be quoted from a hit: its sentences, an anaphoric one with the one before.

    An item of a list goes with the words that lead into it ("Nicht zu melden sind"), where both are short enough.
    """
    spans = plain_sentences(hit)
    texts = [text_at(hit, *span) for span in spans]
    found: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(spans):
        before = at - 1 if _ANAPHOR.match(texts[at]) else lead_in(texts[: at + 1])
        fits = before >= 0 and count_words(text_at(hit, spans[before][0], end)) <= MAX_WORDS
        found.append((spans[before][0] if fits else start, end))
    return found


def plain_sentences(hit: Hit) -> list[tuple[int, int]]:
    """Spans (document offsets) of the sentences of a hit's passage, one by one."""
    start = hit.passage.start
    return [(start + a, start + b) for a, b in sentence_spans(hit.passage.text, hit.info.language)]


def text_at(hit: Hit, start: int, end: int) -> str:
    """The text of a span (document offsets) within a hit's passage."""
    return hit.passage.text[start - hit.passage.start : end - hit.passage.start]


def lead_in(sentences: Sequence[str]) -> int:
    """Which of the sentences before the last leads into it, where the last is an item of a list; -1 where none does."""
    if not ITEM.match(sentences[-1]):
        return -1
    return next((at for at in range(len(sentences) - 2, -1, -1) if LEADS_IN.search(sentences[at])), -1)


def count_words(text: str) -> int:
    """Words, by white space."""
    return len(text.split())
