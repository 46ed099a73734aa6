"""The official sources on the loopback, in their own formats, with faults on request.

One server answers as eCFR, Federal Register, EUR-Lex, gesetze-im-internet, the screening list, a feed and plain pages. What
it answers is in plain attributes, to be changed between two syncs. ``faults[path]`` is a list of faults; each request to
that path takes the next one before the server behaves again. ``requests`` remembers everything that was asked.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Status:
    """An HTTP status, with headers."""

    code: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stalls:
    """Sends headers and the first bytes, then nothing more."""


@dataclass(frozen=True)
class CutsOff:
    """Promises a body and closes the connection in the middle of it."""

    text: str = "<p>half a"


@dataclass(frozen=True)
class Sends:
    """Answers 200 with this body and type."""

    body: bytes
    content_type: str
    encoding: str = ""


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Fault = Status | Stalls | CutsOff | Sends


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]


class OfficialServer:
    """All sites at one address; see the attributes for what they hold."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Asked] = []
        self.faults: dict[str, list[Fault]] = {}
        # eCFR: the parts of title 15, the day up to which they are complete, and the newest day that has a text
        self.parts: dict[str, str] = {}
        self.up_to_date = "2026-11-20"
        self.newest_issue = "2026-11-20"
        self.amended = "2026-11-18"
        # Federal Register: records as the API gives them
        self.records: list[dict] = []
        self.hidden_records = 0
        # EUR-Lex: (CELEX, language) → HTML; German law: name → XML; screening list: parties
        self.acts: dict[tuple[str, str], str] = {}
        self.laws: dict[str, str] = {}
        self.parties: list[dict] = []
        # plain pages and feeds: path → (body, content type)
        self.pages: dict[str, tuple[str, str]] = {}
        self._release: asyncio.Event | None = None

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [one.path for one in self.requests]

    def application(self) -> web.Application:
        """The sites."""
        app = web.Application(middlewares=[self._watch])
        app.router.add_get("/api/versioner/v1/titles.json", self._titles)
        app.router.add_get("/api/versioner/v1/full/{day}/title-15.xml", self._part)
        app.router.add_get("/api/v1/documents.json", self._search)
        app.router.add_get("/api/v1/documents", self._search)
        app.router.add_get("/legal-content/{language}/TXT/HTML/", self._act)
        app.router.add_get("/{law}/xml.zip", self._law)
        app.router.add_get("/consolidated.json", self._screening)
        app.router.add_get("/hop/{count}", self._hop)
        app.router.add_get("/{tail:.*}", self._page)
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        query = tuple((key, value) for key, value in request.query.items())
        self.requests.append(Asked(request.path, query, dict(request.headers)))
        queue = self.faults.get(request.path)
        return await self._fail(request, queue.pop(0)) if queue else await handler(request)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault:
            case Status():
                return web.Response(status=fault.code, headers=fault.headers, text="refused")
            case Sends():
                headers = {"Content-Encoding": fault.encoding} if fault.encoding else {}
                return web.Response(body=fault.body, content_type=fault.content_type, headers=headers)
            case CutsOff():
                response = web.StreamResponse(headers={"Content-Length": "5000", "Content-Type": "text/html"})
                await response.prepare(request)
                await response.write(fault.text.encode())
                assert request.transport is not None
                request.transport.close()
                return response
            case Stalls():
                response = web.StreamResponse(headers={"Content-Type": "text/html"})
                await response.prepare(request)
                await response.write(b"<p>")
                assert self._release is not None
                await self._release.wait()
                return response

    async def _titles(self, request: web.Request) -> web.Response:
        titles = [
            {
                "number": 15,
                "name": "Commerce and Foreign Trade",
                "latest_amended_on": self.amended,
                "latest_issue_date": self.newest_issue,
                "up_to_date_as_of": self.up_to_date,
                "reserved": False,
            }
        ]
        meta = {"date": self.up_to_date, "import_in_progress": False}
        return web.json_response({"titles": titles, "meta": meta})

    async def _part(self, request: web.Request) -> web.Response:
        part = self.parts.get(request.query.get("part", ""))
        if part is None or request.match_info["day"] > self.newest_issue:
            raise web.HTTPNotFound
        response = web.Response(text=part, content_type="application/xml")
        response.enable_compression()
        return response

    async def _search(self, request: web.Request) -> web.Response:
        since = request.query.get("conditions[publication_date][gte]", "")
        types = request.query.getall("conditions[type][]", [])
        names = {"RULE": "Rule", "PRORULE": "Proposed Rule", "NOTICE": "Notice"}
        wanted = {names[one] for one in types}
        found = [
            one
            for one in self.records
            if (not wanted or one.get("type") in wanted) and (one.get("publication_date") or "") >= since
        ]
        found.sort(key=lambda one: one.get("publication_date") or "")
        size, page = int(request.query.get("per_page", "20")), int(request.query.get("page", "1"))
        some = found[(page - 1) * size : page * size]
        answer = {"description": "Documents", "count": len(found) + self.hidden_records, "total_pages": 1}
        if page * size < len(found):
            query = request.rel_url.update_query(page=str(page + 1)).query_string
            answer["next_page_url"] = f"{self.url}/api/v1/documents?{query}"
        if some:
            answer["results"] = some
        return web.json_response(answer)

    async def _act(self, request: web.Request) -> web.Response:
        celex = request.query["uri"].removeprefix("CELEX:")
        act = self.acts.get((celex, request.match_info["language"]))
        if act is None:
            return web.Response(
                text="<html><body>The requested document does not exist.</body></html>", content_type="text/html"
            )
        return web.Response(text=act, content_type="text/html")

    async def _law(self, request: web.Request) -> web.Response:
        law = self.laws.get(request.match_info["law"])
        if law is None:
            raise web.HTTPNotFound
        return web.Response(body=zipped({"BJNR000000000.xml": law.encode()}), content_type="application/zip")

    async def _screening(self, request: web.Request) -> web.Response:
        body = {"sources_used": [], "total": len(self.parties), "results": self.parties}
        return self._conditional(request, json.dumps(body), "application/json")

    async def _hop(self, request: web.Request) -> web.Response:
        count = int(request.match_info["count"])
        raise web.HTTPFound(f"/hop/{count - 1}" if count > 1 else "/page")

    async def _page(self, request: web.Request) -> web.Response:
        page = self.pages.get(request.path)
        if page is None:
            raise web.HTTPNotFound
        return self._conditional(request, *page)

    def _conditional(self, request: web.Request, body: str, content_type: str) -> web.Response:
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"ETag": etag, "Last-Modified": "Fri, 20 Nov 2026 08:00:00 GMT"}
        return web.Response(text=body, content_type=content_type, headers=headers)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def gzipped(content: bytes) -> bytes:
    """The content as gzip."""
    return gzip.compress(content)


@contextmanager
def official_server() -> Iterator[OfficialServer]:
    """A running server on a free port of 127.0.0.1, in a thread of its own."""
    server = OfficialServer()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> web.AppRunner:
        server._release = asyncio.Event()
        runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        server.url = f"http://127.0.0.1:{port}"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        server_runner.append(loop.run_until_complete(start()))
        ready.set()
        loop.run_forever()
        loop.run_until_complete(server_runner[0].cleanup())
        loop.close()

    server_runner: list[web.AppRunner] = []
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10), "the test server did not start"
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(server._release.set)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
