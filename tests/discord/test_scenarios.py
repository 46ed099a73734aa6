"""People in two languages use everything the bot has; the real process answers over a local Discord."""

from __future__ import annotations

import re

import pytest

from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, labels, parts, private, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import H20_DE, RULE_EN, answer_to, form_of
from tests.discord.world import APPLICATION, User


def test_commands_are_synced_once_in_two_languages(discord: LocalDiscord, bot: BotProcess) -> None:
    names = {one["name"] for one in discord.commands}
    assert names >= {
        "ask",
        "search",
        "source",
        "timeline",
        "sources",
        "coverage",
        "settings",
        "sync",
        "status",
        "gaps",
        "help",
        "privacy",
        "forget",
        "Check the claims",
        "Ask about this",
    }
    for one in discord.commands:
        assert one["name_localizations"]["de"], one["name"]
        if one["type"] == 1:
            assert one["description_localizations"]["de"] != one["description"]
            for option in one.get("options") or []:
                assert option["name_localizations"]["de"] and option["description_localizations"]["de"], (
                    one["name"],
                    option["name"],
                )
    admin = {one["name"] for one in discord.commands if one["default_member_permissions"] == str(1 << 5)}
    assert admin == {"settings", "sync", "status", "gaps", "reports", "watch"}


@pytest.mark.parametrize(
    ("who", "question", "expected", "footer", "button"),
    [
        ("anna", H20_DE, "**Quellen**", "Stand 20", "Nachfragen"),
        ("bob", RULE_EN, "**Sources**", "as of 20", "Follow up"),
    ],
)
def test_ask_answers_in_the_askers_language_with_every_cited_number_in_the_list(
    discord: LocalDiscord,
    bot: BotProcess,
    request: pytest.FixtureRequest,
    who: str,
    question: str,
    expected: str,
    footer: str,
    button: str,
) -> None:
    person = request.getfixturevalue(who)
    asked = discord.command(person, "ask", question=question)
    shown = discord.settled(asked)
    assert asked.callback and asked.callback["type"] == 5 and asked.callback_after < 2
    said = text(shown)
    assert not private(shown) and expected in said and footer in said and button in labels(shown)
    cited = set(re.findall(r"(?<!\*)\[(\d+)\](?!\()", said.replace("**[", "**<")))
    listed = set(re.findall(r"\*\*\[(\d+)\]\*\*", said))
    assert cited and cited == listed
    assert re.search(r"\]\(https://", said)


