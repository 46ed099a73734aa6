"""What is wrong, by subject: for `/healthz` and `/status`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.state import StateError

if TYPE_CHECKING:
    from bot.client import ParagrafBot


async def health_of(bot: ParagrafBot) -> dict[str, str]:
    """Empty where all is well."""
    wrong: dict[str, str] = {}
    if bot.is_closed() or not bot.is_ready():
        wrong["gateway"] = "not connected"
    elif bot.latency == bot.latency:  # not a number before the first heartbeat
        bot.metrics.latency(max(0.0, bot.latency))
    try:
        async with asyncio.timeout(2):
            await bot.state.ping()
    except (StateError, TimeoutError) as error:
        wrong["state"] = str(error) or "no reply"
    try:
        await asyncio.to_thread(bot.corpus.catalogue.counts)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the corpus is what health is about
        wrong["corpus"] = str(error)
    return wrong
