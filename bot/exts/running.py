"""Runs the bot as a process: signals, shards, what it waits for, and an end within ten seconds."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import discord

from bot.exts.arriving import index_arrives, state_arrives, state_is_there
from bot.exts.room import Room
from bot.exts.shards import shards_from
from bot.settings import Settings, database_url
from bot.state import Bounds, State
from bot.state.database import Database
from index.errors import SettingsError
from index.sync import is_built

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.client")
_HARD_END = 9.5


async def run_bot(settings: Settings, token: str) -> None:
    """Runs the bot until it is told to stop.

    Where the index has to be built first, or a Chroma server or PostgreSQL is away, the bot is online meanwhile.

    Raises:
        SettingsError: the token is refused, or the privileged intent is not switched on for the application.
        StateError: the SQLite file cannot be used at all, or a newer version of the program made the database.
        CorpusError: the index cannot be built or opened.
    """
    from bot.client import ParagrafBot

    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(settings.discord.at_work + 4, thread_name_prefix="paragraf"))
    stopping = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, _stop_soon, stopping)
    shards = shards_from(os.environ)
    bounds = Bounds(settings.discord.memory_turns, settings.discord.memory_characters, settings.discord.memory_hours)
    state = State(Database(database_url(settings)), bounds)
    bot = ParagrafBot(settings, state, **shards)
    try:
        if not await state_is_there(state):
            bot.spawn(state_arrives(bot))
        if await asyncio.to_thread(is_built, settings.index):
            try:
                bot.move_into(await Room.open(settings))
            except Exception as error:
                if not settings.index.chroma_url:
                    raise
                _log.error("the index is away; starting without it", extra={"error": str(error)})
                bot.wait_for_index(error)
        await _until_stopped(bot, token, stopping)
    finally:
        await state.close()
        if bot.built:
            await bot.room.close()
    if stopping.is_set():
        logging.shutdown()
        os._exit(0)  # all is closed; a thread that still builds or calls a model would hold up the loop's own end


async def _until_stopped(bot: ParagrafBot, token: str, stopping: asyncio.Event) -> None:
    running = asyncio.create_task(_run(bot, token))
    ended = asyncio.create_task(stopping.wait())
    watched = {running, ended}
    if not bot.built:
        watched.add(asyncio.create_task(index_arrives(bot)))
    try:
        while not running.done() and not ended.done():
            done, watched = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            for one in done - {running}:
                await one
        if not running.done():
            await bot.stop()
        await running
    finally:
        for one in watched:
            one.cancel()


async def _run(bot: ParagrafBot, token: str) -> bool:
    async with bot:
        try:
            await bot.start(token)
        except discord.LoginFailure:
            raise SettingsError(
                "DISCORD_TOKEN: Discord refuses it; copy the token from the developer portal again"
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise SettingsError(
                "discord.message_content: switch the Message Content intent on in the developer portal (Bot), or set it to false"
            ) from None
    return True


def _stop_soon(stopping: asyncio.Event) -> None:
    """Begins to stop; whatever hangs, the process is gone before a supervisor would kill it."""
    if not stopping.is_set():
        guard = threading.Timer(_HARD_END, os._exit, args=(0,))
        guard.daemon = True
        guard.start()
    stopping.set()
