"""Text of XML elements of the GPO family (eCFR, Federal Register): super- and subscripts, line breaks, italics.

``lxml`` is used with entity expansion and network access off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.errors import UnreadableDocumentError
from index.read.drafting import collapse
from index.read.numbering import ITALIC_END, ITALIC_START, unmarked
from index.wording import message

_SUPERSCRIPT, _SUBSCRIPT = frozenset({"51", "53"}), frozenset({"52", "54"})
_BREAKS = frozenset({"br", "BR"})
_DOUBLY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|lt|gt|quot|apos|nbsp|sect|mdash|ndash);")


def parse(content: bytes, source: str) -> etree._Element:
    """The root element.

    Raises:
        UnreadableDocumentError: the XML is cut off or broken; the message names the line.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = message("line", line=line) if line else ""
        reason = collapse(re.sub(r",?\s*line \d+, column \d+", "", str(getattr(error, "msg", error))))
        raise UnreadableDocumentError(source, message("xml_broken", where=where, error=reason)) from error


def name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def marked_text(element: etree._Element, skip: frozenset[str] = frozenset()) -> str:
    """The text with italic marks (see `numbering`), on one line; elements named in ``skip`` are left out."""
    return _unescape(collapse(_glue("".join(_walk(element, skip)))))


def plain_text(element: etree._Element, skip: frozenset[str] = frozenset()) -> str:
    """The text on one line, without marks."""
    return unmarked(marked_text(element, skip))


def _walk(element: etree._Element, skip: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = name(child)
        if tag in _BREAKS:
            yield " "
        elif tag and tag not in skip:
            yield from _styled(child, tag, skip)
            if tag in ("HED", "HEAD", "P"):
                yield " "
        yield child.tail or ""


def _styled(child: etree._Element, tag: str, skip: frozenset[str]) -> Iterator[str]:
    style = child.get("T", "") if tag == "E" else ""
    if tag in ("SU", "sup") or style in _SUPERSCRIPT:
        yield f"\ue002{''.join(_walk(child, skip)).strip()}\ue003"
    elif tag in ("sub", "FR") or style in _SUBSCRIPT:
        yield from _walk(child, skip)
    elif tag == "I" or style in ("03", "01"):
        yield ITALIC_START
        yield from _walk(child, skip)
        yield ITALIC_END
    else:
        yield from _walk(child, skip)


def _glue(text: str) -> str:
    """Superscripts become ``10^6`` after a number or a unit, else a footnote mark in words."""
    text = re.sub(r"(?<=[0-9A-Za-zμΩ°])\s*\ue002([-−–+]?\d{1,3}|[a-z])\ue003", r"^\1", text)
    text = re.sub(r"\s*\ue002(\d{1,2})\ue003", r" (footnote \1)", text)
    return text.replace("\ue002", "").replace("\ue003", "")


def _unescape(text: str) -> str:
    """Some copies escape entities twice (``&amp;#xA7;``)."""
    if not _DOUBLY.search(text):
        return text
    from html import unescape

    return unescape(text)
