"""Errors of the corpus room. They carry facts for the reader of the message, never the text of a question.

CorpusError
├── SettingsError            config.yaml is wrong: names file and field
├── SourceUnavailableError   a source could not be fetched
├── UnreadableDocumentError  bytes arrived, no document could be made of them
├── IndexNotReadyError       no index, or one of another encoder: names the command to run
└── IndexLockedError         another process owns the index folder
"""

from __future__ import annotations

from index.wording import message


class CorpusError(Exception):
    """Base of all errors that `index` raises on purpose; ``str(error)`` is one line in English.

    Made of a `message`, it is said in the reader's language by `index.wording.in_language`.
    """


class SettingsError(CorpusError):
    """config.yaml (or a manifest) is wrong; the message names file and field."""


class SourceUnavailableError(CorpusError):
    """A source could not be fetched; the old copy stays."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(message("about", source=source, reason=reason))
        self.source = source
        self.reason = reason


class UnreadableDocumentError(CorpusError):
    """The bytes of a source could not be turned into a document."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(message("about", source=source, reason=reason))
        self.source = source
        self.reason = reason


class IndexNotReadyError(CorpusError):
    """There is no usable index for the configured encoder; the message names the command that builds it."""


class IndexLockedError(CorpusError):
    """Another process owns this index folder."""
