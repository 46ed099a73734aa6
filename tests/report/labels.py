"""Where the labels of a picture go, so that none covers another or a point. Pure geometry, in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NEAR, _FAR, _STEP = 10.0, 260.0, 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Box, gap: float = 2.0) -> bool:
        """Whether the two come nearer than ``gap``."""
        apart_x = self.x + self.width + gap <= other.x or other.x + other.width + gap <= self.x
        apart_y = self.y + self.height + gap <= other.y or other.y + other.height + gap <= self.y
        return not (apart_x or apart_y)

    def within(self, frame: Box) -> bool:
        """Whether it lies inside a frame."""
        right, top = frame.x + frame.width, frame.y + frame.height
        return frame.x <= self.x and self.x + self.width <= right and frame.y <= self.y and self.y + self.height <= top


def place(points: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], frame: Box) -> list[Box]:
    """A free place near each point, the nearest first; points and places taken earlier are kept clear.

    Raises:
        ValueError: there is no room for a label within the frame.
    """
    dots = [Box(x - 6, y - 6, 12, 12) for x, y in points]
    taken: list[Box] = []
    for point, size in zip(points, sizes, strict=True):
        free = (box for box in _around(point, size) if box.within(frame) and not any(map(box.touches, [*dots, *taken])))
        box = next(free, None)
        if box is None:
            raise ValueError(f"no room for a label of {size} near {point} in {frame}")
        taken.append(box)
    return taken


def _around(point: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    """Places around a point: right, left, above, below and between, ever farther away."""
    x, y = point
    width, height = size
    distance = _NEAR
    while distance <= _FAR:
        for turn in (0, 4, 2, 6, 1, 7, 3, 5):
            angle = turn * math.pi / 4
            centre_x = x + math.cos(angle) * (distance + width / 2)
            centre_y = y + math.sin(angle) * (distance + height / 2)
            yield Box(centre_x - width / 2, centre_y - height / 2, width, height)
        distance += _STEP
