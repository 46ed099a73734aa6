"""What the corpus room says to a person, in German and English: a file a subject, one door to all of them.

`message(key, **values)` makes a text that is a plain English ``str`` wherever it goes (logs, JSON, ``str(error)``) and
still knows its German. `bot.messages` counts these texts among its own; whoever faces a person calls `in_language`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Self

from index.documents import Language
from index.wording import fetching, fields, reading, settings, upkeep

TEXTS: dict[str, tuple[str, str]] = reading.TEXTS | fetching.TEXTS | upkeep.TEXTS | fields.TEXTS | settings.TEXTS


class Message(str):
    """An English text with the key and the values that it was made of."""

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, Any]

    def __new__(cls, key: str, values: Mapping[str, Any]) -> Self:
        """KeyError for an unknown key or a value that its text needs."""
        made = super().__new__(cls, TEXTS[key][1].format(**values))
        made.key, made.values = key, values
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, Any]]]:
        """A copy keeps key and values."""
        return type(self), (self.key, self.values)


def message(key: str, **values: object) -> Message:
    """The text of ``key``; a value that is neither a number nor a text is taken as it prints."""
    return Message(key, {name: one if isinstance(one, int | float | str) else str(one) for name, one in values.items()})


def in_language(text: object, language: Language) -> str:
    """A message, or an error made of one, in ``language``; anything else as it prints."""
    if isinstance(text, Exception) and text.args and isinstance(text.args[0], Message):
        text = text.args[0]
    if not isinstance(text, Message):
        return str(text)
    german, english = TEXTS[text.key]
    values = {name: in_language(one, language) if isinstance(one, str) else one for name, one in text.values.items()}
    return (german if language is Language.DE else english).format(**values)


def pack(text: str) -> str:
    """A text for a database; what was a message is one again after `unpack`."""
    if not isinstance(text, Message):
        return text
    values = {name: pack(one) if isinstance(one, str) else one for name, one in text.values.items()}
    return json.dumps({"message": text.key, **values}, ensure_ascii=False)


def unpack(text: str) -> str:
    """The opposite of `pack`; a text whose key another version of the program wrote stays as it is."""
    if not text.startswith('{"message": '):
        return text
    values = json.loads(text)
    key = values.pop("message")
    return (
        message(key, **{n: unpack(v) if isinstance(v, str) else v for n, v in values.items()}) if key in TEXTS else text
    )
