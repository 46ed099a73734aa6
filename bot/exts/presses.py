"""What each button, menu and form does. All of it is found by the custom id, so a restart in between changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Answer
from bot.answering.as_of import parse_day
from bot.exts import errors, modals
from bot.exts.asking import asked_from, offers_thread, serve_interaction
from bot.exts.buttons import answer_view, context_view
from bot.exts.insist import ALREADY_ACKNOWLEDGED, THREAD_EXISTS, insist
from bot.exts.outlets import can_post, partial_channel, post
from bot.exts.render import Payload, Tone, escape, notice, passage, plain
from bot.exts.render import result as render_result
from bot.messages import say
from bot.state import StateError, StoredAnswer
from bot.state.conversations import channel_conversation
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.presses")
THREAD_NAME = 90


@dataclass(frozen=True, slots=True)
class Press:
    """Something that was pressed or sent, with all that a handler needs. ``text`` is what a form holds."""

    interaction: discord.Interaction[Any]
    rest: str
    values: tuple[str, ...]
    reader: Language
    text: str = ""


Handler = Callable[[Press], Awaitable[None]]


class Presses:
    """Finds the handler of a verb and tells the person where it fails."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._buttons: dict[str, Handler] = {
            "source": self._source,
            "ctx": self._context,
            "more": self._open_form,
            "day": self._open_form,
            "wrong": self._open_form,
            "public": self._public,
            "thread": self._thread,
            "good": self._good,
            "page": self._page,
        }
        self._forms: dict[str, Handler] = {
            "more": self._ask_more,
            "day": self._ask_day,
            "wrong": self._report,
            "about": self._ask_about,
        }

    def add(self, verb: str, handler: Handler) -> None:
        """Lets a cog bring a button of its own."""
        self._buttons[verb] = handler

    async def handle(self, interaction: discord.Interaction[Any], verb: str, rest: str, values: Sequence[str]) -> None:
        """A button or a menu."""
        await self._run(self._buttons.get(verb), interaction, rest, tuple(values), "")

    async def submitted(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """A form, whoever opened it."""
        _, _, tail = custom_id.partition(":")
        verb, _, rest = tail.partition(":")
        await self._run(self._forms.get(verb), interaction, rest, (), modals.sent_text(interaction))

    async def _run(
        self,
        handler: Handler | None,
        interaction: discord.Interaction[Any],
        rest: str,
        values: tuple[str, ...],
        text: str,
    ) -> None:
        reader = await self._bot.reader(interaction)
        try:
            if handler is None:
                await errors.tell(interaction, notice(say("discord_error_old_button", reader), Tone.CAREFUL))
                return
            await handler(Press(interaction, rest, values, reader, text))
        except Exception as error:  # noqa: BLE001 - whatever broke, the person hears of it
            await errors.tell(interaction, errors.explain(error, reader, interaction=interaction.id))

    async def _stored(self, press: Press, answer_id: str) -> StoredAnswer | None:
        """The answer behind a button; where it is gone, or private to somebody else, the person is told."""
        stored = await self._bot.state.answers.get(answer_id)
        if stored is None:
            await errors.tell(press.interaction, notice(say("discord_error_forgotten", press.reader), Tone.CAREFUL))
        return stored

    # --- sources -----------------------------------------------------------------------------------------------
    async def _source(self, press: Press) -> None:
        stored = await self._stored(press, press.rest)
        if stored is None:
            return
        number = int(press.values[0]) if press.values else 0
        citation = stored.citation(number)
        if citation is None:
            await errors.tell(press.interaction, notice(say("discord_error_forgotten", press.reader), Tone.CAREFUL))
            return
        found = await self._bot.reading.passage(citation.passage.id, (citation.start, citation.end), number)
        if found is None:
            await errors.tell(press.interaction, notice(say("discord_passage_gone", press.reader), Tone.CAREFUL))
            return
        shown = passage(found.view, press.reader, date.today())[0]
        buttons = context_view(citation.passage, found.before, found.after, press.reader)
        await errors.tell(press.interaction, shown, buttons)

    async def _context(self, press: Press) -> None:
        found = await self._bot.reading.passage(press.rest.partition(":")[0])
        if found is None:
            await errors.tell(press.interaction, notice(say("discord_passage_gone", press.reader), Tone.CAREFUL))
            return
        shown = passage(found.view, press.reader, date.today())[0]
        buttons = context_view(found.view.passage, found.before, found.after, press.reader)
        await change_in_place(press.interaction, shown, buttons)

    # --- going on ----------------------------------------------------------------------------------------------
    async def _open_form(self, press: Press) -> None:
        data: Any = press.interaction.data or {}
        verb = str(data.get("custom_id", "")).split(":")[1]
        made = {"more": modals.follow_up_form, "day": modals.day_form, "wrong": modals.wrong_form}[verb]
        try:
            await press.interaction.response.send_modal(made(press.rest, press.reader))
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise

    async def _ask_more(self, press: Press) -> None:
        stored = await self._stored(press, press.rest)
        if stored is None:
            return
        asked = await asked_from(self._bot, press.interaction, press.text, private=stored.place.private)
        conversation = stored.place.conversation or asked.conversation
        await serve_interaction(self._bot, press.interaction, asked, conversation=conversation)

    async def _ask_day(self, press: Press) -> None:
        day = parse_day(press.text)
        if day is None:
            text = say("bad_date", press.reader, text=escape(press.text))
            await errors.tell(press.interaction, notice(text, Tone.CAREFUL))
            return
        stored = await self._stored(press, press.rest)
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

    # --- about an answer ---------------------------------------------------------------------------------------
    async def _report(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._stored(press, press.rest)
        if stored is None:
            return
        number = await self._bot.state.feedback.wrong(stored.id, interaction.user.id, interaction.guild_id, press.text)
        _log.info("report", extra={"report": number, "answer": stored.id})
        await errors.tell(interaction, notice(say("discord_reported", press.reader, number=number)))

    async def _good(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._stored(press, press.rest)
        if stored is None:
            return
        first = await self._bot.state.feedback.helpful(stored.id, interaction.user.id, interaction.guild_id)
        await errors.tell(interaction, notice(say("discord_thanks" if first else "discord_thanks_again", press.reader)))

    async def _public(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._stored(press, press.rest)
        if stored is None:
            return
        if stored.place.person_id != interaction.user.id or not can_post(interaction):
            await errors.tell(interaction, notice(say("discord_cannot_publish", press.reader), Tone.CAREFUL))
            return
        pages = render_result(stored.result)
        hidden = answer_view(stored.result, stored.id, private=False, thread=False)
        if not await take_press(interaction, hidden):
            return
        ids = await post(
            partial_channel(interaction),
            pages,
            lambda _: answer_view(stored.result, stored.id, private=False, thread=offers_thread(interaction)),
            f"p{stored.id}",
        )
        try:
            await self._bot.state.answers.posted(stored.id, [*stored.message_ids, *ids])
        except StateError:
            _log.warning("the state was not available", extra={"what": "posted"})

    async def _page(self, press: Press) -> None:
        answer_id, number, _ = press.rest.split(":")
        stored = await self._stored(press, answer_id)
        if stored is None:
            return
        pages = render_result(stored.result)
        page = min(int(number), len(pages) - 1)
        view = answer_view(
            stored.result, stored.id, private=stored.place.private, thread=False, page=page, pages=len(pages)
        )
        await change_in_place(press.interaction, pages[page], view)

    async def _thread(self, press: Press) -> None:
        interaction = press.interaction
        stored = await self._stored(press, press.rest)
        if stored is None or interaction.message is None or interaction.guild_id is None:
            return
        alive = await errors.acknowledge(interaction, private=True)
        if not alive:
            return
        thread_id = await self._opened(interaction, stored)
        conversation = channel_conversation(thread_id)
        said = " ".join(one.text for one in stored.result.statements) if isinstance(stored.result, Answer) else ""
        try:
            known = await self._bot.state.conversations.recall(conversation)
            if not known.turns:
                await self._bot.state.conversations.remember(
                    conversation, stored.place.person_id, stored.place.guild_id, stored.result.question.text, said
                )
        except StateError:
            _log.warning("the state was not available", extra={"what": "thread"})
        key = "discord_thread_hint" if self._bot.settings.discord.message_content else "discord_thread_hint_mention"
        thread = self._bot.get_partial_messageable(thread_id, guild_id=interaction.guild_id)
        hint = notice(say(key, stored.result.language))
        await insist(lambda: thread.send(**hint.kwargs(), nonce=f"t{thread_id}"))
        text = say("discord_thread_opened", press.reader, thread=f"<#{thread_id}>")
        await insist(lambda: interaction.edit_original_response(**notice(text).kwargs()), within=20)

    async def _opened(self, interaction: discord.Interaction[Any], stored: StoredAnswer) -> int:
        """The id of the thread at the message, opened where there is none."""
        message = interaction.message
        assert message is not None
        name = plain(stored.result.question.text, THREAD_NAME) or "Paragraf"
        try:
            thread = await insist(lambda: message.create_thread(name=name, auto_archive_duration=1440), within=20)
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
            return message.id
        return thread.id


async def change_in_place(
    interaction: discord.Interaction[Any], payload: Payload, view: discord.ui.View | None
) -> None:
    """Turns the pressed message into another one."""
    try:
        await interaction.response.edit_message(**payload.kwargs(), view=view)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise


async def take_press(interaction: discord.Interaction[Any], view: discord.ui.View | None) -> bool:
    """Acknowledges a press by changing the buttons; False where Discord no longer waits for it."""
    try:
        await interaction.response.edit_message(view=view)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
    return True
