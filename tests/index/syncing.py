"""What the tests of the sync share: a quick encoder, texts of their own, and a picture of a whole index.

Run as a program it is a sync in a process of its own, to be killed: ``syncing.py INDEX FOLDER STAGE TIMES``.
"""

from __future__ import annotations

import functools
import hashlib
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import writing
from index.catalogue import Catalogue
from index.context import embedding_text
from index.layout import Layout
from index.ledger import Ledger
from index.lexical import Lexical
from index.report import SyncReport
from index.settings import EncoderSettings, FolderSource, IndexSettings, Source
from index.store import Store
from index.sync import sync
from index.vectors import VectorCache

NOUNS = ["Chip", "Rule", "License", "Magnet", "Memory", "Foundry", "Ministry", "Export", "Entity", "Threshold"]
VERBS = ["needs", "covers", "limits", "delays", "allows", "replaces", "affects", "precedes"]


@dataclass
class QuickEncoder:
    """Vectors from hashes of the words: no meaning, but the same every time, and every text is remembered."""

    name: str = "quick@1"
    dimension: int = 16
    texts: list[str] = field(default_factory=list)
    pause: float = 0.0

    def encode_passages(self, texts: Sequence[str], progress: Any = None) -> NDArray[np.float32]:
        self.texts.extend(texts)
        time.sleep(self.pause * len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in text.lower().split():
            digest = hashlib.sha256(f"{self.name}{word}".encode()).digest()
            vector[digest[0] % self.dimension] += 1.0 if digest[1] % 2 else -1.0
        return vector / max(float(np.linalg.norm(vector)), 1e-6)


def story(seed: int, paragraphs: int = 6, edition: int = 1) -> str:
    """A text of its own; another edition changes one paragraph in the middle."""
    chance = random.Random(seed)
    blocks = [f"Story number {seed} about export rules"]
    for number in range(paragraphs):
        wording = random.Random(seed * 1000 + edition) if number == paragraphs // 2 else chance
        blocks.append(
            " ".join(
                f"{wording.choice(NOUNS)} {wording.randrange(10_000)} {wording.choice(VERBS)} the {wording.choice(NOUNS)} of "
                f"section {wording.randrange(10_000)} in this edition."
                for _ in range(9)
            )
        )
    return "\n\n".join(blocks) + "\n"


def write_stories(folder: Path, seeds: Sequence[int], edition: int = 1) -> None:
    """One file a story."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / f"story-{seed:03}.txt").write_text(story(seed, edition=edition), encoding="utf-8")


def settings_of(index: Path, *sources: Source, **options: Any) -> IndexSettings:
    """Settings of an index at ``index``."""
    return IndexSettings(path=index, encoder=EncoderSettings(model="packaged"), sources=sources, **options)


def folder_of(path: Path, **options: Any) -> FolderSource:
    """A folder as a source."""
    return FolderSource(type="folder", path=path, **options)


@dataclass(frozen=True)
class Picture:
    """Everything an index says, in a form that can be compared."""

    documents: dict[str, str]
    passages: dict[str, tuple[str, ...]]
    hidden: tuple[tuple[str, str, str], ...]
    sources: dict[str, tuple[str, str]]
    vectors: frozenset[str]
    words: frozenset[str]

    def is_consistent(self) -> bool:
        """Vectors and words are those of the passages, no more and no less."""
        every = {one for ids in self.passages.values() for one in ids}
        return every == self.vectors == self.words

    def is_whole(self) -> bool:
        """Every passage that a reader may see has its vector and its words."""
        every = {one for ids in self.passages.values() for one in ids}
        return every <= self.vectors and every <= self.words


def picture(index: Path, encoder: QuickEncoder) -> Picture:
    """The index as it lies on disk."""
    forget_chroma()
    layout = Layout(index)
    catalogue = Catalogue.in_folder(index)
    store = Store.open(layout.chroma, "", encoder, create=True)
    lexical = Lexical.open(layout.words)
    infos = catalogue.infos()
    found = Picture(
        # The hash of the whole source does not count: a document that did not change keeps that of its first reading.
        documents={
            one.id: repr(replace(one, sha256="")) + catalogue.document(one.id).text  # type: ignore[union-attr]
            for one in infos
        },
        passages={one.id: tuple(part.id for part in catalogue.passages_of(one.id)) for one in infos},
        hidden=tuple(Ledger(catalogue).duplicates()),
        sources={name: (row["sha256"], row["error"]) for name, row in catalogue.sources().items()},
        vectors=frozenset(store.ids()),
        words=frozenset(lexical.ids()),
    )
    lexical.close()
    catalogue.close()
    return found


def forget_chroma() -> None:
    """Lets this process forget its Chroma clients: they do not see what another process wrote."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def wrong_vectors(index: Path, encoder: QuickEncoder) -> list[str]:
    """The passages whose stored vector is not that of their text."""
    catalogue, store = Catalogue.in_folder(index), Store.open(Layout(index).chroma, "", encoder)
    wrong = []
    for info in catalogue.infos():
        for passage in catalogue.passages_of(info.id):
            vector = encoder.encode_query(embedding_text(info, passage))
            if store.similarities(vector, [passage.id])[0] < 0.99:  # vectors are compared in half precision
                wrong.append(passage.id)
    catalogue.close()
    return wrong


def cached_keys(index: Path) -> set[str]:
    """The keys of all texts whose vectors are known."""
    file = Layout(index).vectors
    if not file.is_file():
        return set()
    connection = sqlite3.connect(file)
    try:
        return {row[0] for row in connection.execute("SELECT key FROM vectors")}
    except sqlite3.OperationalError:
        return set()
    finally:
        connection.close()


def quick_sync(settings: IndexSettings, encoder: QuickEncoder | None = None, **options: Any) -> SyncReport:
    """A sync with the quick encoder."""
    return sync(settings, encoder=encoder or QuickEncoder(), **options)


STAGES: dict[str, tuple[Any, str, bool]] = {
    # name: (owner, method, killed after it rather than before it)
    "before the first vector": (VectorCache, "put_many", False),
    "vectors are cached": (VectorCache, "put_many", True),
    "vectors are written": (Store, "put", True),
    "words wait for their commit": (Lexical, "put", True),
    "words are written": (Lexical, "commit", True),
    "documents are about to change": (Catalogue, "put_all", False),
    "documents have changed": (Catalogue, "put_all", True),
    "old words are gone": (Lexical, "remove_passages", True),
    "old vectors are gone": (Store, "remove", True),
    "retired passages are swept": (Catalogue, "sweep", True),
    "a source is marked": (Catalogue, "put_source", True),
    "documents are about to go": (Catalogue, "remove", False),
    "documents have gone": (Catalogue, "remove", True),
    "a source is forgotten": (Catalogue, "remove_source", True),
    "duplicates are named": (Catalogue, "put_info", True),
    "the end is about to be stated": (Ledger, "state", False),
}


def _armed(stage: str, times: int) -> None:
    """Arranges for this process to be killed at a stage when it comes for the given time."""
    owner, method, after = STAGES[stage]
    original = getattr(owner, method)
    calls = 0

    @functools.wraps(original)
    def fatal(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == times and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **kwargs)
        if calls == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, method, fatal)


def small_steps() -> None:
    """Batches so small that a few texts make many of them."""
    writing.BATCH, writing.CHUNK = 12, 5


if __name__ == "__main__":
    small_steps()
    chosen = sys.argv[3]
    if chosen in STAGES:
        _armed(chosen, int(sys.argv[4]))
    print("begun", flush=True)
    quick_sync(
        settings_of(Path(sys.argv[1]), folder_of(Path(sys.argv[2])), max_removed_share=1.0),
        QuickEncoder(pause=0.002 if chosen == "any time" else 0.0),
    )
    print("done", flush=True)
