"""What went wrong with a chat model, from whatever its client raised: one `ModelUnavailableError` with a reason.

Every provider's client has its own errors; most carry ``status_code`` and rest on some httpx. The chain of causes is
read by the names of its classes, so that no client has to be imported (and httpx may be httpx2). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.errors import ModelFailure, ModelUnavailableError

_BY_STATUS = {
    401: ModelFailure.AUTH,
    403: ModelFailure.AUTH,
    404: ModelFailure.UNKNOWN,
    408: ModelFailure.SLOW,
    413: ModelFailure.TOO_LONG,
    429: ModelFailure.RATE_LIMITED,
    504: ModelFailure.SLOW,
}
# What servers say of a prompt that does not fit, under status 400.
_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum context|too (?:long|many tokens)|exceeds? .{0,40}tokens", re.IGNORECASE
)
# First match wins, over the whole chain.
_BY_NAME: tuple[tuple[frozenset[str], ModelFailure], ...] = (
    (frozenset({"TimeoutError", "TimeoutException", "APITimeoutError"}), ModelFailure.SLOW),
    (frozenset({"RemoteProtocolError", "ReadError", "ConnectionResetError", "BrokenPipeError"}), ModelFailure.CUT_OFF),
    (
        frozenset({"ConnectError", "ConnectionError", "UnsupportedProtocol", "APIConnectionError"}),
        ModelFailure.UNREACHABLE,
    ),
    (
        frozenset({"ValueError", "LookupError", "TypeError", "AttributeError"}),
        ModelFailure.NONSENSE,
    ),
)


def failure_from(error: BaseException, *, begun: bool) -> ModelUnavailableError:
    """The failure behind ``error``; ``begun`` says whether a part of the reply had already arrived."""
    chain = tuple(_chain(error))
    detail = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    for one in chain:
        status = _status(one)
        if status is not None:
            reason = _BY_STATUS.get(status, ModelFailure.SERVER_ERROR)
            if status == 400 and _TOO_LONG.search(str(one)):
                reason = ModelFailure.TOO_LONG
            return ModelUnavailableError(reason, f"HTTP {status}", _retry_after(one))
    names = {kind.__name__ for one in chain for kind in type(one).__mro__}
    reason = next((reason for group, reason in _BY_NAME if group & names), ModelFailure.SERVER_ERROR)
    if reason is ModelFailure.CUT_OFF and not begun:
        reason = ModelFailure.UNREACHABLE
    return ModelUnavailableError(reason, detail)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 400 else None


def _retry_after(error: BaseException) -> float | None:
    response = getattr(error, "response", None)
    value = getattr(response, "headers", {}).get("retry-after", "")
    try:
        return float(value)
    except ValueError:
        return None  # absent, or a date: the caller only ever shows it
