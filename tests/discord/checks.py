"""What Discord would refuse: bodies against its OpenAPI description, and the limits that the description lacks."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

OPENAPI = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
_SNOWFLAKE = re.compile(r"^\d{1,20}$")


class Schema:
    """Validates request bodies and our own responses; does nothing where openapi.json or jsonschema-rs is absent."""

    def __init__(self, path: Path = OPENAPI) -> None:
        self.available = path.exists()
        self._document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if self.available else {}
        self._templates = [
            (re.compile("^" + re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template)) + "$"), template)
            for template in sorted(self._document.get("paths", {}), key=lambda one: one.count("{"))
        ]

    def template(self, path: str) -> str | None:
        return next((template for pattern, template in self._templates if pattern.match(path)), None)

    def request_faults(self, method: str, path: str, body: Any) -> list[str]:
        template = self.template(path)
        if not self.available:
            return []
        if template is None or method.lower() not in self._document["paths"][template]:
            return [f"{method} {path}: no such route"]
        operation = self._document["paths"][template][method.lower()]
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None or body is None:
            return []
        return self._faults(f"{method} {template}", json.dumps(content["schema"]), body)

    def response_faults(self, name: str, body: Any) -> list[str]:
        """Whether one of our own objects is a ``#/components/schemas/<name>``: the emulator must not lie either."""
        return self._faults(name, json.dumps({"$ref": f"#/components/schemas/{name}"}), body) if self.available else []

    def _faults(self, what: str, schema: str, body: Any) -> list[str]:
        return [
            f"{what}: {'/'.join(map(str, one.instance_path))}: {one.message[:300]}"
            for one in list(self._validator(schema).iter_errors(body))[:3]
        ]

    @cache  # noqa: B019 - one schema lives as long as the tests
    def _validator(self, schema: str) -> Any:
        import jsonschema_rs

        whole = {**json.loads(schema), "components": self._document["components"]}
        return jsonschema_rs.validator_for(whole, validate_formats=False)


def message_faults(body: dict[str, Any], *, callback: bool = False) -> list[str]:
    """Limits of a message that the description does not hold."""
    faults: list[str] = []
    content = body.get("content") or ""
    embeds = body.get("embeds") or []
    rows = body.get("components") or []
    if len(content) > 2000:
        faults.append(f"content has {len(content)} characters")
    if len(embeds) > 10:
        faults.append(f"{len(embeds)} embeds")
    total = 0
    for embed in embeds:
        faults += _embed_faults(embed)
        total += _embed_length(embed)
    if total > 6000:
        faults.append(f"embeds have {total} characters in all")
    if len(rows) > 5:
        faults.append(f"{len(rows)} rows")
    faults += _component_faults(rows)
    allowed = body.get("allowed_mentions")
    if (content or embeds) and (
        allowed is None or allowed.get("parse") != [] or allowed.get("users") or allowed.get("roles")
    ):
        faults.append(f"allowed_mentions lets somebody be pinged: {allowed}")
    return faults


def _embed_faults(embed: dict[str, Any]) -> list[str]:
    limits = {"title": 256, "description": 4096}
    faults = [f"embed {key} too long" for key, most in limits.items() if len(embed.get(key) or "") > most]
    if len((embed.get("footer") or {}).get("text") or "") > 2048:
        faults.append("embed footer too long")
    if len((embed.get("author") or {}).get("name") or "") > 256:
        faults.append("embed author too long")
    fields = embed.get("fields") or []
    if len(fields) > 25:
        faults.append(f"{len(fields)} fields")
    for one in fields:
        if not one.get("name") or not one.get("value"):
            faults.append("empty field")
        if len(one.get("name", "")) > 256 or len(one.get("value", "")) > 1024:
            faults.append("field too long")
    return faults


def _embed_length(embed: dict[str, Any]) -> int:
    texts = [
        embed.get("title"),
        embed.get("description"),
        (embed.get("footer") or {}).get("text"),
        (embed.get("author") or {}).get("name"),
    ]
    texts += [part for one in embed.get("fields") or [] for part in (one.get("name"), one.get("value"))]
    return sum(len(text or "") for text in texts)


def _component_faults(rows: list[dict[str, Any]]) -> list[str]:
    faults: list[str] = []
    seen: set[str] = set()
    for row in rows:
        parts = row.get("components") or []
        if row.get("type") == 1 and not 1 <= len(parts) <= 5:
            faults.append(f"a row with {len(parts)} components")
        if any(one.get("type") in (3, 5, 6, 7, 8) for one in parts) and len(parts) != 1:
            faults.append("a select shares its row")
        for one in parts:
            custom = one.get("custom_id")
            if custom is not None:
                if not 1 <= len(custom) <= 100:
                    faults.append(f"custom_id of {len(custom)} characters")
                if custom in seen:
                    faults.append(f"custom_id twice: {custom}")
                seen.add(custom)
            if one.get("type") == 2 and one.get("style") != 5 and not custom:
                faults.append("a button without custom_id")
            if one.get("type") == 2 and not one.get("label") and not one.get("emoji"):
                faults.append("a button without label")
            if len(one.get("label") or "") > 80:
                faults.append("label too long")
            faults += _option_faults(one)
    return faults


