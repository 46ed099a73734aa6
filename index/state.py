"""One state of the index as a search sees it: rows of the full-text view, their documents, and what filters let through."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.documents import DocumentInfo, Filters, Language
from index.forward import LANGUAGES
from index.fusion import Floats
from index.law_in_time import known_on
from index.lexical import View
from index.merge import pair_of, twin_passages

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_FILTERS_KEPT = 16
_BACKGROUND = 200  # passages a language whose similarity says what is usual for this question


class State:
    """One view of the full-text index joined with the catalogue: which rows may be shown under which filters."""

    def __init__(self, view: View, catalogue: Catalogue) -> None:
        """Reads the documents (not their texts) and which passage belongs to which."""
        self.view = view
        infos = catalogue.infos()
        self.infos: dict[str, DocumentInfo] = {info.id: info for info in infos}
        self._documents = infos
        place = {info.id: number for number, info in enumerate(infos)}
        document_of = dict(catalogue.passage_ids())
        places = (place.get(document_of.get(one, ""), -1) for one in view.ids)
        self._document_of_row = np.fromiter(places, dtype=np.int64, count=len(view.ids))
        self._known = self._document_of_row >= 0
        self._masks: OrderedDict[Filters, tuple[Mask | None, dict[Language, frozenset[str]]]] = OrderedDict()
        self._places: tuple[Sequence[str], Rows] | None = None
        self.twins = self._twins(catalogue)
        """By passage id of one half of a brief, the passage that says the same in the other language."""
        self._lock = threading.Lock()

    def allowed(self, filters: Filters) -> Mask | None:
        """Which rows may be shown; None = all."""
        return self._filtered(filters)[0]

    def shows(self, passage_id: str, filters: Filters) -> bool:
        """Whether a passage is in this view and passes the filters."""
        row, allowed = self.view.row_of.get(passage_id), self.allowed(filters)
        return row is not None and (allowed is None or bool(allowed[row]))

    def members(self, language: Language, filters: Filters, allowed: Mask | None) -> frozenset[str]:
        """The passage ids of one language that may be shown; the same object for the same filters."""
        members = self._filtered(filters)[1]
        with self._lock:
            if language not in members:
                rows = self.view.forward.rows_of[LANGUAGES.index(language)]
                rows = rows if allowed is None else rows[allowed[rows]]
                members[language] = frozenset(self.view.ids[row] for row in rows)
            return members[language]

    @cached_property
    def background(self) -> list[Rows]:
        """A fixed sample of rows a language."""
        chance = np.random.default_rng(20261124)
        rows = self.view.forward.rows_of
        return [chance.choice(some, min(_BACKGROUND, len(some)), replace=False) if len(some) else some for some in rows]

    def in_rows(self, ids: Sequence[str], values: Floats) -> Floats:
        """Values by passage id as values by row; 0 for rows without one."""
        with self._lock:
            if self._places is None or self._places[0] is not ids:
                place = {one: number for number, one in enumerate(ids)}
                places = np.fromiter((place.get(one, len(ids)) for one in self.view.ids), dtype=np.int64)
                self._places = (ids, places)
        return np.append(values, np.float32(0.0))[self._places[1]]

    def _twins(self, catalogue: Catalogue) -> dict[str, str]:
        """Only of briefs (they say as of when their facts are): two long texts seldom say the same at the same place."""
        halves: dict[str, dict[Language, str]] = defaultdict(dict)
        for info in self._documents:
            if info.facts_as_of is not None:
                halves[pair_of(info.id)][info.language] = info.id
        pairs = [tuple(both.values()) for both in halves.values() if len(both) == len(Language)]
        places = catalogue.places_of(one for pair in pairs for one in pair)
        found: dict[str, str] = {}
        for one, other in pairs:
            if one in places and other in places:
                found |= twin_passages(places[one], places[other]) | twin_passages(places[other], places[one])
        return found

    def _filtered(self, filters: Filters) -> tuple[Mask | None, dict[Language, frozenset[str]]]:
        with self._lock:
            if filters in self._masks:
                self._masks.move_to_end(filters)
                return self._masks[filters]
            plain = filters == Filters() and bool(self._known.all())
            mask = None if plain else self._mask(filters)
            entry: tuple[Mask | None, dict[Language, frozenset[str]]] = (mask, {})
            self._masks[filters] = entry
            while len(self._masks) > _FILTERS_KEPT:
                self._masks.popitem(last=False)
            return entry

    def _mask(self, filters: Filters) -> Mask:
        passing = np.array([_passes(info, filters) for info in self._documents] or [False], dtype=np.bool_)
        return np.where(self._known, passing[self._document_of_row], False)


def _passes(info: DocumentInfo, filters: Filters) -> bool:
    return (
        (not filters.kinds or info.kind in filters.kinds)
        and (not filters.jurisdictions or info.jurisdiction in filters.jurisdictions)
        and (not filters.languages or info.language in filters.languages)
        and (not filters.documents or info.id in filters.documents)
        and (filters.as_of is None or known_on(info, filters.as_of))
    )
