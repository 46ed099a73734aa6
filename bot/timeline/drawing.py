"""Draws the picture of a timeline: a scale of time, a dot for each event where it happened, a numbered label beside it.

Drawn with matplotlib's Agg canvas, without its global state, one picture at a time.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as Curve

from bot.messages import say
from bot.timeline.days import spoken
from bot.timeline.events import Event
from bot.timeline.ink import drawable, fitted, font, measured
from bot.timeline.plan import BADGE, BELOW, DETAIL, LINE, MARGIN, PAD, REACH, TITLE, TOP, YEAR, Label, planned
from bot.timeline.theme import LEGEND, Palette, Theme, class_of
from index.documents import Language

MOST = 40
_HEAD, _SUB, _LEGEND = 36, 20, 18
_DPI = 100
_TALL = 2000

_drawing = threading.Lock()


def draw_png(events: Sequence[Event], title: str, language: Language, today: date, theme: Theme) -> bytes:
    """The PNG itself, in double resolution unless it is very tall; blocking. Raises ValueError as `draw` does."""
    with _drawing:  # matplotlib's font cache is shared by all threads
        figure = draw(events, title, language, today, theme)
        target = io.BytesIO()
        sharp = 2 if figure.get_figheight() * _DPI <= _TALL else 1
        figure.savefig(target, format="png", dpi=sharp * _DPI, facecolor=theme.value.ground)
    return target.getvalue()


def draw(events: Sequence[Event], title: str, language: Language, today: date, theme: Theme) -> Figure:
    """The figure before it becomes a PNG. Raises ValueError for no events or more than 40."""
    if not 1 <= len(events) <= MOST:
        raise ValueError(f"a timeline shows 1 to {MOST} events, not {len(events)}")
    ordered = sorted(events, key=lambda one: one.day)
    return _Drawing(ordered, title, language, today, theme.value).figure


class _Drawing:
    """One picture in the making; coordinates are pixels from the upper left."""

    def __init__(self, events: Sequence[Event], title: str, language: Language, today: date, palette: Palette) -> None:
        self._events = events
        self._plan = planned(events, language)
        self._language = language
        self._today = today
        self._palette = palette
        width, height = self._plan.width, self._plan.height
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=palette.ground)
        FigureCanvasAgg(self.figure)
        self._axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")
        self._head(title)
        self._scale()
        for label in self._plan.labels():
            self._line(label)
            self._dot(label)
            self._badge(label)
            self._text(label)
        self._legend()

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
        room = self._plan.width - 2 * MARGIN
        self._write(MARGIN, 54, fitted(title, _HEAD, room, bold=True), _HEAD, self._palette.ink, bold=True)
        count = say("timeline_count", self._language, count=len(self._events))
        first, last = (self._day(one) for one in (self._events[0], self._events[-1]))
        period = first if first == last else f"{first} – {last}"
        stand = say("as_of", self._language, day=spoken(self._today, self._language))
        self._write(MARGIN, 86, fitted(f"{count} · {period} · {stand}", _SUB, room), _SUB, self._palette.muted)

    def _scale(self) -> None:
        """Bands of time in two shades, each with its label where there is room for it."""
        palette, written = self._palette, -1e9
        low, high = TOP, TOP + self._plan.length
        clip = FancyBboxPatch(
            (self._plan.spine, low),
            self._plan.breadth,
            high - low,
            boxstyle="round,pad=0,rounding_size=12",
            facecolor=palette.band,
            edgecolor="none",
        )
        self._axes.add_patch(clip)
        for at, band in enumerate(self._plan.bands):
            start = low if at == 0 else self._plan.at(band.start)
            end = high if at == len(self._plan.bands) - 1 else self._plan.at(band.end)
            if at % 2:
                shade = Rectangle(
                    (self._plan.spine, start),
                    self._plan.breadth,
                    end - start,
                    facecolor=palette.other_band,
                    linewidth=0,
                )
                self._axes.add_patch(shade)
                shade.set_clip_path(clip)
            baseline = start + YEAR + 7
            if baseline - written >= YEAR + 7 and baseline + 6 <= high and end - start >= YEAR + 4:
                centre = self._plan.spine + self._plan.breadth / 2
                self._write(centre, baseline, band.label, YEAR, palette.muted, bold=True, align="center")
                written = baseline

    def _colour(self, event: Event) -> str:
        return str(getattr(self._palette, class_of(event)))

    def _line(self, label: Label) -> None:
        start = self._plan.edge(label.side)
        end = start + label.side * REACH
        middle = (start + end) / 2
        points = [(start, label.dot), (middle, label.dot), (middle, label.place), (end, label.place)]
        curve = Curve(points, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4])
        colour = self._colour(label.event)
        self._axes.add_patch(PathPatch(curve, facecolor="none", edgecolor=colour, linewidth=1.8, alpha=0.7))

    def _fill(self, event: Event) -> str:
        """An event's colour; what is still to come is hollow."""
        return self._palette.ground if event.day > self._today else self._colour(event)

    def _dot(self, label: Label) -> None:
        """A dot where it happened; a diamond for an end."""
        ending = label.event.is_ending
        self._axes.plot(
            [self._plan.edge(label.side)],
            [label.dot],
            marker="D" if ending else "o",
            markersize=8 if ending else 9,
            markerfacecolor=self._fill(label.event),
            markeredgecolor=self._colour(label.event),
            markeredgewidth=2,
            linestyle="none",
        )

    def _badge(self, label: Label) -> None:
        """The number under which the event stands in the list."""
        colour, fill = self._colour(label.event), self._fill(label.event)
        left = self._plan.edge(label.side) + label.side * (REACH + BADGE) - BADGE
        badge = FancyBboxPatch(
            (left, label.place - BADGE),
            2 * BADGE,
            2 * BADGE,
            boxstyle=f"round,pad=0,rounding_size={6 if label.event.is_ending else BADGE}",
            facecolor=fill,
            edgecolor=colour,
            linewidth=2,
        )
        self._axes.add_patch(badge)
        ink = colour if fill == self._palette.ground else self._palette.ground
        self._write(left + BADGE, label.place + 7, str(label.number), DETAIL, ink, bold=True, align="center")

    def _text(self, label: Label) -> None:
        """The title, and below it the date, what happened and where."""
        event, palette = label.event, self._palette
        edge = self._plan.edge(label.side) + label.side * (REACH + 2 * BADGE + PAD)
        align = "left" if label.side > 0 else "right"
        first = label.place - (len(label.title) * LINE + BELOW) / 2 + TITLE - 1
        for at, line in enumerate(label.title):
            self._write(edge, first + at * LINE, line, TITLE, palette.ink, align=align)
        below = first + (len(label.title) - 1) * LINE + BELOW
        dated = self._day(event)
        taken = measured(dated, DETAIL, bold=True) + 8
        where = drawable(event.info.jurisdiction)
        rest = fitted(f"· {self._what(event)}" + (f" · {where}" if where else ""), DETAIL, self._plan.room - taken)
        start = edge if label.side > 0 else edge - taken - measured(rest, DETAIL)
        self._write(start, below, dated, DETAIL, self._colour(event), bold=True)
        self._write(start + taken, below, rest, DETAIL, palette.muted)

    def _day(self, event: Event) -> str:
        return spoken(event.day, self._language, event.precision)

    def _what(self, event: Event) -> str:
        coming = event.day > self._today and event.what.value == "in_force"
        return say("timeline_will_be_in_force" if coming else f"timeline_{event.what.value}", self._language)

    def _legend(self) -> None:
        """Only the colours that occur."""
        present = {class_of(event) for event in self._events}
        x, y = float(MARGIN), self._plan.height - 20
        for name in (one for one in LEGEND if one in present):
            colour = str(getattr(self._palette, name))
            marker = "D" if name == "careful" else "o"
            self._axes.plot([x + 7], [y - 6], marker=marker, markersize=8, color=colour, linestyle="none")
            text = say(f"timeline_legend_{name}", self._language)
            self._write(x + 22, y, text, _LEGEND, self._palette.muted)
            x += 22 + measured(text, _LEGEND) + 26
        self._write(self._plan.width - MARGIN, y, "Paragraf", _LEGEND, self._palette.muted, bold=True, align="right")
