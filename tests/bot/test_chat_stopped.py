"""Ctrl-C while an answer is being written stops that answer; the conversation goes on."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from bot.console.chat import Chat
from index.documents import Language


async def _interrupted(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(30)


def _chat(*, terminal: bool) -> Chat:
    answerer: Any = SimpleNamespace(answer=_interrupted)
    corpus: Any = None
    return Chat(corpus, answerer, Console(file=io.StringIO(), force_terminal=terminal), Language.EN)


def test_control_c_stops_the_answer_and_not_the_conversation() -> None:
    chat = _chat(terminal=True)
    assert chat.handle("What is the threshold?") is True
    assert "Stopped." in chat.console.file.getvalue()  # type: ignore[attr-defined]
    assert chat.history == []
    assert chat.handle("And once more?") is True


def test_control_c_ends_a_program_that_nobody_types_into() -> None:
    with pytest.raises(KeyboardInterrupt):
        _chat(terminal=False).handle("What is the threshold?")
