"""Questions with gold evidence: one JSON object a line (the format of ../shared/questions-dev.README.md).

Two fields more than there: ``spans``, character offsets into the first file of ``source``, stands for evidence whose
words may not be copied into the repository, and ``split`` parts a set into "fit" and "check".
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.answering.answer import Question, Turn
from bot.answering.as_of import parse_day
from index.documents import Language
from index.errors import SettingsError
from index.wording import message

_FILE = re.compile(r"\.(?:txt|md|xml|jsonl?)$")


@dataclass(frozen=True, slots=True)
class Gold:
    """A question, what proves its answer, and what the answer must (not) contain. ``answerable`` False = refuse."""

    id: str
    language: Language
    question: str
    kind: str
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    must_contain: tuple[str, ...]
    must_not_contain: tuple[str, ...]
    history: tuple[Turn, ...]
    as_of: date | None
    spans: tuple[tuple[int, int], ...] = ()
    split: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The sources that are files, by name; the others are sections of law (``15 CFR 744.15``, ``§ 8 AWV``)."""
        return tuple(one for one in self.sources if _FILE.search(one))

    @property
    def sections(self) -> tuple[str, ...]:
        """The sources that are sections of law."""
        return tuple(one for one in self.sources if not _FILE.search(one))

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds an answer."""
        return self.kind not in ("unanswerable", "chitchat")

    @property
    def judged(self) -> bool:
        """Whether an answer or a refusal is right or wrong at all (an injection may end in either)."""
        return self.kind != "injection"

    def asked(self) -> Question:
        """The question as a person would send it."""
        return Question(self.question, id=self.id, history=self.history, as_of=self.as_of)


def load_questions(path: Path, folders: Sequence[Path] = ()) -> list[Gold]:
    """Reads a file of questions.

    Args:
        path: the file.
        folders: where the source files lie that ``spans`` point into, themselves or below. The text of a span becomes
            evidence; spans into a file that is in none of the folders stay spans.

    Raises:
        SettingsError: the file is missing or a line is wrong; the message names file, line and field.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(message("file_unreadable", path=path, error=error)) from error
    gold = [_gold(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]
    if not gold:
        raise SettingsError(message("no_questions", path=path))
    named = {one.files[0] for one in gold if one.spans and one.files}
    found = {file.name: file for folder in folders for file in sorted(folder.rglob("*")) if file.name in named}
    texts = {name: file.read_bytes().decode("utf-8") for name, file in found.items()}
    return [_resolved(one, texts) for one in gold]


def _resolved(gold: Gold, texts: dict[str, str]) -> Gold:
    name = gold.files[0] if gold.files else ""
    if not gold.spans or name not in texts:
        return gold
    quoted = tuple(_plain(texts[name][start:end], name) for start, end in gold.spans)
    if not all(quoted):
        raise SettingsError(message("span_outside", place=gold.id, name=name))
    return replace(gold, evidence=gold.evidence + quoted)


def _plain(piece: str, name: str) -> str:
    """What a reader sees of a piece of a file: no tags, no escapes, white space collapsed."""
    if name.endswith(".xml"):
        piece = html.unescape(re.sub(r"<[^>]+>", " ", piece))
    elif name.endswith((".json", ".jsonl")):
        piece = str(json.loads(f'"{piece}"'))
    return " ".join(piece.split())


def _gold(line: str, place: str) -> Gold:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise SettingsError(message("question_no_object", place=place))
        return Gold(
            id=str(row.get("id", place)),
            language=Language(row["lang"]),
            question=row["question"],
            kind=row["kind"],
            sources=tuple(row.get("source") or ()),
            evidence=tuple(row.get("evidence") or ()),
            must_contain=tuple(row.get("must_contain") or ()),
            must_not_contain=tuple(row.get("must_not_contain") or ()),
            history=tuple(Turn(one["role"], one["text"]) for one in row.get("history") or ()),
            as_of=parse_day(row["as_of"]) if row.get("as_of") else None,
            spans=tuple((int(start), int(end)) for start, end in row.get("spans") or ()),
            split=row.get("split") or "",
        )
    except json.JSONDecodeError as error:
        raise SettingsError(message("question_json", place=place, error=error.msg)) from None
    except KeyError as error:
        raise SettingsError(message("question_field_missing", place=place, field=error.args[0])) from None
    except (TypeError, ValueError) as error:
        raise SettingsError(message("question_field_wrong", place=place, error=error)) from None
