"""The only way to the network: one request after the other, polite, patient, with limits.

At most one request per host in `MIN_INTERVAL` seconds; refusals that pass (429, 5xx, broken connections) are tried
again after the time the server asks for; everything else is a `SourceUnavailableError` with the reason.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import TypeVar

import httpx
import tenacity

from index.errors import SourceUnavailableError
from index.wording import message

_T = TypeVar("_T")
MIN_INTERVAL = 0.5
"""Seconds between two requests to the same host: official servers ask for no more than a few a second."""
MAX_WAIT = 120.0
"""Seconds that a server's Retry-After is obeyed for; one that asks for more is left alone until the next sync."""
ATTEMPTS = 4
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
MAX_REDIRECTS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_READY = 202
_NOT_MODIFIED = 304


class AnswerError(SourceUnavailableError):
    """The server answered with a status that is no document; ``status`` is 0 where there was no answer at all."""

    def __init__(self, source: str, reason: str, status: int = 0) -> None:
        super().__init__(source, reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; ``content`` is decompressed. ``not_modified`` means that the known copy still holds."""

    url: str
    content: bytes
    media_type: str
    etag: str
    last_modified: str
    not_modified: bool = False


class _PassingError(Exception):
    """A failure worth another try, after ``wait`` seconds where the server said so."""

    def __init__(self, error: AnswerError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


def user_agent() -> str:
    """``Paragraf/<version>``, so that a server's operator can tell who asks."""
    try:
        return f"Paragraf/{version('paragraf')}"
    except PackageNotFoundError:
        return "Paragraf/0"


class Client:
    """A sequential HTTP client. Use as a context manager."""

    def __init__(
        self,
        *,
        interval: float = MIN_INTERVAL,
        timeout: httpx.Timeout = TIMEOUT,
        attempts: int = ATTEMPTS,
        first_wait: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``first_wait`` doubles with every failed try where the server names no time of its own."""
        self._client = httpx.Client(
            headers={"User-Agent": user_agent()}, timeout=timeout, follow_redirects=True, max_redirects=MAX_REDIRECTS
        )
        self._interval = interval
        self._attempts = attempts
        self._first_wait = first_wait
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        etag: str = "",
        last_modified: str = "",
        expects: Sequence[str] = (),
        max_bytes: int,
    ) -> Answer:
        """One document. ``expects``: fragments of which the media type must contain one (empty = anything).

        Raises:
            AnswerError: no document after all tries; the reason is fit for a person.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        request = self._build(url, params, {name: value for name, value in headers.items() if value})
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_PassingError),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, request, expects, max_bytes)
        except _PassingError as passing:
            raise passing.error from None

    def reach(self, url: str) -> None:
        """Asks once whether ``url`` answers; what it answers is not read. Raises AnswerError where it does not."""
        try:
            self._send(self._build(url, (), {}), lambda _: None)
        except _PassingError as passing:
            raise passing.error from None

    def _build(self, url: str, params: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> httpx.Request:
        try:
            target = httpx.URL(url)
            if params:
                target = target.copy_merge_params(httpx.QueryParams(tuple(params)))
        except httpx.InvalidURL as error:
            raise AnswerError(url, message("bad_address", error=error)) from None
        if target.scheme not in {"http", "https"} or not target.host:
            raise AnswerError(url, message("not_http"))
        return self._client.build_request("GET", target, headers=headers)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, _PassingError) and failure.wait is not None:
            return failure.wait
        return min(MAX_WAIT, self._first_wait * 2.0 ** (state.attempt_number - 1))

    def _pace(self, host: str) -> None:
        rest = self._last.get(host, -self._interval) + self._interval - time.monotonic()
        if rest > 0:
            self._sleep(rest)
        self._last[host] = time.monotonic()

    def _once(self, request: httpx.Request, expects: Sequence[str], max_bytes: int) -> Answer:
        def read(response: httpx.Response) -> Answer:
            unchanged = response.status_code == _NOT_MODIFIED
            content = b"" if unchanged else _body(str(request.url), response, max_bytes)
            return _answer(response, content, expects)

        return self._send(request, read)

    def _send(self, request: httpx.Request, take: Callable[[httpx.Response], _T]) -> _T:
        """What ``take`` makes of the answer."""
        url = str(request.url)
        self._pace(request.url.host)
        try:
            response = self._client.send(request, stream=True)
            try:
                _check_status(url, response)
                return take(response)
            finally:
                response.close()
        except httpx.TimeoutException:
            raise _PassingError(AnswerError(url, message("no_answer_in_time"))) from None
        except (httpx.TooManyRedirects, httpx.UnsupportedProtocol) as error:
            raise AnswerError(url, message("bad_redirect", error=error)) from None
        except httpx.DecodingError:
            raise _PassingError(AnswerError(url, message("answer_damaged"))) from None
        except httpx.TransportError as error:
            reason = str(error) or type(error).__name__
            raise _PassingError(AnswerError(url, message("connection_failed", error=reason))) from None


def _check_status(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if status in {200, _NOT_MODIFIED}:
        return
    error = AnswerError(url, message("http_status", status=f"{status} {response.reason_phrase}".rstrip()), status)
    if status == _NOT_READY:
        raise _PassingError(AnswerError(url, message("still_preparing"), status))
    if status not in _PASSING:
        raise error
    wait = _retry_after(response.headers.get("Retry-After", ""))
    if wait is not None and wait > MAX_WAIT:
        raise AnswerError(url, message("ask_again_later", reason=error.reason, seconds=wait), status)
    raise _PassingError(error, wait)


def _retry_after(value: str) -> float | None:
    """Seconds to wait: the header holds a number or a date; None where it is neither."""
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _body(url: str, response: httpx.Response, max_bytes: int) -> bytes:
    """The decompressed body; counted while it comes, so that neither a huge nor a bomb-like answer fills memory."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > max_bytes:
            raise AnswerError(url, message("answer_too_large", megabytes=max_bytes / 1e6))
        parts.append(part)
    return b"".join(parts)


def _answer(response: httpx.Response, content: bytes, expects: Sequence[str]) -> Answer:
    headers = response.headers
    media_type = headers.get("Content-Type", "")
    kind = media_type.split(";")[0].strip().lower()
    not_modified = response.status_code == _NOT_MODIFIED
    url = str(response.url)
    if not not_modified and expects and not any(fragment in kind for fragment in expects):
        raise AnswerError(
            url,
            message("answer_of_other_type", expected=" | ".join(expects), found=kind or message("no_content_type")),
        )
    if not not_modified and not content:
        raise AnswerError(url, message("answer_empty"))
    return Answer(url, content, media_type, headers.get("ETag", ""), headers.get("Last-Modified", ""), not_modified)
