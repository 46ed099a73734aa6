"""The forms people fill in. What they sent is read from the interaction itself: a form opened before a restart counts."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.exts.render import plain
from bot.messages import say
from index.documents import Language

FIELD = "text"
TITLE_LIMIT = 45
QUESTION_LIMIT = 1000


class Form(ui.Modal):
    """One field. It does nothing by itself when it is sent: `submitted` reads what came, in whichever run of the program."""

    def __init__(
        self,
        custom_id: str,
        title: str,
        label: str,
        *,
        placeholder: str = "",
        default: str = "",
        long: bool = True,
        limit: int = QUESTION_LIMIT,
        least: int = 1,
    ) -> None:
        super().__init__(title=plain(title, TITLE_LIMIT), custom_id=custom_id, timeout=14 * 60)
        self.add_item(
            ui.TextInput(
                label=plain(label, TITLE_LIMIT),
                custom_id=FIELD,
                style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
                placeholder=plain(placeholder, 100) or None,
                default=default[:limit] or None,
                required=least > 0,
                min_length=least or None,
                max_length=limit,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Nothing: the client hears of every form that is sent and passes it to `presses`."""


def follow_up_form(answer_id: str, language: Language) -> Form:
    """A question that goes on from an answer."""
    return Form(
        f"pg:more:{answer_id}",
        say("discord_form_more", language),
        say("discord_form_more_label", language),
        placeholder=say("discord_form_more_hint", language),
    )


def day_form(answer_id: str, language: Language) -> Form:
    """The same question on another day."""
    return Form(
        f"pg:day:{answer_id}",
        say("discord_form_day", language),
        say("discord_form_day_label", language),
        placeholder="2025-11-01",
        long=False,
        limit=40,
    )


def wrong_form(answer_id: str, language: Language) -> Form:
    """What is wrong with an answer."""
    return Form(
        f"pg:wrong:{answer_id}",
        say("discord_form_wrong", language),
        say("discord_form_wrong_label", language),
        placeholder=say("discord_form_wrong_hint", language),
    )


def about_form(text: str, language: Language) -> Form:
    """A question about somebody's message."""
    return Form(
        "pg:about:",
        say("discord_form_about", language),
        say("discord_form_about_label", language),
        default=" ".join(text.split()),
    )


def sent_text(interaction: discord.Interaction[Any]) -> str:
    """What was typed into the field of a form, whichever way Discord nests it."""
    data: Any = interaction.data or {}
    for row in data.get("components", ()):
        for one in [*row.get("components", ()), *([row["component"]] if row.get("component") else [])]:
            if one.get("custom_id") == FIELD:
                return str(one.get("value") or "").strip()
    return ""
