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
from index.documents import Language


class BadLineError(ValueError):
    """A line of the input is no question; the message names the field and what it must be."""


def parse_question(line: str, as_of: date | None = None, language: Language | None = None) -> Question:
    """One question from a JSON line: ``question``, optional ``id``, ``history``, ``as_of``, ``language``.

    Raises:
        BadLineError: not JSON, not an object, or a field is wrong.
    """
    try:
        content = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLineError(f"not valid JSON ({error.msg} at column {error.colno})") from None
    if not isinstance(content, dict) or not isinstance(content.get("question"), str):
        raise BadLineError('expected an object with a text field "question"')
    day = content.get("as_of")
    parsed = parse_day(day) if isinstance(day, str) else None
    if day is not None and parsed is None:
        raise BadLineError(f'"as_of" must be a date such as "2025-11-01", found {day!r}')
    spoken = content.get("language")
    if spoken not in (None, "de", "en"):
        raise BadLineError(f'"language" must be "de" or "en", found {spoken!r}')
    return Question(
        text=content["question"],
        id=str(content.get("id", "")),
        history=_history(content.get("history")),
        language=Language(spoken) if spoken else language,
        as_of=parsed or as_of,
    )


def _history(content: Any) -> tuple[Turn, ...]:
    if content is None:
        return ()
    if not isinstance(content, list):
        raise BadLineError('"history" must be a list of {"role", "text"}')
    turns: list[Turn] = []
    for at, one in enumerate(content):
        if (
            not isinstance(one, dict)
            or one.get("role") not in ("user", "assistant")
            or not isinstance(one.get("text"), str)
        ):
            raise BadLineError(f'"history"[{at}] must be {{"role": "user"|"assistant", "text": ...}}')
        turns.append(Turn(one["role"], one["text"]))
    return tuple(turns)


def answer_lines(
    answerer: Answerer,
    lines: Iterable[str],
    write: Callable[[str], None],
    as_of: date | None = None,
    language: Language | None = None,
) -> int:
    """Answers every line; a bad line gives an object with ``error`` in its place. Returns the exit code."""
    bad = 0
    with asyncio.Runner() as runner:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                question = parse_question(line, as_of, language)
            except BadLineError as error:
                bad += 1
                write(json.dumps({"line": number, "error": f"line {number}: {error}"}, ensure_ascii=False))
                continue
            result = runner.run(answerer.answer(question))
            write(json.dumps(to_json(result), ensure_ascii=False))
    return 1 if bad else 0
