"""What goes wrong with Discord or under the process costs nobody an answer and gives nobody two."""

from __future__ import annotations

import re
import time

import pytest

from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, parts, private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, answer_to, form_of
from tests.discord.world import APPLICATION, EMBED, SEND, USUAL, User

ORIGINAL = "/messages/@original"


def _channel(discord: LocalDiscord, name: str, bot_permissions: int = USUAL):  # type: ignore[no-untyped-def]
    channel = discord.add_channel(name, bot_permissions=bot_permissions)
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    return channel


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("after", [False, True])
def test_an_answer_is_shown_once_whatever_happens_to_its_requests(
    discord: LocalDiscord, bot: BotProcess, bob: User, status: int, after: bool
) -> None:
    if status == 429 and after:
        pytest.skip("a 429 never has an effect")
    channel = _channel(discord, f"fault-{status}-{after}".lower())
    for method, path in (("POST", "/callback"), ("PATCH", ORIGINAL)):
        discord.trouble(method, path, status, after=after, retry_after=0.3)
    shown = discord.settled(discord.command(bob, "ask", channel, question=RULE_EN))
    assert "Sources" in text(shown) and shown["components"]
    assert len(discord.replies(channel)) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("after", [False, True])
def test_a_reply_is_posted_once_whatever_happens_to_its_request(
    discord: LocalDiscord, bot: BotProcess, bob: User, status: int, after: bool
) -> None:
    if status == 429 and after:
        pytest.skip("a 429 never has an effect")
    channel = _channel(discord, f"reply-{status}-{after}".lower())
    discord.trouble("POST", rf"/channels/{channel.id}/messages$", status, after=after, retry_after=0.3)
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", channel)
    answer_to(discord, channel, asked)
    time.sleep(1.5)
    assert len(discord.replies(channel)) == 1


