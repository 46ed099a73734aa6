"""Where things stand in the picture: labels that do not touch, two sides, bands of years or months. Pure, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.timeline.days import spoken
from index.documents import Language

ONE_SIDED = 12
"""Up to this many events stand on one side of the time scale, with room for long titles; more take both sides."""

_STEPS = ((40 * 366, 120), (500, 12), (150, 3))
"""From how many days on bands are how many months long; one month below all of them."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the time scale with the same label: a year, a quarter, a month."""

    start: date
    end: date
    label: str


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near as can be to the ``wanted`` ones (sorted), so that things of ``sizes`` do not overlap.

    They stay within ``low`` and ``high``. Least squares under the spacing, by pooling neighbours that push each other.

    Raises:
        ValueError: there is not enough room.
    """
    if sum(sizes) > high - low + 1e-6:
        raise ValueError(f"{len(sizes)} labels of {sum(sizes)} together do not fit into {high - low}")
    offsets = [sum(sizes[:at]) + size / 2 for at, size in enumerate(sizes)]
    pools: list[tuple[float, int]] = []
    for place, offset in zip(wanted, offsets, strict=True):
        mean, size = place - offset, 1
        while pools and pools[-1][0] > mean:
            before, weight = pools.pop()
            mean, size = (before * weight + mean * size) / (weight + size), weight + size
        pools.append((mean, size))
    top = max(low, high - sum(sizes))
    free = [min(max(mean, low), top) for mean, size in pools for _ in range(size)]
    return [place + offset for place, offset in zip(free, offsets, strict=True)]


def sides(count: int) -> list[int]:
    """1 for the right side, -1 for the left, event by event."""
    return [1] * count if count <= ONE_SIDED else [1 if at % 2 == 0 else -1 for at in range(count)]


def bands(first: date, last: date, language: Language) -> list[Band]:
    """The bands that cover two days: years for a long time, quarters or months for a short one."""
    days = (last - first).days
    step = next((months for above, months in _STEPS if days > above), 1)
    at = _floor(first, step)
    found: list[Band] = []
    while at <= last:
        following = _after(at, step)
        label = {1: spoken(at, language, 2), 3: f"Q{at.month // 3 + 1} {at.year}"}.get(step, str(at.year))
        found.append(Band(max(at, first), min(following, last), label))
        at = following
    return found


def _floor(day: date, step: int) -> date:
    months = (day.year * 12 + day.month - 1) // step * step
    return date(months // 12, months % 12 + 1, 1)


def _after(day: date, step: int) -> date:
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)
