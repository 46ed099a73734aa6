"""For curators: `/gaps`, the questions without an answer, and `/reports`, the answers that somebody found wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.exts import errors, responses
from bot.exts.buttons import menu, view_of
from bot.exts.outlets import InteractionOutlet
from bot.exts.presses import First, Press
from bot.exts.render import Payload, Tone, card, gaps, notice, within
from bot.exts.translation import text
from bot.messages import say
from bot.state import StoredAnswer
from bot.state.feedback import Report
from bot.state.gaps import Gap
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_LISTED = 15
_WORDS = 220
Shown = tuple[list[Payload], discord.ui.View | None]


class Curators(commands.Cog):
    """Two lists; a menu under each closes what was dealt with."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        bot.presses.add("gapdone", self._close_gap, First.CHANGE)
        bot.presses.add("reportdone", self._close_report, First.CHANGE)

    @app_commands.command(name=text("cmd_gaps"), description=text("cmd_gaps_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    @app_commands.checks.has_permissions(manage_guild=True)
    async def gaps(self, interaction: discord.Interaction[Any]) -> None:
        """Questions nobody got an answer to, grouped."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        try:
            payloads, view = await self._gaps(self._scope(interaction), reader)
            await outlet.finish(payloads[:1], lambda _: view)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    @app_commands.command(name=text("cmd_reports"), description=text("cmd_reports_about"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    @app_commands.checks.has_permissions(manage_guild=True)
    async def reports(self, interaction: discord.Interaction[Any]) -> None:
        """Answers that people reported, with what they wrote."""
        reader = await self._bot.reader(interaction)
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        try:
            payloads, view = await self._reports(self._scope(interaction), reader)
            await outlet.finish(payloads[:1], lambda _: view)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    async def _close_gap(self, press: Press) -> None:
        if not await self._may(press):
            return
        scope = self._scope(press.interaction)
        for gap_id in press.values:
            await self._bot.state.gaps.close(gap_id, scope)
        await self._show(press, await self._gaps(scope, press.reader))

    async def _close_report(self, press: Press) -> None:
        if not await self._may(press):
            return
        scope = self._scope(press.interaction)
        for number in press.values:
            if number.isdecimal():
                await self._bot.state.feedback.close(int(number), scope)
        await self._show(press, await self._reports(scope, press.reader))

    async def _show(self, press: Press, shown: Shown) -> None:
        await responses.change_in_place(press.interaction, shown[0][0], shown[1])

    async def _may(self, press: Press) -> bool:
        """The list was private, but whoever saw it may have lost the right since."""
        interaction = press.interaction
        if interaction.permissions.manage_guild or self._owner(interaction):
            return True
        await responses.tell(interaction, notice(say("discord_error_admins", press.reader), Tone.CAREFUL))
        return False

    def _scope(self, interaction: discord.Interaction[Any]) -> int | None:
        """The server whose entries are shown; None, all of them, for the owners of the bot."""
        return None if self._owner(interaction) else interaction.guild_id

    def _owner(self, interaction: discord.Interaction[Any]) -> bool:
        return interaction.user.id in self._bot.settings.discord.owners

    async def _gaps(self, scope: int | None, reader: Language) -> Shown:
        found = await self._bot.state.gaps.groups(scope, limit=_LISTED)
        options = [(within_label(gap.example), gap.id) for gap in found]
        return _first_page_of(found, options, reader)

    async def _reports(self, scope: int | None, reader: Language) -> Shown:
        found = await self._bot.state.feedback.reports(scope, _LISTED)
        answers = {one.answer_id: await self._bot.state.answers.get(one.answer_id) for one in found}
        lines = [report_lines(one, answers[one.answer_id], reader) for one in found]
        footer = say("discord_reports_footer", reader)
        payloads = card(
            say("discord_reports_title", reader), lines or [say("discord_no_reports", reader)], footer=footer
        )
        options = [(f"{one.number} · {within_label(one.text, 80)}", str(one.number)) for one in found]
        placeholder = say("discord_menu_report_done", reader)
        return payloads, view_of(menu("reportdone", "", placeholder, options)) if options else None


def _first_page_of(found: Sequence[Gap], options: Sequence[tuple[str, str]], reader: Language) -> Shown:
    view = view_of(menu("gapdone", "", say("discord_menu_gap_done", reader), options)) if options else None
    return gaps(found, reader), view


def report_lines(report: Report, stored: StoredAnswer | None, reader: Language) -> str:
    """One report: when, what was asked, what is said to be wrong with the answer."""
    head = say("discord_report_line", reader, number=report.number, day=report.created_at.date().isoformat())
    asked = say("discord_report_gone", reader)
    if stored is not None:
        asked = say("discord_report_question", reader, question=within(stored.result.question.text, _WORDS))
    return f"{head}\n-# {asked}\n> {within(' '.join(report.text.split()), _WORDS)}"


def within_label(words: str, limit: int = 95) -> str:
    """Words of a person as the label of an option: plain text in one line."""
    flat = " ".join(words.split()) or "–"
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Curators(bot))
