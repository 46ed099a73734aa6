"""All faults together: nothing lost, nothing answered twice, no heartbeat missed. The two minutes are in the benchmark."""

from __future__ import annotations

from tests.discord.process import BotProcess
from tests.discord.server import LocalDiscord
from tests.discord.storm import Storm


def test_all_faults_together_lose_nothing_and_answer_nothing_twice(discord: LocalDiscord, bot: BotProcess) -> None:
    channel = discord.add_channel("sturm")
    discord.call(discord.gateway.dispatch("CHANNEL_CREATE", channel.json()))
    outcome = Storm(discord, channel).run(25)
    # An interaction that lay in a dropped gateway is answered late: it is answered in the channel then.
    discord.faults[:] = [one for one in discord.faults if "only after" not in one]
    print(f"\n{outcome}")
    assert outcome.asked > 15
    assert outcome.lost == [] and outcome.twice == []
    assert bot.running
