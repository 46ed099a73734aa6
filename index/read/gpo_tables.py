"""Tables of the Government Publishing Office as lines: one row, one line, headers named, countries carried down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.read.drafting import collapse, shortened
from index.read.xml_text import name, plain_text

_NAME_END = re.compile(
    r"\s*(?:[,;(]\s*(?:a\.k\.a|f\.k\.a|aka)\b|,\s+(?!(?:Ltd|Limited|LLC|L\.L\.C|Inc|Corp|Co\b|S\.A|SA\b|GmbH|AG\b|Pte|Pvt|PLC|JSC|"
    r"LLP|B\.V|BV\b|FZE|FZCO|FZ|DMCC|OOO|Kft|SDN|Sdn|Bhd|N\.V|S\.R\.O|d\.o\.o|A\.S|AS\b|Sh\.P|L\.P|LP\b|OAO|ZAO|Company|Shanghai\b|"
    r"Beijing\b|Institute)))",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the line to print and a short name for its citation."""

    line: str
    label: str = ""
    footnote: bool = False


def rows_of(table: etree._Element) -> Iterator[Row]:
    """The rows of a ``TABLE`` below its header, then its footnotes."""
    headers: list[str] = []
    group = ""
    for row in table.iter("TR"):
        cells = [plain_text(cell) for cell in row if name(cell) in ("TD", "TH")]
        if all(name(cell) == "TH" for cell in row):
            headers = cells if not headers or len(cells) >= len(headers) else headers
            continue
        if _inside(row, "TFOOT"):
            text = re.sub(r"^\s*\(footnote (\d+)\)", r"Footnote \1:", " ".join(cells).strip())
            number = re.match(r"Footnote (\d+)", text)
            yield Row(text, f"footnote {number.group(1)}" if number else "footnote", footnote=True)
            continue
        if not any(cells):
            continue
        if headers and headers[0].lower() == "country" and len(cells) > 1:
            group = cells[0] or group
            yield _listed(group, cells, headers)
        else:
            yield Row(_line(cells, headers))


def _inside(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    while parent is not None and name(parent) != "TABLE":
        if name(parent) == tag:
            return True
        parent = parent.getparent()
    return False


def _sentence(text: str) -> str:
    return text if text.endswith((".", ":", ";")) else f"{text}."


def _listed(group: str, cells: list[str], headers: list[str]) -> Row:
    parts = [f"{group}: {_sentence(cells[1])}" if cells[1] else f"{group}."]
    parts += [
        f"{header}: {_sentence(cell)}"
        for header, cell in zip(headers[2:], cells[2:], strict=False)
        if cell and cell != "[Reserved]"
    ]
    entity = shortened(entity_name(cells[1]), 90)
    return Row(collapse(" ".join(parts)), f"{group}: {entity}" if entity else group)


def _line(cells: list[str], headers: list[str]) -> str:
    if len(cells) == 2 and not re.search(r"\d", cells[0][:1] or "x"):
        return f"{cells[0].rstrip(':.')}: {cells[1]}" if cells[0] and cells[1] else cells[0] or cells[1]
    if headers and len(headers) == len(cells):
        return "; ".join(
            f"{header}: {cell}" if header else cell for header, cell in zip(headers, cells, strict=True) if cell
        )
    return "; ".join(cell for cell in cells if cell)


def entity_name(cell: str) -> str:
    """The name at the start of an entity cell, before aliases and the address."""
    end = _NAME_END.search(cell)
    return (cell[: end.start()] if end and end.start() > 1 else cell).strip(" ,;.:")
