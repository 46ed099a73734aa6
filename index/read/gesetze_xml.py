"""German federal law as XML from gesetze-im-internet.de: rewritten as the plain text that `german_law` marks up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import german_law
from index.read.drafting import collapse
from index.read.xml_text import name
from index.wording import message

_BLOCKS = frozenset({"P", "DL", "table", "LA", "DD", "DT", "Title", "pre", "Footnotes", "entry"})


def read(root: etree._Element, fetched: Fetched) -> list[SourceDocument]:
    """One document: the law.

    Raises:
        UnreadableDocumentError: the file has no provision with text.
    """
    norms = [child for child in root if name(child) == "norm"]
    if name(root) != "dokumente" or not norms:
        raise UnreadableDocumentError(fetched.source, message("law_without_norm"))
    law = _law(norms[0])
    parts = [f"% {law.title}", f"% Ausfertigungsdatum: {'.'.join(reversed(law.issued.split('-')))}", ""]
    for norm in norms:
        lines = list(_content(norm))
        number, title = _meta(norm, "enbez"), _meta(norm, "titel")
        if lines and number:
            parts += [f"# {number} – {title}" if title else f"# {number}", "", *(f"{line}\n" for line in lines)]
    text = "\n".join(parts)
    if "# " not in text:
        raise UnreadableDocumentError(fetched.source, message("law_without_text"))
    return [german_law.document_of(text, law, fetched)]


def _meta(norm: etree._Element, tag: str) -> str:
    found = norm.find(f"metadaten/{tag}")
    return collapse("".join(found.itertext())) if found is not None else ""


def _law(norm: etree._Element) -> german_law.Law:
    short = _meta(norm, "amtabk") or re.sub(r"\s+\d{4}$", "", _meta(norm, "jurabk"))
    title = _meta(norm, "langue") or _meta(norm, "kurzue") or short
    issued = _meta(norm, "ausfertigung-datum")
    return german_law.Law(
        title=f"{title} ({short})" if short and short not in title else title, short=short or "Gesetz", issued=issued
    )


def _content(norm: etree._Element) -> Iterator[str]:
    content = norm.find("textdaten/text/Content")
    if content is None:
        return
    for child in content:
        yield from _lines(child)


def _lines(element: etree._Element) -> Iterator[str]:
    """The lines of a paragraph: its running text, then each list item with its number."""
    if name(element) == "table":
        for row in element.iter("row"):
            cells = [collapse("".join(entry.itertext())) for entry in row.iter("entry")]
            if any(cells):
                yield "| " + " | ".join(cells) + " |"
        return
    running = [element.text or ""]
    for child in element:
        tag = name(child)
        if tag == "DL":
            if text := collapse("".join(running)):
                yield text
            running = []
            yield from _items(child)
        elif tag == "table":
            yield from _lines(child)
        elif tag in ("BR", "br"):
            running.append(" ")
        else:
            running.append("".join(child.itertext()))
        running.append(child.tail or "")
    if text := collapse("".join(running)):
        yield text


def _items(listing: etree._Element) -> Iterator[str]:
    number = ""
    for child in listing:
        if name(child) == "DT":
            number = collapse("".join(child.itertext()))
        elif name(child) == "DD":
            lines = [line for inner in (list(child) or [child]) for line in _lines(inner)]
            for index, line in enumerate(lines):
                yield f"{number} {line}".strip() if index == 0 else line
