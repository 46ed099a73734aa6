"""What can be done with somebody's message: check its claims, ask about it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.claims import ClaimChecker
from bot.exts import errors, responses
from bot.exts.admission import closed, refusal
from bot.exts.modals import about_form
from bot.exts.outlets import InteractionOutlet
from bot.exts.render import Tone, claims, notice
from bot.exts.translation import text
from bot.limits import Subject
from bot.messages import say

if TYPE_CHECKING:
    from bot.client import ParagrafBot


class Menus(commands.Cog):
    """Two message context menus; discord.py wants them made by hand inside a cog."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._menus = [
            app_commands.ContextMenu(name=text("cmd_check"), callback=self.check),
            app_commands.ContextMenu(name=text("cmd_about"), callback=self.about),
        ]

    async def cog_load(self) -> None:
        """Adds the menus to the tree."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Takes them away."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    async def check(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Each factual sentence of a message: supported, contradicted or not found."""
        bot = self._bot
        reader = await bot.reader(interaction)
        written = text_of(message)
        if not written:
            await responses.tell(interaction, notice(say("discord_nothing_to_check", reader), Tone.CAREFUL))
            return
        why = await refusal(bot, interaction, Subject.QUESTION)
        if why is not None:
            await responses.tell(interaction, why)
            return
        alive = await responses.acknowledge(interaction, private=True)
        outlet = InteractionOutlet(interaction, private=True, alive=alive)
        checker = ClaimChecker(bot.library)
        try:
            checked = await bot.queue.run(
                f"check:{interaction.id}", lambda: asyncio.to_thread(checker.check, written, reader, date.today())
            )
            if checked:
                await outlet.finish(claims(checked, reader, date.today()), lambda _: None)
            else:
                await outlet.end(notice(say("discord_no_claims", reader)))
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            await outlet.end(errors.explain(error, reader, interaction=interaction.id))

    async def about(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """A form with the message in it, to be asked as it is or changed."""
        why = await closed(
            self._bot, interaction
        )  # before somebody types in vain; the question itself counts when sent
        if why is not None:
            await responses.tell(interaction, why)
            return
        reader = await self._bot.reader(interaction)
        await responses.open_form(interaction, about_form(text_of(message), reader))


def text_of(message: discord.Message) -> str:
    """What a message says, its embeds included."""
    parts = [message.content, *(part for one in message.embeds for part in (one.title, one.description) if part)]
    return "\n".join(part for part in parts if part).strip()


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Menus(bot))
