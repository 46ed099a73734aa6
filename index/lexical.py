"""The only door to the full-text index: passages by words and identifiers, with tantivy.

Why tantivy: it is maintained, installs as a wheel, keeps an inverted index on disk that grows passage by passage,
commits atomically (a kill leaves the last commit), and answers a question of fifty weighted terms over 20,000
passages in half a millisecond. SQLite's FTS5 has none of the per-field, per-term weights that translations need.

The words are cut and stemmed here (`index.words`, Snowball German and English), not in tantivy, so that the index, the
translation lexicon and the question agree on every stem. A German compound is indexed whole and in parts. Identifiers
are terms of their own: those of a passage's own pinpoint (with everything above it) in one field, those it mentions
among its words.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index import identifiers
from index.documents import DocumentInfo, Language, Passage
from index.forward import LANGUAGES, Forward, pack
from index.query import Analysis
from index.words import LEAST_COMPOUND, MARK, compound_stems, cut, german_words, is_content, stem_of

SCHEMA = 1
_TERMS = "terms"
_HEAP = 64_000_000
_OWN_WEIGHT = 4.0
_TITLE_WEIGHT = 0.6
_WORDS_FILE = "words.txt"
_LEAST_WORD = 4
_LINES_KEPT = 2_000
_OVER_FETCH = 3
_EXACT_ROWS = 3_000

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for language in Language:
        builder.add_text_field(f"text_{language}", tokenizer_name=_TERMS, index_option="freq")
        builder.add_text_field(f"title_{language}", tokenizer_name=_TERMS, index_option="freq")
        builder.add_text_field(f"own_{language}", tokenizer_name=_TERMS, index_option="freq")
    builder.add_bytes_field("forward", stored=True)
    return builder.build()


class Lexical:
    """Words and identifiers of every passage. One writing process; reads are safe from any thread."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, folder: Path) -> None:
        """Wraps an open index; use `open`."""
        self._index = index
        self._schema = schema
        self._folder = folder
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._new_words: set[str] = set()
        self._lines: dict[tuple[str, Language], list[str]] = {}
        self._split: dict[str, tuple[str, ...]] = {}
        self._view: View | None = None
        self._seen = self._stamp()
        words = folder / _WORDS_FILE
        known = words.read_text(encoding="utf-8").split() if words.is_file() else []
        self._words = frozenset(known) | german_words()

    @classmethod
    def open(cls, path: Path) -> Lexical:
        """Opens the index in a folder; makes an empty one where there is none."""
        folder = path / f"v{SCHEMA}"
        folder.mkdir(parents=True, exist_ok=True)
        schema = _schema()
        index = tantivy.Index(schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_TERMS, analyzer)
        return cls(index, schema, folder)

    def put(self, items: Iterable[tuple[Passage, DocumentInfo]]) -> None:
        """Adds or replaces passages; seen by searches after `commit`."""
        with self._lock:
            items = list(items)
            self._learn(items)
            writer = self._open_writer()
            for passage, info in items:
                writer.delete_documents_by_term("id", passage.id)
                writer.add_document(self._document(passage, info))

    def remove_documents(self, ids: Iterable[str]) -> None:
        """Removes all passages of these documents that were put before."""
        with self._lock:
            writer = self._open_writer()
            for one in ids:
                writer.delete_documents_by_term("document", one)

    def remove_passages(self, ids: Iterable[str]) -> None:
        """Removes single passages; unknown ids are no error."""
        with self._lock:
            writer = self._open_writer()
            for one in ids:
                writer.delete_documents_by_term("id", one)

    def commit(self) -> None:
        """Makes everything since the last commit visible and durable, all or nothing."""
        with self._lock:
            if self._writer is not None:
                if self._new_words:
                    with (self._folder / _WORDS_FILE).open("a", encoding="utf-8") as file:
                        file.write("".join(f"{word}\n" for word in sorted(self._new_words)))
                    self._new_words.clear()
                self._writer.commit()
                self._writer.wait_merging_threads()
                self._writer = None
            self.refresh()

    def refresh(self) -> None:
        """Sees what was committed, also by another process."""
        with self._lock:
            self._seen = self._stamp()
            self._index.reload()
            self._view = None

    def changed(self) -> bool:
        """Whether something was committed since the current view was read."""
        return self._view is not None and self._stamp() != self._seen

    def _stamp(self) -> int:
        """When tantivy last committed: its list of segments is replaced as a whole."""
        try:
            return (self._folder / "meta.json").stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def ids(self) -> set[str]:
        """The ids of all committed passages."""
        return set(self.view().ids)

    def count(self) -> int:
        """How many passages are committed."""
        return int(self._index.searcher().num_docs)

    def view(self) -> View:
        """A consistent state of the index, in memory; stays valid while newer ones are written."""
        with self._lock:
            if self._view is None:
                self._view = View(self._index.searcher(), self._schema)
            return self._view

    def close(self) -> None:
        """Drops uncommitted work and the memory."""
        with self._lock:
            if self._writer is not None:
                self._writer.rollback()
                self._writer = None
            self._view = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        return self._writer

    def _learn(self, items: Sequence[tuple[Passage, DocumentInfo]]) -> None:
        """German words of new passages become parts that compounds may have."""
        found = {
            word
            for passage, info in items
            if info.language is Language.DE
            for word in cut(passage.text).words
            if word.isalpha() and len(word) >= _LEAST_WORD
        }
        new = found - self._words
        if new:
            self._new_words |= new
            self._words |= new
            self._split.clear()
            self._lines.clear()

    def _document(self, passage: Passage, info: DocumentInfo) -> tantivy.Document:
        language = info.language
        text = self.terms(passage.text, language)
        title = self._title_terms((info.title, *passage.headings, info.citation, passage.citation), language)
        own = own_pinpoints(passage, info)
        document = tantivy.Document()
        document.add_text("id", passage.id)
        document.add_text("document", passage.document_id)
        document.add_text(f"text_{language}", " ".join(text))
        document.add_text(f"title_{language}", " ".join(dict.fromkeys(title)))
        document.add_text(f"own_{language}", " ".join(own))
        document.add_bytes("forward", pack(language, text, title, own))
        return document

    def terms(self, text: str, language: Language) -> list[str]:
        """The index terms of a text: stems, parts of compounds, identifiers with what is above them."""
        parts = cut(text)
        found: list[str] = []
        for word in parts.words:
            if not is_content(word, language):
                continue
            found.append(stem_of(word, language))
            if language is Language.DE and len(word) >= LEAST_COMPOUND:
                found.extend(self.parts(word))
        for one in parts.identifiers:
            found.extend(MARK + value for value in identifiers.ancestors(one.value))
        return found

    def _title_terms(self, lines: tuple[str, ...], language: Language) -> list[str]:
        """The terms of title, headings and citations; the passages of a document share most of these lines."""
        found: list[str] = []
        for line in lines:
            known = self._lines.get((line, language))
            if known is None:
                if len(self._lines) >= _LINES_KEPT:
                    self._lines.clear()
                known = self._lines[(line, language)] = self.terms(line, language)
            found.extend(known)
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the parts of a German compound; empty where it is none. Remembered."""
        known = self._split.get(word)
        if known is None:
            known = self._split[word] = compound_stems(word, self._words)
        return known


def own_pinpoints(passage: Passage, info: DocumentInfo) -> list[str]:
    """The identifiers that a passage *is*: its pinpoint with everything above it; its document's where it has none."""
    found = [
        MARK + value
        for one in identifiers.find(passage.citation or info.citation)
        for value in identifiers.ancestors(one.value)
    ]
    return list(dict.fromkeys(found))


