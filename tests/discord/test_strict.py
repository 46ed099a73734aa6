"""What a strict Discord holds a bot to beyond the usual way: contexts, permissions, privacy, three seconds."""

from __future__ import annotations

import re
import sqlite3

from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, labels, private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, form_of
from tests.discord.world import APPLICATION, HISTORY, USUAL, User


def test_a_long_check_of_claims_goes_on_in_further_private_messages(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    said = " ".join(f"Der H20 hat eine TPP von {number}." for number in range(2360, 2410))
    message = discord.say(bob, said)
    asked = discord.menu(anna, "Check the claims", message)
    discord.settled(asked, 90)
    shown = discord.until(lambda: len(discord.shown(asked)) > 1 and discord.shown(asked), 30)
    discord.until(lambda: discord.settled_requests(1.5))
    shown = discord.shown(asked)
    assert all(private(one) for one in shown)
    whole = "\n".join(text(one) for one in shown)
    assert f"1/{len(shown)}" in whole and f"{len(shown)}/{len(shown)}" in whole
    assert [one for one in discord.replies(discord.general, int(message["id"])) if "TPP" in text(one)] == []


def test_somebody_who_brought_the_app_along_is_answered_in_place(
    discord: LocalDiscord, bot: BotProcess, anna: User
) -> None:
    for group in (False, True):
        channel = discord.add_foreign_channel(group=group)
        asked = discord.command(anna, "ask", channel, question=H20_DE)
        shown = discord.settled(asked)
        assert "Quellen" in text(shown) and not private(shown)
        assert "Im Thread" not in labels(shown)
        more = discord.submit(
            anna, form_of(discord, discord.press(anna, shown, custom_id(shown, "more"))), text="Und seit wann?"
        )
        assert "Verstanden als" in text(discord.settled(more))
        assert not [one for _, verb, one, _ in discord.requests if verb == "POST" and f"/channels/{channel.id}" in one]


def test_a_reply_needs_no_right_to_read_the_history(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    channel = discord.add_channel("ohne-verlauf", bot_permissions=USUAL & ~HISTORY)
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", channel)
    shown = discord.until(lambda: [one for one in discord.replies(channel) if one["components"]])
    assert "Sources" in text(shown[0]) and len(discord.replies(channel)) == 1


def test_a_press_is_taken_at_once_also_where_the_state_does_not_reply(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN))
    file = next(bot.config.parent.rglob("bot.sqlite"))
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    try:
        good = discord.press(bob, shown, custom_id(shown, "good"))
        discord.until(lambda: good.callback)
        assert good.callback_after < 3
        word = discord.settled(good)
        assert private(word)
        reference = re.search(r"reference (\w{8})", text(word))
        assert reference and reference[1] in bot.text(), "whoever has the log finds what a person quotes"
        context = discord.first(discord.press(bob, shown, custom_id(shown, "source"), ["1"]))
        assert private(context)
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()


def test_completion_and_acknowledgements_stay_quick_beside_a_crowd(
    discord: LocalDiscord, bot: BotProcess, anna: User
) -> None:
    crowd = [discord.command(discord.add_user(f"dense{n}"), "ask", question=RULE_EN) for n in range(16)]
    typed = [discord.command(anna, "source", focused="citation", citation=part) for part in ("7", "74", "744")]
    for one in [*crowd, *typed]:
        discord.until(lambda o=one: o.callback)
    assert max(one.callback_after for one in [*crowd, *typed]) < 3
    for one in crowd:
        discord.settled(one, 120)


def test_a_deferral_that_discord_never_takes_ends_in_the_channel(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    channel = discord.add_channel("nie-genommen")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    discord.trouble("POST", "/callback$", 500, times=2)
    discord.command(bob, "ask", channel, question=RULE_EN)
    found = discord.until(lambda: [one for one in discord.replies(channel) if one["components"]], 60)
    assert len(found) == 1 and "Sources" in text(found[0])
    discord.faults[:] = [one for one in discord.faults if "only after" not in one]


def test_an_error_after_a_public_deferral_is_private(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    asked = discord.command(bob, "source", citation="XYZ § 999999 nowhere")
    word = discord.until(lambda: [one for one in discord.shown(asked) if not one["flags"] & 128])
    assert private(word[-1]) and len(discord.shown(asked)) == 1


def test_an_event_that_nobody_can_read_costs_only_itself(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    discord.call(discord.gateway.dispatch("INTERACTION_CREATE", {"id": "1", "type": 2}))
    discord.call(discord.gateway.dispatch("MESSAGE_CREATE", {"id": "x"}))
    assert "Sources" in text(discord.settled(discord.command(bob, "ask", question=RULE_EN)))
    assert bot.text().count("could not be read") >= 1 and bot.running
