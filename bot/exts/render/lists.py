"""Pages of things: search hits, documents, what the corpus covers, what changed, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.answering.words import content_stems
from bot.exts.render.answers import pinpoint
from bot.exts.render.blocks import Block
from bot.exts.render.escape import clean, escape, link, shortened, within
from bot.exts.render.looks import Tone, state_line
from bot.exts.render.payload import Payload, paged
from bot.messages import day, kind_name, say
from bot.state.gaps import Gap
from index.documents import DocumentInfo, Hit, Kind, Language
from index.law_in_time import Standing, published_on, standing_on
from index.read.links import deep_link
from index.sentences import sentence_spans

HITS_PER_PAGE = 5
SOURCES_PER_PAGE = 8
_SNIPPET = 280
_TITLE = 110
_CHANGES = 25
_OPEN = 8
JURISDICTIONS = ("US", "EU", "DE", "CN", "NL", "JP", "KR", "TW", "UK", "INT")


def search_pages(hits: Sequence[Hit]) -> int:
    """How many pages hits fill, at least one."""
    return max(1, -(-len(hits) // HITS_PER_PAGE))


def search_page(query: str, hits: Sequence[Hit], page: int, language: Language, as_of: date) -> Payload:
    """One page of hits, best first, each with the sentence that is nearest to the query."""
    page = min(max(page, 0), search_pages(hits) - 1)
    first = page * HITS_PER_PAGE
    stems = {one for spoken in Language for one in content_stems(query, spoken)}
    blocks = [
        Block(_hit(number, hit, stems, language, as_of))
        for number, hit in enumerate(hits[first : first + HITS_PER_PAGE], start=first + 1)
    ] or [Block(say("no_hits", language))]
    footer = say("discord_page", language, page=page + 1, pages=search_pages(hits), count=len(hits))
    return paged(blocks, title=query, footer=f"{footer} · {say('as_of', language, day=as_of.isoformat())}")[0]


def sources_pages(infos: Sequence[DocumentInfo]) -> int:
    """How many pages documents fill, at least one."""
    return max(1, -(-len(infos) // SOURCES_PER_PAGE))


def sources_page(infos: Sequence[DocumentInfo], page: int, language: Language, today: date) -> Payload:
    """One page of the documents of the corpus."""
    page = min(max(page, 0), sources_pages(infos) - 1)
    first = page * SOURCES_PER_PAGE
    blocks = [Block(_document(info, language, today)) for info in infos[first : first + SOURCES_PER_PAGE]]
    footer = say("discord_page", language, page=page + 1, pages=sources_pages(infos), count=len(infos))
    none = [Block(say("discord_no_documents", language))]
    return paged(blocks or none, title=say("discord_sources_title", language), footer=footer)[0]


def changes(topic: str, infos: Sequence[DocumentInfo], language: Language, today: date) -> list[Payload]:
    """What a sync brought, for those who watch it; nothing for no documents."""
    if not infos:
        return []
    newest = sorted(infos, key=lambda info: published_on(info) or date.min, reverse=True)
    blocks = [Block(_document(info, language, today)) for info in newest[:_CHANGES]]
    if len(infos) > _CHANGES:
        blocks.append(Block(f"-# {say('sync_more', language, count=len(infos) - _CHANGES)}"))
    title = say("discord_changes_title", language, count=len(infos))
    return paged(blocks, title=f"{title}: {topic}" if topic else title, footer=say("discord_changes_footer", language))


def gaps(found: Sequence[Gap], language: Language) -> list[Payload]:
    """Unanswered questions, most asked first; nobody is named."""
    blocks = [
        Block(
            f"**{gap.count}×** {within(gap.example, 300)}\n"
            f"-# {say('discord_gap_line', language, people=gap.people, last=gap.last_asked.date().isoformat())}"
        )
        for gap in found
    ] or [Block(say("discord_no_gaps", language))]
    return paged(blocks, title=say("discord_gaps_title", language), footer=say("discord_gaps_footer", language))


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
    for jurisdiction, infos in _by_jurisdiction(view.infos).items():
        blocks.append(Block(_jurisdiction(jurisdiction, infos, language)))
    blocks.extend(_open_clocks(view.infos, language, today))
    blocks.append(Block(f"**{say('discord_not_covered', language)}**", glued=True))
    blocks.append(Block(_missing(view, language), "\n"))
    return paged(blocks, title=say("discord_coverage_title", language), tone=Tone.PLAIN)


def _hit(number: int, hit: Hit, stems: set[str], language: Language, as_of: date) -> str:
    where = pinpoint(hit.info, hit.passage)
    head = f"**{number}.** {link(where, deep_link(hit.info, hit.passage), 120)}"
    if hit.info.title not in ("", where):
        head += f" · {within(hit.info.title, _TITLE)}"
    state = state_line(hit.info, standing_on(hit.info, as_of), language)
    return f"{head}\n-# {state}\n> {escape(_snippet(hit, stems))}"


def _snippet(hit: Hit, stems: set[str]) -> str:
    """The text from the sentence that shares most with the query."""
    text, spoken = hit.passage.text, hit.info.language
    spans = sentence_spans(text, spoken) or [(0, len(text))]
    best = max(spans, key=lambda span: len(stems & set(content_stems(text[span[0] : span[1]], spoken))))
    flat = " ".join(clean(text[best[0] :]).split())
    return ("… " if best[0] > 0 else "") + shortened(flat, _SNIPPET)


def _document(info: DocumentInfo, language: Language, today: date) -> str:
    state = state_line(info, standing_on(info, today), language)
    citation = f" · {within(info.citation, 80)}" if info.citation and info.citation not in info.title else ""
    line = f"{link(info.title or info.id, info.url, _TITLE)}{citation}"
    if len(line) > 420:
        line = f"{within(info.title or info.id, _TITLE)}{citation}"
    return f"{line}\n-# {state}"


def _freshness(view: CoverageView, language: Language) -> str:
    counts = say("discord_coverage_counts", language, documents=len(view.infos), passages=view.passages)
    lines = [f"**{counts}**", say("newest_source", language, day=day(view.newest, language))]
    if view.synced_at is not None:
        lines.append(say("discord_synced", language, when=f"<t:{int(view.synced_at.timestamp())}:R>"))
    lines.extend(
        f"⚠️ {within(say('sync_failed', language, source=source, reason=reason), 300)}"
        for source, reason in list(view.failed.items())[:5]
    )
    return "\n".join(lines)


def _by_jurisdiction(infos: Sequence[DocumentInfo]) -> dict[str, list[DocumentInfo]]:
    groups: dict[str, list[DocumentInfo]] = {}
    for info in infos:
        groups.setdefault(info.jurisdiction or "–", []).append(info)
    return dict(sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])))


def _jurisdiction(name: str, infos: Sequence[DocumentInfo], language: Language) -> str:
    newest = max((one for one in map(published_on, infos) if one is not None), default=None)
    kinds = Counter(info.kind for info in infos)
    spread = ", ".join(f"{count} {kind_name(kind, language)}" for kind, count in kinds.most_common())
    label = say(f"jurisdiction_{name}", language) if name in JURISDICTIONS else within(name, 60)
    head = say("discord_coverage_line", language, name=label, count=len(infos), newest=day(newest, language))
    return f"{head}\n-# {spread}"


def _open_clocks(infos: Sequence[DocumentInfo], language: Language, today: date) -> list[Block]:
    """Documents whose clock ran out after their newest source: what nobody should rely on unchecked."""
    found = [(info, standing) for info in infos if (standing := standing_on(info, today)).standing is Standing.OPEN]
    spoken = [one for one in found if one[0].language is language] or found
    if not spoken:
        return []
    items = [
        Block(f"🟡 {link(info.title, info.url, _TITLE)}\n-# {state_line(info, standing, language, signed=False)}", "\n")
        for info, standing in spoken[:_OPEN]
    ]
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
