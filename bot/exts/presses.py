"""Finds what a button, a menu or a form does. The custom id says it all, so a restart in between changes nothing."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.exts import errors, modals, responses
from bot.exts.gate import no_index
from bot.exts.patience import soon
from bot.exts.render import Tone, notice
from bot.messages import say
from bot.state import StoredAnswer
from index.documents import Language

if TYPE_CHECKING:
    from bot.client import ParagrafBot


@dataclass(frozen=True, slots=True)
class Press:
    """Something that was pressed or sent, with all that a handler needs. ``text`` is what a form holds."""

    interaction: discord.Interaction[Any]
    rest: str
    values: tuple[str, ...]
    reader: Language
    text: str = ""


Handler = Callable[[Press], Awaitable[None]]


class First(enum.Enum):
    """What happens to a press within three seconds, before its handler looks anything up."""

    WORD = "a private word follows"
    CHANGE = "the pressed message changes"
    HANDLER = "the handler responds: a form cannot be deferred, and only a stored answer says how private the next is"


class Presses:
    """Hands presses to handlers and tells the person where one fails."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._buttons: dict[str, tuple[Handler, First]] = {}
        self._forms: dict[str, tuple[Handler, First]] = {}

    def add(self, verb: str, handler: Handler, first: First) -> None:
        """Lets a cog bring a button or a menu of its own."""
        self._buttons[verb] = handler, first

    def add_form(self, verb: str, handler: Handler, first: First) -> None:
        """Lets a cog bring a form of its own."""
        self._forms[verb] = handler, first

    async def handle(self, interaction: discord.Interaction[Any], verb: str, rest: str, values: Sequence[str]) -> None:
        """A button or a menu."""
        await self._run(self._buttons.get(verb), interaction, rest, tuple(values), "")

    async def submitted(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """A form, whoever opened it."""
        _, _, tail = custom_id.partition(":")
        verb, _, rest = tail.partition(":")
        await self._run(self._forms.get(verb), interaction, rest, (), modals.sent_text(interaction))

    async def stored(self, press: Press, answer_id: str) -> StoredAnswer | None:
        """The answer behind a button; where it is gone, the person is told.

        Raises:
            StateError: the state failed or did not reply in time.
        """
        found = await soon(self._bot.state.answers.get(answer_id))
        if found is None:
            await responses.tell(press.interaction, notice(say("discord_error_forgotten", press.reader), Tone.CAREFUL))
        return found

    async def _run(
        self,
        known: tuple[Handler, First] | None,
        interaction: discord.Interaction[Any],
        rest: str,
        values: tuple[str, ...],
        text: str,
    ) -> None:
        reader = await self._bot.reader(interaction)
        try:
            if known is None:
                await responses.tell(interaction, notice(say("discord_error_old_button", reader), Tone.CAREFUL))
                return
            if not self._bot.built:
                await responses.tell(interaction, no_index(self._bot, reader))
                return
            handler, first = known
            if first is First.WORD:
                await responses.acknowledge(interaction, private=True)
            elif first is First.CHANGE:
                await responses.acknowledge_press(interaction)
            await handler(Press(interaction, rest, values, reader, text))
        except Exception as error:  # noqa: BLE001 - whatever broke, the person hears of it
            await responses.tell(interaction, errors.explain(error, reader, interaction=interaction.id))
