from __future__ import annotations

import re

from bot.answering.answer import Reason
from bot.messages import catalogue
from index.documents import Kind
from index.law_in_time import Standing


def test_every_text_has_both_languages_and_the_same_placeholders() -> None:
    for key, (german, english) in catalogue().items():
        assert german.strip(), key
        assert english.strip(), key
        assert set(re.findall(r"\{(\w+)", german)) == set(re.findall(r"\{(\w+)", english)), key


def test_every_kind_standing_and_reason_can_be_said() -> None:
    keys = catalogue().keys()
    for name in (
        *(f"kind_{one.value}" for one in Kind),
        *(f"standing_{one.value}" for one in Standing),
        *(f"no_answer_{one.value}" for one in Reason),
    ):
        assert name in keys
