"""Reads the corpus for Discord, always off the event loop: passages in context, searches, and what autocomplete offers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.answering.library import CorpusLibrary
from bot.answering.ordering import search_by_sentences
from bot.exts.render import CoverageView, PassageView
from index.corpus import Corpus
from index.documents import DocumentInfo, Filters, Hit, Kind, Language, Passage
from index.query import detect_language
from index.search import Query

SEARCH_HITS = 50
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage as it is shown, and the passages that the buttons beside it lead to."""

    view: PassageView
    before: Passage | None
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line that autocomplete may offer; ``folded`` is what is compared with what was typed."""

    label: str
    value: str
    folded: str


@dataclass
class Suggestions:
    """Everything autocomplete can offer, in memory: it has to answer within moments and cannot be deferred."""

    citations: list[Suggestion] = field(default_factory=list)
    titles: list[Suggestion] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    def matching(self, typed: str, limit: int = 25) -> list[Suggestion]:
        """Citations that begin with what was typed, then those that hold it, then titles."""
        wanted = _fold(typed)
        if not wanted:
            return [*self.citations[: limit - 8], *self.titles[:8]][:limit]
        begins = [one for one in self.citations if one.folded.startswith(wanted)]
        holds = [one for one in self.citations if wanted in one.folded and not one.folded.startswith(wanted)]
        words = typed.casefold().split()
        titles = [one for one in self.titles if all(word in one.folded for word in words)]
        found = [*sorted(begins, key=lambda one: len(one.label)), *holds[:limit], *titles]
        return list({one.value: one for one in found}.values())[:limit]

    def topics_like(self, typed: str, limit: int = 25) -> list[str]:
        """Topics that begin with what was typed, then those that hold it; the most frequent first."""
        wanted = typed.casefold().strip()
        found = [one for one in self.topics if wanted in one.casefold()]
        return sorted(found, key=lambda one: not one.casefold().startswith(wanted))[:limit]


class Reading:
    """The corpus behind a few threads."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._places = asyncio.Semaphore(_AT_ONCE)
        self.suggestions = Suggestions()

    async def refresh(self) -> None:
        """Sees what a sync wrote."""
        self.suggestions = await asyncio.to_thread(self._load)

    async def search(
        self, text: str, *, kinds: tuple[Kind, ...] = (), as_of: date | None = None, default: Language = Language.EN
    ) -> list[Hit]:
        """Ranked hits for a query."""

        def work() -> list[Hit]:
            language = detect_language(text, default)
            query = Query(text, filters=Filters(kinds=kinds, as_of=as_of), limit=SEARCH_HITS)
            return search_by_sentences(CorpusLibrary(self._corpus), query, language)

        async with self._places:
            return await asyncio.to_thread(work)

    async def passage(
        self, passage_id: str, mark: tuple[int, int] | None = None, number: int | None = None
    ) -> InContext | None:
        """A passage by its id; None where a sync took it away."""

        def work() -> InContext | None:
            found = self._corpus.catalogue.passages([passage_id]).get(passage_id)
            return self._in_context(found, mark, number) if found else None

        return await asyncio.to_thread(work)

    async def lookup(self, citation: str) -> InContext | None:
        """The passage that a citation, a document id or a piece of a title names."""

        def work() -> InContext | None:
            found = self._corpus.lookup(citation, 1)
            return self._in_context(found[0]) if found else None

        return await asyncio.to_thread(work)

    async def infos(self) -> list[DocumentInfo]:
        """All documents."""
        return await asyncio.to_thread(self._corpus.infos)

    def coverage(self) -> CoverageView:
        """What the corpus holds and how fresh it is; blocking."""
        sources = self._corpus.catalogue.sources()
        failed = {name: row["error"] for name, row in sources.items() if row.get("error")}
        times = [row["synced_at"] for row in sources.values() if row.get("synced_at")]
        return CoverageView(
            infos=self._corpus.infos(),
            passages=self._corpus.catalogue.counts()[1],
            newest=self._corpus.newest_source(),
            synced_at=datetime.fromisoformat(max(times)) if times else None,
            failed=failed,
        )

    def _in_context(
        self, passage: Passage, mark: tuple[int, int] | None = None, number: int | None = None
    ) -> InContext | None:
        info = self._corpus.info(passage.document_id)
        if info is None:
            return None
        around = self._corpus.neighbours(passage, 1)
        before = [one for one in around if one.ordinal < passage.ordinal]
        after = [one for one in around if one.ordinal > passage.ordinal]
        view = PassageView(info, passage, tuple(before), tuple(after), mark, number)
        return InContext(view, before[-1] if before else None, after[0] if after else None)

    def _load(self) -> Suggestions:
        known = [one for one in self._corpus.catalogue.citations() if 0 < len(one) <= 100]
        citations = [Suggestion(one, one, _fold(one)) for one in sorted(known, key=lambda one: (len(one), one))]
        infos: Sequence[DocumentInfo] = sorted(self._corpus.infos(), key=lambda info: info.title)
        titles = [Suggestion(info.title, info.id, info.title.casefold()) for info in infos if len(info.id) <= 100]
        topics = Counter(one for info in infos for one in info.topics if 0 < len(one) <= 100)
        return Suggestions(citations, titles, [one for one, _ in topics.most_common()])


def _fold(text: str) -> str:
    """Without spaces and without what people leave out: ``744.23`` finds ``15 CFR § 744.23``."""
    flat = "".join(text.casefold().split())
    for lead in ("15cfr", "eccn", "§", "part"):
        flat = flat.removeprefix(lead)
    return flat
