"""Days as people write them, and as the picture does: with the month's name, so that nobody takes a day for a month."""

from __future__ import annotations

from datetime import date

from bot.answering.as_of import parse_day
from bot.messages import say
from index.documents import Language


def first_day(text: str) -> date | None:
    """The day on which a period begins: of ``May 2025`` or ``2025`` the first, where `parse_day` says the last."""
    written = (f"1. {text.strip()}", f"{text.strip()}-01-01", f"{text.strip()}-01", text)
    return next((day for day in map(parse_day, written) if day is not None), None)


def spoken(day: date, language: Language, precision: int = 3) -> str:
    """15. Jan. 2026 or 15 Jan 2026; ``precision`` 2 leaves the day away, 1 the month, too."""
    if precision == 1:
        return str(day.year)
    month = say("timeline_months", language).split()[day.month - 1]
    if precision == 2:
        return say("timeline_month", language, month=month, year=day.year)
    return say("timeline_day", language, day=day.day, month=month, year=day.year)
