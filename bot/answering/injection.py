"""Instructions to a language model that stand in a source or a question. They are data like the rest, and they prove nothing.

The sentence that holds one, and the rest of its line, is neither shown to the model nor accepted as evidence: a model
that obeys it has no source for what it was told to say. The patterns name what no law and no news text says to its
reader. Pure.
"""

from __future__ import annotations

import re

_VERB = (
    r"(?:ignore|disregard|forget|override|bypass|do not (?:follow|obey)|ignoriere?n?(?: sie)?|vergiss|vergessen sie"
    r"|missachten?(?: sie)?|übergehe?n?(?: sie)?)"
)
_TARGET = r"(?:instructions?|rules?|prompts?|guidelines|directives|anweisung(?:en)?|instruktion(?:en)?|regeln?|vorgaben?|befehle?)\b"
_WEAK = r"(?:(?:all|any|the|these|of|alle|die|diese)\s+)"
_STRONG = (
    r"(?:(?:your|previous|prior|earlier|above|system|deine[nr]?|eure|vorherigen?|bisherigen?|obigen?|früheren?)\s+)"
)
_IMPERATIVE = r"(?:^|[.!?:;>\]\"„“*#-]\s*|\bplease\s|\bbitte\s)"
_NOUN = r"(?:ai|llms?|language models?|assistants?|chatbots?|ki|sprachmodelle?|(?:ki-)?assistent(?:en)?)"
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_VERB}\s+{_WEAK}{{0,3}}{_STRONG}{_WEAK}?{_STRONG}?{_TARGET}",
        rf"{_IMPERATIVE}{_VERB}\s+{_WEAK}{{0,3}}{_TARGET}",
        rf"\b(?:you are|du bist|sie sind) (?:now|jetzt|nun|ab jetzt) (?:an? |ein(?:e|er)? )?(?:\w+ )?{_NOUN}\b",
        rf"\b(?:as|als) (?:an? |eine? )?{_NOUN}(?: model| assistant)?,? (?:you|du|please|bitte|always|immer|must answer|answer|antworte)\b",
        r"\b(?:reveal|print|output|repeat|show|verrate|zeige|wiederhole|gib)\b[^.]{0,25}\b(?:system ?prompt|system message|hidden instructions)",
        r"<\|?(?:im_start|im_end|system|assistant|endoftext)\|?>|\[/?INST\]|^\s*#{0,4}\s*(?:system|assistant)\s*:\s",
        rf"\b(?:note|message|hinweis|nachricht|instructions?|anweisung(?:en)?) (?:to|for|an|für) (?:the |die |das |alle |any |all )?{_NOUN}"
        r"(?: systems?| models?| agents?|-systeme?|-modelle?)?\s*:",
    )
)
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“'»]?\s+(?=\S)")


def instruction_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans that speak to a model: from the sentence that begins to, to the end of its line."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        starts = [match.start() for pattern in _PATTERNS for match in pattern.finditer(line.group())]
        if starts:
            first = min(starts) + 1  # a pattern may begin with the full stop of the sentence before
            ends = [match.end() for match in _SENTENCE_END.finditer(line.group()) if match.end() <= first + 1]
            spans.append((line.start() + max(ends, default=0), line.end()))
    return tuple(spans)


def question_alone(text: str) -> str:
    """A question without the sentences that tell the bot to drop its rules; all of it where nothing else is left."""
    sentences = [one for one in _SENTENCE_END.split(text.strip()) if one]
    kept = [one for one in sentences if not any(pattern.search(one) for pattern in _PATTERNS)]
    return " ".join(kept) if 0 < len(kept) < len(sentences) else text


def without_instructions(text: str) -> str:
    """The text with those spans blanked, sign by sign, so that every offset still holds."""
    for start, end in instruction_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
