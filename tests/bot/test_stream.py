from __future__ import annotations

from datetime import date

import pytest

from bot.console.stream import BadLineError, parse_question
from index.documents import Language


def test_a_line_becomes_a_question_with_its_conversation_and_day() -> None:
    question = parse_question(
        '{"id": 7, "question": "Und wann?", "as_of": "2025-11-01", "language": "de",'
        ' "history": [{"role": "user", "text": "Was gilt?"}, {"role": "assistant", "text": "…"}]}'
    )
    assert (question.id, question.text, question.as_of, question.language) == (
        "7",
        "Und wann?",
        date(2025, 11, 1),
        Language.DE,
    )
    assert [turn.role for turn in question.history] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "not valid JSON"),
        ("[1]", '"question"'),
        ('{"question": 3}', '"question"'),
        ('{"question": "x", "as_of": "gestern"}', '"as_of"'),
        ('{"question": "x", "language": "fr"}', '"language"'),
        ('{"question": "x", "history": "no"}', '"history"'),
        ('{"question": "x", "history": [{"role": "system", "text": "x"}]}', '"history"[0]'),
        ('{"question": "x", "id": {"a": 1}}', '"id"'),
        ('{"question": "x", "id": true}', '"id"'),
        ('{"question": "half \\ud800"}', '"question"'),
        ("[" * 100_000, "nested too deeply"),
        ("NaN", '"question"'),
        (b'{"question": "L\xe4nder"}', "not UTF-8 (byte 15)"),
    ],
)
def test_a_bad_line_names_its_field(line: str | bytes, named: str) -> None:
    with pytest.raises(BadLineError) as error:
        parse_question(line)
    assert named in str(error.value)


def test_a_mark_at_the_beginning_and_other_line_ends_are_no_part_of_the_line() -> None:
    assert parse_question(b'\xef\xbb\xbf{"id": "a", "question": "x"}\r\n').id == "a"


def test_an_id_that_is_null_or_missing_is_empty() -> None:
    assert parse_question('{"id": null, "question": "x"}').id == ""
    assert parse_question('{"question": "x"}').id == ""


def test_a_bad_line_is_said_in_german_and_knows_its_id() -> None:
    with pytest.raises(BadLineError) as error:
        parse_question('{"id": "q7", "question": "x", "as_of": "gestern"}')
    assert error.value.id == "q7"
    assert error.value.said(Language.DE) == '"as_of" muss ein Datum wie "2025-11-01" sein, gefunden \'gestern\''
