"""The colours of the picture, once for dark ground and once for light; both stand on a ground of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.timeline.events import Event, Happening
from index.documents import Kind
from index.law_in_time import Standing, standing_on


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for; ``law`` to ``other`` also colour text, so each is readable on ``ground``."""

    ground: str
    ink: str
    muted: str
    band: str
    other_band: str
    law: str
    careful: str
    news: str
    other: str


class Theme(Enum):
    """Dark (what most people on Discord use) or light."""

    DARK = Palette("#1e2228", "#eceff3", "#a9b2bd", "#2a3039", "#343c47", "#5ad1a0", "#f3bd58", "#7db9f5", "#bfa8ea")
    LIGHT = Palette("#fbfcfd", "#1d2630", "#55606c", "#eef1f4", "#e0e6ec", "#1b7350", "#945600", "#1e62a3", "#65489f")


LEGEND = ("law", "careful", "news", "other")


def class_of(event: Event) -> str:
    """Which colour an event has: law, careful (endings, clocks, stays), news, other."""
    if event.is_ending:
        return "careful"
    if event.what is Happening.REPORTED or event.info.kind is Kind.NEWS:
        return "news"
    binding = event.info.kind in (Kind.REGULATION, Kind.TREATY, Kind.LISTING)
    if event.what is Happening.IN_FORCE and standing_on(event.info, event.day).standing is Standing.SUSPENDED:
        return "careful"
    return "law" if binding or event.what is Happening.IN_FORCE else "other"
