"""The tables of the catalogue, and how documents and passages become rows."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sql

from index.documents import DocumentInfo, Kind, Language, Passage, Section, SourceDocument, Status

SCHEMA = 1
"""Goes up with every change of the tables; a catalogue of another schema is built anew from the sources."""

metadata = sql.MetaData()
documents = sql.Table(
    "documents",
    metadata,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("source", sql.String, nullable=False, index=True),
    sql.Column("ordinal", sql.Integer, nullable=False, default=0),
    sql.Column("sha256", sql.String, nullable=False),
    sql.Column("fingerprint", sql.String, nullable=False, default=""),
    sql.Column("language", sql.String, nullable=False),
    sql.Column("kind", sql.String, nullable=False),
    sql.Column("jurisdiction", sql.String, nullable=False),
    sql.Column("info", sql.Text, nullable=False),
    sql.Column("sections", sql.Text, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("words_sha256", sql.String, nullable=False, default=""),
    sql.Column("words", sql.Integer, nullable=False, default=0),
    sql.Column("sketch", sql.LargeBinary, nullable=False, default=b""),
    sql.Column("duplicate_of", sql.String, nullable=False, default=""),
    sql.Column("complete", sql.Boolean, nullable=False, default=False),
)
passages = sql.Table(
    "passages",
    metadata,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("document_id", sql.String, nullable=False, index=True),
    sql.Column("ordinal", sql.Integer, nullable=False),
    sql.Column("start", sql.Integer, nullable=False),
    sql.Column("end", sql.Integer, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("citation", sql.String, nullable=False, index=True),
    sql.Column("headings", sql.Text, nullable=False),
    sql.Column("note", sql.Text, nullable=False),
    sql.Column("retired", sql.Boolean, nullable=False, default=False, index=True),
)
PASSAGE_COLUMNS = [column for column in passages.c if column.name != "retired"]
sources = sql.Table(
    "sources",
    metadata,
    sql.Column("source", sql.String, primary_key=True),
    sql.Column("sha256", sql.String, nullable=False),
    sql.Column("origin", sql.String, nullable=False),
    sql.Column("recipe", sql.String, nullable=False, default=""),
    sql.Column("etag", sql.String, nullable=False, default=""),
    sql.Column("last_modified", sql.String, nullable=False, default=""),
    sql.Column("synced_at", sql.String, nullable=False),
    sql.Column("error", sql.Text, nullable=False, default=""),
)
facts = sql.Table(
    "facts",
    metadata,
    sql.Column("name", sql.String, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)


def dump_info(info: DocumentInfo) -> str:
    """A document's info as JSON; dates as ISO text."""
    return json.dumps(
        {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(info).items()},
        ensure_ascii=False,
    )


def load_info(text: str) -> DocumentInfo:
    """The inverse of `dump_info`."""
    fields: dict[str, Any] = json.loads(text)
    for name in ("effective_from", "effective_to", "facts_as_of", "stayed_until"):
        fields[name] = date.fromisoformat(fields[name]) if fields[name] else None
    for name in ("supersedes", "superseded_by", "topics", "guesses", "also"):
        fields[name] = tuple(fields[name])
    return DocumentInfo(
        **{
            **fields,
            "language": Language(fields["language"]),
            "kind": Kind(fields["kind"]),
            "status": Status(fields["status"]),
        }
    )


def dump_sections(document: SourceDocument) -> str:
    """A document's sections as JSON."""
    return json.dumps([asdict(section) for section in document.sections], ensure_ascii=False)


def load_document(row: Any) -> SourceDocument:
    """A row of `documents` as a document."""
    sections = tuple(
        Section(one["start"], one["end"], one["citation"], tuple(one["headings"]), one["note"])
        for one in json.loads(row.sections)
    )
    return SourceDocument(load_info(row.info), row.text, sections)


def dump_passage(passage: Passage) -> dict[str, Any]:
    """A passage as a row of `passages`."""
    return {**asdict(passage), "headings": json.dumps(passage.headings, ensure_ascii=False)}


def load_passage(row: Any) -> Passage:
    """A row of `PASSAGE_COLUMNS` as a passage."""
    identity, document_id, ordinal, start, end, text, citation, headings, note = row
    return Passage(identity, document_id, ordinal, start, end, text, citation, tuple(json.loads(headings)), note)
