"""YAML front matter: the briefs that ship follow a strict schema; other front matter is used where it fits."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from index.documents import DocumentInfo, Fetched, Kind, Language, Status
from index.errors import UnreadableDocumentError
from index.fields import field_problems
from index.wording import message

_PUBLISHED = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_FENCE = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_REQUIRED = frozenset({"id", "title", "language", "kind"})


def _as_text(value: object) -> object:
    """YAML reads ``2024-12-05`` as a date and ``2024`` as a number; the field is text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class FrontMatter(BaseModel):
    """The front matter of a brief; an unknown or missing key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
    title: Text = Field(min_length=3)
    language: Language
    kind: Kind
    jurisdiction: str | None = Field(pattern=r"^[A-Z]{2,3}$")
    issuer: Text | None
    citation: Text | None
    url: str | None = Field(pattern=r"^https://\S+$")
    published: Text | None
    effective_from: date | None
    effective_to: date | None
    status: Status
    supersedes: tuple[str, ...] | None
    superseded_by: tuple[str, ...] | None
    facts_as_of: date | None
    topics: tuple[Text, ...] | None

    @field_validator("published")
    @classmethod
    def _a_date(cls, value: str | None) -> str | None:
        if value is not None and not _PUBLISHED.match(value):
            raise PydanticCustomError("published", "write YYYY-MM-DD, YYYY-MM or YYYY")
        if value is not None and len(value) == 10:
            date.fromisoformat(value)
        return value


def split_front_matter(text: str) -> tuple[str, int] | None:
    """The YAML between the fences and the offset where the body begins; None where the text has no front matter."""
    match = _FENCE.match(text)
    return (match["yaml"], match.end()) if match else None


def load(matter: str, source: str) -> dict[str, Any]:
    """The YAML of the front matter as a mapping.

    Raises:
        UnreadableDocumentError: the YAML is broken or no mapping; the message names the line.
    """
    try:
        metadata = yaml.safe_load(matter)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = message("line", line=mark.line + 2) if mark is not None else ""
        problem = getattr(error, "problem", None) or "broken YAML"
        raise UnreadableDocumentError(source, message("front_matter_yaml", where=where, problem=problem)) from error
    except ValueError as error:  # YAML builds dates itself, and says neither field nor line of a wrong one
        raise UnreadableDocumentError(
            source, message("front_matter_date", field=_wrong_date(matter), error=error)
        ) from error
    if not isinstance(metadata, dict | None):
        raise UnreadableDocumentError(
            source,
            message("front_matter_no_fields"),
        )
    return metadata or {}


def _wrong_date(text: str) -> str:
    """The first field of the front matter whose value looks like a date and is none."""
    for field, value in re.findall(r"^([\w-]+):[ \t]*(\d{4}-\d{1,2}-\d{1,2})", text, re.MULTILINE):
        try:
            date(*map(int, value.split("-")))
        except ValueError:
            return str(field)
    return "of the front matter"


def is_brief(metadata: dict[str, Any]) -> bool:
    """Whether front matter means to be a brief's: it has the keys that no other front matter has together."""
    return metadata.keys() >= _REQUIRED


def info_of(metadata: dict[str, Any], fetched: Fetched) -> DocumentInfo:
    """The document's facts from a brief's front matter.

    Raises:
        UnreadableDocumentError: a field is missing, misspelt or has a wrong value; the message names it.
    """
    try:
        matter = FrontMatter.model_validate(metadata)
    except ValidationError as error:
        problems = field_problems(error, "front_matter_field")
        raise UnreadableDocumentError(fetched.source, message("front_matter_fields", problems=problems)) from error
    return DocumentInfo(
        id=matter.id,
        source=fetched.source,
        title=matter.title,
        language=matter.language,
        kind=matter.kind,
        sha256=fetched.sha256,
        jurisdiction=matter.jurisdiction or "",
        issuer=matter.issuer or "",
        citation=matter.citation or "",
        url=matter.url or "",
        published=matter.published or "",
        effective_from=matter.effective_from,
        effective_to=matter.effective_to,
        status=matter.status,
        supersedes=matter.supersedes or (),
        superseded_by=matter.superseded_by or (),
        facts_as_of=matter.facts_as_of,
        topics=matter.topics or (),
    )
