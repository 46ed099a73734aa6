"""What the bot needs and starts without: a database server, a Chroma server, the first index. Each is waited for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.console.syncing import ensure_built
from bot.exts.leftovers import end_leftovers
from bot.exts.room import Room
from bot.state import State, StateError
from bot.state.errors import StateVersionError
from index.documents import Language
from index.errors import IndexLockedError

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.arriving")
_AGAIN = 5.0


async def state_is_there(state: State) -> bool:
    """Whether the state can be used now; False where its server has yet to come.

    Raises:
        StateError: it is a file that cannot be used, or was made by a newer version: waiting does not help.
    """
    try:
        await state.prepare()
    except StateVersionError:
        raise
    except StateError as error:
        if state.database.is_sqlite:
            raise
        _log.error("the state is away; starting without it", extra={"error": str(error)})
        return False
    return True


async def state_arrives(bot: ParagrafBot) -> None:
    """Waits for the state's server, then does what the start could not."""
    while not await state_is_there(bot.state):
        await asyncio.sleep(_AGAIN)
    _log.info("the state is there")
    while not bot.is_ready():
        await asyncio.sleep(1)
    await end_leftovers(bot)


async def index_arrives(bot: ParagrafBot) -> bool:
    """Builds the index where it is missing and opens it; waits for a Chroma server, and for a process that builds.

    Raises:
        Exception: it cannot be built or opened, and waiting does not help.
    """
    settings = bot.settings
    _log.info("building the index")
    while True:
        try:
            await asyncio.to_thread(ensure_built, settings.index, Language(settings.answering.default_language))
            room = await Room.open(settings)
        except Exception as error:
            if not settings.index.chroma_url and not isinstance(error, IndexLockedError):
                raise
            _log.error("the index is away; trying again", extra={"error": str(error)})
            if not isinstance(error, IndexLockedError):
                bot.wait_for_index(error)
            await asyncio.sleep(_AGAIN)
        else:
            bot.move_into(room)
            _log.info("the index is built")
            return True
