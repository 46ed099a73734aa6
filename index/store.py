"""The only door to Chroma: passage vectors by id, and the nearest ones to a question.

Chroma keeps the vectors and their graph, embedded in a folder or on a server. Two things are kept beside it in memory,
because Chroma is slow at them: the vectors as one matrix in half precision (0.75 KB each), read once, so that a filter
never becomes a metadata scan, and so that the cosine of any candidate is known without asking. A small allowed set is
compared one by one; a large one goes through Chroma's graph and is filtered afterwards.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import chromadb
import numkong
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from index.errors import IndexNotReadyError
from index.wording import Message, message

Vectors = NDArray[np.float32]
Halves = NDArray[np.uint16]
"""Vectors as bfloat16, a type that NumPy does not have."""

SCHEMA = 1
BUILD_COMMAND = "paragraf sync"
_PREFIX = "paragraf"
_PAGE = 4000
_EXACT_ROWS = 20_000  # compared one by one in 0.5 ms; the graph of 20,000 takes 1.5 ms and may miss some
_GRAPH = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 120}
_COMPARED_ROWS = 40_000  # for `every`: 1.1 ms
_SUBSETS = 6


class EncoderIdentity(Protocol):
    """What the store must know of an encoder."""

    @property
    def name(self) -> str:
        """Identity of the vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""


def collection_name(encoder_name: str) -> str:
    """The collection of an encoder: it carries the schema and the encoder, so that two never mix."""
    return f"{_PREFIX}-v{SCHEMA}-{hashlib.sha256(encoder_name.encode()).hexdigest()[:12]}"


def similarity(distance: float) -> float:
    """Chroma's cosine distance (0 = same, 2 = opposite) as a cosine: higher is better. The only place that turns it."""
    return 1.0 - distance


