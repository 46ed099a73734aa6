"""A chat-completions server on the loopback, with the manners of a real one and faults on request.

``server.script`` is a list of turns; each request takes the next one, the last one stays. A turn that says something
takes a text or a function of the request's messages, so that a scripted model can cite the keys it was given.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Text = str | Callable[[list[dict]], str]


@dataclass(frozen=True)
class Says:
    """Streams a text in small pieces and ends properly; ``ends`` False leaves the finish reason and [DONE] out."""

    text: Text
    ends: bool = True


@dataclass(frozen=True)
class Stalls:
    """Streams a text, then falls silent with the connection open."""

    text: Text = ""


@dataclass(frozen=True)
class CutsOff:
    """Streams a text, then drops the connection in the middle of a chunk."""

    text: Text


@dataclass(frozen=True)
class Garbles:
    """Streams a text, then a chunk that is no JSON."""

    text: Text = ""


@dataclass(frozen=True)
class Refuses:
    """Answers with an HTTP error."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    message: str = "refused"


@dataclass(frozen=True)
class AnswersHtml:
    """Answers 200 with a web page, as a misplaced base_url does."""


Turn = Says | Stalls | CutsOff | Garbles | Refuses | AnswersHtml


class ScriptedServer:
    """The server: ``requests`` holds the bodies that came in."""

    def __init__(self) -> None:
        self.script: list[Turn] = [Says("")]
        self.requests: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""
        self._release = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One chat completion."""
        body = await request.json()
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        turn = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(turn, Refuses):
            error = {"error": {"message": turn.message, "type": "error"}}
            return web.json_response(error, status=turn.status, headers=turn.headers)
        if isinstance(turn, AnswersHtml):
            return web.Response(text="<html><body>It works!</body></html>", content_type="text/html")
        text = turn.text(body["messages"]) if callable(turn.text) else turn.text
        return await self._stream(request, turn, text)

    async def _stream(
        self, request: web.Request, turn: Says | Stalls | CutsOff | Garbles, text: str
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await _send(response, _chunk({"role": "assistant", "content": ""}))
        for piece in re.findall(r"\S+\s*|\s+", text):
            await _send(response, _chunk({"content": piece}))
        if isinstance(turn, Stalls):
            await self._release.wait()
        elif isinstance(turn, Garbles):
            await response.write(b'data: {"choices": [{"delta": {"content": \n\n')
        elif isinstance(turn, CutsOff):
            await response.write(b"data: {")
            assert request.transport is not None
            request.transport.abort()
        elif turn.ends:
            await _send(response, _chunk({}, finish="stop"))
            await response.write(b"data: [DONE]\n\n")
        return response

    def release(self) -> None:
        """Lets every stalled request go."""
        self._release.set()


def keys_in(messages: list[dict]) -> list[str]:
    """The keys of the evidence as a model would read them from its prompt."""
    return re.findall(r'<source key="(ev:\w+)"', messages[1]["content"])


@asynccontextmanager
async def running_server() -> AsyncIterator[ScriptedServer]:
    """A server on a free port of the loopback, until the block ends."""
    server = ScriptedServer()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        server.release()
        await runner.cleanup()


def _chunk(delta: dict, finish: str | None = None) -> dict:
    return {
        "id": "chat-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


async def _send(response: web.StreamResponse, chunk: dict) -> None:
    await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