def _option_faults(one: dict[str, Any]) -> list[str]:
    if one.get("type") != 3:
        return []
    options = one.get("options") or []
    faults = [] if 1 <= len(options) <= 25 else [f"{len(options)} options"]
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        faults.append("option value twice")
    for option in options:
        if (
            not 1 <= len(option["label"]) <= 100
            or len(option.get("description") or "") > 100
            or len(option["value"]) > 100
        ):
            faults.append("option too long")
    if len(one.get("placeholder") or "") > 150:
        faults.append("placeholder too long")
    return faults


def command_faults(commands: list[dict[str, Any]]) -> list[str]:
    """Names, numbers and the 8,000 characters that a command may have over all its texts."""
    faults: list[str] = []
    names = [(one.get("type", 1), one["name"]) for one in commands]
    if len(set(names)) != len(names):
        faults.append("a command name twice")
    if sum(kind == 1 for kind, _ in names) > 100 or any(sum(kind == k for kind, _ in names) > 5 for k in (2, 3)):
        faults.append("too many commands")
    for one in commands:
        for variant in _names(one):
            if (one.get("type", 1) == 1 and not re.fullmatch(r"[-_'\w]{1,32}", variant)) or (
                variant != variant.lower() and one.get("type", 1) == 1
            ):
                faults.append(f"bad command name {variant!r}")
            if not 1 <= len(variant) <= 32:
                faults.append(f"bad name {variant!r}")
        said = [one.get("description"), *(one.get("description_localizations") or {}).values()]
        if one.get("type", 1) == 1 and any(not 1 <= len(each or "") <= 100 for each in said):
            faults.append(f"description of {one['name']}")
        faults += _option_text_faults(one)
        longest = max(_length(one, None), *(_length(one, locale) for locale in ("de", "en-US")))
        if longest > 8000:
            faults.append(f"{one['name']} has {longest} characters")
        required = [bool(option.get("required")) for option in one.get("options") or [] if option["type"] > 2]
        if required != sorted(required, reverse=True):
            faults.append(f"{one['name']}: required options must come first")
    return faults


def modal_faults(data: dict[str, Any]) -> list[str]:
    """Limits of a form."""
    faults = [] if 1 <= len(data.get("title") or "") <= 45 else [f"modal title {data.get('title')!r}"]
    if not 1 <= len(data.get("custom_id") or "") <= 100:
        faults.append("modal custom_id")
    rows = data.get("components") or []
    if not 1 <= len(rows) <= 5:
        faults.append(f"a modal with {len(rows)} rows")
    for row in rows:
        label = row.get("label")
        for part in row.get("components") or [row.get("component")]:
            label = part.get("label") or label
            if not 1 <= len(label or "") <= 45:
                faults.append(f"modal label {label!r}")
            if len(part.get("placeholder") or "") > 100 or len(part.get("value") or "") > 4000:
                faults.append("modal placeholder or value too long")
            least, most = part.get("min_length") or 0, part.get("max_length") or 4000
            if not (0 <= least <= most <= 4000) or (part.get("value") and not least <= len(part["value"]) <= most):
                faults.append(f"modal lengths {least}..{most}")
    return faults


def autocomplete_faults(data: dict[str, Any]) -> list[str]:
    """Limits of what is offered while somebody types."""
    choices = data.get("choices") or []
    faults = [] if len(choices) <= 25 else [f"{len(choices)} choices"]
    for one in choices:
        if not 1 <= len(one["name"]) <= 100 or not 1 <= len(str(one["value"])) <= 100:
            faults.append(f"choice {one}")
    return faults


def _option_text_faults(command: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    for option in command.get("options") or []:
        for name in _names(option):
            if not re.fullmatch(r"[-_'\w]{1,32}", name) or name != name.lower():
                faults.append(f"bad option name {name!r}")
        for key in ("description", "description_localizations"):
            found = option.get(key) or ""
            for said in [found] if isinstance(found, str) else found.values():
                if not 1 <= len(said) <= 100:
                    faults.append(f"option description of {len(said)} characters")
        choices = option.get("choices") or []
        if len(choices) > 25 or any(not 1 <= len(name) <= 100 for one in choices for name in _names(one)):
            faults.append(f"bad choices of {option['name']}")
    if len(command.get("options") or []) > 25:
        faults.append("too many options")
    return faults


def _names(one: dict[str, Any]) -> list[str]:
    return [one["name"], *(one.get("name_localizations") or {}).values()]


def _length(one: dict[str, Any], locale: str | None) -> int:
    def text(key: str) -> int:
        localized = (one.get(f"{key}_localizations") or {}).get(locale)
        return max(len(one.get(key) or ""), len(localized or ""))

    own = text("name") + text("description") + (len(str(one["value"])) if "value" in one else 0)
    return own + sum(_length(part, locale) for key in ("options", "choices") for part in one.get(key) or [])


def snowflake(text: str) -> bool:
    return bool(_SNOWFLAKE.match(text))
