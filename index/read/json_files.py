"""JSON and JSON lines: which of the known forms a file has, and its reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import detect, ear_json, eu_annex, federal_register, screening_list
from index.wording import message

SUPPORTED = (
    "Federal Register records or API answers, the Consolidated Screening List, EU Annex I (2021/821), and EAR tables "
    "(control list, country groups, country chart, licence exceptions)"
)


def read(fetched: Fetched) -> list[SourceDocument]:
    """The documents of a JSON file.

    Raises:
        UnreadableDocumentError: broken JSON (line named) or a form that no reader knows (what is supported is named).
    """
    text = detect.decode(fetched.content, fetched.source).text
    value = _parse(text, fetched.source)
    documents = _records(value, fetched) if isinstance(value, list) else _object(value, fetched)
    if documents is None:
        raise UnreadableDocumentError(fetched.source, message("json_unknown", supported=SUPPORTED))
    return documents


def _parse(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as whole:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].lstrip().startswith("{") or not lines[0][1].rstrip().endswith("}"):
            raise UnreadableDocumentError(source, message("json_broken", line=whole.lineno, error=whole.msg)) from whole
        return [_line(number, line, source) for number, line in lines]
    except RecursionError as error:
        raise UnreadableDocumentError(source, message("json_too_deep")) from error


def _line(number: int, line: str, source: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableDocumentError(source, message("json_bad_line", line=number, error=error.msg)) from error


def _records(values: list[Any], fetched: Fetched) -> list[SourceDocument] | None:
    for known, reader in (
        (federal_register.is_record, federal_register.read),
        (screening_list.is_entity, screening_list.read),
    ):
        if values and known(values[0]):
            strange = next((position for position, one in enumerate(values, 1) if not known(one)), None)
            if strange is not None:
                raise UnreadableDocumentError(fetched.source, message("record_differs", record=strange))
            return reader(values, fetched)
    return None


def _object(value: Any, fetched: Fetched) -> list[SourceDocument] | None:
    forms: tuple[tuple[Callable[[object], object], Callable[[Mapping[str, Any]], list[SourceDocument]]], ...] = (
        (federal_register.is_answer, lambda one: federal_register.read(one["results"], fetched)),
        (federal_register.is_record, lambda one: federal_register.read([one], fetched)),
        (eu_annex.is_annex, lambda one: eu_annex.read(one, fetched)),
        (ear_json.reader_of, lambda one: ear_json.read(one, fetched)),
        (_is_list_answer, lambda one: screening_list.read(one["results"], fetched)),
        (screening_list.is_entity, lambda one: screening_list.read([one], fetched)),
    )
    for known, reader in forms:
        if known(value):
            return reader(value)
    return None


def _is_list_answer(value: object) -> bool:
    """The official download wraps its entries in ``results``."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("results"), list)
        and bool(value["results"])
        and all(screening_list.is_entity(one) for one in value["results"])
    )
