"""How things look in Discord, and the only place that knows its limits. What comes out is `Payload`s to send or edit."""

from bot.exts.render.answers import SourceOption, answer, draft, refusal, result, source_options
from bot.exts.render.claims import claims
from bot.exts.render.coverage import CoverageView, coverage
from bot.exts.render.dated import timeline
from bot.exts.render.escape import escape, escape_line, link, plain, safe_url, within
from bot.exts.render.lists import (
    changes,
    gaps,
    search_page,
    search_pages,
    sources_page,
    sources_pages,
)
from bot.exts.render.looks import Tone
from bot.exts.render.passages import PassageView, passage
from bot.exts.render.payload import Payload, card, notice

__all__ = [
    "CoverageView",
    "PassageView",
    "Payload",
    "SourceOption",
    "Tone",
    "answer",
    "card",
    "changes",
    "claims",
    "coverage",
    "draft",
    "escape",
    "escape_line",
    "gaps",
    "link",
    "notice",
    "passage",
    "plain",
    "refusal",
    "result",
    "safe_url",
    "search_page",
    "search_pages",
    "source_options",
    "sources_page",
    "sources_pages",
    "timeline",
    "within",
]
