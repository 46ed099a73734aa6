"""The picture: quality against milliseconds, one point a way, within a language and across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from tests.report.figures import Estimate
from tests.report.labels import Box, place

TICKS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_COLOURS = ("#4c72b0", "#55a868", "#dd8452", "#c44e52", "#8172b3", "#937860", "#2f2f2f")


@dataclass(frozen=True, slots=True)
class Point:
    """A way: what a question costs, and how well the answer is ranked."""

    name: str
    milliseconds: float
    quality: Estimate


def draw(panels: Mapping[str, list[Point]], path: Path, note: str) -> None:
    """Writes the picture; every panel has the same axes."""
    figure = Figure(figsize=(11, 5.2), dpi=120)
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
    every = [point for points in panels.values() for point in points]
    for one, (title, points) in zip(axes, panels.items(), strict=True):
        _frame(one, title, every)
        for point, colour in zip(points, _COLOURS, strict=False):
            low, high = point.quality.mean - point.quality.low, point.quality.high - point.quality.mean
            at = point.milliseconds, point.quality.mean
            one.errorbar(*at, yerr=[[max(low, 0)], [max(high, 0)]], fmt="o", color=colour, capsize=3, alpha=0.9)
    axes[0].set_ylabel("mean reciprocal rank (bars: 95 % interval)")
    figure.text(0.5, 0.01, note, ha="center", fontsize=8, color="#555555")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    canvas.draw()
    for one, points in zip(axes, panels.values(), strict=True):
        _label(one, canvas, points)
    canvas.print_png(path)


def _frame(one: Axes, title: str, points: list[Point]) -> None:
    times = [point.milliseconds for point in points]
    low = min(point.quality.low for point in points)
    one.set_title(title, fontsize=11)
    one.set_xscale("log")
    one.set_xlim(min(times) / 3, max(times) * 3)
    one.set_ylim(max(low - 0.1, -0.05), 1.05)
    one.set_xticks([tick for tick in TICKS if min(times) / 3 <= tick <= max(times) * 3])
    one.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    one.xaxis.set_minor_formatter(NullFormatter())
    one.set_xlabel("milliseconds a question (median)")
    one.grid(alpha=0.25)


def _label(one: Axes, canvas: FigureCanvasAgg, points: list[Point]) -> None:
    """Names beside the points, with a thin line where the name had to move away."""
    renderer = canvas.get_renderer()
    texts = [one.text(0, 0, point.name, fontsize=9, va="bottom", ha="left") for point in points]
    extents = [text.get_window_extent(renderer) for text in texts]
    spots = [tuple(one.transData.transform((point.milliseconds, point.quality.mean))) for point in points]
    area = one.get_window_extent(renderer)
    boxes = place(
        spots,
        [(one.width, one.height) for one in extents],
        Box(area.x0 + 3, area.y0 + 3, area.width - 6, area.height - 6),
    )
    back = one.transData.inverted()
    for text, box, spot, colour in zip(texts, boxes, spots, _COLOURS, strict=False):
        text.set_position(tuple(back.transform((box.x, box.y))))
        text.set_color(colour)
        near = min(max(spot[0], box.x), box.x + box.width), min(max(spot[1], box.y), box.y + box.height)
        (x0, y0), (x1, y1) = back.transform([spot, near])
        one.plot([x0, x1], [y0, y1], color=colour, linewidth=0.6, alpha=0.6)
