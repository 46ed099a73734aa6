"""The Discord client: holds what the cogs share, starts it in order and stops it within ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answerer import Answerer
from bot.answering.library import CorpusLibrary
from bot.exts import errors, responses
from bot.exts.buttons import PressButton, PressMenu
from bot.exts.command_sync import sync_commands
from bot.exts.desk import Desk
from bot.exts.gate import Gate
from bot.exts.health import health_of
from bot.exts.leftovers import end_leftovers
from bot.exts.nightly import Nightly
from bot.exts.outlets import Echoes
from bot.exts.presses import Presses
from bot.exts.reading import Reading
from bot.exts.room import Room
from bot.exts.running import run_bot
from bot.exts.server_settings import ServerSettings
from bot.exts.translation import CatalogueTranslator, spoken
from bot.exts.unreadable import guard
from bot.limits import AnswerQueue, RateLimits
from bot.metrics import Metrics, MetricsServer
from bot.settings import Settings
from bot.state import GuildSettings, State, StateError
from index.corpus import Corpus
from index.documents import Language
from index.errors import IndexNotReadyError

__all__ = ["ParagrafBot", "run_bot"]

_log = logging.getLogger("bot.client")

EXTENSIONS = (
    "bot.exts.ask",
    "bot.exts.under_answers",
    "bot.exts.follow_ups",
    "bot.exts.menus",
    "bot.exts.search",
    "bot.exts.sources",
    "bot.exts.timeline",
    "bot.exts.admin",
    "bot.exts.curators",
    "bot.exts.about",
    "bot.exts.watching",
    "bot.exts.nightly",
)
_FINISH_WORK = 4.0
_FINISH_POSTING = 3.0


class ParagrafBot(commands.AutoShardedBot):
    """The bot. Everything that must outlive one command hangs here."""

    def __init__(self, settings: Settings, state: State, **shards: Any) -> None:
        limits = settings.discord
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = limits.message_content
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Gate,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            **shards,
        )
        self.settings = settings
        self.state = state
        self.metrics = Metrics()
        self.limits = RateLimits()
        self.queue = AnswerQueue(limits.at_work, limits.queue)
        self.desk = Desk(self)
        self.presses = Presses(self)
        self.servers = ServerSettings(state)
        self.echoes = Echoes()
        self.nightly: Nightly
        self.started_at = time.time()
        self.owner_name = ""
        self._room: Room | None = None
        self._no_room = IndexNotReadyError("the index is being built")
        self.index_away = False
        self._metrics_server = MetricsServer(self.metrics, lambda: health_of(self))
        self._tasks: set[asyncio.Task[None]] = set()
        self.tree.error(self._on_command_error)
        guard(self._connection.parsers)

    # --- life --------------------------------------------------------------------------------------------------
    async def setup_hook(self) -> None:
        """Before the gateway: buttons of earlier runs, commands, what the last run left behind."""
        self.owner_name = f"{self.application_id}:{self.shard_ids or 'all'}:{socket.gethostname()}"[:100]
        self.add_dynamic_items(PressButton, PressMenu)
        await self.tree.set_translator(CatalogueTranslator())
        for name in EXTENSIONS:
            await self.load_extension(name)
        await sync_commands(self)
        if self.settings.discord.metrics_port:
            try:
                await self._metrics_server.start(self.settings.discord.metrics_port)
            except OSError as error:
                _log.error("metrics are not served", extra={"error": str(error)})
        self.spawn(end_leftovers(self))

    def move_into(self, room: Room) -> None:
        """From now on there is an index to answer from."""
        self._room, self.index_away = room, False

    def wait_for_index(self, why: Exception) -> None:
        """There is an index, but not now: people are told so, and `/healthz` says why."""
        self._no_room, self.index_away = IndexNotReadyError(str(why)), True

    def spawn(self, work: Any) -> None:
        """Runs something beside everything else; what fails in it is logged."""
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a task failed", exc_info=task.exception())

    async def stop(self) -> None:
        """Ends in order: nothing new, answers at work finish or say why not, then the gateway."""
        _log.info("stopping")
        await self.queue.close(_FINISH_WORK)
        await self.desk.idle(_FINISH_POSTING)
        for task in list(self._tasks):
            task.cancel()
        await self._metrics_server.stop()
        await self.close()
        _log.info("stopped")

    # --- what cogs ask -----------------------------------------------------------------------------------------
    @property
    def built(self) -> bool:
        """Whether there is an index to answer from."""
        return self._room is not None

    @property
    def room(self) -> Room:
        """The answer room. Raises IndexNotReadyError while the index is built or away."""
        if self._room is None:
            raise self._no_room
        return self._room

    @property
    def corpus(self) -> Corpus:
        """The corpus. Raises IndexNotReadyError while the index is built."""
        return self.room.corpus

    @property
    def reading(self) -> Reading:
        """The corpus as commands read it. Raises IndexNotReadyError while the index is built."""
        return self.room.reading

    @property
    def library(self) -> CorpusLibrary:
        """The corpus as the answer room sees it. Raises IndexNotReadyError while the index is built."""
        return self.room.library

    def answerer_for(self, settings: GuildSettings | None) -> Answerer:
        """With the model where there is one and the server wants it, else with quotes."""
        return self.room.answerer_for(settings)

    async def reader(self, interaction: discord.Interaction[Any]) -> Language:
        """The language of the bot's own lines for whoever interacts."""
        settings = await self.servers.get(interaction.guild_id)
        return spoken(interaction.locale, settings.language)

    def channels_of(self, settings: GuildSettings) -> tuple[int, ...]:
        """The channels it answers in; empty = everywhere."""
        return settings.channels or (self.settings.discord.channels if settings.guild_id else ())

    async def answers_dms(self, person: discord.abc.User) -> bool:
        """Whether direct messages of this person are answered: not where the server they come from switched that off."""
        return self.settings.discord.dms and await self.servers.dms_allowed(person.id)

    # --- events ------------------------------------------------------------------------------------------------
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms are read here, not in the object that opened them: that one may be of an earlier run."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data or {}
            custom_id = str(data.get("custom_id", ""))
            if custom_id.startswith("pg:"):
                await self.presses.submitted(interaction, custom_id)

    async def on_ready(self) -> None:
        """May come again after a reconnect."""
        _log.info("ready", extra={"guilds": len(self.guilds), "shards": self.shard_count})

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A dropped gateway is back with nothing lost."""
        _log.info("resumed", extra={"shard": shard_id})

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Reads the settings early, so that the first question does not wait for them."""
        await self.servers.get(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """What was set for the server goes with it."""
        self.servers.drop(guild.id)
        with contextlib.suppress(StateError):
            await self.state.guilds.drop(guild.id)

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: `follow_ups` listens for what is meant for the bot."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """An event that failed is logged and costs nobody else anything."""
        _log.exception("event failed", extra={"event": event_method})

    async def _on_command_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            _log.error("autocomplete failed", exc_info=error)
            return
        reader = await self.reader(interaction)
        command = interaction.command.qualified_name if interaction.command else "?"
        await responses.tell(interaction, errors.explain(error, reader, command=command, guild=interaction.guild_id))
