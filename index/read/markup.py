"""Anything that starts with a tag: eCFR, Federal Register and German law XML, EUR-Lex and other HTML."""

from __future__ import annotations

import re

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import ecfr, federal_register_xml, gesetze_xml, html
from index.read.xml_text import name, parse
from index.wording import message

_XML_ROOTS = re.compile(rb"<(?:DIV[1-9]|ECFR|RULE|PRORULE|NOTICE|dokumente|CFRGRANULE)\b")
_HTML = re.compile(
    rb"<(?:(?:!doctype\s+html|html|head|body|meta|article|main|div|p|section|table)\b|!--)", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PLAIN = (".md", ".markdown", ".txt", ".json", ".jsonl")


def is_markup(fetched: Fetched, head: bytes) -> bool:
    """Whether the bytes are XML or HTML, and not Markdown or text with some tags in it."""
    if head.startswith(b"<"):
        return head.startswith(b"<?xml") or bool(_XML_ROOTS.match(head) or _HTML.match(head))
    path = fetched.source.lower().split("?")[0]
    declared = "html" in fetched.media_type or path.endswith((".html", ".htm", ".xhtml"))
    return (declared and bool(_HTML.search(head))) or (bool(_PAGE.search(head)) and not path.endswith(_PLAIN))


def read(fetched: Fetched) -> list[SourceDocument]:
    """The documents of an XML or HTML file.

    Raises:
        UnreadableDocumentError: broken or unknown XML, or a page without text.
    """
    head = fetched.content[:8192]
    if not _XML_ROOTS.search(head) and _HTML.search(head):
        return html.read(fetched)
    root = parse(fetched.content, fetched.source)
    tag = name(root)
    if re.fullmatch(r"DIV[1-9]|ECFR", tag):
        return ecfr.read(root, fetched)
    if tag in ("RULE", "PRORULE", "NOTICE"):
        return federal_register_xml.read(root, fetched)
    if tag == "dokumente":
        return gesetze_xml.read(root, fetched)
    if tag == "html":
        return html.read(fetched)
    raise UnreadableDocumentError(
        fetched.source,
        message("xml_unknown", tag=tag),
    )
