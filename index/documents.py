"""The words everyone shares: what a source, a document, a passage and a hit are.

All types are frozen; whatever flows between modules is one of these. The invariant of the house:
``document.text[passage.start:passage.end] == passage.text`` for every passage, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

STARTER = "starter/"
"""What the source of every brief that ships begins with."""


class Language(StrEnum):
    """Languages the corpus and the questions come in."""

    DE = "de"
    EN = "en"


class Kind(StrEnum):
    """What a document is; an answer says it beside every citation."""

    REGULATION = "regulation"
    GUIDANCE = "guidance"
    ANNOUNCEMENT = "announcement"
    NEWS = "news"
    BILL = "bill"
    TREATY = "treaty"
    DEFINITION = "definition"
    LISTING = "list"


class Status(StrEnum):
    """The last confirmed legal state of a document, as its source gives it (see `index.law_in_time` for a date)."""

    IN_FORCE = "in_force"
    NOT_ENFORCED = "not_enforced"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    RESCINDED = "rescinded"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    REPORTED = "reported"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes of one source as they arrived.

    ``source`` is the file path (as configured, relative to config.yaml where it was) or the address the bytes came
    from; ``media_type`` is the declared or sniffed type; ``hints`` are values that the connector knows for certain
    (document fields such as ``kind`` or ``published`` as text) and that a reader must prefer over its own guesses.
    """

    source: str
    content: bytes
    sha256: str
    media_type: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A structural unit of a document: the smallest span that has a pinpoint of its own.

    ``start``/``end`` are character offsets into the document's text. ``citation`` is the official pinpoint
    (``15 CFR § 744.23(a)(2)``, ``ECCN 3A090.a.1``, ``§ 8 Abs. 1 AWV``), empty where the document has none below itself.
    ``headings`` are the headings above it, outermost first. ``note`` is a caveat printed elsewhere in the source that
    limits this span (an eCFR effective-date note, for example).
    """

    start: int
    end: int
    citation: str = ""
    headings: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """Everything about a document except its text.

    ``guesses`` names the fields that were detected rather than stated (``language``, ``published`` ...), so that a
    person can check them. ``also`` are further sources that hold a near-duplicate of this document. ``stayed_until``
    is the last day of a stay printed in the source; ``facts_as_of`` the newest source behind a brief.
    """

    id: str
    source: str
    title: str
    language: Language
    kind: Kind
    sha256: str
    jurisdiction: str = ""
    issuer: str = ""
    citation: str = ""
    url: str = ""
    published: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    status: Status = Status.REPORTED
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    facts_as_of: date | None = None
    stayed_until: date | None = None
    topics: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def own_words(self) -> bool:
        """Whether the text is a brief that ships: our own words on the source it cites, never that source's."""
        return any(one.startswith(STARTER) for one in (self.source, *self.also))


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document with its text and structure; ``sections`` are ordered, do not overlap, and may leave gaps (boilerplate)."""

    info: DocumentInfo
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited: a span of one document.

    ``id`` derives from document id, span and text hash. ``ordinal`` counts the passages of a document from 0.
    """

    id: str
    document_id: str
    ordinal: int
    start: int
    end: int
    text: str
    citation: str = ""
    headings: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. ``score`` is a similarity in 0..1, higher is better, comparable across questions.

    ``legs`` holds what each leg said (``dense`` cosine, ``lexical`` 0..1, ``identifier`` 0..1 ...).
    """

    passage: Passage
    info: DocumentInfo
    score: float
    legs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search may return; an empty tuple allows everything. ``as_of`` hides what was not yet published."""

    kinds: tuple[Kind, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: date | None = None
