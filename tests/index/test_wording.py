"""What the corpus room says: every text is used, filled as it needs, and said in both languages wherever it went."""

from __future__ import annotations

import ast
import copy
import string
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from index.documents import Language
from index.errors import CorpusError, SourceUnavailableError, UnreadableDocumentError
from index.fields import field_problems
from index.report import Problem
from index.wording import TEXTS, Message, in_language, message, pack, unpack

ROOT = Path(__file__).resolve().parents[2]
DE, EN = Language.DE, Language.EN


def calls() -> Iterator[tuple[str, set[str], str]]:
    """(key, names of values, place) of every `message("...")` in the code."""
    for file in [*ROOT.glob("index/**/*.py"), *ROOT.glob("bot/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                values = {one.arg for one in node.keywords if one.arg}
                yield str(node.args[0].value), values, f"{file.relative_to(ROOT)}:{node.lineno}"


def test_every_message_of_the_code_has_a_text_with_just_its_values() -> None:
    for key, values, place in calls():
        assert key in TEXTS, place
        for text in TEXTS[key]:
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == values, place


def test_every_text_is_used() -> None:
    code = "".join(
        file.read_text(encoding="utf-8")
        for file in [*ROOT.glob("index/**/*.py"), *ROOT.glob("bot/**/*.py")]
        if file.parent.name != "wording"
    )
    assert [key for key in TEXTS if f'"{key}"' not in code] == []


def test_no_error_that_a_person_sees_is_raised_with_a_bare_text() -> None:
    faces = {"UnreadableDocumentError", "SourceUnavailableError", "AnswerError", "Missed"}
    bare = []
    for file in [*ROOT.glob("index/read/*.py"), *ROOT.glob("index/sources/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in faces:
                bare += [
                    f"{file.name}:{node.lineno}"
                    for one in node.args[1:2]
                    if isinstance(one, ast.Constant | ast.JoinedStr)
                ]
    assert bare == []


def test_an_error_is_english_as_text_and_german_for_a_german() -> None:
    error = UnreadableDocumentError("a.pdf", message("pdf_locked"))
    assert str(error) == "a.pdf: the PDF is locked with a password; save an unlocked copy"
    assert in_language(error, DE) == "a.pdf: das PDF ist mit einem Passwort gesperrt; eine offene Kopie speichern"
    later = message("ask_again_later", reason=message("no_answer_in_time"), seconds=121.4)
    assert (
        in_language(SourceUnavailableError("u", later), DE)
        == "u: keine Antwort in der Zeit, wieder anzufragen in 121 Sekunden"
    )


def test_what_is_no_message_is_said_as_it_prints() -> None:
    assert in_language(OSError(2, "No such file"), DE) == "[Errno 2] No such file"
    assert in_language(CorpusError("plain"), DE) == "plain"


def test_a_message_survives_copies_json_and_the_database() -> None:
    told = message("xml_broken", where=message("line", line=3), error="no end")
    german = "Zeile 3: fehlerhaftes XML (no end); die Datei ist wohl abgeschnitten: neu holen"
    for copied in (copy.deepcopy(told), asdict(Problem("a", told))["reason"], unpack(pack(told))):
        assert isinstance(copied, Message)
        assert copied == told
        assert in_language(copied, DE) == german
    assert unpack("an old line") == pack("an old line") == "an old line"
    assert unpack('{"message": "of_a_newer_version"}') == '{"message": "of_a_newer_version"}'


class Fields(BaseModel):
    number: int = 0
    name: str = ""


def test_wrong_fields_are_named_in_both_languages() -> None:
    with pytest.raises(ValidationError) as caught:
        Fields.model_validate({"number": "many", "name": 3})
    problems = field_problems(caught.value)
    assert problems == "number: must be a whole number, found 'many'; name: must be text, found 3"
    assert (
        in_language(problems, DE)
        == "number: muss eine ganze Zahl sein, gefunden 'many'; name: muss Text sein, gefunden 3"
    )
