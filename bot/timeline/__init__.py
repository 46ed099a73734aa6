"""What happened when: dated events of the corpus and a picture of them. Knows no Discord."""

from bot.timeline.events import Event, Happening, chosen, events_of
from bot.timeline.picture import picture
from bot.timeline.theme import Theme

__all__ = ["Event", "Happening", "Theme", "chosen", "events_of", "picture"]
