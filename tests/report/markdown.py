"""Figures as Markdown. Pure text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tests.report.figures import Estimate


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what a cell holds is not escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(one: Estimate, *, signed: bool = False) -> str:
    """Mean and interval: ``0.81 (0.74-0.87)``, with signs ``+0.03 (-0.01 to +0.07)``; ``-`` where nothing was asked."""
    if not one.count or math.isnan(one.mean):
        return "-"
    if signed:
        return f"{_signed(one.mean)} ({_signed(one.low)} to {_signed(one.high)})"
    return f"{one.mean:.2f} ({one.low:.2f}-{one.high:.2f})"


def asked_for(one: Estimate, least: float | None) -> str:
    """What the issue asks for, and whether the mean meets it."""
    if least is None or not one.count:
        return ""
    return f"{least:.2f} {'met' if one.mean >= least else 'NOT met'}"


def _signed(value: float) -> str:
    rounded = round(value, 3) + 0.0  # no minus zero
    return f"{rounded:+.3f}"
