"""Web pages: the article without navigation, advertising and footers, its headings, date, address and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates, detect, eurlex
from index.read.boilerplate import is_boilerplate
from index.read.drafting import Draft, collapse, shortened
from index.read.facts import document_id, with_hints
from index.wording import message

_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]*\blang=[\"']?([A-Za-z]{2})", re.IGNORECASE)


def decoded(fetched: Fetched) -> str:
    """The page's text, by its declared encoding where it is one, else detected."""
    declared = _DECLARED.search(fetched.content[:4096]) or re.search(
        rb"charset=([A-Za-z0-9_-]+)", fetched.media_type.encode()
    )
    if declared:
        try:
            return fetched.content.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return detect.decode(fetched.content, fetched.source).text
    return detect.decode(fetched.content, fetched.source).text


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document: the page's article (EUR-Lex pages have a reader of their own).

    Raises:
        UnreadableDocumentError: the page has no text, for example because it is built by JavaScript.
    """
    page = decoded(fetched)
    if eurlex.is_eurlex(page):
        return eurlex.read(page, fetched)
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page, url=_address(fetched), with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    if found is None or found.body is None:
        raise UnreadableDocumentError(fetched.source, message("page_without_article"))
    draft = Draft()
    for headings, text in _blocks(found.body, collapse(found.title or "")):
        draft.add(text, "", headings)
    if not draft.sections:
        raise UnreadableDocumentError(fetched.source, message("page_without_article"))
    return [draft.document(_info(found, page, draft.text(), fetched))]


def _address(fetched: Fetched) -> str | None:
    return fetched.source if fetched.source.startswith("http") else None


def _blocks(body: etree._Element, title: str) -> Iterator[tuple[tuple[str, ...], str]]:
    stack: list[tuple[int, str]] = [(1, title)] if title else []
    for block in body.iter("head", "p", "item", "quote", "row", "code"):
        if any(parent.tag in ("item", "quote", "row", "p") for parent in block.iterancestors()):
            continue
        text = collapse(" ".join(_cells(block)) if block.tag == "row" else "".join(block.itertext()))
        if not text or is_boilerplate(text):
            continue
        if block.tag == "head":
            level = int(re.sub(r"\D", "", block.get("rend", "2")) or 2)
            if text != title:
                stack = [entry for entry in stack if entry[0] < max(level, 2)]
                stack.append((max(level, 2), shortened(text)))
            continue
        yield tuple(label for _, label in stack), text


def _cells(row: etree._Element) -> list[str]:
    cells = [text for cell in row.iter("cell") if (text := collapse("".join(cell.itertext())))]
    return ["; ".join(cells)]


def _info(found: Any, page: str, text: str, fetched: Fetched) -> DocumentInfo:
    guesses = ["kind"]
    stated = _LANG.search(page[:4000])
    if stated and stated.group(1).lower() in ("de", "en"):
        language = Language(stated.group(1).lower())
    else:
        language = detect.detect_language(text)
        guesses.append("language")
    published = _date(page, found, text, fetched)
    guesses += ["published"] if published else []
    title = collapse(found.title or "")
    if not title:
        title = shortened(text.split("\n", maxsplit=1)[0], 120)
        guesses.append("title")
    if not found.sitename:
        guesses.append("issuer")
    info = DocumentInfo(
        id=document_id(fetched.source),
        source=fetched.source,
        title=title,
        language=language,
        kind=Kind.NEWS,
        sha256=fetched.sha256,
        issuer=collapse(found.sitename or found.hostname or ""),
        url=found.url or (_address(fetched) or ""),
        published=published,
        status=Status.REPORTED,
        guesses=tuple(guesses),
    )
    return with_hints(info, fetched)


def _date(page: str, found: Any, text: str, fetched: Fetched) -> str:
    """Metadata of the page first, then htmldate's search in it, a date line of the text, the file's name."""
    from htmldate import find_date

    day = find_date(page, url=_address(fetched), original_date=True, extensive_search=False)
    line = dates.date_line(text)
    return str(day or found.date or "") or (line[0] if line else "") or dates.vintage(fetched.source)
