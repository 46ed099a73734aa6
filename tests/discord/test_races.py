"""People are faster than Discord's replies to the bot: what they see is already known to the bot."""

from __future__ import annotations

from tests.discord.process import BotProcess
from tests.discord.reading import custom_id, text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN, answer_to, form_of
from tests.discord.world import APPLICATION, User


def test_a_reply_to_an_answer_that_discord_has_not_confirmed_yet_goes_on_from_it(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    """What CI saw: the answer was visible, its record was not, and the reply became a question of its own."""
    held = discord.hold("POST|PATCH", rf"/channels/{discord.general.id}/messages", "pg:more:")
    asked = discord.say(bob, f"<@{APPLICATION}> {RULE_EN}")
    assert held.taken.wait(40)
    first = answer_to(discord, discord.general, asked)
    more = discord.say(bob, "And until when?", reply_to=first)
    discord.until(lambda: [one for one in discord.typing if one == discord.general.id])
    held.release()
    assert "Read as" in text(answer_to(discord, discord.general, more))


def test_a_reply_to_an_answer_whose_message_id_is_unknown_waits_for_it(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    """Posted, but Discord said 500: the bot learns the id only when it asks again."""
    channel = discord.add_channel("unbekannt")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    discord.trouble("POST", "/callback", 404, code=10062)  # the deferral came too late: the answer goes to the channel
    held = discord.hold("POST", rf"/channels/{channel.id}/messages$")
    discord.command(bob, "ask", channel, question=RULE_EN)
    assert held.taken.wait(40)
    first = discord.until(lambda: discord.replies(channel))[0]
    more = discord.say(bob, "And until when?", channel, reply_to=first)
    discord.until(lambda: discord.gateway.connected)
    held.release()
    assert "Read as" in text(answer_to(discord, channel, more))


def test_a_follow_up_form_sent_before_discord_confirmed_the_answer_knows_it(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    held = discord.hold("PATCH", "/messages/@original", "pg:more:")
    asked = discord.command(bob, "ask", question=RULE_EN)
    assert held.taken.wait(40)
    shown = discord.first(asked)
    form = form_of(discord, discord.press(bob, shown, custom_id(shown, "more")))
    more = discord.submit(bob, form, text="And until when?")
    assert "Read as" in text(discord.settled(more))
    held.release()


def test_two_messages_in_a_row_are_one_conversation(discord: LocalDiscord, bot: BotProcess, bob: User) -> None:
    dm = discord.dm(bob)
    first = discord.say(bob, RULE_EN, dm)
    answer_to(discord, dm, first)
    second = discord.say(bob, "And until when?", dm)
    assert "Read as" in text(answer_to(discord, dm, second))


def test_a_private_word_that_fails_after_its_effect_is_shown_once(
    discord: LocalDiscord, bot: BotProcess, bob: User
) -> None:
    """A follow-up of an interaction has no nonce: it is not sent again where it came back over the gateway."""
    for after in (True, False):
        channel = discord.add_channel(f"einmal-{after}".lower())
        discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
        asked = discord.command(bob, "ask", channel, question=RULE_EN)
        discord.until(lambda a=asked: a.original)
        discord.trouble("POST", rf"/webhooks/\d+/{asked.token}$", 500, after=after)
        discord.delete(channel, asked.original or 0)
        discord.until(lambda a=asked: [one for one in discord.shown(a) if one["components"]], 40)
        discord.until(lambda c=channel: discord.settled_requests(3.0))
        assert len(discord.shown(asked)) == 1, after
