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
    ],
)
def test_a_bad_line_names_its_field(line: str, named: str) -> None:
    with pytest.raises(BadLineError) as error:
        parse_question(line)
    assert named in str(error.value)
