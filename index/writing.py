"""Writing to the three stores in an order that a kill cannot spoil.

For a batch of documents: vectors (cache first), words, then one transaction of the catalogue, then what is left of the
old passages goes. Before the transaction a search sees the old documents (it drops ids that the catalogue does not
name), after it the new ones; there is no moment with half a document. A kill leaves at most orphans, and the ledger's
fact `UNFINISHED` makes the next sync look for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.catalogue import Catalogue, Entry
from index.context import embedding_text
from index.documents import DocumentInfo, Passage
from index.embed import Encoder, Vectors
from index.errors import CorpusError
from index.layout import Layout
from index.ledger import UNFINISHED, Ledger
from index.report import Progress, Stopwatch
from index.vectors import VectorCache
from index.wording import message

if TYPE_CHECKING:
    from index.lexical import Lexical
    from index.store import Store

BATCH = 2048
"""Passages written together: bounds the memory, and is large enough for Chroma to write at its best speed."""
CHUNK = 256
"""Texts embedded between two visits to the cache: what a kill can cost."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The name of an encoder and the length of its vectors: all that the stores need to know of it."""

    name: str
    dimension: int


class Parts:
    """The heavy parts of an index, opened when they are first needed."""

    def __init__(self, layout: Layout, chroma_url: str, identity: Identity, load: Callable[[], Encoder]) -> None:
        """Opens nothing yet. ``identity`` names the encoder that ``load`` will bring."""
        self.layout = layout
        self.chroma_url = chroma_url
        self.identity = identity
        self._load = load

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder; its model is in memory only when the first text comes."""
        return self._load()

    @cached_property
    def store(self) -> Store:
        """The vectors; the encoder's collection is made where missing."""
        from index.store import Store

        with writing("the vectors", self.layout):
            return Store.open(self.layout.chroma, self.chroma_url, self.identity, create=True)

    @cached_property
    def lexical(self) -> Lexical:
        """The words."""
        from index.lexical import Lexical

        with writing("the full text", self.layout):
            return Lexical.open(self.layout.words)

    @cached_property
    def cache(self) -> VectorCache:
        """Vectors by text."""
        return VectorCache(self.layout.vectors, self.identity.name)

    def close(self) -> None:
        """Closes what was opened; uncommitted words are dropped."""
        for name in ("lexical", "store", "cache"):
            if name in self.__dict__:
                self.__dict__[name].close()


@contextmanager
def writing(what: str, layout: Layout) -> Iterator[None]:
    """Turns whatever a store raises into one line: the libraries behind it share no error type."""
    try:
        yield
    except (CorpusError, OSError):
        raise
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise CorpusError(message("part_unwritable", folder=layout.folder, what=what, error=reason[:200])) from error


@dataclass(slots=True)
class Tally:
    """How many texts went through the encoder, and how many did not need to."""

    embedded: int = 0
    from_cache: int = 0


@dataclass(slots=True)
class _Batch:
    entries: list[Entry] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    passages: int = 0


