"""Counters for Prometheus and a health check, on an optional port. Knows nothing of Discord."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answering.answer import Answer, NoAnswer

_log = logging.getLogger(__name__)
_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 25, 60)

Check = Callable[[], Awaitable[dict[str, str]]]
"""Returns what is wrong by subject; empty means healthy."""


class Metrics:
    """What the bot did, to be read at ``/metrics``."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "paragraf_answers", "Answers by outcome and language", ["outcome", "language"], registry=self._registry
        )
        self._refused = Counter(
            "paragraf_refused", "Questions that saw no answer, by why", ["reason"], registry=self._registry
        )
        self._seconds = Histogram(
            "paragraf_seconds", "Seconds by stage of an answer", ["stage"], buckets=_SECONDS, registry=self._registry
        )
        self._waiting = Gauge("paragraf_queue_waiting", "Questions in the line", registry=self._registry)
        self._busy = Gauge("paragraf_queue_busy", "Answers at work", registry=self._registry)
        self._latency = Gauge(
            "paragraf_gateway_latency_seconds", "Heartbeat to acknowledgement", registry=self._registry
        )
        self._state = Counter("paragraf_state_failures", "Failed calls of the state database", registry=self._registry)
        self._synced = Gauge(
            "paragraf_sync_timestamp_seconds", "When the corpus was last synced", registry=self._registry
        )
        self._sync_age = Gauge("paragraf_sync_age_seconds", "Seconds since that", registry=self._registry)
        self._sync_age.set_function(self._age)
        self._last_sync: float | None = None

    def answered(self, result: Answer | NoAnswer) -> None:
        """An answer, or a refusal with its reason."""
        outcome = "answer" if isinstance(result, Answer) else result.reason.value
        self._answers.labels(outcome, result.language.value).inc()
        for stage, seconds in {**result.timings, "all": result.seconds}.items():
            self._seconds.labels(stage).observe(seconds)

    def refused(self, reason: str) -> None:
        """A question that got no answer: ``rate``, ``full``, ``superseded``, ``stopping``, ``error``, ``unreachable``."""
        self._refused.labels(reason).inc()

    def queued(self, waiting: int, busy: int) -> None:
        """The line as it is now."""
        self._waiting.set(waiting)
        self._busy.set(busy)

    def latency(self, seconds: float) -> None:
        """The gateway's latency."""
        self._latency.set(seconds)

    def state_failed(self) -> None:
        """A call of the state database failed."""
        self._state.inc()

    def synced(self, at: float) -> None:
        """The corpus was synced at this time (seconds since 1970)."""
        self._last_sync = at
        self._synced.set(at)

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        return generate_latest(self._registry)

    def _age(self) -> float:
        return time.time() - self._last_sync if self._last_sync is not None else float("nan")


class MetricsServer:
    """Serves ``/metrics`` and ``/healthz`` (200, or 503 with what is wrong)."""

    def __init__(self, metrics: Metrics, check: Check) -> None:
        self._metrics = metrics
        self._check = check
        self._runner: web.AppRunner | None = None

    async def start(self, port: int, host: str = "0.0.0.0") -> None:
        """Begins to serve. Raises OSError where the port is taken."""
        app = web.Application()
        app.router.add_get("/metrics", self._serve_metrics)
        app.router.add_get("/healthz", self._serve_health)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        _log.info("metrics are served", extra={"port": port})

    async def stop(self) -> None:
        """Ends serving."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve_metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _serve_health(self, _request: web.Request) -> web.Response:
        wrong = await self._check()
        return web.json_response({"ok": not wrong, "wrong": wrong}, status=503 if wrong else 200)
