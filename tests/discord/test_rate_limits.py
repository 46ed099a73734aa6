"""Discord's rate limits as its headers tell them: the bot waits instead of being refused, and lives with a refusal."""

from __future__ import annotations

from tests.discord.process import BotProcess
from tests.discord.reading import text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN, answer_to
from tests.discord.world import APPLICATION


def test_a_crowd_in_one_channel_is_answered_within_its_buckets(discord: LocalDiscord, bot: BotProcess) -> None:
    """Twelve replies into one channel that takes five in five seconds, and their drafts' edits."""
    channel = discord.add_channel("gedränge")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    refused = len(discord.buckets.limited)
    people = [discord.add_user(f"crowd{number}") for number in range(12)]
    asked = [discord.say(one, f"<@{APPLICATION}> {RULE_EN}", channel) for one in people]
    for one in asked:
        assert "Sources" in text(answer_to(discord, channel, one, 90))
    assert len(discord.replies(channel)) == 12, "each is answered once"
    sent = [path for _, _, path, _ in list(discord.requests) if str(channel.id) in path]
    assert (len(discord.buckets.limited) - refused) * 4 < len(sent), "the headers are heeded: few requests are refused"


def test_the_global_limit_delays_and_loses_nothing(discord: LocalDiscord, bot: BotProcess) -> None:
    channel = discord.add_channel("weltweit")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    people = [discord.add_user(f"global{number}") for number in range(6)]
    before = len(discord.buckets.limited)
    discord.buckets.per_second = 2
    try:
        asked = [discord.say(one, f"<@{APPLICATION}> {RULE_EN}", channel) for one in people]
        for one in asked:
            assert "Sources" in text(answer_to(discord, channel, one, 90))
    finally:
        discord.buckets.per_second = 50
    assert len(discord.replies(channel)) == 6
    assert any(everywhere for _, _, everywhere in discord.buckets.limited[before:]), "the limit was met"
