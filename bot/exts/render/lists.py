"""Pages of things: search hits, documents, what changed, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.words import content_stems
from bot.exts.render.answers import pinpoint
from bot.exts.render.blocks import Block
from bot.exts.render.escape import clean, escape, shortened, within
from bot.exts.render.payload import Payload, paged
from bot.exts.render.sourced import head, small_print
from bot.exts.render.twins import one_of_each
from bot.messages import say
from bot.state.gaps import Gap
from bot.timeline import bare, is_overview
from index.documents import DocumentInfo, Hit, Language
from index.law_in_time import published_on, standing_on
from index.read.links import deep_link
from index.sentences import sentence_spans

HITS_PER_PAGE = 5
SOURCES_PER_PAGE = 8
_SNIPPET = 230
_TITLE = 110
_CHANGES = 25
_LONGEST = 420


def search_pages(hits: Sequence[Hit]) -> int:
    """How many pages hits fill, at least one."""
    return max(1, -(-len(_hits(hits, Language.EN)) // HITS_PER_PAGE))


def search_page(query: str, hits: Sequence[Hit], page: int, language: Language, as_of: date) -> Payload:
    """One page of hits, best first, each with the sentence that is nearest to the query; translations only once."""
    found = _hits(hits, language)
    page = min(max(page, 0), search_pages(hits) - 1)
    first = page * HITS_PER_PAGE
    stems = {one for spoken in Language for one in content_stems(query, spoken)}
    blocks = [
        Block(_hit(number, hit, stems, language, as_of))
        for number, hit in enumerate(found[first : first + HITS_PER_PAGE], start=first + 1)
    ] or [Block(say("no_hits", language))]
    footer = say("discord_page", language, page=page + 1, pages=search_pages(hits), count=len(found))
    title = say("discord_search_title", language, query=query)
    return paged(blocks, title=title, footer=f"{footer} · {say('as_of', language, day=as_of.isoformat())}")[0]


def sources_pages(infos: Sequence[DocumentInfo]) -> int:
    """How many pages documents fill, at least one."""
    return max(1, -(-len(_documents(infos, Language.EN)) // SOURCES_PER_PAGE))


def sources_page(infos: Sequence[DocumentInfo], page: int, language: Language, today: date) -> Payload:
    """One page of the documents of the corpus, newest first, a translation not beside its original."""
    found = _documents(infos, language)
    page = min(max(page, 0), sources_pages(infos) - 1)
    first = page * SOURCES_PER_PAGE
    blocks = [Block(_document(info, language, today)) for info in found[first : first + SOURCES_PER_PAGE]]
    footer = say("discord_page", language, page=page + 1, pages=sources_pages(infos), count=len(found))
    none = [Block(say("discord_no_documents", language))]
    return paged(blocks or none, title=say("discord_sources_title", language), footer=footer)[0]


def changes(topic: str, infos: Sequence[DocumentInfo], language: Language, today: date) -> list[Payload]:
    """What a sync brought, for those who watch it; nothing for no documents."""
    if not infos:
        return []
    infos = _documents(infos, language)
    blocks = [Block(_document(info, language, today)) for info in infos[:_CHANGES]]
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


def _hits(hits: Sequence[Hit], language: Language) -> list[Hit]:
    return one_of_each(
        hits, language, lambda hit: f"{bare(hit.info.id)}#{hit.passage.ordinal}", lambda hit: hit.info.language
    )


def _documents(infos: Sequence[DocumentInfo], language: Language) -> list[DocumentInfo]:
    """Each once, newest first, undated ones after them, overviews of our own last."""
    each = one_of_each(infos, language, lambda info: bare(info.id), lambda info: info.language)
    return sorted(each, key=lambda info: (not is_overview(info), published_on(info) or date.min), reverse=True)


def _hit(number: int, hit: Hit, stems: set[str], language: Language, as_of: date) -> str:
    where = pinpoint(hit.info, hit.passage)
    name = head(hit.info, where, deep_link(hit.info, hit.passage), language, _TITLE)
    state = small_print(hit.info, where, standing_on(hit.info, as_of), language)
    return f"**{number}.** {name}\n-# {state}\n> {escape(_snippet(hit, stems))}"


def _snippet(hit: Hit, stems: set[str]) -> str:
    """The text from the sentence that shares most with the query."""
    text, spoken = hit.passage.text, hit.info.language
    spans = sentence_spans(text, spoken) or [(0, len(text))]
    best = max(spans, key=lambda span: len(stems & set(content_stems(text[span[0] : span[1]], spoken))))
    flat = " ".join(clean(text[best[0] :]).split())
    return ("… " if best[0] > 0 else "") + shortened(flat, _SNIPPET)


def _document(info: DocumentInfo, language: Language, today: date) -> str:
    where = info.citation or info.title or info.id
    name = head(info, where, info.url, language, _TITLE)
    if len(name) > _LONGEST:
        name = head(info, where, "", language, _TITLE)
    return f"{name}\n-# {small_print(info, where, standing_on(info, today), language)}"
