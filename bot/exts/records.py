"""What the desk writes down about a question. A state that fails costs nobody an answer: it is logged and counted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.answering.answer import Answer, NoAnswer, Reason, Turn
from bot.answering.contract import answer_text
from bot.exts.asked import Asked
from bot.state import Pending, Place, StateError

if TYPE_CHECKING:
    from bot.client import ParagrafBot

T = TypeVar("T")
_log = logging.getLogger("bot.desk")
_NOT_SAID = (Reason.SMALL_TALK, Reason.EMPTY_QUESTION)


class Records:
    """The state as the desk uses it: nothing raises but for cancellation."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot

    async def begin(self, answer_id: str, asked: Asked) -> None:
        """Somebody waits from now on: a restart would end their spinner with a word."""
        bot = self._bot
        pending = Pending(
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
        await self._quietly(bot.state.pending.begin(pending), None)

    async def end(self, answer_id: str) -> None:
        """Nobody waits any more."""
        await self._quietly(self._bot.state.pending.finish(answer_id), None)

    async def recall(self, conversation: str) -> tuple[tuple[Turn, ...], int]:
        """What was said before, and how many turns were forgotten since that was last said."""
        memory = await self._quietly(self._bot.state.conversations.recall(conversation), None)
        return (memory.turns, memory.forgotten) if memory is not None else ((), 0)

    async def keep(self, answer_id: str, asked: Asked, result: Answer | NoAnswer) -> bool:
        """Stores an answer and what was said, before anybody sees it: a follow-up may come at once.

        False where there is nothing that a button under the answer could find.
        """
        place = Place(asked.person_id, asked.channel_id, asked.guild_id, asked.conversation, asked.private)
        state = self._bot.state
        kept, *_ = await asyncio.gather(
            self._quietly(state.answers.keep(result, place, answer_id=answer_id), ""),
            self._remember(asked, result),
            self._note_gap(asked, result),
        )
        return bool(kept)

    async def posted(self, answer_id: str, message_ids: Sequence[int]) -> None:
        """Which messages show an answer: a reply to one of them goes on from it."""
        await self._quietly(self._bot.state.answers.posted(answer_id, message_ids), None)

    async def _remember(self, asked: Asked, result: Answer | NoAnswer) -> None:
        if isinstance(result, Answer):
            text = " ".join(one.text for one in result.statements)
        elif result.reason in _NOT_SAID:
            return
        else:
            text = answer_text(result)
        memory = self._bot.state.conversations
        await self._quietly(
            memory.remember(asked.conversation, asked.person_id, asked.guild_id, asked.text, text), None
        )

    async def _note_gap(self, asked: Asked, result: Answer | NoAnswer) -> None:
        if isinstance(result, NoAnswer):
            gaps = self._bot.state.gaps
            await self._quietly(
                gaps.note(asked.text, result.language, result.reason, asked.person_id, asked.guild_id), False
            )

    async def _quietly(self, work: Awaitable[T], otherwise: T) -> T:
        try:
            return await work
        except StateError as error:
            self._bot.metrics.state_failed()
            _log.warning("the state was not available", extra={"what": "desk", "error": str(error)})
            return otherwise