def test_ask_takes_a_day_sources_language_and_privacy(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    asked = discord.command(
        anna,
        "ask",
        question="Gilt die Affiliates Rule?",
        as_of="2025-10-15",
        sources="law",
        language="en",
        private=True,
    )
    shown = discord.settled(asked)
    assert private(shown) and "as of 2025-10-15" in text(shown) and "Sources" in text(shown)
    news = text(discord.settled(discord.command(anna, "ask", question=H20_DE, sources="news")))
    assert "Nachricht" in news and "Vorschrift" not in news and "Bekanntmachung" not in news
    wrong = discord.first(discord.command(anna, "ask", question="Gilt die Affiliates Rule?", as_of="neulich"))
    assert private(wrong) and "kein Datum" in text(wrong)


def test_what_the_sources_do_not_say_is_not_answered_and_becomes_a_gap(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    shown = discord.settled(
        discord.command(bob, "ask", question="Which export licence do unicorn chips for Atlantis need?")
    )
    assert "Sources**" not in text(shown)
    gaps = discord.settled(discord.command(discord.owner, "gaps"))
    assert private(gaps) and "Atlantis" in text(gaps)


def test_every_button_under_an_answer_works(discord: LocalDiscord, bot: BotProcess, anna: User, bob: User) -> None:
    shown = discord.settled(discord.command(anna, "ask", question=H20_DE))
    menu = next(one for one in parts(shown) if one["type"] == 3)
    context = discord.first(discord.press(bob, shown, menu["custom_id"], [menu["options"][0]["value"]]))
    assert private(context) and "[1]" in text(context).replace("\\", "")
    before = text(context)
    turned = discord.press(bob, context, custom_id(context, "ctx"))
    discord.until(lambda: text(context) != before)
    assert turned.callback and turned.callback["type"] == 6
    more = discord.submit(
        anna, form_of(discord, discord.press(anna, shown, custom_id(shown, "more"))), text="Und seit wann?"
    )
    assert "Verstanden als" in text(discord.settled(more))
    day = discord.submit(
        anna, form_of(discord, discord.press(anna, shown, custom_id(shown, "day"))), text="1. November 2025"
    )
    assert "Stand 2025-11-01" in text(discord.settled(day))
    good = discord.first(discord.press(bob, shown, custom_id(shown, "good")))
    assert private(good) and "Thank" in text(good)
    wrong = discord.submit(
        bob, form_of(discord, discord.press(bob, shown, custom_id(shown, "wrong"))), text="The date is wrong."
    )
    assert re.search(r"report no\. \d+", text(discord.first(wrong)))


def test_a_private_answer_can_be_made_public_once(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    channel = discord.add_channel("veröffentlichen")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    shown = discord.settled(discord.command(anna, "ask", channel, question=H20_DE, private=True))
    assert private(shown) and discord.replies(channel) == []
    press = custom_id(shown, "public")
    discord.press(anna, shown, press)
    public = discord.until(lambda: discord.replies(channel))
    assert "Quellen" in text(public[0]) and "Öffentlich zeigen" not in labels(public[0])
    discord.until(lambda: "Öffentlich zeigen" not in labels(discord.gateway.private[int(shown["id"])]))


def test_a_thread_goes_on_with_the_conversation(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    shown = discord.settled(discord.command(anna, "ask", question=H20_DE))
    opened = discord.settled(discord.press(anna, shown, custom_id(shown, "thread")))
    assert private(opened)
    thread = discord.channels[int(shown["id"])]
    hint = discord.until(lambda: discord.replies(thread))[-1]
    asked = discord.say(anna, "Und seit wann?", thread, reply_to=hint)
    answer = answer_to(discord, thread, asked)
    assert "Verstanden als" in text(answer)
    again = discord.settled(discord.press(anna, shown, custom_id(shown, "thread")))
    assert f"<#{thread.id}>" in text(again)
    assert (
        len(
            [
                one
                for one in discord.replies(thread)
                if one["content"] == hint["content"] and one["embeds"] == hint["embeds"]
            ]
        )
        == 1
    )


def test_mentions_replies_and_direct_messages_are_follow_ups(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}")
    first = answer_to(discord, discord.general, asked)
    assert "Sources" in text(first) and not first["mention_everyone"]
    more = discord.say(bob, "And until when?", reply_to=first)
    assert "Read as" in text(answer_to(discord, discord.general, more))
    dm = discord.dm(anna)
    asked = discord.say(anna, "Was regelt 15 CFR 744.23?", dm)
    assert "Quellen" in text(answer_to(discord, dm, asked))
    asked = discord.say(anna, "Und seit wann gilt das?", dm)
    assert "Verstanden als" in text(answer_to(discord, dm, asked))
    empty = discord.say(anna, f"<@{APPLICATION}>")
    assert "/help" in text(answer_to(discord, discord.general, empty))


def test_messages_that_are_not_for_the_bot_get_no_reply(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    channel = discord.add_channel("plaudern")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    discord.say(bob, "What is the Affiliates Rule?", channel)
    other = User(1234, "other-bot", bot=True)
    discord.say(other, f"<@{APPLICATION}> what is the Affiliates Rule?", channel)
    discord.settled(discord.command(bob, "ask", channel, question=RULE_EN))
    assert [one for one in discord.replies(channel) if one["type"] == 19] == []


def test_claims_of_a_message_are_checked_privately(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    message = discord.say(bob, "Der H20 hat eine TPP von 2368. Der H20 hat eine TPP von 9999. Was meint ihr?")
    shown = discord.settled(discord.menu(anna, "Check the claims", message))
    said = text(shown)
    assert (
        private(shown)
        and "Belegt" in said
        and "2368" in said
        and "Die Quellen sagen es anders" in said
        and "Was meint ihr" not in said
    )
    english = discord.settled(
        discord.menu(bob, "Check the claims", discord.say(anna, "Unicorns deliver moon cheese to Pluto since 1850."))
    )
    assert "do not say" in text(english)


def test_ask_about_this_opens_a_form_with_the_message(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    message = discord.say(bob, "Gilt die Affiliates Rule?")
    opened = form_of(discord, discord.menu(anna, "Ask about this", message))
    field = opened.callback["data"]["components"][0]["components"][0]
    assert field["value"] == "Gilt die Affiliates Rule?"
    shown = discord.settled(discord.submit(anna, opened, text=field["value"]))
    assert private(shown) and "Quellen" in text(shown)


def test_search_turns_pages(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    shown = discord.settled(discord.command(bob, "search", query="licence requirement China chips"))
    first = text(shown)
    turned = discord.press(bob, shown, custom_id(shown, "find"))
    discord.until(lambda: turned.callback)
    discord.until(lambda: text(shown) != first)
    assert "2 / " in " ".join(filter(None, labels(shown)))


def test_source_completes_at_once_and_shows_the_passage(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    for typed in ("744.23", "3A090", "H20", ""):
        asked = discord.command(anna, "source", focused="citation", citation=typed)
        discord.until(lambda a=asked: a.callback)
        assert asked.callback and asked.callback["type"] == 8 and asked.callback_after < 1
        assert 1 <= len(asked.callback["data"]["choices"]) <= 25
    shown = discord.settled(discord.command(anna, "source", citation="15 CFR 744.23"))
    assert "744.23" in text(shown)
    missing = discord.settled(discord.command(anna, "source", citation="@everyone § 999 XYZG"))
    assert private(missing) and "Nichts gefunden" in text(missing)


def test_timeline_brings_a_picture(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    asked = discord.command(bob, "timeline", topic="H20", **{"from": "2025-01-01"})
    shown = discord.settled(asked)
    assert shown["attachments"] and shown["embeds"][0]["image"]["url"] == "attachment://timeline.png"
    assert asked.files["timeline.png"].startswith(b"\x89PNG") and "2025-" in text(shown) and "](https://" in text(shown)


def test_timeline_says_what_is_wrong_with_a_period_and_where_there_would_be_something(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User
) -> None:
    for person, period, expected in (
        (bob, {"from": "soon"}, "no date"),
        (anna, {"to": "2025-02-30"}, "kein Datum"),
        (bob, {"from": "2025-12-01", "to": "2025-11-01"}, "swap them"),
        (anna, {"from": "2026", "to": "2025"}, "umgekehrt"),
        (bob, {"from": "2012", "to": "2013"}, "Without `from` and `to` there are"),
    ):
        shown = discord.settled(discord.command(person, "timeline", topic="H20", **period))
        assert private(shown) and expected in text(shown) and not shown["attachments"]
    nothing = discord.settled(discord.command(bob, "timeline", topic="zzyzx " * 16))
    assert private(nothing) and "no dated event" in text(nothing)
    year = discord.settled(discord.command(bob, "timeline", topic="Affiliates Rule", **{"from": "2025", "to": "2025"}))
    assert "2025-09-29" in text(year) and "2026-" not in text(year).split("as of")[0].replace("2026-11-09", "")
    blank = discord.settled(discord.command(bob, "timeline", topic="   "))
    assert blank["attachments"] and re.search(r"The 12 most relevant of \d+ events", text(blank))
    assert text(blank).count("**[") == 12


def test_timeline_completes_topics_at_once(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    typed = discord.command(bob, "timeline", focused="topic", topic="h2")
    discord.until(lambda: typed.callback)
    choices = [one["value"] for one in (typed.callback or {})["data"]["choices"]]
    assert choices[0].startswith("H2") and "H20" in choices and typed.callback_after < 1


@pytest.mark.parametrize(
    ("name", "german", "english"),
    [
        ("sources", "Dokumente im Korpus", "Documents in the corpus"),
        ("coverage", "abdeckt", "covers"),
        ("help", "Nachfragen", "Follow up"),
        ("privacy", "Gespeichert", "Stored"),
    ],
)
def test_reading_commands_speak_the_readers_language(
    discord: LocalDiscord, bot: BotProcess, anna: User, bob: User, name: str, german: str, english: str
) -> None:
    for person, expected in ((anna, german), (bob, english)):
        shown = discord.settled(discord.command(person, name))
        assert private(shown) and expected in text(shown)


def test_forget_deletes_at_once_and_buttons_say_so(discord: LocalDiscord, bot: BotProcess, anna: User) -> None:
    shown = discord.settled(discord.command(anna, "ask", question=H20_DE))
    gone = discord.settled(discord.command(anna, "forget"))
    assert "1 Antworten" in text(gone)
    pressed = discord.first(discord.press(anna, shown, custom_id(shown, "good")))
    assert private(pressed) and "nicht mehr gespeichert" in text(pressed)
    assert "0 Antworten" in text(discord.settled(discord.command(anna, "privacy")))