class Writer:
    """Collects documents and writes them batch by batch. Call `flush` at the end."""

    def __init__(
        self, catalogue: Catalogue, ledger: Ledger, parts: Parts, progress: Progress, watch: Stopwatch
    ) -> None:
        """Writes nothing yet."""
        self.tally = Tally()
        self._catalogue = catalogue
        self._ledger = ledger
        self._parts = parts
        self._progress = progress
        self._watch = watch
        self._batch = _Batch()
        self._done = 0.0

    def add(self, entry: Entry, weight: float = 0.0) -> None:
        """A document to be written; ``weight`` is its share of the progress, spread over its passages."""
        self._batch.entries.append(entry)
        self._batch.weights.append(weight)
        self._batch.passages += len(entry.passages)
        if self._batch.passages >= BATCH or len(self._batch.entries) >= BATCH:
            self.flush()

    def text(self, document_id: str) -> str:
        """The text of a document that waits to be written; empty for others."""
        waiting = (one.document for one in self._batch.entries)
        return next((one.text for one in waiting if one.info.id == document_id), "")

    def touch(self) -> None:
        """Makes running searches read the catalogue again."""
        self._remove_passages([])

    def then(self, action: Callable[[], None]) -> None:
        """Runs ``action`` when everything that was added before is written for good."""
        if self._batch.entries:
            self._batch.after.append(action)
        else:
            action()

    def flush(self) -> None:
        """Writes what was collected."""
        batch, self._batch = self._batch, _Batch()
        if batch.entries:
            self._write(batch)
        for action in batch.after:
            action()

    def begin(self) -> None:
        """Says that the three stores may differ from now on. Called before every write; cheap."""
        self._ledger.state(**{UNFINISHED: "yes"})

    def remove(self, document_ids: Sequence[str]) -> None:
        """Removes documents: first from the catalogue, so that no search finds them half."""
        if not document_ids:
            return
        self.begin()
        passages = sorted(self._catalogue.passage_ids_of(document_ids))
        self._catalogue.remove(document_ids)
        self._remove_passages(passages)

    def _write(self, batch: _Batch) -> None:
        self.begin()
        pairs = [(one, entry.document.info) for entry in batch.entries for one in entry.passages]
        shares = [
            weight / len(entry.passages)
            for entry, weight in zip(batch.entries, batch.weights, strict=True)
            for _ in entry.passages
        ]
        old = self._catalogue.passage_ids_of(entry.document.info.id for entry in batch.entries)
        if pairs:
            self.put_vectors(pairs, shares)
            self.put_words(pairs)
        with self._watch.stage("catalogue"):
            self._catalogue.put_all(batch.entries, retire=True)
        self._remove_passages(sorted(old - {passage.id for passage, _ in pairs}))
        self.advance(sum(w for w, e in zip(batch.weights, batch.entries, strict=True) if not e.passages))

    def put_vectors(self, pairs: Sequence[tuple[Passage, DocumentInfo]], shares: Sequence[float]) -> None:
        """Embeds what is not in the cache, then writes all vectors at once."""
        texts = [embedding_text(info, passage) for passage, info in pairs]
        vectors = self._vectors(texts, shares)
        with self._watch.stage("vectors"), writing("the vectors", self._parts.layout):
            self._parts.store.put([passage.id for passage, _ in pairs], vectors)

    def put_words(self, pairs: Sequence[tuple[Passage, DocumentInfo]]) -> None:
        """Writes the words of passages and makes them visible."""
        with self._watch.stage("words"), writing("the full text", self._parts.layout):
            self._parts.lexical.put(pairs)
            self._parts.lexical.commit()

    def _vectors(self, texts: Sequence[str], shares: Sequence[float]) -> Vectors:
        cache, encoder = self._parts.cache, self._parts.encoder
        keys = [cache.key(text) for text in texts]
        with self._watch.stage("vectors"):
            known = cache.get_many(list(dict.fromkeys(keys)))
        missing: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            if key not in known:
                missing.setdefault(key, []).append(row)
        self.tally.from_cache += len(keys) - len(missing)
        self.advance(sum(share for key, share in zip(keys, shares, strict=True) if key in known))
        # Texts of like length together: a batch costs what its longest text costs.
        order = sorted(missing, key=lambda key: len(texts[missing[key][0]]))
        for at in range(0, len(order), CHUNK):
            chunk = order[at : at + CHUNK]
            with self._watch.stage("embedding"):
                fresh = encoder.encode_passages([texts[missing[key][0]] for key in chunk])
            with self._watch.stage("vectors"):
                cache.put_many(chunk, fresh)
            known.update(zip(chunk, fresh, strict=True))
            self.tally.embedded += len(chunk)
            self.advance(sum(shares[row] for key in chunk for row in missing[key]))
        return np.stack([known[key] for key in keys]).astype(np.float32, copy=False)

    def _remove_passages(self, passage_ids: Sequence[str]) -> None:
        """Removes words and vectors. Commits in any case: searches look at the catalogue again after a commit."""
        with self._watch.stage("words"), writing("the full text", self._parts.layout):
            self._parts.lexical.remove_passages(passage_ids)
            self._parts.lexical.commit()
        with self._watch.stage("vectors"), writing("the vectors", self._parts.layout):
            self._parts.store.remove(passage_ids)

    def advance(self, share: float) -> None:
        """Adds to the progress; what does not make a whole step yet is kept."""
        before = round(self._done)
        self._done += share
        if (steps := round(self._done) - before) > 0:
            self._progress.advance(steps)

    def repair(self) -> None:
        """Makes vectors and words agree with the catalogue: after a kill, for another encoder, for a lost folder."""
        owner = dict(self._catalogue.passage_ids())
        with self._watch.stage("repair"):
            vectors, words = self._parts.store.ids(), self._parts.lexical.ids()
            orphans = sorted((vectors | words) - owner.keys())
            without_vector = owner.keys() - vectors
            without_words = owner.keys() - words
        if not (orphans or without_vector or without_words):
            return
        self.begin()
        self._remove_passages(orphans)
        self._progress.stage("tidy", len(without_vector) or None)
        for pairs in self._pairs(without_vector, owner):
            self.put_vectors(pairs, [1.0] * len(pairs))
        for pairs in self._pairs(without_words, owner):
            self.put_words(pairs)

    def _pairs(self, passage_ids: set[str], owner: dict[str, str]) -> Iterator[list[tuple[Passage, DocumentInfo]]]:
        """Passages with their documents, in batches, those of a document together."""
        ordered = sorted(passage_ids, key=lambda one: (owner[one], one))
        for at in range(0, len(ordered), BATCH):
            some = ordered[at : at + BATCH]
            infos = {one: self._catalogue.info(one) for one in {owner[passage] for passage in some}}
            passages = self._catalogue.passages(some)
            yield [(passages[one], info) for one in some if one in passages and (info := infos[owner[one]]) is not None]