def test_an_expired_token_sends_theanswer_to_the_channel_and_a_private_one_to_the_person(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    channel = _channel(discord, "abgelaufen")
    for hidden, where in ((False, channel), (True, discord.dm(bob))):
        before = len(discord.replies(where))
        asked = discord.command(bob, "ask", channel, question=RULE_EN, private=hidden)
        discord.until(lambda a=asked: a.callback)
        asked.expired = True
        found = discord.until(
            lambda w=where, b=before: (
                discord.replies(w)[b:]
                if len(discord.replies(w)) > b and not _thinking(discord.replies(w)[-1])
                else None
            )
        )
        assert "Sources" in text(found[-1])


def _thinking(shown) -> bool:  # type: ignore[no-untyped-def]
    return bool(shown["flags"] & 128)


def test_an_interaction_that_came_too_late_is_answered_in_the_channel(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    channel = _channel(discord, "zu-spaet")
    discord.trouble("POST", "/callback", 404, code=10062)
    discord.command(bob, "ask", channel, question=RULE_EN)
    found = discord.until(lambda: discord.replies(channel))
    assert "Sources" in text(found[0])


def test_a_deleted_response_still_reaches_the_asker_alone(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    channel = _channel(discord, "geloescht")
    asked = discord.command(bob, "ask", channel, question=RULE_EN)
    discord.until(lambda: asked.original)
    discord.delete(channel, asked.original or 0)
    shown = discord.until(lambda: next((one for one in discord.shown(asked) if one["id"] != str(asked.original)), None))
    assert private(shown) and "Sources" in text(shown) and discord.replies(channel) == []


def test_a_reply_to_a_deleted_message_is_still_given(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    channel = _channel(discord, "frage-weg")
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", channel)
    discord.delete(channel, int(asked["id"]))
    found = discord.until(lambda: [one for one in discord.replies(channel) if one["components"]])
    assert "Sources" in text(found[0])


def test_missing_permissions_end_in_plain_text_or_a_direct_message(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    plain = _channel(discord, "ohne-embeds", USUAL & ~EMBED)
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", plain)
    answer = discord.until(lambda: [one for one in discord.replies(plain) if "Sources" in one["content"]])
    assert answer[0]["embeds"] == []
    closed = _channel(discord, "stumm", USUAL & ~SEND)
    dm = discord.dm(bob)
    before = len(discord.replies(dm))
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", closed)
    discord.until(lambda: len(discord.replies(dm)) > before)
    assert discord.replies(closed) == [] and "Sources" in text(discord.replies(dm)[-1]) and asked
    shown = discord.settled(discord.command(bob, "ask", closed, question=RULE_EN))
    assert "Sources" in text(shown)


def test_a_dropped_gateway_is_resumed_and_loses_nothing(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    resumes, identifies = discord.gateway.resumes, discord.gateway.identifies
    discord.gateway.drop()
    asked = discord.command(bob, "help")  # sent while nobody is connected: the resume brings it
    discord.until(lambda: discord.gateway.resumes > resumes)
    if asked.callback is None:
        discord.until(lambda: asked.callback or time.monotonic() - asked.sent > 5)
    discord.gateway.ask_to_reconnect()
    discord.until(lambda: discord.gateway.resumes > resumes + 1)
    assert discord.gateway.identifies == identifies
    discord.faults[:] = [one for one in discord.faults if "only after" not in one]  # a drop may cost the three seconds
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN))
    assert "Sources" in text(shown)


def test_a_lost_session_is_identified_anew_without_a_second_command_sync(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    identifies, puts = discord.gateway.identifies, discord.command_puts
    discord.gateway.drop(resumable=False)
    discord.until(lambda: discord.gateway.identifies > identifies and discord.gateway.connected)
    time.sleep(0.5)
    assert "Sources" in text(discord.settled(discord.command(bob, "ask", question=RULE_EN)))
    assert discord.command_puts == puts


def test_a_message_brought_twice_is_answered_once(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    channel = _channel(discord, "doppelt")
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}", channel)
    discord.call(discord.gateway.message_event(channel, asked, bob))
    answer_to(discord, channel, asked)
    time.sleep(2)
    assert len(discord.replies(channel)) == 1


def test_a_newer_question_of_a_conversation_stops_the_older_one(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    crowd = [discord.command(discord.add_user(f"crowd{n}"), "ask", question=RULE_EN) for n in range(6)]
    dm = discord.dm(bob)
    older = discord.command(bob, "ask", dm, question=RULE_EN)
    discord.until(lambda: older.callback)
    newer = discord.command(bob, "ask", dm, question="What does 15 CFR 744.23 say?")
    assert "Sources" in text(discord.settled(newer, 90))
    stopped = discord.until(
        lambda: [one for one in discord.shown(older) if not _thinking(one) and "newer" in text(one)]
    )
    assert private(stopped[-1])
    for one in crowd:
        discord.settled(one, 120)


def test_after_kill_and_restart_buttons_work_and_commands_are_not_synced_again(
    discord: LocalDiscord, bot: BotProcess, anna: User
) -> None:
    shown = discord.settled(discord.command(anna, "ask", question=H20_DE))
    hidden = discord.settled(discord.command(anna, "ask", question=H20_DE, private=True))
    found = discord.settled(discord.command(anna, "search", query="China"))
    form = discord.press(anna, shown, custom_id(shown, "more"))
    discord.until(lambda: form.callback)
    puts = discord.command_puts
    bot.kill()
    bot.restart()
    assert discord.command_puts == puts
    menu = next(one for one in parts(shown) if one["type"] == 3)
    context = discord.first(discord.press(anna, shown, menu["custom_id"], [menu["options"][0]["value"]]))
    assert private(context) and "[1]" in text(context).replace("\\", "")
    assert "notiert" in text(discord.first(discord.press(anna, hidden, custom_id(hidden, "good"))))
    more = discord.submit(anna, form, text="Und seit wann?")  # opened before the restart, sent after it
    assert "Verstanden als" in text(discord.settled(more))
    asked = discord.say(anna, "Und bis wann?", reply_to=shown)
    assert "Verstanden als" in text(answer_to(discord, discord.general, asked))
    before = text(context)
    discord.press(anna, context, custom_id(context, "ctx"))  # this one was sent after the restart, the others before it
    discord.until(lambda: text(context) != before)
    before = text(found)
    discord.press(anna, found, custom_id(found, "find"))
    discord.until(lambda: text(found) != before)
    day = discord.submit(anna, form_of(discord, discord.press(anna, shown, custom_id(shown, "day"))), text="2025-11-01")
    assert "Stand 2025-11-01" in text(discord.settled(day))
    wrong = form_of(discord, discord.press(anna, shown, custom_id(shown, "wrong")))
    assert re.search(r"Meldung Nr\. \d+", text(discord.first(discord.submit(anna, wrong, text="Falsch."))))
    opened = discord.settled(discord.press(anna, shown, custom_id(shown, "thread")))
    assert f"<#{shown['id']}>" in text(opened)
    published = len(discord.replies(discord.general))
    discord.press(anna, hidden, custom_id(hidden, "public"))
    discord.until(lambda: len(discord.replies(discord.general)) > published)


def test_whoever_waited_when_the_process_was_killed_sees_an_end(discord: LocalDiscord, bot: BotProcess) -> None:
    channel = _channel(discord, "abgebrochen")
    people = [discord.add_user(f"waiting{n}", "de") for n in range(8)]
    asked = [discord.command(one, "ask", channel, question=H20_DE) for one in people]
    for one in asked:
        discord.until(lambda o=one: o.callback)
    time.sleep(0.3)
    bot.kill()
    bot.restart()
    for one in asked:
        shown = discord.first(one)
        assert "neu gestartet" in text(shown) or "Quellen" in text(shown)


def test_sigterm_ends_within_ten_seconds_and_leaves_no_spinner(discord: LocalDiscord, bot: BotProcess) -> None:
    channel = _channel(discord, "ende")
    people = [discord.add_user(f"late{n}", "en-US") for n in range(12)]
    asked = [discord.command(one, "ask", channel, question=RULE_EN) for one in people]
    for one in asked:
        discord.until(lambda o=one: o.callback)
    code, seconds = bot.terminate()
    bot.restart()
    assert code == 0 and seconds < 10, (code, seconds)
    for one in asked:
        shown = discord.first(one)
        assert re.search(r"restarted|Sources", text(shown))


def test_a_wrong_token_is_one_line_that_says_what_to_do(discord: LocalDiscord, bot: BotProcess) -> None:
    other = BotProcess(discord, bot.config, bot.log.with_name("other.log"), DISCORD_TOKEN="wrong")
    other.environment["PARAGRAF_DATABASE_URL"] = f"sqlite:///{bot.log.with_name('other.sqlite')}"
    with pytest.raises(AssertionError, match="ended with 2"):
        other.start()
    assert "DISCORD_TOKEN" in other.tail().splitlines()[-1] and "Traceback" not in other.tail().splitlines()[-1]


def test_a_state_database_that_cannot_be_written_costs_no_answer(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    import sqlite3

    file = next(bot.config.parent.rglob("bot.sqlite"))
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    try:
        shown = discord.settled(discord.command(bob, "ask", question=RULE_EN), 90)
        assert "Sources" in text(shown)
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    assert file.exists()
