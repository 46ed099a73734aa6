"""`ask --jsonl`: one JSON object in, one JSON object out, a line each, in one start of the program."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from bot.answering.answer import Question, Turn
from bot.answering.answerer import Answerer
from bot.answering.as_of import parse_day
from bot.answering.contract import to_json
from bot.messages import say
from index.documents import Language


class BadLineError(ValueError):
    """A line of the input is no question; ``said`` names the field and what it must be, ``id`` whose line it is."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(say(key, Language.EN, **values))
        self.id: str | None = None
        self._key, self._values = key, values

    def said(self, language: Language) -> str:
        """The message for a person."""
        return say(self._key, language, **self._values)


def parse_question(line: str | bytes, as_of: date | None = None, language: Language | None = None) -> Question:
    """One question from a JSON line: ``question``, optional ``id``, ``history``, ``as_of``, ``language``.

    Raises:
        BadLineError: not UTF-8, not JSON, not an object, or a field is wrong.
    """
    content = _object(line)
    name = content.get("id")
    try:
        return _question(content, as_of, language)
    except BadLineError as error:
        error.id = str(name) if isinstance(name, str | int) else None
        raise


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        content = json.loads(text)
    except UnicodeDecodeError as error:
        raise BadLineError("jsonl_not_utf8", at=error.start) from None
    except json.JSONDecodeError as error:
        raise BadLineError("jsonl_not_json", error=error.msg, at=error.colno) from None
    except RecursionError:
        raise BadLineError("jsonl_too_deep") from None
    if not isinstance(content, dict):
        raise BadLineError("jsonl_no_question")
    return content


def _question(content: dict[str, Any], as_of: date | None, language: Language | None) -> Question:
    text = content.get("question")
    if not isinstance(text, str) or not _is_text(text):
        raise BadLineError("jsonl_no_question")
    name = content.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise BadLineError("jsonl_id", found=repr(name)[:60])
    day = content.get("as_of")
    parsed = parse_day(day) if isinstance(day, str) else None
    if day is not None and parsed is None:
        raise BadLineError("jsonl_as_of", found=repr(day)[:60])
    spoken = content.get("language")
    if spoken not in (None, "de", "en"):
        raise BadLineError("jsonl_language", found=repr(spoken)[:60])
    return Question(
        text=text,
        id="" if name is None else str(name),
        history=_history(content.get("history")),
        language=Language(spoken) if spoken else language,
        as_of=parsed or as_of,
    )


def _history(content: Any) -> tuple[Turn, ...]:
    if content is None:
        return ()
    if not isinstance(content, list):
        raise BadLineError("jsonl_history")
    turns: list[Turn] = []
    for at, one in enumerate(content):
        if not isinstance(one, dict) or one.get("role") not in ("user", "assistant") or not _is_text(one.get("text")):
            raise BadLineError("jsonl_turn", at=at)
        turns.append(Turn(one["role"], one["text"]))
    return tuple(turns)


def _is_text(value: object) -> bool:
    """Whether it is text that can be written down: JSON can spell half a character (a lone surrogate)."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def answer_lines(
    answerer: Answerer,
    lines: Iterable[bytes],
    write: Callable[[str], None],
    reader: Language,
    as_of: date | None = None,
    language: Language | None = None,
) -> int:
    """Answers every line; a bad line gives an object with ``error`` in its place. Returns the exit code.

    ``reader`` is the language of the error lines.
    """
    bad = 0
    with asyncio.Runner() as runner:
        for number, line in enumerate(lines, start=1):
            if not line.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            try:
                question = parse_question(line, as_of, language)
            except BadLineError as error:
                bad += 1
                row = {
                    "line": number,
                    "id": error.id,
                    "error": say("jsonl_line", reader, line=number, problem=error.said(reader)),
                }
            else:
                row = to_json(runner.run(answerer.answer(question)))
            write(json.dumps(row, ensure_ascii=False))
    return 1 if bad else 0
