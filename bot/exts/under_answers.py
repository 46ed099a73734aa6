"""The buttons, menus and forms under an answer: sources, another question, another day, feedback, publishing, a thread."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.answering.as_of import parse_day
from bot.exts import modals, responses
from bot.exts.asking import asked_from, offers_thread, serve_interaction
from bot.exts.buttons import answer_view, context_view
from bot.exts.outlets import can_post, partial_channel, post
from bot.exts.presses import First, Press
from bot.exts.render import Tone, escape, notice, passage
from bot.exts.render import result as render_result
from bot.exts.threads import open_thread
from bot.messages import say
from bot.state import StateError

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.answers")
_FORMS = {"more": modals.follow_up_form, "day": modals.day_form, "wrong": modals.wrong_form}


class UnderAnswers(commands.Cog):
    """What can be done with an answer that stands."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        add, add_form = bot.presses.add, bot.presses.add_form
        add("source", self._source, First.WORD)
        add("ctx", self._context, First.CHANGE)
        add("page", self._page, First.CHANGE)
        add("good", self._good, First.WORD)
        add("public", self._public, First.CHANGE)
        add("thread", self._thread, First.WORD)
        for verb in _FORMS:
            add(verb, self._open_form, First.HANDLER)
        add_form("more", self._ask_more, First.HANDLER)
        add_form("day", self._ask_day, First.HANDLER)
        add_form("about", self._ask_about, First.HANDLER)
        add_form("wrong", self._report, First.WORD)

    # --- sources -----------------------------------------------------------------------------------------------
    async def _source(self, press: Press) -> None:
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        number = int(press.values[0]) if press.values and press.values[0].isdecimal() else 0
        citation = stored.citation(number)
        if citation is None:
            await self._say(press, "discord_error_forgotten", Tone.CAREFUL)
            return
        found = await self._bot.reading.passage(citation.passage.id, (citation.start, citation.end), number)
        if found is None:
            await self._say(press, "discord_passage_gone", Tone.CAREFUL)
            return
        shown = passage(found.view, press.reader, date.today())[0]
        buttons = context_view(citation.passage, found.before, found.after, press.reader)
        await responses.tell(press.interaction, shown, buttons)

    async def _context(self, press: Press) -> None:
        found = await self._bot.reading.passage(press.rest.partition(":")[0])
        if found is None:
            await self._say(press, "discord_passage_gone", Tone.CAREFUL)
            return
        shown = passage(found.view, press.reader, date.today())[0]
        buttons = context_view(found.view.passage, found.before, found.after, press.reader)
        await responses.change_in_place(press.interaction, shown, buttons)

    async def _page(self, press: Press) -> None:
        answer_id, number, _ = press.rest.split(":")
        stored = await self._bot.presses.stored(press, answer_id)
        if stored is None:
            return
        pages = render_result(stored.result)
        page = min(int(number), len(pages) - 1)
        private = stored.place.private
        view = answer_view(stored.result, stored.id, private=private, thread=False, page=page, pages=len(pages))
        await responses.change_in_place(press.interaction, pages[page], view)

    # --- going on ----------------------------------------------------------------------------------------------
    async def _open_form(self, press: Press) -> None:
        data: Any = press.interaction.data or {}
        verb = str(data.get("custom_id", "")).split(":")[1]
        await responses.open_form(press.interaction, _FORMS[verb](press.rest, press.reader))

    async def _ask_more(self, press: Press) -> None:
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        asked = await asked_from(self._bot, press.interaction, press.text, private=stored.place.private)
        conversation = stored.place.conversation or asked.conversation
        await serve_interaction(self._bot, press.interaction, asked, conversation=conversation)

    async def _ask_day(self, press: Press) -> None:
        day = parse_day(press.text)
        if day is None:
            text = say("bad_date", press.reader, text=escape(press.text))
            await responses.tell(press.interaction, notice(text, Tone.CAREFUL))
            return
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        question = stored.result.question
        asked = await asked_from(
            self._bot,
            press.interaction,
            question.text,
            private=stored.place.private,
            as_of=day,
            language=stored.result.language,
            kinds=question.filters.kinds,
            history=question.history,
        )
        await serve_interaction(self._bot, press.interaction, asked)

    async def _ask_about(self, press: Press) -> None:
        asked = await asked_from(self._bot, press.interaction, press.text, private=True)
        await serve_interaction(self._bot, press.interaction, asked)

    async def _thread(self, press: Press) -> None:
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None or press.interaction.message is None or press.interaction.guild_id is None:
            return
        thread_id = await open_thread(self._bot, press.interaction.message, press.interaction.guild_id, stored)
        text = say("discord_thread_opened", press.reader, thread=f"<#{thread_id}>")
        await responses.tell(press.interaction, notice(text))

    # --- about an answer ---------------------------------------------------------------------------------------
    async def _report(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        number = await self._bot.state.feedback.wrong(stored.id, interaction.user.id, interaction.guild_id, press.text)
        _log.info("report", extra={"report": number, "answer": stored.id})
        await responses.tell(interaction, notice(say("discord_reported", press.reader, number=number)))

    async def _good(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        first = await self._bot.state.feedback.helpful(stored.id, interaction.user.id, interaction.guild_id)
        await self._say(press, "discord_thanks" if first else "discord_thanks_again")

    async def _public(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._bot.presses.stored(press, press.rest)
        if stored is None:
            return
        if stored.place.person_id != interaction.user.id or not can_post(interaction):
            await self._say(press, "discord_cannot_publish", Tone.CAREFUL)
            return
        ids = await post(
            partial_channel(interaction),
            render_result(stored.result),
            lambda _: answer_view(stored.result, stored.id, private=False, thread=offers_thread(interaction)),
            f"p{stored.id}",
        )
        hidden = answer_view(stored.result, stored.id, private=False, thread=False)
        done = (self._no_longer_private(interaction, hidden), self._posted(stored.id, [*stored.message_ids, *ids]))
        await asyncio.gather(*done)

    async def _no_longer_private(self, interaction: discord.Interaction[Any], view: discord.ui.View | None) -> None:
        """Takes the button away; of no importance where the private message is gone."""
        try:
            await interaction.edit_original_response(view=view)
        except discord.HTTPException as error:
            _log.info("a button stayed", extra={"error": str(error)})

    async def _posted(self, answer_id: str, message_ids: list[int]) -> None:
        try:
            await self._bot.state.answers.posted(answer_id, message_ids)
        except StateError:
            _log.warning("the state was not available", extra={"what": "posted"})

    async def _say(self, press: Press, key: str, tone: Tone = Tone.PLAIN) -> None:
        await responses.tell(press.interaction, notice(say(key, press.reader), tone))


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(UnderAnswers(bot))
