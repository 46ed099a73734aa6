"""English passages of a built index: what the teacher knows already and the student must not forget."""

from __future__ import annotations

import random
from pathlib import Path

from index.documents import Language
from index.training.data import Pair
from index.training.fit_fusion import opened

MOST = 12_000
SHORTEST = 60  # characters: below that a heading


def english_passages(index: Path) -> list[Pair]:
    """At most `MOST` distinct English passages in random order, each as its own translation."""
    corpus = opened(index, "paragraf")
    texts = {
        " ".join(passage.text.split())
        for info in corpus.infos()
        if info.language is Language.EN
        for passage in corpus.passages_of(info.id)
    }
    corpus.close()
    chosen = sorted(text for text in texts if len(text) >= SHORTEST)
    random.Random(1).shuffle(chosen)
    return [Pair(text, text, "index", 1.0) for text in chosen[:MOST]]
