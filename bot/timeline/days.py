"""Days as the picture writes them: with the month's name, so that nobody takes a day for a month, and as far as known."""

from __future__ import annotations

from datetime import date

from bot.messages import say
from index.documents import Language


def spoken(day: date, language: Language, precision: int = 3) -> str:
    """15. Jan. 2026 or 15 Jan 2026; ``precision`` 2 leaves the day away, 1 the month, too."""
    if precision == 1:
        return str(day.year)
    month = say("timeline_months", language).split()[day.month - 1]
    if precision == 2:
        return say("timeline_month", language, month=month, year=day.year)
    return say("timeline_day", language, day=day.day, month=month, year=day.year)
