"""Discord's rate limits: a bucket a route and its major parameter, told in headers, and the global one. Refused is 429."""

from __future__ import annotations

import math
import re
import time
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord.replies import json_response

# What Discord is seen to grant; it publishes none of it and may change it: a bot reads the headers.
_GRANTED: tuple[tuple[str, str, int, float], ...] = (
    ("POST", r"/channels/(\d+)/messages", 5, 5.0),
    ("PATCH", r"/channels/(\d+)/messages/\d+", 5, 5.0),
    ("GET|DELETE", r"/channels/(\d+)/messages/\d+", 5, 1.0),
    ("POST", r"/channels/(\d+)/typing", 5, 5.0),
    ("POST", r"/channels/(\d+)/(?:messages/\d+/)?threads", 50, 300.0),
    ("POST", r"/users/@me/channels", 10, 10.0),
    ("PUT", r"/applications/(\d+)/commands", 5, 20.0),
    ("POST|PATCH|GET|DELETE", r"/webhooks/(\d+/[^/]+)(?:/.*)?", 5, 2.0),
)
GLOBAL = 50
"""Requests a second over all routes but those of interactions."""


@dataclass
class Bucket:
    """So many requests within so many seconds, from the first of them on."""

    name: str
    limit: int
    seconds: float
    left: int = 0
    resets: float = 0.0

    def take(self, now: float) -> bool:
        if now >= self.resets:
            self.left, self.resets = self.limit, now + self.seconds
        self.left -= 1
        return self.left >= 0

    def headers(self, now: float) -> dict[str, str]:
        after = max(0.0, self.resets - now)
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.left)),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": self.name,
        }


@dataclass
class Buckets:
    """All buckets of one bot. ``limited`` are the requests that were refused: method, path, whether globally."""

    per_second: int = GLOBAL
    limited: list[tuple[str, str, bool]] = field(default_factory=list)
    _known: dict[tuple[str, str, str], Bucket] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def refuse(self, method: str, path: str) -> web.Response | None:
        """The 429 for a request that comes too soon; None where it may pass."""
        now = time.monotonic()
        if not path.startswith(("/interactions/", "/webhooks/")):
            while self._recent and now - self._recent[0] >= 1:
                self._recent.popleft()
            if len(self._recent) >= self.per_second:
                self.limited.append((method, path, True))
                return _too_many(self._recent[0] + 1 - now, {}, everywhere=True)
            self._recent.append(now)
        bucket = self._of(method, path)
        if bucket is None or bucket.take(now):
            return None
        self.limited.append((method, path, False))
        return _too_many(bucket.resets - now, bucket.headers(now), everywhere=False)

    def headers(self, method: str, path: str) -> dict[str, str]:
        """What every response of a route says."""
        bucket = self._of(method, path)
        return bucket.headers(time.monotonic()) if bucket else {}

    def _of(self, method: str, path: str) -> Bucket | None:
        for number, (methods, pattern, limit, seconds) in enumerate(_GRANTED):
            found = re.fullmatch(pattern, path) if re.fullmatch(methods, method) else None
            if found:
                key = (str(number), method, found[1] if found.groups() else "")
                return self._known.setdefault(key, Bucket(f"b{number}{method.lower()}", limit, seconds))
        return None


def _too_many(after: float, headers: dict[str, str], *, everywhere: bool) -> web.Response:
    after = max(0.05, after)
    told = {"Retry-After": str(math.ceil(after)), "Via": "1.1 google", "X-RateLimit-Scope": "user", **headers}
    if everywhere:
        told |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
    body = {"message": "You are being rate limited.", "retry_after": round(after, 3), "global": everywhere}
    return json_response(body, status=429, headers=told)
