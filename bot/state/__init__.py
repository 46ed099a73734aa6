"""What must survive a restart, in one SQL database. Knows no Discord; ids of people and channels are plain numbers."""

from bot.state.answers import Place, StoredAnswer
from bot.state.conversations import Bounds, Memory
from bot.state.errors import StateError
from bot.state.feedback import FeedbackCounts, Report
from bot.state.gaps import Gap
from bot.state.guilds import GuildSettings
from bot.state.pending import Pending
from bot.state.people import Stored
from bot.state.state import State
from bot.state.watches import Watch

__all__ = [
    "Bounds",
    "FeedbackCounts",
    "Gap",
    "GuildSettings",
    "Memory",
    "Pending",
    "Place",
    "Report",
    "State",
    "StateError",
    "Stored",
    "StoredAnswer",
    "Watch",
]
