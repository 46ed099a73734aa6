"""The Discord client: holds what the cogs share, starts it in order and stops it within ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Question
from bot.answering.answerer import Answerer
from bot.answering.library import CorpusLibrary
from bot.assembly import build_answerer
from bot.exts import errors
from bot.exts.buttons import PressButton, PressMenu
from bot.exts.desk import Desk
from bot.exts.insist import insist
from bot.exts.leftovers import end_leftovers
from bot.exts.nightly import Nightly
from bot.exts.presses import Presses
from bot.exts.reading import Reading
from bot.exts.translation import CatalogueTranslator, spoken
from bot.limits import AnswerQueue, RateLimits
from bot.metrics import Metrics, MetricsServer
from bot.settings import Settings, database_url
from bot.state import Bounds, GuildSettings, State, StateError
from bot.state.commands import digest_of
from index.corpus import Corpus
from index.documents import Language
from index.errors import SettingsError

_log = logging.getLogger("bot.client")

EXTENSIONS = (
    "bot.exts.ask",
    "bot.exts.follow_ups",
    "bot.exts.menus",
    "bot.exts.search",
    "bot.exts.sources",
    "bot.exts.timeline",
    "bot.exts.admin",
    "bot.exts.about",
    "bot.exts.nightly",
)
_STATE_PATIENCE = 1.0
_PEOPLE_REMEMBERED = 20_000
_FINISH_WORK = 4.0
_FINISH_POSTING = 3.0
_HARD_END = 9.5


class ParagrafBot(commands.AutoShardedBot):
    """The bot. Everything that must outlive one command hangs here."""

    def __init__(self, settings: Settings, corpus: Corpus, state: State, **shards: Any) -> None:
        limits = settings.discord
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = limits.message_content
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
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
        self.corpus = corpus
        self.state = state
        self.metrics = Metrics()
        self.limits = RateLimits()
        self.queue = AnswerQueue(limits.at_work, limits.queue)
        self.reading = Reading(corpus)
        self.desk = Desk(self)
        self.presses = Presses(self)
        self.started_at = time.time()
        self.owner_name = ""
        self.library = CorpusLibrary(corpus)
        self.nightly: Nightly
        self._answerer = build_answerer(settings, corpus)
        self._quoter = (
            build_answerer(
                settings.model_copy(update={"model": settings.model.model_copy(update={"name": ""})}), corpus
            )
            if settings.model.name
            else self._answerer
        )
        self._guild_settings: dict[int, GuildSettings] = {}
        self._last_guild: dict[int, int] = {}
        self._metrics_server = MetricsServer(self.metrics, self.health)
        self._tasks: set[asyncio.Task[None]] = set()
        self.tree.error(self._on_command_error)

    # --- life --------------------------------------------------------------------------------------------------
    async def setup_hook(self) -> None:
        """Before the gateway: buttons of earlier runs, commands, what the last run left behind."""
        self.owner_name = f"{self.application_id}:{self.shard_ids or 'all'}:{socket.gethostname()}"[:100]
        self.add_dynamic_items(PressButton, PressMenu)
        await self.tree.set_translator(CatalogueTranslator())
        for name in EXTENSIONS:
            await self.load_extension(name)
        await self.reading.refresh()
        await self._sync_commands()
        if self.settings.discord.metrics_port:
            try:
                await self._metrics_server.start(self.settings.discord.metrics_port)
            except OSError as error:
                _log.error("metrics are not served", extra={"error": str(error)})
        self.spawn(end_leftovers(self))

    async def warm(self) -> None:
        """Answers one question a language for nobody, so that the first person does not wait for models to load."""
        await asyncio.to_thread(self.corpus.warm)
        for words in ("Was regelt 15 CFR 744.23?", "Does the Affiliates Rule apply?"):
            await self._quoter.answer(Question(words))

    def spawn(self, work: Any) -> None:
        """Runs something beside everything else; what fails in it is logged."""
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a task failed", exc_info=task.exception())

    async def _sync_commands(self) -> None:
        """Tells Discord the commands where they changed; it limits creations a day."""
        translator = self.tree.translator
        assert translator is not None and self.application_id is not None
        payload = [await one.get_translated_payload(self.tree, translator) for one in self.tree.get_commands()]
        digest = digest_of(payload)
        changed = await self._commands_changed(digest, {(int(one["type"]), str(one["name"])) for one in payload})
        if not changed:
            _log.info("commands unchanged", extra={"commands": len(payload)})
            return
        await insist(self.tree.sync, within=120)
        _log.info("commands synced", extra={"commands": len(payload)})
        with contextlib.suppress(StateError):
            await self.state.commands.record(self.application_id, digest)

    async def _commands_changed(self, digest: str, wanted: set[tuple[int, str]]) -> bool:
        """Whether Discord has to be told: they differ from what it was told last, or it has lost them."""
        assert self.application_id is not None
        try:
            if await self.state.commands.changed(self.application_id, digest):
                return True
        except StateError as error:
            _log.warning("the state was not available", extra={"what": "commands", "error": str(error)})
        try:
            known = {(one.type.value, one.name) for one in await self.tree.fetch_commands()}
        except discord.HTTPException as error:
            _log.warning("the commands could not be read", extra={"error": str(error)})
            return False
        return known != wanted

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

    async def health(self) -> dict[str, str]:
        """What is wrong, by subject; empty where all is well."""
        wrong: dict[str, str] = {}
        if self.is_closed() or not self.is_ready():
            wrong["gateway"] = "not connected"
        try:
            async with asyncio.timeout(2):
                await self.state.ping()
        except (StateError, TimeoutError) as error:
            wrong["state"] = str(error) or "no reply"
        try:
            await asyncio.to_thread(self.corpus.catalogue.counts)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the corpus is what health is about
            wrong["corpus"] = str(error)
        return wrong

    # --- what cogs ask -----------------------------------------------------------------------------------------
    async def guild_settings(self, guild_id: int | None) -> GuildSettings:
        """The settings of a server, remembered here; the defaults where the state does not reply within a second."""
        key = guild_id or 0
        if key not in self._guild_settings:
            try:
                async with asyncio.timeout(_STATE_PATIENCE):
                    self._guild_settings[key] = await self.state.guilds.get(guild_id)
            except (StateError, TimeoutError) as error:
                _log.warning("the state was not available", extra={"what": "settings", "error": str(error)})
                return GuildSettings(guild_id)
        return self._guild_settings[key]

    def settings_changed(self, settings: GuildSettings) -> None:
        """Remembers what `/settings` just wrote."""
        self._guild_settings[settings.guild_id or 0] = settings

    async def reader(self, interaction: discord.Interaction[Any]) -> Language:
        """The language of the bot's own lines for whoever interacts."""
        settings = await self.guild_settings(interaction.guild_id)
        return spoken(interaction.locale, settings.language)

    def channels_of(self, settings: GuildSettings) -> tuple[int, ...]:
        """The channels it answers in; empty = everywhere."""
        return settings.channels or (self.settings.discord.channels if settings.guild_id else ())

    def answerer_for(self, settings: GuildSettings | None) -> Answerer:
        """With the model where there is one and the server wants it, else with quotes."""
        wanted = self.settings.discord.model if settings is None or settings.model is None else settings.model
        return self._answerer if wanted else self._quoter

    def answers_dms(self, person: discord.abc.User) -> bool:
        """Whether direct messages of this person are answered: not where a server they come from switched that off."""
        if not self.settings.discord.dms:
            return False
        home = self._guild_settings.get(self._last_guild.get(person.id, 0))
        return home is None or home.dms is not False

    def seen_in(self, person_id: int, guild_id: int) -> None:
        """Remembers, while this process runs, which server somebody last asked in."""
        if len(self._last_guild) >= _PEOPLE_REMEMBERED:
            self._last_guild.clear()
        self._last_guild[person_id] = guild_id

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
        await self.guild_settings(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """What was set for the server goes with it."""
        self._guild_settings.pop(guild.id, None)
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
        await errors.tell(interaction, errors.explain(error, reader, command=command, guild=interaction.guild_id))


async def run_bot(settings: Settings, token: str) -> None:
    """Runs the bot until it is told to stop.

    Raises:
        SettingsError: the token is refused, or the privileged intent is not switched on for the application.
        StateError: the state database cannot be used at all.
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(settings.discord.at_work + 4, thread_name_prefix="paragraf"))
    stopping = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, _stop_soon, stopping)
    shards = shards_from(os.environ)
    bounds = Bounds(settings.discord.memory_turns, settings.discord.memory_characters, settings.discord.memory_hours)
    state = await State.open(database_url(settings), bounds=bounds)
    corpus = Corpus.open(settings.index)
    bot = ParagrafBot(settings, corpus, state, **shards)
    running = asyncio.create_task(_run(bot, token))
    ended = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            await bot.stop()
        await running
    finally:
        ended.cancel()
        await state.close()
        await asyncio.to_thread(corpus.close)


async def _run(bot: ParagrafBot, token: str) -> None:
    async with bot:
        await bot.warm()
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


def shards_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """The shards of this process, ``PARAGRAF_SHARDS=0,1/4`` being two of four; empty: all of them, as many as Discord says.

    Raises:
        SettingsError: the value is of another form.
    """
    value = environment.get("PARAGRAF_SHARDS", "").strip()
    if not value:
        return {}
    mine, _, count = value.partition("/")
    try:
        ids, total = [int(one) for one in mine.split(",")], int(count)
    except ValueError:
        raise SettingsError(f"PARAGRAF_SHARDS: expected something like 0,1/4, found {value!r}") from None
    if not all(0 <= one < total for one in ids):
        raise SettingsError(f"PARAGRAF_SHARDS: shards count from 0 to {total - 1}, found {value!r}")
    return {"shard_ids": ids, "shard_count": total}


def _stop_soon(stopping: asyncio.Event) -> None:
    """Begins to stop; whatever hangs, the process is gone before a supervisor would kill it."""
    if not stopping.is_set():
        guard = threading.Timer(_HARD_END, os._exit, args=(0,))
        guard.daemon = True
        guard.start()
    stopping.set()


def prune_after(settings: Settings) -> timedelta:
    """How long answers behind buttons live."""
    return timedelta(days=settings.discord.keep_days)
