"""Where everything stands in the picture of a timeline, before a line of it is drawn. Pure, in pixels from the upper left.

Discord shows a picture at 400 by 300 pixels until somebody opens it: the letters are large for its width, so that some ten
events can be read at once. The scale is true to time; labels are pushed apart just as far as they need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.timeline.events import Event
from bot.timeline.ink import measured, wrapped
from bot.timeline.layout import ONE_SIDED, Band, bands, sides, spread
from index.documents import Language

MARGIN, TOP, BOTTOM = 36, 112, 58
LINE, BELOW = 31, 27
"""From line to line of a title, and from its last line to the one below it."""
TITLE, DETAIL, YEAR = 25, 20, 19
PAD, REACH, BADGE = 14, 62, 17
"""Around a text, from the scale to a badge, and a badge's radius."""
_GAP = 17
_SHORTEST = 380
_INSET = 34
_WIDTHS, _WIDE = (960, 1120, 1280), 1600
_SHOWN = (400, 300)
"""What Discord makes of a picture in an embed."""


@dataclass(frozen=True, slots=True)
class Label:
    """An event's label: the middle of it is at ``place``, its dot on the scale at ``dot``, ``side`` is 1 (right) or -1."""

    number: int
    event: Event
    title: list[str]
    side: int
    dot: float
    place: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture of ``width`` and ``height`` whose scale is ``breadth`` wide, begins at ``spine`` and is ``length`` long."""

    events: Sequence[Event]
    bands: Sequence[Band]
    titles: Sequence[list[str]]
    width: float
    spine: float
    breadth: float
    room: float
    length: float

    @property
    def height(self) -> float:
        """The picture's height."""
        return TOP + self.length + BOTTOM

    @property
    def shown(self) -> float:
        """How large Discord shows it, 1 for as it is."""
        return min(_SHOWN[0] / self.width, _SHOWN[1] / self.height)

    def at(self, day: date) -> float:
        """Where a day is on the scale."""
        first, last = self.events[0].day, self.events[-1].day
        days = (last - first).days
        share = (day - first).days / days if days else 0.5
        return TOP + _INSET + share * (self.length - 2 * _INSET)

    def edge(self, side: int) -> float:
        """The scale's right or left edge."""
        return self.spine + (self.breadth if side > 0 else 0)

    def labels(self) -> list[Label]:
        """All labels, none over another."""
        mine = sides(len(self.events))
        dots = [self.at(one.day) for one in self.events]
        found: list[Label] = []
        for side in (1, -1):
            those = [at for at, one in enumerate(mine) if one == side]
            sizes = [_size(self.titles[at]) for at in those]
            places = spread([dots[at] for at in those], sizes, TOP, TOP + self.length)
            found.extend(
                Label(at + 1, self.events[at], self.titles[at], side, dots[at], place)
                for at, place in zip(those, places, strict=True)
            )
        return found


def planned(events: Sequence[Event], language: Language) -> Plan:
    """The plan for events in their order of time, of the width at which Discord shows the letters largest.

    Wider means smaller letters, and fewer titles that need two lines.
    """
    widths = _WIDTHS if len(events) <= ONE_SIDED else (_WIDE,)
    return max((_of_width(events, language, width) for width in widths), key=lambda one: one.shown)


def _of_width(events: Sequence[Event], language: Language, width: float) -> Plan:
    scale = bands(events[0].day, events[-1].day, language)
    breadth = 2 * PAD + max(measured(one.label, YEAR, bold=True) for one in scale)
    mine = sides(len(events))
    spine = MARGIN if -1 not in mine else (width - breadth) / 2
    beside = width - MARGIN - breadth if -1 not in mine else spine
    room = beside - MARGIN - REACH - 2 * BADGE - PAD
    titles = [wrapped(one.title, TITLE, room) for one in events]
    needed = (sum(_size(lines) for lines, one in zip(titles, mine, strict=True) if one == side) for side in (1, -1))
    return Plan(events, scale, titles, width, spine, breadth, room, max(*needed, _SHORTEST))


def _size(title: list[str]) -> float:
    return len(title) * LINE + BELOW + _GAP
