"""The way of a question through the bot: limits, line, answer, post, remember.

Commands, buttons, forms and replies all end here; how the answer reaches the person is the outlet's business.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import discord

from bot.answering.answer import Answer, NoAnswer, Question, Reason, Turn
from bot.answering.contract import answer_text
from bot.exts import errors
from bot.exts.buttons import answer_view
from bot.exts.outlets import Outlet
from bot.exts.render import Payload, draft, notice
from bot.exts.render import result as render_result
from bot.limits import QueueClosedError, Rate, SupersededError, Wait
from bot.messages import say
from bot.state import GuildSettings, Pending, Place, StateError
from index.documents import Filters, Kind, Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

_log = logging.getLogger("bot.desk")
LAW = (Kind.REGULATION, Kind.TREATY, Kind.GUIDANCE, Kind.ANNOUNCEMENT, Kind.LISTING, Kind.DEFINITION)
KINDS: dict[str, tuple[Kind, ...]] = {"all": (), "law": LAW, "news": (Kind.NEWS,)}


@dataclass(frozen=True)
class Asked:
    """A question with who asked it, where, and how the answer is to be given. ``reader`` is for the bot's own lines."""

    text: str
    person_id: int
    channel_id: int
    guild_id: int | None
    conversation: str
    reader: Language
    language: Language | None = None
    as_of: date | None = None
    kinds: tuple[Kind, ...] = ()
    private: bool = False
    thread: bool = False
    history: tuple[Turn, ...] = ()
    token: str = ""
    message_id: int | None = None
    settings: GuildSettings | None = field(default=None, compare=False)


class Desk:
    """Takes questions and sees each of them to an end."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._open: set[asyncio.Task[object]] = set()

    def wait(self, person_id: int, guild_id: int | None, settings: GuildSettings) -> Wait | None:
        """Takes one question of the person's and the server's rate; else how long to wait."""
        limits = self._bot.settings.discord
        person = Rate(settings.person_questions or limits.person_questions, limits.person_seconds)
        guild = Rate(settings.guild_questions or limits.guild_questions, limits.guild_seconds)
        return self._bot.limits.take(person_id, guild_id, person, guild)

    async def serve(self, asked: Asked, outlet: Outlet) -> None:
        """Answers, or says why not; never raises but for cancellation."""
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(asked, outlet)
        finally:
            self._open.discard(task)

    async def idle(self, seconds: float) -> None:
        """Waits until every question has seen its end, for at most ``seconds``."""
        mine = [one for one in self._open if one is not asyncio.current_task()]
        if mine:
            await asyncio.wait(mine, timeout=seconds)

    async def _serve(self, asked: Asked, outlet: Outlet) -> None:
        bot = self._bot
        answer_id = bot.state.answers.new_id()
        pending = asyncio.create_task(self._begin(answer_id, asked))
        try:
            try:
                result = await bot.queue.run(
                    f"{asked.conversation}:{asked.person_id}",
                    lambda: self._answer(asked, outlet),
                    lambda place: self._place(place, asked, outlet),
                )
                await self._post(answer_id, asked, result, outlet)
            except SupersededError as error:
                bot.metrics.refused("superseded")
                await outlet.end(errors.explain(error, asked.reader))
            except QueueClosedError as error:
                bot.metrics.refused("stopping")
                await outlet.end(errors.explain(error, asked.reader))
            except Exception as error:  # noqa: BLE001 - whatever broke, the person sees an end
                bot.metrics.refused("error")
                await outlet.end(errors.explain(error, asked.reader, channel=asked.channel_id, guild=asked.guild_id))
        finally:
            await pending
            await self._quietly(bot.state.pending.finish(answer_id))

    async def _answer(self, asked: Asked, outlet: Outlet) -> Answer | NoAnswer:
        bot = self._bot
        memory = await self._recall(asked.conversation)
        question = Question(
            text=asked.text,
            history=(*asked.history, *memory[0]),
            language=asked.language,
            as_of=asked.as_of,
            filters=Filters(kinds=asked.kinds),
        )

        def live(text: str) -> None:
            outlet.progress(draft(asked.text, text, asked.language or asked.reader, asked.as_of))

        result = await bot.answerer_for(asked.settings).answer(question, live)
        bot.metrics.answered(result)
        if memory[1]:
            note = say("discord_forgot", result.language, count=memory[1])
            result = replace(result, notes=(*result.notes, note))
        return result

    async def _post(self, answer_id: str, asked: Asked, result: Answer | NoAnswer, outlet: Outlet) -> None:
        bot = self._bot
        place = Place(asked.person_id, asked.channel_id, asked.guild_id, asked.conversation, asked.private)
        kept = await self._quietly(bot.state.answers.keep(result, place, answer_id=answer_id))
        payloads = render_result(result)
        ids = await outlet.finish(payloads, self._views(answer_id, asked, result, len(payloads)) if kept else _no_view)
        extra = {"answer": answer_id, "outcome": "answer" if isinstance(result, Answer) else result.reason.value}
        words = {"question": asked.text} if bot.settings.discord.log_content else {}
        _log.info("answered", extra={**extra, **words, "seconds": round(result.seconds, 3), "messages": len(ids)})
        if not ids:
            bot.metrics.refused("unreachable")
        await self._remember(answer_id, asked, result, ids)

    def _views(
        self, answer_id: str, asked: Asked, result: Answer | NoAnswer, pages: int
    ) -> Callable[[int | None], discord.ui.View | None]:
        return lambda page: answer_view(
            result, answer_id, private=asked.private, thread=asked.thread, page=page, pages=pages
        )

    async def _remember(self, answer_id: str, asked: Asked, result: Answer | NoAnswer, ids: Sequence[int]) -> None:
        state = self._bot.state
        await self._quietly(state.answers.posted(answer_id, ids))
        if isinstance(result, Answer) or result.reason not in (Reason.SMALL_TALK, Reason.EMPTY_QUESTION):
            text = (
                answer_text(result) if isinstance(result, NoAnswer) else " ".join(one.text for one in result.statements)
            )
            await self._quietly(
                state.conversations.remember(asked.conversation, asked.person_id, asked.guild_id, asked.text, text)
            )
        if isinstance(result, NoAnswer) and result.reason in (Reason.NOT_IN_CORPUS, Reason.NOTHING_VERIFIED):
            await self._quietly(
                state.gaps.note(asked.text, result.language, result.reason, asked.person_id, asked.guild_id)
            )

    async def _recall(self, conversation: str) -> tuple[tuple[Turn, ...], int]:
        try:
            memory = await self._bot.state.conversations.recall(conversation)
        except StateError as error:
            self._lost("recall", error)
            return (), 0
        return memory.turns, memory.forgotten

    async def _begin(self, answer_id: str, asked: Asked) -> None:
        bot = self._bot
        await self._quietly(
            bot.state.pending.begin(
                Pending(
                    id=answer_id,
                    owner=bot.owner_name,
                    application_id=bot.application_id or 0,
                    token=asked.token,
                    channel_id=asked.channel_id,
                    person_id=asked.person_id,
                    guild_id=asked.guild_id,
                    message_id=asked.message_id,
                    language=asked.reader,
                    started_at=discord.utils.utcnow(),
                )
            )
        )

    async def _quietly(self, work: object) -> bool:
        """Awaits a call of the state; False where the database failed: an answer is shown all the same."""
        try:
            await work  # type: ignore[misc]
        except StateError as error:
            self._lost("write", error)
            return False
        return True

    def _lost(self, what: str, error: StateError) -> None:
        self._bot.metrics.state_failed()
        _log.warning("the state was not available", extra={"what": what, "error": str(error)})

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
