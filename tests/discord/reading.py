"""What a person sees of a message."""

from __future__ import annotations

from typing import Any

EPHEMERAL = 64


def text(shown: dict[str, Any]) -> str:
    """Content and embeds as one text."""
    parts = [shown["content"]]
    for one in shown["embeds"]:
        parts += [one.get("title"), one.get("description"), (one.get("footer") or {}).get("text")]
        parts += [part for field in one.get("fields") or [] for part in (field["name"], field["value"])]
    return "\n".join(part for part in parts if part)


def private(shown: dict[str, Any]) -> bool:
    return bool(shown["flags"] & EPHEMERAL)


def parts(shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for row in shown["components"] for one in row["components"]]


def custom_id(shown: dict[str, Any], verb: str) -> str:
    """The custom id of the button or menu with a verb."""
    for one in parts(shown):
        if one.get("custom_id", "").split(":")[1:2] == [verb] and not one.get("disabled"):
            return str(one["custom_id"])
    raise AssertionError(f"no {verb!r} among {[one.get('custom_id') for one in parts(shown)]}")


def labels(shown: dict[str, Any]) -> set[str]:
    return {one.get("label") or one.get("placeholder") for one in parts(shown)}
