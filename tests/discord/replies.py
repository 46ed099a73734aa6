"""What a request may be answered with, and what tests make go wrong."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Trouble:
    """The next ``times`` requests matching method and path get ``status``, before or after their effect."""

    method: str
    path: str
    status: int
    times: int = 1
    after: bool = False
    retry_after: float = 0.4
    code: int = 0


@dataclass
class Hold:
    """The next request matching method, path and body has its effect, but its response comes only on `release`."""

    method: str
    path: str
    body: str = ""
    taken: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        self.released.set()


class Refused(Exception):
    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


def json_response(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """With the content type exactly as Discord has it: discord.py compares it."""
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )


def error_response(status: int, code: int, text: str) -> web.Response:
    return json_response({"code": code, "message": text}, status=status)


def trouble_response(one: Trouble) -> web.Response:
    if one.status == 429:
        headers = {"Retry-After": str(one.retry_after), "Via": "1.1 google", "X-RateLimit-Scope": "user"}
        return json_response(
            {"message": "You are being rate limited.", "retry_after": one.retry_after, "global": False},
            status=429,
            headers=headers,
        )
    return error_response(one.status, one.code, "trouble")


async def body_of(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else None), {}
    body: Any = None
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        content = await part.read(decode=False)  # type: ignore[union-attr]
        if part.name == "payload_json":  # type: ignore[union-attr]
            body = json.loads(content)
        else:
            files[part.filename or "file"] = bytes(content)  # type: ignore[union-attr]
    return body, files
