"""A second opinion on the glue: the real bot inside SimCord, whose rules of what Discord refuses are not ours.

An error in a command or an event fails a test by itself. SimCord knows one locale, one process and no faults: two languages,
restarts, drops and limits are shown with the local Discord of this folder.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

simcord = pytest.importorskip("simcord", reason="SimCord is not installed (pip install simcord)")


@asynccontextmanager
async def office(home: Path, folder: Path) -> AsyncIterator[tuple[Any, Any, Any]]:
    """A channel, somebody who asks, and the owner of the server; not a fixture: SimCord's clock belongs to one context."""
    from bot.client import ParagrafBot
    from bot.exts.room import Room
    from bot.settings import load_settings
    from bot.state import State

    settings = load_settings(home / "config.yaml")
    state = await State.open(f"sqlite:///{folder / 'bot.sqlite'}")
    bot = ParagrafBot(settings, state)
    bot.move_into(await Room.open(settings))
    try:
        async with simcord.run(bot, shard_count=1) as env:
            owner = env.create_user("owner")
            guild = env.create_guild("Kanzlei", owner=owner)
            members = [guild.add_member(env.create_user("bob")), guild.add_member(owner)]
            yield (guild.create_text_channel("general"), *members)
    finally:
        await bot.room.close()
        await state.close()


def _said(shown: Any) -> str:
    return "\n".join([shown.content, *(f"{one.title}\n{one.description}" for one in shown.embeds)])


async def test_a_question_its_buttons_and_its_forms(home: Path, tmp_path: Path) -> None:
    async with office(home, tmp_path) as (channel, bob, _):
        asked = await bob.slash(channel, "ask", question="When was the Affiliates Rule suspended?")
        assert asked.acknowledged and "**Sources**" in _said(asked.response)
        context = await bob.select(asked.response, ["1"])
        assert context.ephemeral and "[1]" in _said(context.response).replace("\\", "")
        form = await bob.click(asked.response, label="Follow up")
        more = await bob.submit_modal(form, {"text": "And until when?"})
        assert "Read as" in _said(more.response)
        day = await bob.submit_modal(await bob.click(asked.response, label="Another date"), {"text": "2025-11-01"})
        assert "2025-11-01" in str(day.response.embeds[-1].footer.text)
        helpful = await bob.click(asked.response, label="Helpful")
        assert helpful.ephemeral
        thread = await bob.click(asked.response, label="In a thread")
        assert thread.ephemeral and "<#" in _said(thread.response)


async def test_every_reading_command_answers_and_nothing_is_refused(home: Path, tmp_path: Path) -> None:
    async with office(home, tmp_path) as (channel, bob, owner):
        for name, options in (
            ("search", {"query": "Affiliates Rule"}),
            ("source", {"citation": "3A090.a"}),
            ("timeline", {"topic": "H20"}),
            ("sources", {}),
            ("coverage", {}),
            ("help", {}),
            ("privacy", {}),
            ("forget", {}),
        ):
            shown = await bob.slash(channel, name, **options)
            assert _said(shown.response).strip(), name
        for name in ("settings", "status", "gaps", "reports", "watch"):
            shown = await owner.slash(channel, name)
            assert shown.ephemeral and _said(shown.response).strip(), name
            assert "settings" not in bob.available_commands(channel)
        assert await bob.autocomplete(channel, "source", "citation", "744")
        assert await bob.autocomplete(channel, "timeline", "topic", "H2")


async def test_a_message_is_checked_and_a_mention_answered(home: Path, tmp_path: Path) -> None:
    async with office(home, tmp_path) as (channel, bob, owner):
        claim = await owner.send(channel, "ECCN 3A090.a begins at a TPP of 4800.")
        checked = await bob.context_menu(channel, "Check the claims", claim)
        assert checked.ephemeral and "Supported" in _said(checked.response)
        form = await bob.context_menu(channel, "Ask about this", claim)
        asked = await bob.submit_modal(form, {"text": "What does ECCN 3A090.a cover?"})
        assert asked.ephemeral and "3A090" in _said(asked.response)
        await bob.send(channel, f"<@{channel.guild.me.id}> When was the Affiliates Rule suspended?")
        assert "**Sources**" in str(channel.last_message.embeds[0].description)