class View:
    """One committed state: tantivy's searcher and the passages as rows of numbers (`index.forward`)."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        """Reads the stored fields of all passages: about 3 µs each."""
        self._searcher = searcher
        self._schema = schema
        count = int(searcher.num_docs)
        hits = searcher.search(tantivy.Query.all_query(), limit=count, count=False).hits if count else []
        self.ids: list[str] = []
        self._row_at: dict[tuple[int, int], int] = {}
        packed: list[bytes] = []
        for row, (_, address) in enumerate(hits):
            stored = searcher.doc(address)
            self.ids.append(stored["id"][0])
            packed.append(stored["forward"][0])
            self._row_at[(address.segment_ord, address.doc)] = row
        self.row_of = {one: row for row, one in enumerate(self.ids)}
        self.forward = Forward(packed)

    def search(self, analysis: Analysis, language: Language, k: int, allowed: Mask | None = None) -> Rows:
        """The rows of the ``k`` passages of ``language`` that match best, best first, among the allowed rows."""
        rows = self.forward.rows_of[LANGUAGES.index(language)]
        if allowed is not None:
            rows = rows[allowed[rows]]
        if not len(rows) or not analysis.terms:
            return np.empty(0, dtype=np.int64)
        if allowed is None:
            return self._engine(analysis, language, k)
        if len(rows) <= _EXACT_ROWS:
            return self._exact(analysis, rows, k)
        found = self._engine(analysis, language, k * _OVER_FETCH)
        found = found[allowed[found]]
        return found[:k] if len(found) >= k else self._exact(analysis, rows, k)

    def _exact(self, analysis: Analysis, rows: Rows, k: int) -> Rows:
        scores = self.forward.score(rows, analysis)
        total = scores.bm25 + _TITLE_WEIGHT * scores.title + scores.pinpoint
        best = np.argsort(-total, kind="stable")[:k]
        return rows[best[total[best] > 0]]

    def _engine(self, analysis: Analysis, language: Language, k: int) -> Rows:
        query = self._query(analysis, language)
        hits = self._searcher.search(query, limit=k, count=False).hits
        found = [self._row_at[(address.segment_ord, address.doc)] for _, address in hits]
        return np.array(found, dtype=np.int64)

    def _query(self, analysis: Analysis, language: Language) -> tantivy.Query:
        text, title, own = f"text_{language}", f"title_{language}", f"own_{language}"
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for term in analysis.terms:
            for name, weight in term.names[language].items():
                parts.append(self._part(text, name, weight))
                parts.append(self._part(title, name, weight * _TITLE_WEIGHT))
                if term.identifier:
                    parts.append(self._part(own, name, weight * _OWN_WEIGHT))
        return tantivy.Query.boolean_query(parts)

    def _part(self, field: str, name: str, weight: float) -> tuple[tantivy.Occur, tantivy.Query]:
        query = tantivy.Query.term_query(self._schema, field, name, index_option="freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)
