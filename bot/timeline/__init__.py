"""What happened when: dated events of the corpus and a picture of them. Knows no Discord."""

from bot.answering.naming import is_overview
from bot.timeline.days import first_day
from bot.timeline.events import Event, Happening, events_of
from bot.timeline.naming import bare, headline
from bot.timeline.picture import picture
from bot.timeline.theme import Theme
from bot.timeline.topics import chosen, named_in

__all__ = [
    "Event",
    "Happening",
    "Theme",
    "bare",
    "chosen",
    "events_of",
    "first_day",
    "headline",
    "is_overview",
    "named_in",
    "picture",
]
