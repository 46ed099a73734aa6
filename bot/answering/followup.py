"""Follow-ups: with a conversation behind it, "Und wann war das?" becomes a question that stands alone. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.answer import Turn
from bot.answering.words import content_stems
from index import identifiers
from index.documents import Language

_OPENS = re.compile(
    r"^\s*(?:und|aber|also|ok(?:ay)?|auch|warum|wieso|weshalb|seit wann|bis wann|and|but|so|why|what about|how about|since when|until when|"
    r"was ist mit|wie sieht es .{0,15}aus|wie ist es|gilt das|does (?:that|this|it))\b",
    re.IGNORECASE,
)
# "das Wetter" is an article with its noun, not a word that points back.
_POINTS_BACK = re.compile(
    r"\b(?:(?:das|diese[rsmn]?|ihr)(?!\s(?:[a-zäöü]+\s)?[A-ZÄÖÜ])|dies|dazu|darauf|daran|darin|davon|dafür|dagegen|dabei|damit|darüber|dort|er|sie|es|ihm|ihn|ihnen|dessen|deren|"
    r"[Ii]t|its|that|[Tt]his|[Tt]hese|[Tt]hose|[Tt]hey|them|their|[Hh]e|[Ss]he|him|his|her|there|then|former|latter|ones|same|Das|Dies|Er|Sie|Es)\b"
)
# "What is the Affiliates Rule and does it apply?": what the pronoun stands for is named before it.
_NAMED_BEFORE = re.compile(r"\S\s.*[A-ZÄÖÜ]\w.*(?:,|\b(?:und|oder|aber|and|or|but)\b)")
# "Was ist HBM?", "What does section 744.23 say?" ask for a thing by its name; "Was ist die Strafe?" asks for one of the
# last answer.
_ASKS_FOR_A_THING = re.compile(
    r"^\s*(?:[Ww]as|[Ww]hat)\s+(?:ist|sind|war|bedeutet|heißt|regelt|kostet|kosten|is|are|was|does|do|costs?)\s+"
    r"(?!(?:der|die|das|den|the|it|he|she|er|sie|es|mit)\b)(?=.*[A-ZÄÖÜ§\d])"
)
_MEASURES = re.compile(r"^\s*(?:wie (?:hoch|viel|lange|groß|teuer)|how (?:much|high|long|large))\b", re.IGNORECASE)
_TURNS_AWAY = re.compile(
    r"^\s*(?:(?:und|and|so|ok(?:ay)?)\s+)?(?:jetzt |nun |now )?(?:zu )?(?:etwas|was|something) (?:ganz |completely )?(?:anderes|anderem|else|different)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:hallo|hi|hey|hello|guten (?:tag|morgen|abend)|moin|servus|danke(?: schön| sehr)?|vielen dank|thanks?(?: you)?|ok(?:ay)?|super|gut|great|good)\W*",
    re.IGNORECASE,
)
_MAX_OWN_STEMS = 4


def is_followup(text: str, language: Language) -> bool:
    """Whether a question leans on what was said before: it opens like one, points back, or hardly says anything itself."""
    own = content_stems(text, language)
    if identifiers.find(text) and len(own) > _MAX_OWN_STEMS:
        return False
    if _TURNS_AWAY.search(text) or (
        _ASKS_FOR_A_THING.search(text) and not _OPENS.search(text) and not _points_back(text)
    ):
        return False
    return bool(
        len(own) <= 1
        or (_MEASURES.search(text) and len(own) <= 2 and not identifiers.find(text))
        or (_OPENS.search(text) and len(own) <= _MAX_OWN_STEMS + 1)
        or (_points_back(text) and len(own) <= _MAX_OWN_STEMS)
    )


def _points_back(text: str) -> bool:
    """Whether a word stands for something that the question itself does not name before it."""
    word = _POINTS_BACK.search(text)
    return word is not None and not _NAMED_BEFORE.search(text[: word.start()])


def standalone(text: str, history: Sequence[Turn], language: Language) -> str:
    """The question with what it leans on put in front; unchanged where it stands alone.

    "Und für den H200?" after a question on the H20 asks the earlier question with the chip exchanged; any other
    follow-up is read after the earlier question, so that search and the quotes writer see both.
    """
    earlier = _subject(history, language)
    if not earlier or not is_followup(text, language):
        return text
    exchanged = _exchange(earlier, text, language)
    return exchanged if exchanged else f"{earlier} {text}"


def _subject(history: Sequence[Turn], language: Language) -> str:
    """The last question of the conversation that stands alone, with the last follow-up after it where it adds something."""
    base = extra = ""
    for turn in history:
        asked = turn.text.strip()
        if turn.role != "user" or not asked or _COURTESY.fullmatch(asked):
            continue
        exchanged = ""
        if base and is_followup(asked, language):
            exchanged = _exchange(f"{base} {extra}".strip(), asked, language)
            extra = "" if exchanged else asked
        else:
            base, extra = asked, ""
        base = exchanged or base
    return f"{base} {extra}".strip()


def _exchange(earlier: str, text: str, language: Language) -> str:
    """The earlier question with its one identifier replaced by the follow-up's of the same type; empty if that does not fit."""
    new = identifiers.find(text)
    if len(new) != 1 or len(content_stems(text, language)) > 2:
        return ""
    old = [one for one in identifiers.find(earlier) if one.type == new[0].type]
    if len({one.value for one in old}) != 1:
        return ""
    result = earlier
    for one in sorted(old, key=lambda found: -found.start):
        result = result[: one.start] + text[new[0].start : new[0].end] + result[one.end :]
    return result