class Store:
    """The vectors of one encoder. One writing process; reads are safe from any thread."""

    def __init__(self, client: Any, collection: Any, dimension: int) -> None:
        """Wraps an open collection; use `open`."""
        self._client = client
        self._collection = collection
        self._dimension = dimension
        self._lock = threading.RLock()
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._matrix: Halves = np.empty((0, dimension), dtype=np.uint16)
        self._loaded = False
        self._subsets: OrderedDict[int, tuple[Collection[str], NDArray[np.intp], Halves]] = OrderedDict()

    @classmethod
    def open(cls, path: Path, chroma_url: str, encoder: EncoderIdentity, *, create: bool = False) -> Store:
        """Opens the collection of ``encoder`` in the folder ``path``, or on a server where ``chroma_url`` names one.

        With ``create`` a missing collection is made (beside those of other encoders); without, IndexNotReadyError
        names the command that builds it.
        """
        client = _client(path, chroma_url)
        name = collection_name(encoder.name)
        present = {str(one.name) for one in client.list_collections()}
        if name not in present:
            if not create:
                raise IndexNotReadyError(_missing(encoder.name, [one for one in present if one.startswith(_PREFIX)]))
            client.get_or_create_collection(
                name,
                embedding_function=None,
                configuration={"hnsw": dict(_GRAPH)},
                metadata={"encoder": encoder.name, "schema": SCHEMA, "dimension": encoder.dimension},
            )
        collection = client.get_collection(name, embedding_function=None)
        return cls(client, collection, encoder.dimension)

    def put(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Writes (or replaces) vectors by id."""
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors")
        if len(ids) and vectors.shape[1] != self._dimension:
            raise ValueError(f"vectors of length {vectors.shape[1]} in a collection of {self._dimension}")
        with self._lock:
            for at in range(0, len(ids), _PAGE):
                self._collection.upsert(ids=list(ids[at : at + _PAGE]), embeddings=vectors[at : at + _PAGE])
            self._forget()

    def remove(self, ids: Sequence[str]) -> None:
        """Removes vectors; unknown ids are no error."""
        with self._lock:
            for at in range(0, len(ids), _PAGE):
                self._collection.delete(ids=list(ids[at : at + _PAGE]))
            self._forget()

    def ids(self) -> set[str]:
        """The ids of all vectors, as Chroma holds them now."""
        return {one for page in self._pages([]) for one in page["ids"]}

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._collection.count())

    def refresh(self) -> None:
        """Reads the vectors again at the next question: another process may have written."""
        with self._lock:
            self._forget()

    def nearest(self, vector: Vectors, k: int, allowed: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest ids with their cosine, best first; only those in ``allowed`` where it is given.

        A frozenset that is passed again (the German passages, say) costs nothing the second time.
        """
        self._load()
        if k <= 0 or not self._ids or (allowed is not None and not allowed):
            return []
        if allowed is None:
            if len(self._ids) <= _EXACT_ROWS:
                return self._exact(vector, k, np.arange(len(self._ids)), self._matrix)
            return self._graph(vector, k)
        rows, matrix = self._subset(allowed)
        if len(rows) <= _EXACT_ROWS or len(rows) < 0.2 * len(self._ids):
            return self._exact(vector, k, rows, matrix)
        return self._filtered(vector, k, allowed, rows, matrix)

    def every(self, vector: Vectors) -> tuple[Sequence[str], Vectors] | None:
        """All ids with their cosine to ``vector``, where comparing all is cheaper than the graph; else None.

        The sequence of ids is the same object until something is written.
        """
        self._load()
        ids, matrix = self._ids, self._matrix
        return (ids, _cosines(matrix, vector)) if len(ids) == len(matrix) <= _COMPARED_ROWS else None

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> Vectors:
        """The cosine of each id to ``vector``, in order; 0 for an id that has no vector."""
        self._load()
        rows = np.fromiter((self._rows.get(one, -1) for one in ids), dtype=np.intp, count=len(ids))
        if not len(self._ids):
            return np.zeros(len(ids), dtype=np.float32)
        return np.where(rows >= 0, _cosines(self._matrix[rows], vector), 0.0).astype(np.float32)

    def other_collections(self) -> list[str]:
        """Collections of other encoders or schemas in the same place."""
        names = [str(one.name) for one in self._client.list_collections()]
        return sorted(one for one in names if one.startswith(_PREFIX) and one != self._collection.name)

    def drop_others(self) -> list[str]:
        """Deletes the other collections; returns their names."""
        names = self.other_collections()
        for name in names:
            self._client.delete_collection(name)
        return names

    def close(self) -> None:
        """Lets the memory go; Chroma itself keeps one instance a folder until the process ends."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._loaded = False
        self._ids, self._rows = [], {}
        self._matrix = np.empty((0, self._dimension), dtype=np.uint16)
        self._subsets.clear()

    def _pages(self, include: list[str]) -> Iterator[Any]:
        offset = 0
        while True:
            page = self._collection.get(include=include, limit=_PAGE, offset=offset)
            if not page["ids"]:
                return
            yield page
            offset += len(page["ids"])

    def _load(self) -> None:
        if self._loaded:
            return
        with self._lock:
            if self._loaded:
                return
            ids: list[str] = []
            parts: list[Halves] = [self._matrix[:0]]
            for page in self._pages(["embeddings"]):
                ids.extend(page["ids"])
                vectors = np.asarray(page["embeddings"], dtype=np.float32)
                parts.append(_halves(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)))
            self._matrix = np.concatenate(parts)
            self._ids, self._rows = ids, {one: row for row, one in enumerate(ids)}
            self._loaded = True

    def _subset(self, allowed: Collection[str]) -> tuple[NDArray[np.intp], Halves]:
        """Rows and vectors of an allowed set; remembered for frozensets, by identity."""
        with self._lock:
            known = self._subsets.get(id(allowed))
            if known is not None and known[0] is allowed:
                self._subsets.move_to_end(id(allowed))
                return known[1], known[2]
            rows = np.array(sorted(self._rows[one] for one in allowed if one in self._rows), dtype=np.intp)
            # A large set goes through the graph: copying its vectors would cost more than it saves.
            matrix = self._matrix[rows] if len(rows) <= max(_EXACT_ROWS, len(self._ids) // 4) else self._matrix[:0]
            if isinstance(allowed, frozenset):
                self._subsets[id(allowed)] = (allowed, rows, matrix)
                while len(self._subsets) > _SUBSETS:
                    self._subsets.popitem(last=False)
            return rows, matrix

    def _exact(self, vector: Vectors, k: int, rows: NDArray[np.intp], matrix: Halves) -> list[tuple[str, float]]:
        scores = _cosines(matrix, vector)
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(self._ids[rows[one]], float(scores[one])) for one in best]

    def _graph(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=min(k, len(self._ids)), include=["distances"]
        )
        return [(one, similarity(far)) for one, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _filtered(
        self, vector: Vectors, k: int, allowed: Collection[str], rows: NDArray[np.intp], matrix: Halves
    ) -> list[tuple[str, float]]:
        """Through the graph with more than asked for, then filtered; exact where too few are left."""
        members = allowed if isinstance(allowed, (set, frozenset)) else frozenset(allowed)
        fetch = int(1.5 * k * len(self._ids) / len(rows)) + 10
        kept = [one for one in self._graph(vector, fetch) if one[0] in members]
        if len(kept) >= k:
            return kept[:k]
        return self._exact(vector, k, rows, matrix if len(matrix) == len(rows) else self._matrix[rows])


def _halves(vectors: Vectors) -> Halves:
    """Vectors as bfloat16: the upper half of each float32, rounded to the nearest, to the even one on a tie."""
    whole = np.ascontiguousarray(vectors, dtype=np.float32).view(np.uint32)
    return ((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16).astype(np.uint16)


def _cosines(matrix: Halves, vector: Vectors) -> Vectors:
    """The cosine of each row to a vector, all of unit length; off by at most 0.0005.

    On one core, half as many bytes: 28,400 rows take 0.8 ms, 1.4 ms in float32. Not ``matrix @ vector``: BLAS wakes all
    cores for it, which on a busy machine costs forty times the work itself (measured: 8 ms against 0.2 ms for 6,667 rows).
    """
    if not len(matrix):
        return np.zeros(0, dtype=np.float32)
    found = np.empty((1, len(matrix)), dtype=np.float64)  # a float32 result takes numkong four times as long
    numkong.cdist(_halves(vector[None]), matrix, "dot", dtype="bfloat16", out=found)
    return np.asarray(found[0], dtype=np.float32)


def _client(path: Path, chroma_url: str) -> Any:
    settings = Settings(anonymized_telemetry=False)
    if not chroma_url:
        path.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(str(path), settings=settings)
        except ChromaError as error:
            raise IndexNotReadyError(message("store_closed", folder=path, error=error)) from error
    address = urlsplit(chroma_url)
    tls = address.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if tls else 8000),
            ssl=tls,
            settings=settings,
        )
    except ValueError as error:
        raise IndexNotReadyError(message("no_chroma", url=chroma_url)) from error


def _missing(encoder: str, others: Sequence[str]) -> Message:
    if others:
        return message("other_encoder", encoder=encoder, command=BUILD_COMMAND)
    return message("no_vectors", command=BUILD_COMMAND)
