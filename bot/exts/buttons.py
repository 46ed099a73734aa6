"""Buttons and menus whose whole meaning lies in their custom id, so that they work after any restart.

``pg:<verb>:<rest>`` is a button or a modal, ``pm:<verb>:<rest>`` a menu. What a verb does stands in `presses`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.answering.answer import Answer, NoAnswer
from bot.exts.render import plain, source_options
from bot.exts.render.limits import LABEL, OPTIONS, PLACEHOLDER
from bot.messages import say
from index.documents import Language, Passage


class PressButton(ui.DynamicItem[ui.Button[Any]], template=re.compile(r"pg:(?P<verb>[a-z]+):(?P<rest>.*)", re.DOTALL)):
    """A button of ours."""

    def __init__(self, item: ui.Button[Any], verb: str, rest: str, row: int | None = None) -> None:
        super().__init__(item, row=row)
        self._verb, self._rest = verb, rest

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> PressButton:
        """Made again from a message that an earlier run of the program sent."""
        assert isinstance(item, ui.Button)
        return cls(item, match["verb"], match["rest"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands over to `presses`."""
        await interaction.client.presses.handle(interaction, self._verb, self._rest, ())


class PressMenu(ui.DynamicItem[ui.Select[Any]], template=re.compile(r"pm:(?P<verb>[a-z]+):(?P<rest>.*)", re.DOTALL)):
    """A menu of ours."""

    def __init__(self, item: ui.Select[Any], verb: str, rest: str, row: int | None = None) -> None:
        super().__init__(item, row=row)
        self._verb, self._rest = verb, rest

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> PressMenu:
        """Made again from a message that an earlier run of the program sent."""
        assert isinstance(item, ui.Select)
        return cls(item, match["verb"], match["rest"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands over to `presses`."""
        data: Any = interaction.data or {}
        await interaction.client.presses.handle(interaction, self._verb, self._rest, tuple(data.get("values", ())))


def button(
    verb: str,
    rest: str,
    label: str,
    *,
    row: int,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> PressButton:
    """A button that says ``label`` and means ``verb`` of ``rest``."""
    made: ui.Button[Any] = ui.Button(
        custom_id=f"pg:{verb}:{rest}", label=plain(label, LABEL), style=style, disabled=disabled, row=row
    )
    return PressButton(made, verb, rest, row=row)


def menu(verb: str, rest: str, placeholder: str, options: Sequence[tuple[str, str]], *, row: int = 0) -> PressMenu:
    """A menu of labels with values, at most 25; one can be chosen."""
    made: ui.Select[Any] = ui.Select(
        custom_id=f"pm:{verb}:{rest}",
        placeholder=plain(placeholder, PLACEHOLDER),
        options=[discord.SelectOption(label=label, value=value) for label, value in options[:OPTIONS]],
        row=row,
    )
    return PressMenu(made, verb, rest, row=row)


def view_of(*items: ui.Item[Any]) -> ui.View | None:
    """A view that Discord keeps for ever and that this process does not keep at all; None where there is nothing."""
    if not items:
        return None
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # the custom ids carry everything: nothing has to wait in memory for a press
    return view


def answer_view(
    result: Answer | NoAnswer,
    answer_id: str,
    *,
    private: bool,
    thread: bool,
    page: int | None = None,
    pages: int = 1,
) -> ui.View | None:
    """What can be done with an answer. ``page`` (from 0) adds the buttons that turn pages in place."""
    language = result.language
    items: list[ui.Item[Any]] = []
    row = 0
    if page is not None and pages > 1:
        items += turning(f"page:{answer_id}", page, pages, row=row)
        row += 1
    if isinstance(result, Answer):
        items.append(_sources_menu(result, answer_id, row))
        row += 1
    items.append(
        button("more", answer_id, say("discord_button_more", language), row=row, style=discord.ButtonStyle.primary)
    )
    items.append(button("day", answer_id, say("discord_button_day", language), row=row))
    if private:
        items.append(button("public", answer_id, say("discord_button_public", language), row=row))
    elif thread:
        items.append(button("thread", answer_id, say("discord_button_thread", language), row=row))
    if isinstance(result, Answer):
        items.append(button("good", answer_id, say("discord_button_good", language), row=row))
    items.append(button("wrong", answer_id, say("discord_button_wrong", language), row=row))
    return view_of(*items)


def _sources_menu(result: Answer, answer_id: str, row: int) -> PressMenu:
    options = [
        discord.SelectOption(label=one.label, description=one.description or None, value=one.value)
        for one in source_options(result)
    ]
    made: ui.Select[Any] = ui.Select(
        custom_id=f"pm:source:{answer_id}",
        placeholder=say("discord_menu_sources", result.language),
        options=options,
        row=row,
    )
    return PressMenu(made, "source", answer_id, row=row)


def turning(prefix: str, page: int, pages: int, *, row: int = 0, tail: str = "") -> list[ui.Item[Any]]:
    """Back and forth through pages; ``prefix`` is ``verb`` or ``verb:rest``. The letter keeps custom ids apart."""
    verb, _, rest = prefix.partition(":")

    def to(number: int, letter: str) -> str:
        return f"{rest}{':' if rest else ''}{number}:{letter}{tail}"

    return [
        button(verb, to(max(0, page - 1), "b"), "◀", row=row, disabled=page <= 0),
        button(verb, to(page, "h"), f"{page + 1} / {pages}", row=row, disabled=True),
        button(verb, to(min(pages - 1, page + 1), "f"), "▶", row=row, disabled=page >= pages - 1),
    ]


def context_view(passage: Passage, before: Passage | None, after: Passage | None, language: Language) -> ui.View | None:
    """Previous and next passage of the same document."""
    return view_of(
        button(
            "ctx",
            before.id if before else f"{passage.id}:b",
            say("discord_button_previous", language),
            row=0,
            disabled=before is None,
        ),
        button(
            "ctx",
            after.id if after else f"{passage.id}:f",
            say("discord_button_next", language),
            row=0,
            disabled=after is None,
        ),
    )
