"""Errors of the answer room. They carry facts (keys, reasons), never the text of a question or a source.

AnswerError
├── ModelUnavailableError    the chat model gave no usable reply; ``reason`` says how it failed
├── UnknownKeyError          a draft cites evidence that was never given
├── UncitedAnswerError       a reply in which no sentence cites anything
└── PromptError              a prompt file is missing or wrong: names file and placeholder
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ModelFailure(StrEnum):
    """How a chat model failed; the caller picks the line that a person reads by it."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    NONSENSE = "nonsense"
    CUT_OFF = "cut_off"
    AUTH = "auth"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"


class AnswerError(Exception):
    """Base of all errors that `bot.answering` raises on purpose; ``str(error)`` is one line for a person."""


class ModelUnavailableError(AnswerError):
    """The chat model gave no usable reply. ``retry_after`` is in seconds, where the server named it."""

    def __init__(self, reason: ModelFailure, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"the model is unavailable ({reason.value}){': ' if detail else ''}{detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after = retry_after


class UnknownKeyError(AnswerError):
    """A draft cites keys that name no evidence of this question."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(dict.fromkeys(keys))
        super().__init__(f"no evidence has the key {', '.join(self.keys)}")


class UncitedAnswerError(AnswerError):
    """The reply has sentences, and none of them cites anything."""

    def __init__(self, sentences: int) -> None:
        super().__init__(f"none of {sentences} sentences cites evidence")
        self.sentences = sentences


class PromptError(AnswerError):
    """A prompt file is missing or its placeholders differ from the declared ones."""
