"""What the corpus holds, how fresh it is, what in it is unresolved, what is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.exts.render.blocks import Block
from bot.exts.render.escape import link, within
from bot.exts.render.payload import Payload, paged
from bot.exts.render.twins import one_of_each
from bot.messages import kind_name, say
from bot.timeline import bare
from index.documents import DocumentInfo, Kind, Language
from index.law_in_time import Standing, published_on, standing_on

_TITLE = 110
_OPEN = 8
JURISDICTIONS = ("US", "EU", "DE", "CN", "NL", "JP", "KR", "TW", "UK", "INT")


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What the corpus holds. ``failed`` are sources that could not be fetched, with why; ``synced_at`` is the last sync."""

    infos: Sequence[DocumentInfo]
    passages: int
    newest: date | None
    synced_at: datetime | None = None
    failed: Mapping[str, str] = field(default_factory=dict)


def coverage(view: CoverageView, language: Language, today: date) -> list[Payload]:
    """What is in the corpus, how fresh it is, what is open, and what is not in it."""
    blocks = [Block(_freshness(view, language))]
    if view.infos:
        groups = _by_jurisdiction(view.infos).items()
        lines = [Block(_jurisdiction(name, infos, language), "\n") for name, infos in groups]
        blocks += [Block(lines[0].text), *lines[1:], Block(f"-# {_kinds(view.infos, language)}", "\n")]
    blocks.extend(_open(view.infos, language, today))
    blocks.append(Block(f"**{say('discord_not_covered', language)}**", glued=True))
    blocks.append(Block(_missing(view, language), "\n"))
    return paged(blocks, title=say("discord_coverage_title", language))


def _freshness(view: CoverageView, language: Language) -> str:
    counts = say("discord_coverage_counts", language, documents=len(view.infos), passages=view.passages)
    spoken = Counter(info.language for info in view.infos)
    languages = say("discord_coverage_languages", language, german=spoken[Language.DE], english=spoken[Language.EN])
    fresh = [say("newest_source", language, day=view.newest.isoformat())] if view.newest else []
    if view.synced_at is not None:
        fresh.append(say("discord_synced", language, when=f"<t:{int(view.synced_at.timestamp())}:R>"))
    lines = [f"**{counts}** · {languages}" if view.infos else f"**{counts}**", " · ".join(fresh)]
    lines.extend(
        f"⚠️ {within(say('sync_failed', language, source=source, reason=reason), 300)}"
        for source, reason in list(view.failed.items())[:5]
    )
    return "\n".join(line for line in lines if line)


def _by_jurisdiction(infos: Sequence[DocumentInfo]) -> dict[str, list[DocumentInfo]]:
    groups: dict[str, list[DocumentInfo]] = {}
    for info in infos:
        groups.setdefault(info.jurisdiction or "–", []).append(info)
    return dict(sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])))


def _jurisdiction(name: str, infos: Sequence[DocumentInfo], language: Language) -> str:
    label = say(f"jurisdiction_{name}", language) if name in JURISDICTIONS else within(name, 60)
    newest = max((one for one in map(published_on, infos) if one is not None), default=None)
    if newest is None:
        return f"**{label}** · {len(infos)}"
    return say("discord_coverage_line", language, name=label, count=len(infos), newest=newest.isoformat())


def _kinds(infos: Sequence[DocumentInfo], language: Language) -> str:
    counted = Counter(info.kind for info in infos).most_common()
    return " · ".join(f"{kind_name(kind, language)} {count}" for kind, count in counted)


def _open(infos: Sequence[DocumentInfo], language: Language, today: date) -> list[Block]:
    """Documents whose state is unresolved after their newest source: what nobody should rely on unchecked."""
    each = one_of_each(infos, language, lambda info: bare(info.id), lambda info: info.language)
    found = [(info, standing) for info in each if (standing := standing_on(info, today)).standing is Standing.OPEN]
    if not found:
        return []
    found.sort(key=lambda one: one[1].bound or date.min, reverse=True)
    items = [
        Block(
            f"- {link(info.title or info.id, info.url, _TITLE)}"
            + (f" · {say('discord_clock', language, day=standing.bound.isoformat())}" if standing.bound else ""),
            "\n",
        )
        for info, standing in found[:_OPEN]
    ]
    if len(found) > _OPEN:
        items.append(Block(f"-# {say('sync_more', language, count=len(found) - _OPEN)}", "\n"))
    return [Block(f"**{say('discord_open_clocks', language)}**", glued=True), *items]


def _missing(view: CoverageView, language: Language) -> str:
    held = {info.jurisdiction for info in view.infos}
    kinds = {info.kind for info in view.infos}
    lines = [say("discord_never_covered", language)]
    absent = [say(f"jurisdiction_{one}", language) for one in JURISDICTIONS if one not in held]
    if absent:
        lines.append(say("discord_absent_jurisdictions", language, names=", ".join(absent)))
    absent = [kind_name(one, language) for one in Kind if one not in kinds]
    if absent:
        lines.append(say("discord_absent_kinds", language, names=", ".join(absent)))
    return "\n".join(f"- {line}" for line in lines)
