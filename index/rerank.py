"""An optional second stage: a cross-encoder reads question and passage together. Search goes on without it.

Any sentence-transformers CrossEncoder named in config.yaml. Its judgement is added to the fused score as standard
deviations among the candidates, so that models of any scale can be used and a bad one cannot overrule everything.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import structlog

from index.documents import Hit
from index.embed import load_cross_encoder
from index.settings import RerankerSettings

_log = structlog.get_logger(__name__)
_WEIGHT = 1.5


class Reranker:
    """Reorders the first hits with a cross-encoder; after one failure it stays silent."""

    def __init__(self, settings: RerankerSettings) -> None:
        """Keeps what to load; nothing is loaded before the first question."""
        self._settings = settings
        self._lock = threading.Lock()
        self._model: Any = None
        self._failed = not settings.model

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with the first ``candidates`` reordered; unchanged where there is no model or it fails."""
        head, tail = list(hits[: self._settings.candidates]), list(hits[self._settings.candidates :])
        if self._failed or len(head) < 2:
            return [*head, *tail]
        try:
            scores = self._scores(question, [hit.passage.text for hit in head])
        except Exception as error:  # noqa: BLE001 - whatever a foreign model does, search goes on
            self._failed = True
            _log.warning("reranker_failed", model=self._settings.model, error=str(error).splitlines()[:1])
            return [*head, *tail]
        spread = float(scores.std()) or 1.0
        shifts = _WEIGHT * (scores - scores.mean()) / spread
        ranked = [
            replace(hit, score=_shifted(hit.score, float(shift)), legs={**hit.legs, "reranker": float(score)})
            for hit, shift, score in zip(head, shifts, scores, strict=True)
        ]
        return [*sorted(ranked, key=lambda hit: -hit.score), *tail]

    def _scores(self, question: str, texts: Sequence[str]) -> Any:
        with self._lock:
            if self._model is None:
                self._model = load_cross_encoder(self._settings.model)
        pairs = [(question, text) for text in texts]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64).reshape(len(texts))


def _shifted(probability: float, shift: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(inside / (1 - inside)) + shift)))
