"""What goes into and comes out of the answer room. An `Answer` cannot exist without a citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.documents import DocumentInfo, Filters, Hit, Language, Passage
from index.law_in_time import StandingOn


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked. ``language`` and ``as_of`` override what the text itself says."""

    text: str
    id: str = ""
    history: tuple[Turn, ...] = ()
    language: Language | None = None
    as_of: date | None = None
    filters: Filters = field(default_factory=Filters)


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_CORPUS = "not_in_corpus"
    OFF_TOPIC = "off_topic"
    SMALL_TALK = "small_talk"
    EMPTY_QUESTION = "empty_question"
    NOTHING_VERIFIED = "nothing_verified"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit under the short opaque key that a model may cite."""

    key: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as a writer made it: ``quote`` texts are verbatim, ``keys`` name evidence."""

    text: str
    keys: tuple[str, ...]
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A verified sentence with the numbers of its citations; ``gloss`` explains terms of a quote in another language."""

    text: str
    citations: tuple[int, ...]
    quote: bool = False
    gloss: str = ""

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs a citation")


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered proof: ``quote`` is ``document.text[start:end]``, the span of the source that supports a statement."""

    number: int
    info: DocumentInfo
    passage: Passage
    start: int
    end: int
    quote: str
    standing: StandingOn


@dataclass(frozen=True, slots=True)
class Answer:
    """Verified statements and their citations. ``notes`` are lines about the answer itself, in the asker's language."""

    question: Question
    language: Language
    as_of: date
    writer: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Hit, ...]
    newest_source: date | None
    notes: tuple[str, ...] = ()
    dropped_statements: int = 0
    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.statements or not self.citations:
            raise ValueError("an answer needs statements and citations; use NoAnswer")
        known = {one.number for one in self.citations}
        missing = {number for one in self.statements for number in one.citations} - known
        if missing:
            raise ValueError(f"statements cite numbers that no citation has: {sorted(missing)}")


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why nothing is said, and what lies nearest."""

    question: Question
    language: Language
    as_of: date
    reason: Reason
    nearest: tuple[Hit, ...]
    newest_source: date | None
    notes: tuple[str, ...] = ()
    dropped_statements: int = 0
    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)
