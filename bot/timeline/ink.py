"""Text in the picture: the font that comes with matplotlib, measured before it is drawn, so that nothing runs over."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FILES = {False: _FONTS / "DejaVuSans.ttf", True: _FONTS / "DejaVuSans-Bold.ttf"}
POINTS_PER_PIXEL = 0.72
"""At 100 dots an inch."""


def font(pixels: float, *, bold: bool = False) -> FontProperties:
    """The font in a size, taken from the file: the fonts of a machine differ, and so would the picture."""
    return FontProperties(fname=str(_FILES[bold]), size=pixels * POINTS_PER_PIXEL)


@cache
def _known(bold: bool) -> frozenset[int]:
    return frozenset(get_font(str(_FILES[bold])).get_charmap())


def drawable(text: str, *, bold: bool = False) -> str:
    """A text in one line without what the font cannot draw (it would be an empty box)."""
    flat = " ".join(text.split())
    known = _known(bold)
    return " ".join("".join(one for one in flat if ord(one) in known).split())


@lru_cache(maxsize=4096)
def measured(text: str, pixels: float, *, bold: bool = False) -> float:
    """The width of a text in pixels."""
    if not text:
        return 0.0
    drawn = get_font(str(_FILES[bold]))
    drawn.set_size(pixels, 72)
    drawn.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(drawn.get_width_height()[0]) / 64


def fitted(text: str, pixels: float, room: float, *, bold: bool = False) -> str:
    """A drawable text no wider than ``room``, ending in … where it was cut, at a word if one is near."""
    line = drawable(text, bold=bold)
    if measured(line, pixels, bold=bold) <= room:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if measured(line[:middle].rstrip() + " …", pixels, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    space = line.rfind(" ", int(low * 0.7), low + 1)
    return line[: space if space > 0 else low].rstrip(" ,;:–-(") + " …"


def wrapped(text: str, pixels: float, room: float) -> list[str]:
    """A drawable text in one line no wider than ``room``, or in two of like width; cut where even two are too short."""
    words = drawable(text).split()
    if measured(" ".join(words), pixels) <= room:
        return [" ".join(words)]
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [one for one in breaks if measured(one[0], pixels) <= room]
    if not fitting:
        return [fitted(" ".join(words), pixels, room)]
    whole = [one for one in fitting if measured(one[1], pixels) <= room]
    if whole:
        return list(min(whole, key=lambda one: max(measured(part, pixels) for part in one)))
    first, second = fitting[-1]
    return [first, fitted(second, pixels, room)]
