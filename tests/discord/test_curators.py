"""What curators read and close, what a sync brings, and what survives a restart."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, parts, private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, answer_to, form_of
from tests.discord.world import APPLICATION, User

BRIEF = """---
id: {name}
title: "{title}"
language: en
kind: regulation
jurisdiction: US
issuer: Office of Tests
citation: "{citation}"
url: https://example.org/{name}
published: {day}
effective_from: {day}
effective_to: null
status: in_force
supersedes: []
superseded_by: []
facts_as_of: {day}
topics: [test]
---
# {title}

{text}
"""


def add_brief(bot: BotProcess, name: str, title: str, citation: str, said: str) -> None:
    """A new file in the folder that the bot's config.yaml names as a source."""
    day = datetime.now(UTC).date() - timedelta(days=3)
    brief = BRIEF.format(name=name, title=title, citation=citation, day=day, text=said)
    (bot.config.parent / "briefs" / f"{name}.md").write_text(brief, encoding="utf-8")


def state_file(bot: BotProcess) -> Path:
    return next(bot.config.parent.rglob("bot.sqlite"))


def test_a_gap_is_closed_from_the_list(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    discord.settled(discord.command(bob, "ask", question="Which export licence do Gondor laser chips need?"))
    shown = discord.settled(discord.command(discord.owner, "gaps"))
    menu = next(one for one in parts(shown) if one["type"] == 3)
    chosen = next(one for one in menu["options"] if "Gondor" in one["label"])
    assert private(shown) and "Gondor" in text(shown)
    discord.press(discord.owner, shown, menu["custom_id"], [chosen["value"]])
    discord.until(lambda: "Gondor" not in text(shown))
    assert "Gondor" not in text(discord.settled(discord.command(discord.owner, "gaps")))


def test_reports_are_listed_with_the_question_and_closed(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN))
    form = form_of(discord, discord.press(bob, shown, custom_id(shown, "wrong")))
    said = text(discord.settled(discord.submit(bob, form, text="The *deadline* @everyone moved.")))
    number = re.search(r"report no\. (\d+)", said)
    assert number
    listed = discord.settled(discord.command(discord.owner, "reports"))
    assert private(listed) and "moved" in text(listed) and RULE_EN in text(listed)
    assert "@everyone" not in text(listed) and "bob" not in text(listed)
    menu = next(one for one in parts(listed) if one["type"] == 3)
    stranger = discord.press(anna, listed, menu["custom_id"], [number[1]])
    discord.until(lambda: len(discord.shown(stranger)) > 1)
    assert "moved" in text(listed)
    discord.press(discord.owner, listed, menu["custom_id"], [number[1]])
    discord.until(lambda: "moved" not in text(listed))


def test_a_new_file_is_citable_after_sync(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    add_brief(
        bot,
        "us-888-1-moonstone",
        "Licence requirement for moonstone etchers",
        "15 CFR 888.1",
        "Moonstone etchers need a licence for every destination since 20 November 2026. The licence fee is 4711 dollars.",
    )
    question = "Do moonstone etchers need a licence under 15 CFR 888.1?"
    before = discord.settled(discord.command(bob, "ask", question=question))
    assert "Sources" not in text(before) and "every destination" not in text(before)
    synced = discord.settled(discord.command(discord.owner, "sync"), 120)
    assert private(synced) and "Added 1," in text(synced), text(synced)
    after = discord.settled(discord.command(bob, "ask", question=question))
    assert "15 CFR" in text(after) and "need a licence" in text(after) and "Sources" in text(after)
    typed = discord.command(bob, "source", focused="citation", citation="888.1")
    discord.until(lambda: typed.callback)
    assert any("888.1" in one["name"] for one in (typed.callback or {})["data"]["choices"])
    again = discord.settled(discord.command(discord.owner, "sync"))
    assert "five minutes" in text(again)
    refused = discord.settled(discord.command(bob, "sync"))
    assert private(refused) and "manage" in text(refused)


@pytest.fixture
def restarted_at_night(discord: LocalDiscord, bot: BotProcess, anna: User, bob: User):  # type: ignore[no-untyped-def]
    """The bot after a restart with a watch, a new file, an old answer, and the nightly sync a few seconds away."""
    discord.settled(discord.command(discord.owner, "watch", topic="sunstone"))
    discord.settled(discord.command(discord.owner, "settings", dms="off"))
    for person in (anna, bob):
        discord.settled(discord.command(person, "ask", question=RULE_EN))
    add_brief(
        bot,
        "us-888-2-sunstone",
        "Sunstone resist rule",
        "15 CFR 888.2",
        "Sunstone resist may be exported to all destinations without a licence since 19 November 2026.",
    )
    bot.terminate()
    with sqlite3.connect(state_file(bot)) as connection:
        old = "2020-01-01 00:00:00.000000"
        connection.execute("UPDATE answers SET created_at = ? WHERE person_id = ?", (old, anna.id))
    bot.environment["PARAGRAF_NIGHTLY"] = (datetime.now(UTC) + timedelta(seconds=25)).time().isoformat("seconds")
    bot.restart()
    yield bot
    del bot.environment["PARAGRAF_NIGHTLY"]
    listed = text(discord.settled(discord.command(discord.owner, "watch", stop=1)))
    for number in re.findall(r"\*\*(\d+)\*\*", listed):
        discord.settled(discord.command(discord.owner, "watch", stop=int(number)))
    discord.settled(discord.command(discord.owner, "settings", dms="on"))


def test_nightly_sync_expiry_and_the_dm_switch_after_a_restart(
    discord: LocalDiscord, restarted_at_night: BotProcess, bob: User
) -> None:
    file = state_file(restarted_at_night)

    def old_answers() -> int:
        with sqlite3.connect(file) as connection:
            return int(connection.execute("SELECT count(*) FROM answers WHERE created_at < '2021'").fetchone()[0])

    discord.until(lambda: old_answers() == 0, 20, "the old answer was not deleted at the start")
    dm = discord.dm(bob)
    asked = discord.say(bob, RULE_EN, dm)
    assert "direct messages" in text(answer_to(discord, dm, asked)).casefold()
    news = discord.until(
        lambda: [one for one in discord.replies(discord.general) if "Sunstone resist rule" in text(one)], 90
    )
    assert len(news) == 1 and not news[0]["mentions"]
    shown = discord.settled(discord.command(bob, "ask", question="May sunstone resist be exported without a licence?"))
    assert "888.2" in text(shown)


def test_a_mention_remembers_where_somebody_is_from(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    """The switch also holds for people who never used a command."""
    asked = discord.say(anna, f"<@{APPLICATION}> {H20_DE}")
    answer_to(discord, discord.general, asked)
    discord.settled(discord.command(discord.owner, "settings", dms="off"))
    try:
        dm = discord.dm(anna)
        refused = discord.say(anna, H20_DE, dm)
        assert "Direktnachrichten" in text(answer_to(discord, dm, refused))
    finally:
        discord.settled(discord.command(discord.owner, "settings", dms="on"))
