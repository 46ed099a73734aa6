"""A message as Discord's dark theme shows it, from the JSON that the bot sent: embeds, pictures, menus, buttons."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tests.gallery.markup import html_of, inline

STYLE = Path(__file__).with_name("discord.css")
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
_ARROW = '<svg width="20" height="20"><path d="M5 7l5 5 5-5" fill="none" stroke="#b5bac1" stroke-width="2"/></svg>'
_FACE = {"Paragraf": "#3d5afe"}
_FACES = ("#c2410c", "#0f766e", "#7e22ce", "#be123c")


@dataclass(frozen=True, slots=True)
class Sight:
    """One message with how it came about: ``used`` is the command of ``person``, ``replied`` the text it replies to."""

    message: dict[str, Any]
    person: str = ""
    used: str = ""
    replied: str = ""
    german: bool = False


def page(sights: list[Sight], files: Mapping[str, bytes], names: dict[str, str]) -> str:
    """A whole HTML page."""
    body = "".join(_message(one, files, names) for one in sights)
    style = STYLE.read_text(encoding="utf-8")
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><main>{body}</main>'


def _message(sight: Sight, files: Mapping[str, bytes], names: dict[str, str]) -> str:
    shown = sight.message
    author = shown["author"]
    private = bool(shown["flags"] & 64)
    app = '<span class="app">APP</span>' if author["bot"] else ""
    parts = [
        f'<div class="head"><b>{escape(author["global_name"])}</b>{app}<time>{shown["timestamp"][11:16]}</time></div>',
        f'<div class="content">{html_of(shown["content"], names)}</div>' if shown["content"] else "",
        *(_embed(one, files, names) for one in shown["embeds"]),
        *(_loose(one, files) for one in shown["attachments"] if not _is_embedded(one, shown)),
        *(_row(one) for one in shown["components"]),
        _private(sight.german) if private else "",
    ]
    classes = "message private" if private else "message"
    return (
        f'<div class="{classes}">{_above(sight)}{_avatar(author["global_name"], 40)}<div>{"".join(parts)}</div></div>'
    )


def _above(sight: Sight) -> str:
    if sight.used:
        used = "benutzte" if sight.german else "used"
        return (
            f'<div class="above"><i></i>{_avatar(sight.person, 16)}<b>{escape(sight.person)}</b> {used} '
            f'<span class="command">{escape(sight.used)}</span></div>'
        )
    if sight.replied:
        return f'<div class="above"><i></i>{_avatar(sight.person, 16)}<b>@{escape(sight.person)}</b> {escape(sight.replied)}</div>'
    return ""


def _avatar(name: str, size: int) -> str:
    colour = _FACE.get(name) or _FACES[sum(map(ord, name)) % len(_FACES)]
    letter = "§" if name == "Paragraf" else name[:1].upper()
    return f'<span class="avatar" style="width:{size}px;height:{size}px;background:{colour};font-size:{size * 0.5}px">{escape(letter)}</span>'


def _embed(embed: dict[str, Any], files: Mapping[str, bytes], names: dict[str, str]) -> str:
    title = inline(embed.get("title") or "", names)
    if title and embed.get("url"):
        title = f'<a href="{escape(embed["url"])}">{title}</a>'
    fields = "".join(
        f'<div class="field{" inline" if one.get("inline") else ""}"><b>{inline(one["name"], names)}</b>'
        f"{html_of(one['value'], names)}</div>"
        for one in embed.get("fields") or []
    )
    picture = (embed.get("image") or {}).get("url", "")
    footer = (embed.get("footer") or {}).get("text", "")
    return (
        f'<div class="embed" style="border-left-color:#{embed.get("color") or 0x1E1F22:06x}">'
        + (f'<div class="title">{title}</div>' if title else "")
        + (f'<div class="description">{html_of(embed["description"], names)}</div>' if embed.get("description") else "")
        + (f'<div class="fields">{fields}</div>' if fields else "")
        + (_image(picture.rpartition("/")[2], files) if picture else "")
        + (f'<div class="footer">{escape(footer)}</div>' if footer else "")
        + "</div>"
    )


def _image(name: str, files: Mapping[str, bytes]) -> str:
    return f'<img class="image" src="data:image/png;base64,{base64.b64encode(files[name]).decode()}">'


def _is_embedded(attachment: dict[str, Any], shown: dict[str, Any]) -> bool:
    return any(
        (one.get("image") or {}).get("url", "").endswith(f"/{attachment['filename']}") for one in shown["embeds"]
    )


def _loose(attachment: dict[str, Any], files: Mapping[str, bytes]) -> str:
    return _image(attachment["filename"], files)


def _row(row: dict[str, Any]) -> str:
    return f'<div class="row">{"".join(_part(one) for one in row["components"])}</div>'


def _part(part: dict[str, Any]) -> str:
    if part["type"] == 2:
        off = " off" if part.get("disabled") else ""
        return f'<span class="button {_STYLES[part["style"]]}{off}">{escape(part.get("label") or "")}</span>'
    return f'<span class="select">{escape(part.get("placeholder") or "")}{_ARROW}</span>'


def _private(german: bool) -> str:
    seen, drop = (
        ("Nur für dich sichtbar", "Nachricht ausblenden") if german else ("Only you can see this", "Dismiss message")
    )
    return f'<div class="seen">{seen} · <a>{drop}</a></div>'
