"""The picture of a timeline: a scale of years, a dot for each event where it happened, a label beside it.

The scale is true to time; labels are pushed apart just as far as they need. Drawn with matplotlib's Agg canvas, without
its global state, one picture at a time.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as Curve

from bot.messages import say
from bot.timeline.events import Event
from bot.timeline.ink import drawable, fitted, font, measured, wrapped
from bot.timeline.layout import ONE_SIDED, bands, sides, spread
from bot.timeline.theme import LEGEND, Palette, Theme, class_of
from index.documents import Language

MOST = 40
_WIDTH = 1600
_MARGIN = 56
_TOP = 178
_BOTTOM = 92
_ROW = 66
_LINE = 29
_SHORTEST = 330
_PAD = 20
_REACH = 78
_TITLE, _DETAIL, _YEAR, _HEAD, _SUB, _LEGEND = 23, 18, 19, 38, 20, 18
_DPI = 100

_drawing = threading.Lock()


def draw_png(events: Sequence[Event], title: str, language: Language, today: date, theme: Theme) -> bytes:
    """The PNG itself; blocking. Raises ValueError for no events or more than 40."""
    with _drawing:  # matplotlib's font cache is shared by all threads
        figure = draw(events, title, language, today, theme)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=_DPI, facecolor=theme.value.ground)
    return target.getvalue()


def draw(events: Sequence[Event], title: str, language: Language, today: date, theme: Theme) -> Figure:
    """The figure before it becomes a PNG."""
    if not 1 <= len(events) <= MOST:
        raise ValueError(f"a timeline shows 1 to {MOST} events, not {len(events)}")
    ordered = sorted(events, key=lambda one: one.day)
    return _Drawing(ordered, title, language, today, theme.value).figure


@dataclass(frozen=True, slots=True)
class _Label:
    number: int
    event: Event
    side: int
    dot: float
    place: float


class _Drawing:
    """One picture in the making; coordinates are pixels from the upper left."""

    def __init__(self, events: Sequence[Event], title: str, language: Language, today: date, palette: Palette) -> None:
        self._events = events
        self._language = language
        self._today = today
        self._palette = palette
        self._sides = sides(len(events))
        one_sided = len(events) <= ONE_SIDED
        self._bands = bands(events[0].day, events[-1].day)
        self._breadth = 2 * _PAD + max(measured(one.label, _YEAR, bold=True) for one in self._bands)
        self._spine = _MARGIN if one_sided else (_WIDTH - self._breadth) / 2
        self._room = _WIDTH - 2 * _MARGIN - self._breadth - _REACH if one_sided else self._spine - _REACH - _MARGIN
        self._titles = [wrapped(one.info.title, _TITLE, self._room) for one in events]
        self._row = _ROW + (_LINE if any(len(lines) > 1 for lines in self._titles) else 0)
        rows = max(self._sides.count(1), self._sides.count(-1))
        self._scale_height = max(rows * self._row, _SHORTEST)
        self._height = _TOP + self._scale_height + _BOTTOM
        self._first, self._last = events[0].day, events[-1].day
        self.figure = Figure(figsize=(_WIDTH / _DPI, self._height / _DPI), dpi=_DPI, facecolor=palette.ground)
        FigureCanvasAgg(self.figure)
        self._axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, _WIDTH)
        self._axes.set_ylim(self._height, 0)
        self._axes.axis("off")
        self._head(title)
        self._scale()
        for label in self._labels():
            self._line(label)
            self._dot(label)
            self._text(label)
        self._legend()

    def _y(self, day: date) -> float:
        days = (self._last - self._first).days
        share = (day - self._first).days / days if days else 0.5
        return _TOP + self._row / 2 + share * (self._scale_height - self._row)

    def _labels(self) -> list[_Label]:
        found: list[_Label] = []
        for side in (1, -1):
            mine = [at for at, one in enumerate(self._sides) if one == side]
            dots = [self._y(self._events[at].day) for at in mine]
            places = spread(dots, self._row, _TOP + self._row / 2, _TOP + self._scale_height - self._row / 2)
            found.extend(
                _Label(at + 1, self._events[at], side, dot, place)
                for at, dot, place in zip(mine, dots, places, strict=True)
            )
        return found

    def _write(
        self, x: float, y: float, text: str, pixels: float, colour: str, *, bold: bool = False, align: str = "left"
    ) -> None:
        self._axes.text(
            x,
            y,
            text,
            fontproperties=font(pixels, bold=bold),
            color=colour,
            ha=align,
            va="baseline",
            parse_math=False,  # a title with two dollar signs is no formula
        )

    def _head(self, title: str) -> None:
        room = _WIDTH - 2 * _MARGIN
        self._write(_MARGIN, 78, fitted(title, _HEAD, room, bold=True), _HEAD, self._palette.ink, bold=True)
        count = say("timeline_count", self._language, count=len(self._events))
        first, last = self._events[0].day_text, self._events[-1].day_text
        period = first if first == last else f"{first} – {last}"
        stand = say("as_of", self._language, day=self._today.isoformat())
        self._write(_MARGIN, 118, f"{count} · {period} · {stand}", _SUB, self._palette.muted)

    def _scale(self) -> None:
        """Bands of time in two shades, each with its label where there is room for it."""
        palette, written = self._palette, -1e9
        low, high = _TOP, _TOP + self._scale_height
        clip = FancyBboxPatch(
            (self._spine, low),
            self._breadth,
            high - low,
            boxstyle="round,pad=0,rounding_size=14",
            facecolor=palette.band,
            edgecolor="none",
        )
        self._axes.add_patch(clip)
        for at, band in enumerate(self._bands):
            start = low if at == 0 else self._y(band.start)
            end = high if at == len(self._bands) - 1 else self._y(band.end)
            if at % 2:
                shade = Rectangle(
                    (self._spine, start), self._breadth, end - start, facecolor=palette.other_band, linewidth=0
                )
                self._axes.add_patch(shade)
                shade.set_clip_path(clip)
            baseline = start + _YEAR + 9
            if baseline - written >= _YEAR + 9 and baseline + 6 <= high and end - start >= _YEAR + 6:
                centre = self._spine + self._breadth / 2
                self._write(centre, baseline, band.label, _YEAR, palette.muted, bold=True, align="center")
                written = baseline

    def _edge(self, side: int) -> float:
        return self._spine + (self._breadth if side > 0 else 0)

    def _colour(self, event: Event) -> str:
        return str(getattr(self._palette, class_of(event)))

    def _line(self, label: _Label) -> None:
        start = self._edge(label.side)
        end = start + label.side * (_REACH - 12)
        middle = (start + end) / 2
        points = [(start, label.dot), (middle, label.dot), (middle, label.place), (end, label.place)]
        curve = Curve(points, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4])
        colour = self._colour(label.event)
        self._axes.add_patch(PathPatch(curve, facecolor="none", edgecolor=colour, linewidth=1.6, alpha=0.75))

    def _dot(self, label: _Label) -> None:
        """A dot where it happened; a diamond for an end, hollow for what is still to come."""
        colour = self._colour(label.event)
        self._axes.plot(
            [self._edge(label.side)],
            [label.dot],
            marker="D" if label.event.is_ending else "o",
            markersize=9 if label.event.is_ending else 10,
            markerfacecolor=self._palette.ground if label.event.day > self._today else colour,
            markeredgecolor=colour,
            markeredgewidth=2,
            linestyle="none",
        )

    def _text(self, label: _Label) -> None:
        """The title, and below it number, date, what happened and the citation."""
        event, palette = label.event, self._palette
        edge = self._edge(label.side) + label.side * _REACH
        lines = self._titles[label.number - 1]
        align = "left" if label.side > 0 else "right"
        top = label.place - 3 - (len(lines) - 1) * _LINE / 2
        for at, line in enumerate(lines):
            self._write(edge, top + at * _LINE, line, _TITLE, palette.ink, align=align)
        below = top + (len(lines) - 1) * _LINE + _DETAIL + 8
        date_text = f"[{label.number}] {event.day_text}"
        dated = measured(date_text, _DETAIL, bold=True)
        citation = drawable(event.info.citation)
        rest = f"· {self._what(event)}" + (f" · {citation}" if citation else "")
        rest = fitted(rest, _DETAIL, self._room - dated - 8)
        start = edge if label.side > 0 else edge - dated - 8 - measured(rest, _DETAIL)
        self._write(start, below, date_text, _DETAIL, self._colour(event), bold=True)
        self._write(start + dated + 8, below, rest, _DETAIL, palette.muted)

    def _what(self, event: Event) -> str:
        coming = event.day > self._today and event.what.value == "in_force"
        return say("timeline_will_be_in_force" if coming else f"timeline_{event.what.value}", self._language)

    def _legend(self) -> None:
        """Only the colours that occur."""
        present = {class_of(event) for event in self._events}
        x, y = float(_MARGIN), self._height - 38
        for name in (one for one in LEGEND if one in present):
            colour = str(getattr(self._palette, name))
            marker = "D" if name == "careful" else "o"
            self._axes.plot([x + 7], [y - 6], marker=marker, markersize=8, color=colour, linestyle="none")
            text = say(f"timeline_legend_{name}", self._language)
            self._write(x + 24, y, text, _LEGEND, self._palette.muted)
            x += 24 + measured(text, _LEGEND) + 36
        self._write(_WIDTH - _MARGIN, y, "Paragraf", _LEGEND, self._palette.muted, bold=True, align="right")
