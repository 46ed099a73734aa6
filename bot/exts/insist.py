"""Calls that may be repeated without harm, repeated until Discord takes them: over 429s, 5xx and lost connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

T = TypeVar("T")
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
INVALID_WEBHOOK_TOKEN = 50027
NO_REPLY_TO = 50035
THREAD_EXISTS = 160004
TOKEN_GONE = frozenset({UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN})


async def insist(call: Callable[[], Awaitable[T]], *, within: float = 60.0) -> T:
    """The result of ``call``, tried again for up to ``within`` seconds.

    Only for calls whose second effect is the same as the first: edits, deletions, messages with an enforced nonce.

    Raises:
        discord.HTTPException: Discord said no, or did not recover in time.
    """
    loop = asyncio.get_running_loop()
    end, wait = loop.time() + within, _FIRST_WAIT
    failure: Exception
    while True:
        try:
            return await call()
        except discord.RateLimited as error:
            pause, failure = error.retry_after, error
        except discord.HTTPException as error:
            if error.status != 429 and error.status < 500:
                raise
            pause, failure = _retry_after(error, wait), error
        except (aiohttp.ClientError, OSError) as error:
            pause, failure = wait, error
        if loop.time() + pause > end:
            raise failure
        await asyncio.sleep(pause)
        wait = min(wait * 2, _LONGEST_WAIT)


def token_gone(error: discord.HTTPException) -> bool:
    """Whether an interaction's token is of no use any more."""
    return error.code in TOKEN_GONE or error.status == 401


def _retry_after(error: discord.HTTPException, otherwise: float) -> float:
    try:
        return float(error.response.headers.get("Retry-After", otherwise))
    except (TypeError, ValueError):
        return otherwise
