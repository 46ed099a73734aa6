"""For those who manage a server: `/settings`, `/sync`, `/status`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.exts import errors, responses
from bot.exts.health import health_of
from bot.exts.outlets import InteractionOutlet
from bot.exts.patience import soon
from bot.exts.render import Payload, card, escape, notice
from bot.exts.translation import spoken, text
from bot.messages import say
from bot.state import GuildSettings, StateError
from index.documents import Language
from index.wording import in_language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

LANGUAGES = [Choice(name=text(f"cmd_language_{one}"), value=one) for one in ("auto", "de", "en")]
SWITCH = [Choice(name=text(f"cmd_switch_{one}"), value=one) for one in ("on", "off")]


class Admin(commands.Cog):
    """Three commands that only members who may manage the server see."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot

    @app_commands.command(name=text("cmd_settings"), description=text("cmd_settings_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    @app_commands.checks.has_permissions(manage_guild=True)
    @app_commands.rename(
        channel=text("opt_channel"),
        everywhere=text("opt_everywhere"),
        language=text("opt_language"),
        model=text("opt_model"),
        person=text("opt_person"),
        server=text("opt_server"),
        dms=text("opt_dms"),
    )
    @app_commands.describe(
        channel=text("opt_channel_about"),
        everywhere=text("opt_everywhere_about"),
        language=text("opt_language_guild_about"),
        model=text("opt_model_about"),
        person=text("opt_person_about"),
        server=text("opt_server_about"),
        dms=text("opt_dms_about"),
    )
    @app_commands.choices(language=LANGUAGES, model=SWITCH, dms=SWITCH)
    async def settings(
        self,
        interaction: discord.Interaction[Any],
        channel: discord.TextChannel | None = None,
        everywhere: bool = False,
        language: str | None = None,
        model: str | None = None,
        person: app_commands.Range[int, 1, 1000] | None = None,
        server: app_commands.Range[int, 1, 10_000] | None = None,
        dms: str | None = None,
    ) -> None:
        """Changes what is named and shows all."""
        assert interaction.guild_id is not None
        await responses.acknowledge(interaction, private=True)
        now = await self._bot.state.guilds.get(interaction.guild_id)
        changed = changes_of(
            now, channel.id if channel else None, language, model, person, server, dms, everywhere=everywhere
        )
        if changed:
            now = await self._bot.state.guilds.change(interaction.guild_id, **changed)
        self._bot.servers.changed(now)
        reader = spoken(interaction.locale, now.language)
        await self._show(interaction, self._card(now, reader, saved=bool(changed)))

    def _card(self, now: GuildSettings, reader: Language, *, saved: bool) -> Payload:
        limits = self._bot.settings.discord
        channels = self._bot.channels_of(now)
        switch = {True: say("cmd_switch_on", reader), False: say("cmd_switch_off", reader)}
        model = limits.model if now.model is None else now.model
        dms = limits.dms if now.dms is None else now.dms
        lines = [
            say("discord_settings_saved", reader) if saved else "",
            say("discord_settings_channels", reader, channels=" ".join(f"<#{one}>" for one in channels))
            if channels
            else say("discord_settings_everywhere", reader),
            say("discord_settings_language", reader, spoken=say(f"cmd_language_{now.language or 'auto'}", reader)),
            say("discord_settings_model", reader, state=switch[model])
            if self._bot.settings.model.name
            else say("discord_settings_no_model", reader),
            say(
                "discord_settings_rates",
                reader,
                person=now.person_questions or limits.person_questions,
                person_seconds=limits.person_seconds,
                guild=now.guild_questions or limits.guild_questions,
                guild_seconds=limits.guild_seconds,
            ),
            say("discord_settings_dms", reader, state=switch[dms]),
        ]
        return card(say("discord_settings_title", reader), lines)[0]

    @app_commands.command(name=text("cmd_sync"), description=text("cmd_sync_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    @app_commands.checks.has_permissions(manage_guild=True)
    async def sync(self, interaction: discord.Interaction[Any]) -> None:
        """Syncs the corpus with its sources now; may take longer than the response lives."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        outlet.progress(notice(say("discord_sync_running", reader)))
        try:
            lines = await self._bot.nightly.sync_now(reader)
            await outlet.finish([card(say("discord_sync_title", reader), lines)[0]], lambda _: None)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    @app_commands.command(name=text("cmd_status"), description=text("cmd_status_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    @app_commands.checks.has_permissions(manage_guild=True)
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """How the bot is."""
        bot = self._bot
        reader = await bot.reader(interaction)
        await responses.acknowledge(interaction, private=True)
        corpus, failed = await self._corpus(reader) if bot.built else ([], {})
        wrong = await health_of(bot)
        lines = [
            *corpus,
            say(
                "discord_status_work",
                reader,
                busy=bot.queue.busy,
                waiting=bot.queue.waiting,
                latency=round(max(0.0, bot.latency) * 1000),
                since=f"<t:{int(bot.started_at)}:R>",
            ),
            say("discord_status_model", reader, model=escape(bot.settings.model.name or say("status_quotes", reader))),
            await self._feedback(interaction.guild_id, reader),
            *(f"⚠️ {escape(what)}: {escape(why[:200])}" for what, why in wrong.items()),
            *(f"⚠️ {escape(name)}: {escape(in_language(why, reader)[:150])}" for name, why in list(failed.items())[:8]),
        ]
        await self._show(interaction, card(say("discord_status_title", reader), lines)[0])

    async def _corpus(self, reader: Language) -> tuple[list[str], Mapping[str, str]]:
        """How much there is and how fresh it is; and which sources failed, with the reason."""
        coverage = await asyncio.to_thread(self._bot.reading.coverage)
        counts = {"documents": len(coverage.infos), "passages": coverage.passages}
        newest = coverage.newest or say("undated", reader)
        lines = [say("discord_status_corpus", reader, newest=newest, **counts)]
        if coverage.synced_at:
            lines.append(say("discord_synced", reader, when=f"<t:{int(coverage.synced_at.timestamp())}:R>"))
        return lines, coverage.failed

    async def _feedback(self, guild_id: int | None, reader: Language) -> str:
        """How many found answers helpful or wrong; nothing where the state is what is wrong."""
        try:
            counts = await soon(self._bot.state.feedback.counts(guild_id))
        except StateError:
            return ""
        return say("discord_status_feedback", reader, helpful=counts.helpful, wrong=counts.wrong)

    async def _show(self, interaction: discord.Interaction[Any], payload: Payload) -> None:
        await InteractionOutlet(interaction, private=True).finish([payload], lambda _: None)


def changes_of(
    now: GuildSettings,
    channel: int | None,
    language: str | None,
    model: str | None,
    person: int | None,
    server: int | None,
    dms: str | None,
    *,
    everywhere: bool,
) -> dict[str, Any]:
    """The fields to write: a channel named again is taken off the list. Pure."""
    changed: dict[str, Any] = {}
    if everywhere:
        changed["channels"] = ()
    elif channel is not None:
        kept = tuple(one for one in now.channels if one != channel)
        changed["channels"] = kept if len(kept) < len(now.channels) else (*kept, channel)
    if language is not None:
        changed["language"] = None if language == "auto" else Language(language)
    if model is not None:
        changed["model"] = model == "on"
    if dms is not None:
        changed["dms"] = dms == "on"
    if person is not None:
        changed["person_questions"] = person
    if server is not None:
        changed["guild_questions"] = server
    return changed


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Admin(bot))
