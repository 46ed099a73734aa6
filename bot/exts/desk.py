"""The way of a question through the bot: limits, line, answer, post.

Commands, buttons, forms and replies all end here; how the answer reaches the person is the outlet's business.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from bot.answering.answer import Answer, NoAnswer, Question
from bot.exts import errors
from bot.exts.asked import Asked
from bot.exts.buttons import answer_view
from bot.exts.outlets import Outlet
from bot.exts.patience import soon
from bot.exts.records import Records
from bot.exts.render import Payload, draft, notice
from bot.exts.render import result as render_result
from bot.limits import QueueClosedError, QueueFullError, Rate, Subject, SupersededError, Wait
from bot.messages import say
from bot.state import GuildSettings, StateError
from index.documents import Filters, Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.desk")
_POSTING_PATIENCE = 30.0
_REFUSED: dict[type[Exception], str] = {
    SupersededError: "superseded",
    QueueClosedError: "stopping",
    QueueFullError: "full",
}


@dataclass(eq=False, slots=True)
class _Work:
    """A question on its way. ``posting`` says that the answer stands and may be visible at any moment."""

    asked: Asked
    outlet: Outlet
    task: asyncio.Task[object]
    posting: bool = False


class Desk:
    """Takes questions and sees each of them to an end."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._records = Records(bot)
        self._open: list[_Work] = []

    async def wait(
        self, person_id: int, guild_id: int | None, settings: GuildSettings, subject: Subject = Subject.QUESTION
    ) -> Wait | None:
        """Takes one question of the person's and the server's rate; else how long to wait.

        A server belongs to one process; a person may be in servers of several, which count them together.
        """
        limits = self._bot.settings.discord
        person = Rate(settings.person_questions or limits.person_questions, limits.person_seconds)
        guild = Rate(settings.guild_questions or limits.guild_questions, limits.guild_seconds)
        wait = self._bot.limits.take(person_id, guild_id, person, guild, subject)
        if wait is not None or not self._bot.shard_ids:
            return wait
        try:
            seconds = await soon(self._bot.state.rates.take(person_id, subject, person.count, person.seconds))
        except StateError as error:
            _log.warning("the state was not available", extra={"what": "rates", "error": str(error)})
            return None
        if not seconds:
            return None
        self._bot.limits.give_back(person_id, guild_id, subject)
        return Wait("person", seconds)

    async def serve(self, asked: Asked, outlet: Outlet) -> None:
        """Answers, or says why not; never raises but for cancellation."""
        task = asyncio.current_task()
        assert task is not None
        work = _Work(asked, outlet, task)
        self._open.append(work)
        try:
            await self._serve(work)
        finally:
            self._open.remove(work)

    async def idle(self, seconds: float) -> None:
        """Waits until every question has seen its end, for at most ``seconds``."""
        mine = [one.task for one in self._open if one.task is not asyncio.current_task()]
        if mine:
            await asyncio.wait(mine, timeout=seconds)

    async def conversation_of(self, message_id: int, channel_id: int) -> str | None:
        """The conversation of the answer that a message shows; None where it shows none.

        A reply may be faster than the record of what it replies to, even than Discord's word that the answer was
        posted: then this waits for it.
        """
        stored = await self._stored_conversation(message_id)
        if stored is not None:
            return stored
        shown = next((one for one in self._open if one.outlet.message_id == message_id), None)
        if shown is not None:
            return shown.asked.conversation
        arriving = [one.task for one in self._open if one.posting and one.asked.channel_id == channel_id]
        if not arriving:
            return None
        await asyncio.wait(arriving, timeout=_POSTING_PATIENCE)
        return await self._stored_conversation(message_id)

    async def _stored_conversation(self, message_id: int) -> str | None:
        try:
            stored = await self._bot.state.answers.of_message(message_id)
        except StateError:
            return None
        return stored.place.conversation if stored is not None else None

    async def _serve(self, work: _Work) -> None:
        bot, asked, outlet = self._bot, work.asked, work.outlet
        answer_id = bot.state.answers.new_id()
        pending = asyncio.create_task(self._records.begin(answer_id, asked))
        try:
            result = await bot.queue.run(
                f"{asked.conversation}:{asked.person_id}",
                lambda: self._answer(asked, outlet),
                lambda place: self._place(place, asked, outlet),
            )
            work.posting = True
            await self._post(answer_id, asked, result, outlet)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
            bot.metrics.refused(_REFUSED.get(type(error), "error"))
            await outlet.end(errors.explain(error, asked.reader, channel=asked.channel_id, guild=asked.guild_id))
        finally:
            await pending
            await self._records.end(answer_id)

    async def _answer(self, asked: Asked, outlet: Outlet) -> Answer | NoAnswer:
        bot = self._bot
        turns, forgotten = await self._records.recall(asked.conversation)
        question = Question(
            text=asked.text,
            history=(*asked.history, *turns),
            language=asked.language,
            as_of=asked.as_of,
            filters=Filters(kinds=asked.kinds),
        )

        def live(text: str) -> None:
            outlet.progress(draft(asked.text, text, asked.language or asked.reader, asked.as_of))

        result = await bot.answerer_for(asked.settings).answer(question, live)
        bot.metrics.answered(result)
        if forgotten:
            note = say("discord_forgot", result.language, count=forgotten)
            result = replace(result, notes=(*result.notes, note))
        return result

    async def _post(self, answer_id: str, asked: Asked, result: Answer | NoAnswer, outlet: Outlet) -> None:
        bot = self._bot
        kept = await self._records.keep(answer_id, asked, result)
        payloads = render_result(result)
        ids = await outlet.finish(payloads, self._views(answer_id, asked, result, len(payloads)) if kept else _no_view)
        extra = {"answer": answer_id, "outcome": "answer" if isinstance(result, Answer) else result.reason.value}
        words = {"question": asked.text} if bot.settings.discord.log_content else {}
        _log.info("answered", extra={**extra, **words, "seconds": round(result.seconds, 3), "messages": len(ids)})
        if not ids:
            bot.metrics.refused("unreachable")
        if kept:
            await self._records.posted(answer_id, ids)

    def _views(
        self, answer_id: str, asked: Asked, result: Answer | NoAnswer, pages: int
    ) -> Callable[[int | None], discord.ui.View | None]:
        return lambda page: answer_view(
            result, answer_id, private=asked.private, thread=asked.thread, page=page, pages=pages
        )

    def _place(self, place: int, asked: Asked, outlet: Outlet) -> None:
        self._bot.metrics.queued(self._bot.queue.waiting, self._bot.queue.busy)
        if place > 0:
            outlet.progress(notice(say("discord_place", asked.reader, place=place)))
        else:
            outlet.progress(notice(say("discord_working", asked.reader)))


def _no_view(_page: int | None) -> discord.ui.View | None:
    """Without the state there is nothing behind a button."""
    return None


def wait_notice(wait: Wait, language: Language) -> Payload:
    """Whose limit is reached and how many seconds remain."""
    return notice(say(f"discord_wait_{wait.scope}", language, seconds=wait.seconds))
