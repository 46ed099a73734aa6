"""The corpus as everyone outside this room sees it: one object to search, look up and read.

Opening checks that there is an index for the configured encoder; the encoder itself is loaded by the first question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from index.catalogue import Catalogue
from index.documents import DocumentInfo, Hit, Passage, SourceDocument
from index.embed import SentenceEncoder, load_encoder
from index.errors import IndexNotReadyError
from index.law_in_time import published_on
from index.layout import Layout
from index.lexical import Lexical
from index.lexicon import shared_lexicon
from index.lookup import Lookup
from index.search import Query, Ranking, Searcher
from index.settings import IndexSettings
from index.store import BUILD_COMMAND, Store
from index.wording import message


class Corpus:
    """Catalogue, vectors, words and encoder of one index, joined. Thread-safe for reading."""

    def __init__(
        self, catalogue: Catalogue, store: Store, lexical: Lexical, encoder: SentenceEncoder, settings: IndexSettings
    ) -> None:
        """Joins open parts; use `open`."""
        self.catalogue = catalogue
        self.store = store
        self.lexical = lexical
        self.encoder = encoder
        self._settings = settings

    @classmethod
    def open(cls, settings: IndexSettings) -> Corpus:
        """Opens the index of ``settings``. Raises IndexNotReadyError naming the command that builds what is missing."""
        layout = Layout(settings.path)
        if not layout.catalogue.is_file():
            raise IndexNotReadyError(message("no_index", path=settings.path, command=BUILD_COMMAND))
        encoder = load_encoder(settings.encoder)
        store = Store.open(layout.chroma, settings.chroma_url, encoder)
        catalogue = Catalogue.in_folder(settings.path)
        return cls(catalogue, store, Lexical.open(layout.words), encoder, settings)

    @cached_property
    def searcher(self) -> Searcher:
        """What ranks; made at the first question."""
        lexicon = shared_lexicon()
        return Searcher(self.catalogue, self.store, self.lexical, self.encoder, self._settings.search, lexicon=lexicon)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.catalogue, self.lexical)

    def warm(self) -> None:
        """Loads what the first question would wait for: encoder, vectors, words."""
        self.searcher.state()
        self.encoder.encode_query("?")
        self.store.nearest(self.encoder.encode_query("?"), 1)

    def search(self, query: Query) -> list[Hit]:
        """Ranked hits, best first."""
        return self.searcher.search(query)

    def rank(self, query: Query) -> Ranking | None:
        """All candidates with what every leg says of them, for reports and fitting; None where nothing may be found."""
        return self.searcher.rank(query)

    def document(self, document_id: str) -> SourceDocument | None:
        """One document with its text, or None."""
        return self.catalogue.document(document_id)

    def info(self, document_id: str) -> DocumentInfo | None:
        """One document without its text, or None."""
        return self.catalogue.info(document_id)

    def infos(self) -> list[DocumentInfo]:
        """All documents without their text."""
        return self.catalogue.infos()

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document in order."""
        return self.catalogue.passages_of(document_id)

    def neighbours(self, passage: Passage, n: int = 1) -> list[Passage]:
        """The passage itself and up to ``n`` before and after it in its document, in order."""
        around = range(passage.ordinal - n, passage.ordinal + n + 1)
        return [one for one in self.catalogue.passages_of(passage.document_id) if one.ordinal in around]

    def lookup(self, citation: str, limit: int = 50) -> list[Passage]:
        """The passages that a citation, a document id or a part of a title names; see `index.lookup`."""
        return self._lookup.find(citation, limit) or self._lookup.find(self.searcher.spelled(citation), limit)

    def citations(self, prefix: str, limit: int = 25) -> list[str]:
        """Citations to complete what someone is typing, those that begin with it first."""
        return self._lookup.citations(prefix, limit)

    def newest_source(self, today: date | None = None) -> date | None:
        """The newest date that any source was published or speaks for, never one in the future; None where undated."""
        limit = today or date.today()
        return newest_date(self.catalogue.infos(), limit)

    def refresh(self) -> None:
        """Sees what a sync wrote meanwhile. Searching does so by itself; lookups need it."""
        self.lexical.refresh()
        self.store.refresh()
        self.__dict__.pop("_lookup", None)

    def close(self) -> None:
        """Gives files and memory back."""
        self.lexical.close()
        self.store.close()
        self.catalogue.close()


def newest_date(infos: Sequence[DocumentInfo], limit: date) -> date | None:
    """The newest publication or facts-as-of date up to ``limit``."""
    dates = (one for info in infos for one in (published_on(info), info.facts_as_of))
    return max((one for one in dates if one is not None and one <= limit), default=None)
