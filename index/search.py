"""A question becomes ranked hits: words and vectors find candidates side by side, all legs judge each, one score sorts.

Every language keeps its own share of candidates from either leg, so same-language passages cannot crowd out the others.
Filters are sets of rows in memory, never a scan of a store. All of it together costs less than half of what encoding the
question does, so nothing runs side by side: handing a millisecond of work to another thread costs more than it saves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.catalogue import Catalogue
from index.documents import Filters, Hit, Language
from index.embed import Encoder
from index.forward import LANGUAGES
from index.fusion import FEATURES, Candidates, Floats, Fusion, features
from index.gloss import gloss
from index.glossary import Glossary
from index.lexical import Lexical
from index.lexicon import Lexicon
from index.merge import drop_repeats, drop_twins, merge_neighbours, originals_first
from index.query import Analysis, analyse, find_identifiers
from index.rerank import Reranker
from index.settings import SearchSettings
from index.spelling import Spelling
from index.state import Mask, Rows, State
from index.store import Store
from index.words import cut, stems

Cosine = Callable[[Rows], Floats]

_SPARE = 12  # hits fetched beyond those returned: neighbours merge, repeats and twins go, originals come up


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for. ``language`` None is detected; ``limit`` counts hits after merging."""

    text: str
    language: Language | None = None
    filters: Filters = field(default_factory=Filters)
    limit: int = 10


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """Vocabulary of the field in a text: the number of identifiers and of content words inside glossary phrases."""

    identifiers: int
    covered: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates of a question, best first, before they are fetched: rows of ``state`` with features and scores."""

    state: State
    analysis: Analysis
    rows: Rows
    features: Floats
    order: Floats
    scores: Floats


class Searcher:
    """Ranks the passages of one index. Thread-safe; follows the index as it changes."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        lexical: Lexical,
        encoder: Encoder,
        settings: SearchSettings,
        *,
        fusion: Fusion | None = None,
        lexicon: Lexicon | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        """Joins the legs; nothing is read before the first question."""
        self._catalogue = catalogue
        self._store = store
        self._lexical = lexical
        self._encoder = encoder
        self._settings = settings
        self._fusion = fusion or Fusion.load(encoder.name)
        self._lexicon = lexicon
        self._glossary = glossary or Glossary.load()
        self._reranker = Reranker(settings.reranker)
        self._lock = threading.Lock()
        self._state: State | None = None
        self._spelling: tuple[State, Spelling] | None = None

    def search(self, query: Query) -> list[Hit]:
        """The best hits, best first; empty for an empty question or where nothing is allowed by the filters."""
        ranking = self.rank(query)
        if ranking is None:
            return []
        reranked = bool(self._settings.reranker.model)
        wanted = max(query.limit + _SPARE, self._settings.reranker.candidates if reranked else 0)
        hits = self._shown(query, ranking, wanted)
        if len(hits) < query.limit and wanted < len(ranking.rows) and not reranked:
            return self._shown(query, ranking, 3 * wanted)
        return hits

    def _shown(self, query: Query, ranking: Ranking, count: int) -> list[Hit]:
        """What is left of the best ``count`` without repeats and twins, at most as many as were asked for."""
        hits = self._hits(ranking, count)
        if self._settings.reranker.model:
            hits = self._reranker.rerank(query.text, hits)
        hits = drop_repeats(hits)
        hits = originals_first(drop_twins(hits, self._twins(hits, ranking, query.filters)))
        if self._settings.merge_neighbours:
            # Only what would be returned may grow: a neighbour far down must not fatten a good hit.
            head = merge_neighbours(hits[: query.limit], self._catalogue.span)
            hits = [*head, *hits[query.limit :]]
        return hits[: query.limit]

    def rank(self, query: Query) -> Ranking | None:
        """All candidates with every leg's measures, best first: what `search` fetches and the fitting learns from."""
        if not query.text.strip():
            return None
        state = self.state()
        allowed = state.allowed(query.filters)
        if allowed is not None and not allowed.any():
            return None
        query = replace(query, text=self.spelled(query.text))
        vector = self._encoder.encode_query(query.text)
        nearest, cosine = self._nearest(state, vector, query.filters, allowed)
        analysis, found = self._words(state, query, allowed)
        rows = np.unique(np.concatenate([*nearest, *found]))
        if not len(rows):
            return None
        measured = features(self._candidates(state, rows, cosine, analysis))
        order = self._fusion.order(measured)
        best = np.argsort(-order, kind="stable")
        best = _pinpoint_first(best, measured)
        order = np.minimum.accumulate(np.maximum(order[best], _floor(order, best)))
        return Ranking(state, analysis, rows[best], measured[best], order, self._fusion.probability(order))

    def terms(self, text: str, language: Language) -> tuple[Analysis, list[float]]:
        """A question taken apart, and how rare each of its terms is in the index (natural log scale)."""
        analysis = self._analyse(self.spelled(text), language)
        return analysis, self.state().view.forward.idf(analysis, language).tolist()

    def translations(self, stem: str, language: Language) -> Mapping[str, float]:
        """Stems of the other language that a stem may be translated by, with probabilities."""
        return dict(self._lexicon.translations(stem, language.value)) if self._lexicon is not None else {}

    def gloss(self, text: str, language: Language) -> list[tuple[str, str]]:
        """Terms of the field in a text of ``language`` with their usual names in the other one."""
        return gloss(text, language, self._glossary, self._lexical.parts)

    def field_terms(self, text: str, language: Language) -> FieldTerms:
        """How much of a text is vocabulary of the field: its identifiers, and content words inside glossary phrases."""
        text = self.spelled(text)
        found = find_identifiers(text)
        sequence = stems(cut(text).words, language)
        covered = sum(one.end - one.start for one in self._glossary.matches(sequence, language))
        return FieldTerms(len(found), covered)

    def spelled(self, text: str) -> str:
        """A question with its mistyped words as the corpus writes them; see `index.spelling`."""
        state = self.state()
        with self._lock:
            if self._spelling is None or self._spelling[0] is not state:
                forward, split = state.view.forward, self._lexical.parts
                texts = self._catalogue.texts
                self._spelling = (state, Spelling(forward, self._lexicon, self._glossary, split, texts))
            spelling = self._spelling[1]
        return spelling.corrected(text)

    def state(self) -> State:
        """The index as it is now; read again where it changed on disk."""
        with self._lock:
            if self._lexical.changed():
                self._lexical.refresh()
                self._store.refresh()
            view = self._lexical.view()
            if self._state is None or self._state.view is not view:
                self._state = State(view, self._catalogue)
            return self._state

    def _words(self, state: State, query: Query, allowed: Mask | None) -> tuple[Analysis, list[Rows]]:
        analysis = self._analyse(query.text, query.language)
        count = self._settings.candidates
        return analysis, [state.view.search(analysis, one, count, allowed) for one in LANGUAGES]

    def _analyse(self, text: str, language: Language | None) -> Analysis:
        return analyse(text, language, self._lexicon, self._glossary, self._lexical.parts)

    def _nearest(
        self, state: State, vector: Floats, filters: Filters, allowed: Mask | None
    ) -> tuple[list[Rows], Cosine]:
        """The nearest rows of each language, and how to learn the cosine of any rows."""
        count = self._settings.candidates
        every = self._store.every(vector)
        if every is not None:
            cosines = state.in_rows(*every)
            shown = (rows if allowed is None else rows[allowed[rows]] for rows in state.view.forward.rows_of)
            return [_highest(cosines, rows, count) for rows in shown], lambda rows: cosines[rows]
        row_of, ids, found = state.view.row_of, state.view.ids, []
        for language in LANGUAGES:
            nearest = self._store.nearest(vector, count, state.members(language, filters, allowed))
            found.append(np.array([row_of[one] for one, _ in nearest if one in row_of], dtype=np.int64))
        return found, lambda rows: self._store.similarities(vector, [ids[row] for row in rows])

    def _candidates(self, state: State, rows: Rows, cosine: Cosine, analysis: Analysis) -> Candidates:
        dense = cosine(rows)
        forward = state.view.forward
        standard = np.zeros_like(dense)
        for code, sample in enumerate(state.background):
            group = forward.language[rows] == code
            if len(sample) and group.any():
                usual = cosine(sample)
                standard[group] = (dense[group] - usual.mean()) / max(float(usual.std()), 0.02)
        same = forward.language[rows] == LANGUAGES.index(analysis.language)
        german = analysis.language is Language.DE
        return Candidates(dense, standard, forward.score(rows, analysis), same, german)

    def _hits(self, ranking: Ranking, count: int) -> list[Hit]:
        state = ranking.state
        ids = [state.view.ids[row] for row in ranking.rows[:count]]
        passages = self._catalogue.passages(ids)
        hits: list[Hit] = []
        for place, one in enumerate(ids):
            passage = passages.get(one)
            info = state.infos.get(passage.document_id) if passage is not None else None
            if passage is None or info is None:  # removed since the index was read
                continue
            legs = dict(zip(FEATURES, map(float, ranking.features[place]), strict=True))
            hits.append(Hit(passage, info, float(ranking.scores[place]), legs))
        return hits

    def _twins(self, hits: Sequence[Hit], ranking: Ranking, filters: Filters) -> dict[str, Hit]:
        """By passage id of a hit in another language, the same part of its brief in the reader's, if it may be shown."""
        state = ranking.state
        foreign = [hit for hit in hits if hit.info.language is not ranking.analysis.language]
        wanted = {hit.passage.id: state.twins[hit.passage.id] for hit in foreign if hit.passage.id in state.twins}
        if not wanted:
            return {}
        passages = self._catalogue.passages([one for one in wanted.values() if state.shows(one, filters)])
        twins = ((hit, passages.get(wanted.get(hit.passage.id, ""))) for hit in foreign)
        return {
            hit.passage.id: replace(hit, passage=twin, info=state.infos[twin.document_id])
            for hit, twin in twins
            if twin is not None
        }


def _highest(values: Floats, rows: Rows, count: int) -> Rows:
    """Those of ``rows`` with the highest values."""
    if len(rows) <= count:
        return rows
    return rows[np.argpartition(values[rows], -count)[-count:]]


def _pinpoint_first(best: Rows, measured: Floats) -> Rows:
    """Where the question names a section that exists, its best passage comes first."""
    exact = measured[best, FEATURES.index("pinpoint")] >= 1.0
    if not exact.any():
        return best
    first = int(np.argmax(exact))
    return np.concatenate([best[first : first + 1], best[:first], best[first + 1 :]])


def _floor(order: Floats, best: Rows) -> Floats:
    """What a passage put first must score at least, for scores to fall with rank."""
    floor = np.full(len(best), -np.inf, dtype=np.float32)
    floor[0] = order.max()
    return floor
