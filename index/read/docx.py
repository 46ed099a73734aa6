"""Word documents (.docx): headings, paragraphs and tables in their order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import datetime
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates, detect
from index.read.drafting import Draft, collapse, shortened
from index.read.facts import document_id, with_hints
from index.read.markdown import citation_of
from index.wording import message

# What zipfile, zlib, lxml and python-docx raise for damaged files.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


_TEMPLATE = datetime(2013, 12, 23, 23, 15)
"""The date in python-docx's own template: it says nothing about the file."""


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document.

    Raises:
        UnreadableDocumentError: broken, or without text.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        word: Any = Document(io.BytesIO(fetched.content))
        draft, title = _draft(word)
    except (*_DAMAGE, PackageNotFoundError) as error:
        raise UnreadableDocumentError(fetched.source, message("word_damaged", error=type(error).__name__)) from error
    if not draft.sections:
        raise UnreadableDocumentError(fetched.source, message("word_empty"))
    return [draft.document(_info(word, draft, title, fetched))]


def _draft(word: Any) -> tuple[Draft, str]:
    draft, title = Draft(), ""
    stack: list[tuple[int, str, str]] = []
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            for line in _rows(block):
                draft.add(line, _citation(stack), tuple(label for _, label, _ in stack))
            continue
        text = collapse(block.text)
        level = _level(block)
        if not text:
            continue
        if level is None:
            draft.add(text, _citation(stack), tuple(label for _, label, _ in stack))
            continue
        title = title or text
        stack = [entry for entry in stack if entry[0] < level]
        stack.append((level, shortened(text), citation_of(text)))
        draft.line(text)
    return draft, title


def _level(paragraph: Any) -> int | None:
    """Outline level of a heading paragraph; None for text."""
    style = str(getattr(paragraph.style, "style_id", "") or "") + " " + str(getattr(paragraph.style, "name", "") or "")
    if re.search(r"\bTitle\b|\bTitel\b", style):
        return 0
    match = re.search(r"(?:Heading|berschrift)\s?(\d)", style)
    return int(match.group(1)) if match else None


def _citation(stack: list[tuple[int, str, str]]) -> str:
    return next((own for _, _, own in reversed(stack) if own), "")


def _rows(table: Any) -> list[str]:
    rows = [list(dict.fromkeys(collapse(cell.text) for cell in row.cells)) for row in table.rows]
    rows = [[cell for cell in row if cell] for row in rows]
    header = rows[0] if len(rows) > 1 and all(len(cell) < 60 for cell in rows[0]) else []
    lines = []
    for row in rows[1:] if header else rows:
        if header and len(header) == len(row):
            lines.append("; ".join(f"{name}: {cell}" for name, cell in zip(header, row, strict=True)))
        elif row:
            lines.append("; ".join(row))
    return lines


def _info(word: Any, draft: Draft, heading: str, fetched: Fetched) -> DocumentInfo:
    properties = word.core_properties
    text = draft.text()
    line = dates.date_line(text)
    changed = properties.modified or properties.created
    if changed is not None and changed.replace(tzinfo=None) == _TEMPLATE:
        changed = None
    published = line[0] if line else dates.vintage(fetched.source) or (changed.date().isoformat() if changed else "")
    title = heading or collapse(properties.title or "")
    info = DocumentInfo(
        id=document_id(fetched.source),
        source=fetched.source,
        title=title or shortened(text.split("\n")[0], 120),
        language=detect.detect_language(text),
        kind=Kind.GUIDANCE,
        sha256=fetched.sha256,
        issuer="",
        url=fetched.source if fetched.source.startswith("http") else "",
        published=published,
        status=Status.REPORTED,
        guesses=("language", "kind", *([] if title else ["title"]), *(["published"] if published else [])),
    )
    return with_hints(info, fetched)
