"""Questions in both languages, put together from forms and fillers: the parallel texts hold few questions."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

# The fillers are nominatives: after a preposition only those without an article are right.
_AFTER_PREPOSITION = re.compile(r"\b(von|bei|für|unter|mit|aus|wem|wen|wogegen) \{\}", re.IGNORECASE)
_ARTICLE = re.compile(r"(der|die|das) ")


def expand(forms: Path, names: Path, each: int = 8, seed: int = 3) -> Iterator[tuple[str, str]]:
    """(German, English) questions: each form with ``each`` fillers of its kind, drawn alike every time."""
    fillers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, german, english in _rows(names):
        fillers[kind].append((german, english))
    chance = random.Random(seed)
    for kind, german, english in _rows(forms):
        fitting = [
            pair for pair in fillers[kind] if not (_AFTER_PREPOSITION.search(german) and _ARTICLE.match(pair[0]))
        ]
        for de, en in chance.sample(fitting, min(each, len(fitting))):
            yield german.replace("{}", de), english.replace("{}", en)


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3:
            raise ValueError(f"{path}:{number}: want kind, German and English, tab-separated")
        yield columns[0], columns[1], columns[2]
