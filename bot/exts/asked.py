"""A question as the desk takes it: who asked it, where, and how the answer is to be given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.answering.answer import Turn
from bot.state import GuildSettings
from index.documents import Kind, Language

LAW = (Kind.REGULATION, Kind.TREATY, Kind.GUIDANCE, Kind.ANNOUNCEMENT, Kind.LISTING, Kind.DEFINITION)
KINDS: dict[str, tuple[Kind, ...]] = {"all": (), "law": LAW, "news": (Kind.NEWS,)}


@dataclass(frozen=True)
class Asked:
    """A question with its place. ``reader`` is for the bot's own lines; ``token`` is empty for a plain message."""

    text: str
    person_id: int
    channel_id: int
    guild_id: int | None
    conversation: str
    reader: Language
    language: Language | None = None
    as_of: date | None = None
    kinds: tuple[Kind, ...] = ()
    private: bool = False
    thread: bool = False
    history: tuple[Turn, ...] = ()
    token: str = ""
    message_id: int | None = None
    settings: GuildSettings | None = field(default=None, compare=False)
