"""The citations of the last answer of `paragraf ask`, so that `paragraf source 2` can show its source 2."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from bot.answering.answer import Answer, NoAnswer
from index.corpus import Corpus
from index.documents import Passage
from index.settings import IndexSettings

_log = logging.getLogger(__name__)
_NUMBER = re.compile(r"\[?(\d{1,2})\]?")


def citation_number(wanted: str) -> int | None:
    """The number in ``2`` or ``[2]``; None for anything else (``744`` is a part of the CFR). Pure."""
    match = _NUMBER.fullmatch(wanted.strip())
    return int(match[1]) if match else None


def remember(settings: IndexSettings, answer: Answer | NoAnswer) -> None:
    """Writes the citations down; an answer is not lost because that failed."""
    cited = answer.citations if isinstance(answer, Answer) else ()
    rows = {str(one.number): [one.info.id, one.passage.id, one.start, one.end] for one in cited}
    try:
        _file(settings).write_text(json.dumps(rows), encoding="utf-8")
    except OSError:
        _log.warning("the last answer could not be written down", exc_info=True)


def recall(settings: IndexSettings, corpus: Corpus, number: int) -> tuple[Passage, tuple[int, int]] | None:
    """The passage of a citation of the last answer and the cited span; None where there is none (any more)."""
    try:
        document_id, passage_id, start, end = json.loads(_file(settings).read_text(encoding="utf-8"))[str(number)]
    except (OSError, ValueError, KeyError):
        return None
    passages = corpus.catalogue.passages_of(document_id)
    return next(((one, (start, end)) for one in passages if one.id == passage_id), None)


def _file(settings: IndexSettings) -> Path:
    """Beside the index, not in it: a folder of runtime data like the index itself."""
    return settings.path.parent / f"{settings.path.name}.last-answer.json"
