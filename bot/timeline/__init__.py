"""What happened when: dated events of the corpus and a picture of them. Knows no Discord."""

from bot.timeline.events import Event, Happening, events_of
from bot.timeline.naming import bare, headline, is_overview
from bot.timeline.picture import picture
from bot.timeline.theme import Theme
from bot.timeline.topics import chosen

__all__ = ["Event", "Happening", "Theme", "bare", "chosen", "events_of", "headline", "is_overview", "picture"]
