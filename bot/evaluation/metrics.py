"""What counts as found, contained and proved. Pure functions of texts and citations."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.evaluation.questions import Gold
from index import identifiers

_SHINGLE = 4
_EUROPEAN = re.compile(r"\bEU\b|2021/821|\bAn(?:nex|hang) I\b")


def collapsed(text: str) -> str:
    """White space collapsed, lower case."""
    return " ".join(text.split()).lower()


def comparable(text: str) -> str:
    """The form in which gold strings are compared: lower case, no thousands separators, decimal points."""
    lowered = re.sub(r"(?<=\d)[., \u00a0\u202f](?=\d{3}(?!\d))", "", text.lower())
    return re.sub(r"(?<=\d),(?=\d)", ".", lowered)


def contains_gold(answer: str, gold: Gold) -> bool:
    """Whether an answer has every string it must have and none that it must not have."""
    text = comparable(answer)
    return all(comparable(one) in text for one in gold.must_contain) and not any(
        comparable(one) in text for one in gold.must_not_contain
    )


def overlaps(text: str, evidence: str) -> bool:
    """Whether a text holds the gold evidence, is part of it, or shares at least half of its word runs."""
    mine, theirs = collapsed(text), collapsed(evidence)
    if theirs in mine or (len(mine) > 20 and mine in theirs):
        return True
    words = theirs.split()
    runs = [" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))]
    return sum(run in mine for run in runs) >= 0.5 * len(runs)


def in_section(citation: str, sections: tuple[str, ...]) -> bool:
    """Whether a citation is one of the gold sections or lies below it."""
    own = _and_above(citation)
    for section in sections:
        specific = _specific(section)
        if specific and all(one in own for one in specific) and _same_list(section, citation):
            return True
    return False


@lru_cache(maxsize=4096)
def _specific(section: str) -> tuple[str, ...]:
    """The identifiers that a gold section is told by: a supplement only where nothing narrower is named, a part never."""
    wanted = [one for one in identifiers.find(section) if one.type != "part"]
    return tuple(one.value for one in [one for one in wanted if one.type != "supplement"] or wanted)


@lru_cache(maxsize=65_536)
def _and_above(citation: str) -> frozenset[str]:
    """The identifiers in a citation and what they lie in."""
    return frozenset(above for one in identifiers.values(citation) for above in identifiers.ancestors(one))


def _same_list(section: str, citation: str) -> bool:
    """The European and the American list share their numbers: 3A001 of the one is not 3A001 of the other."""
    if _EUROPEAN.search(section):
        return bool(_EUROPEAN.search(citation))
    return not _EUROPEAN.search(citation) or not re.search(r"\bECCN\b", section) or "ECCN" in citation


def proves(text: str, citation: str, source: str, gold: Gold) -> bool:
    """Whether a passage or quote is gold: it overlaps gold evidence of its file, or lies in the gold section."""
    from_file = not gold.files or any(source.endswith(one) for one in gold.files)
    if from_file and any(overlaps(text, one) for one in gold.evidence):
        return True
    return in_section(citation, gold.sections)


def reciprocal_rank(relevant: list[bool]) -> float:
    """One over the rank of the first relevant hit; 0 where none is."""
    return next((1.0 / (at + 1) for at, one in enumerate(relevant) if one), 0.0)
