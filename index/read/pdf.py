"""PDF: the text of its pages, lines joined to paragraphs, hyphenation undone, running heads and feet left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates, detect
from index.read.drafting import Draft, collapse, shortened
from index.read.facts import document_id, name_of, with_hints
from index.wording import message

_HYPHEN = re.compile(r"(?<=[a-zäöüß])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"^\W*(?:(?:Seite|Page|S\.|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*$", re.IGNORECASE)
_ITEM = re.compile(r"^(?:[•●▪–—*-]\s|\(?[a-z0-9]{1,3}[.)]\s|§\s?\d)")


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document; every section is cited by its page.

    Raises:
        UnreadableDocumentError: broken, encrypted, or without text (a scan).
    """
    pages, reader = _pages(fetched)
    running = _running_lines(pages)
    language = detect.detect_language(" ".join(pages))
    label = "S." if language is Language.DE else "p."
    draft = Draft()
    for number, page in enumerate(pages, 1):
        lines = [line for line in page.splitlines() if _shape(line) not in running and not _PAGE_NUMBER.match(line)]
        for paragraph in paragraphs(lines):
            draft.add(paragraph, f"{label} {number}", ())
    if not draft.sections:
        raise UnreadableDocumentError(fetched.source, message("pdf_pictures"))
    return [draft.document(_info(reader, draft.text(), language, fetched))]


def _pages(fetched: Fetched) -> tuple[list[str], Any]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # Its remarks on slightly damaged files would stand in the middle of a progress bar.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(fetched.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocumentError(fetched.source, message("pdf_locked"))
        return [page.extract_text() or "" for page in reader.pages], reader
    except UnreadableDocumentError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        # pypdf answers damaged files with whatever its parser met.
        raise UnreadableDocumentError(
            fetched.source,
            message("pdf_damaged", error=f"{type(error).__name__}: {collapse(str(error))[:120]}"),
        ) from error


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", collapse(line))


def _running_lines(pages: list[str]) -> frozenset[str]:
    """First and last lines that return on most pages."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        edges.update({_shape(line) for line in (*lines[:2], *lines[-2:])})
    return frozenset(shape for shape, count in edges.items() if count > len(pages) / 2)


def paragraphs(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs: a blank line, a list item, or a short line that ends a sentence begins a new one."""
    joined: list[str] = []
    width = max((len(line.rstrip()) for line in lines), default=0)
    opens = True
    for raw in lines:
        line = collapse(raw)
        if not line:
            opens = True
            continue
        if opens or _ITEM.match(line) or not joined:
            joined.append(line)
        elif (
            _HYPHEN.search(joined[-1])
            and re.match(r"[a-zäöüß]", line)
            and not re.match(r"(?:und|oder|bis|and|or)\b", line)
        ):
            joined[-1] = _HYPHEN.sub("", joined[-1]) + line
        else:
            joined[-1] = f"{joined[-1]} {line}"
        opens = len(raw.rstrip()) < 0.75 * width and line.endswith((".", "!", "?", ":", "“", "”", '"'))
    return joined


def _info(reader: Any, text: str, language: Language, fetched: Fetched) -> DocumentInfo:
    metadata = reader.metadata
    stated = collapse(str(metadata.title or "")) if metadata else ""
    usable = (
        stated
        and stated.lower() not in ("untitled", "unbenannt")
        and not re.search(r"\.(?:docx?|indd|pdf)$", stated, re.IGNORECASE)
    )
    title = stated if usable else shortened(text.split("\n", maxsplit=1)[0], 120) or name_of(fetched.source)
    line = dates.date_line(text)
    created = metadata.creation_date if metadata else None
    published = line[0] if line else dates.vintage(fetched.source) or (created.date().isoformat() if created else "")
    guesses = ["language", "kind", *([] if usable else ["title"]), *(["published"] if published else [])]
    info = DocumentInfo(
        id=document_id(fetched.source),
        source=fetched.source,
        title=title,
        language=language,
        kind=Kind.GUIDANCE,
        sha256=fetched.sha256,
        issuer=collapse(str(metadata.author or "")) if metadata else "",
        url=fetched.source if fetched.source.startswith("http") else "",
        published=published,
        status=Status.REPORTED,
        guesses=tuple(guesses),
    )
    return with_hints(info, fetched)
