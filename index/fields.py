"""What pydantic found wrong with a file of fields, said for a person."""

from __future__ import annotations

from functools import reduce

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from index.wording import Message, message

_KINDS: dict[str, tuple[str, str]] = {
    "missing": ("field_missing", ""),
    "extra_forbidden": ("field_unknown", ""),
    "literal_error": ("field_choice", "expected"),
    "enum": ("field_choice", "expected"),
    "union_tag_invalid": ("field_choice", "expected_tags"),
    "union_tag_not_found": ("field_no_type", ""),
    "greater_than_equal": ("field_at_least", "ge"),
    "less_than_equal": ("field_at_most", "le"),
    "greater_than": ("field_above", "gt"),
    "string_too_short": ("field_length", "min_length"),
    "string_pattern_mismatch": ("field_pattern", "pattern"),
    "published": ("field_published", ""),
}
_BEGINNINGS = {
    "int": "field_int",
    "float": "field_number",
    "bool": "field_bool",
    "string": "field_text",
    "path": "field_text",
    "tuple": "field_list",
    "list": "field_list",
    "model": "field_mapping",
    "dict": "field_mapping",
    "date": "field_date",
}


def problem_of(error: ErrorDetails) -> tuple[str, dict[str, object]]:
    """The key and the values that say one error. Pure."""
    kind = error["type"]
    context = error.get("ctx", {})
    key, limit = _KINDS.get(kind, ("", ""))
    key = key or _BEGINNINGS.get(kind.partition("_")[0], "field_other")
    said = context.get("tag") if kind == "union_tag_invalid" else error["input"]
    return key, {"limit": context.get(limit, error["msg"]), "found": repr(said)[:60]}


def field_problems(error: ValidationError, each: str = "field") -> Message:
    """All wrong fields in one line. ``each`` is the key of the text for one of them."""

    def said(one: ErrorDetails) -> Message:
        key, values = problem_of(one)
        where = ".".join(str(part) for part in one["loc"]) or message("file")
        return message(each, field=where, problem=message(key, **values))

    return reduce(lambda one, other: message("and_also", one=one, other=other), map(said, error.errors()))
