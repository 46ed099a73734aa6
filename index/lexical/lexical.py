"""The full-text index as a whole: passages go in, commits make them visible, views are read from it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

import tantivy

from index.documents import DocumentInfo, Language, Passage
from index.forward import pack
from index.lexical.view import View
from index.lexical.vocabulary import Vocabulary, own_pinpoints

SCHEMA = 2
_TERMS = "terms"
_HEAP = 64_000_000


class Lexical:
    """Words and identifiers of every passage. One writing process; reads are safe from any thread."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, folder: Path) -> None:
        """Wraps an open index; use `open`."""
        self._index = index
        self._schema = schema
        self._folder = folder
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._vocabulary = Vocabulary(folder)
        self._view: View | None = None
        self._seen = self._stamp()

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
            self._vocabulary.learn(items)
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
                self._vocabulary.save()
                self._writer.commit()
                self._writer.wait_merging_threads()
                self._writer = None
            self.refresh()

    def refresh(self) -> None:
        """Sees what was committed, also by another process."""
        with self._lock:
            self._seen = self._stamp()
            self._vocabulary.refresh()
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

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the parts of a German compound, as this index knows its words; empty where it is none."""
        return self._vocabulary.parts(word)

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

    def _document(self, passage: Passage, info: DocumentInfo) -> tantivy.Document:
        language = info.language
        text = self._vocabulary.terms(passage.text, language)
        title = self._vocabulary.title_terms((info.title, *passage.headings, info.citation, passage.citation), language)
        own = own_pinpoints(passage, info)
        document = tantivy.Document()
        document.add_text("id", passage.id)
        document.add_text("document", passage.document_id)
        document.add_text(f"text_{language}", " ".join(text))
        document.add_text(f"title_{language}", " ".join(dict.fromkeys(title)))
        document.add_text(f"own_{language}", " ".join(own))
        document.add_bytes("forward", pack(language, text, title, own))
        return document


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
