"""One committed state of the full-text index: finds the passages that match a question best."""

from __future__ import annotations

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.documents import Language
from index.forward import LANGUAGES, Forward
from index.query import Analysis

_OWN_WEIGHT = 4.0
_TITLE_WEIGHT = 0.6
_OVER_FETCH = 3
_EXACT_ROWS = 3_000

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


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
