"""From what a person writes (a citation, a document id, a piece of a title) to the passages it names.

Exact pinpoint first, then what lies below it, then what lies above it. The law itself comes before briefs about it.
A notice, a chip or a footnote that is no passage of its own is shown where it is mentioned.
"""

from __future__ import annotations

import re
import threading

import numpy as np

from index import identifiers
from index.catalogue import Catalogue
from index.documents import DocumentInfo, Kind, Passage
from index.forward import Lists
from index.lexical import Lexical
from index.query import find_identifiers
from index.words import MARK

_BARE_PARAGRAPH = re.compile(r"^\s*(?:15\s*CFR\s*)?§*\s*", re.IGNORECASE)
_KIND_ORDER = {kind: place for place, kind in enumerate((Kind.REGULATION, Kind.TREATY, Kind.GUIDANCE, Kind.DEFINITION))}
_EUROPEAN = re.compile(r"\b(?:EU|EG)\b|\bAn(?:nex|hang)s? I\b|2021/821", re.IGNORECASE)
_MENTIONED = frozenset({"fr", "frdoc", "rin", "docket", "mofcom", "prohibition", "footnote", "group", "chip", "usc"})
_TITLES = 5  # documents that a piece of a title may name


class Lookup:
    """Looks up citations in one state of the index."""

    def __init__(self, catalogue: Catalogue, lexical: Lexical) -> None:
        """Reads nothing yet."""
        self._catalogue = catalogue
        self._lexical = lexical
        self._lock = threading.Lock()
        self._citations: list[str] | None = None

    def find(self, citation: str, limit: int = 50) -> list[Passage]:
        """The passages that ``citation`` names, best first; empty where nothing does."""
        text = citation.strip()
        if not text:
            return []
        for identity in (text, text.casefold()):
            if self._catalogue.info(identity) is not None:
                return self._catalogue.passages_of(identity)[:limit]
        named = find_identifiers(text)
        wanted = [one.value for one in named]
        if wanted and (found := self._by_identifiers(wanted, european=bool(_EUROPEAN.search(text)))):
            return found[:limit]
        if titled := self._by_title(text):
            return titled[:limit]
        return self._mentioning(wanted)[:limit] if {one.type for one in named} & _MENTIONED else []

    def citations(self, prefix: str, limit: int = 25) -> list[str]:
        """Known pinpoints that contain what was typed, those that begin with it (after ``15 CFR §``) first."""
        with self._lock:
            if self._citations is None:
                self._citations = self._catalogue.citations()
        typed = _plain(prefix)
        begins = [one for one in self._citations if _plain(one).startswith(typed)]
        contains = [one for one in self._citations if typed in _plain(one) and not _plain(one).startswith(typed)]
        return [*sorted(begins, key=len), *contains][:limit] if typed else begins[:limit]

    def _by_identifiers(self, wanted: list[str], *, european: bool) -> list[Passage]:
        """Passages whose own pinpoint carries all identifiers asked for; else those of the nearest section above.

        The European and the American list share their numbers: what was asked for as European comes from the EU's.
        """
        chains = [identifiers.ancestors(value) for value in wanted]
        for depth in range(max(map(len, chains))):
            values = [chain[min(depth, len(chain) - 1)] for chain in chains]
            passages = self._holding(values, self._lexical.view().forward.own)
            if passages:
                ordered = self._ordered(passages, values)
                return sorted(ordered, key=lambda one: not _EUROPEAN.search(one.citation)) if european else ordered
        return []

    def _mentioning(self, values: list[str]) -> list[Passage]:
        """Passages that mention all of the identifiers in their text."""
        return self._ordered(self._holding(values, self._lexical.view().forward.text), values)

    def _holding(self, values: list[str], lists: Lists) -> list[Passage]:
        """Passages that have all identifiers among their own or in their text, as ``lists`` says."""
        view = self._lexical.view()
        owners: set[int] | None = None
        for number in view.forward.numbers([MARK + value for value in values]):
            entries = np.flatnonzero(lists.values == number)
            rows = set((np.searchsorted(lists.offsets, entries, side="right") - 1).tolist())
            owners = rows if owners is None else owners & rows
        return list(self._catalogue.passages([view.ids[row] for row in sorted(owners or ())]).values())

    def _ordered(self, passages: list[Passage], values: list[str]) -> list[Passage]:
        infos = {one: self._catalogue.info(one) for one in {passage.document_id for passage in passages}}
        return sorted(passages, key=lambda one: _rank(one, infos[one.document_id], values))

    def _by_title(self, text: str) -> list[Passage]:
        wanted = text.casefold()
        named = [
            info
            for info in self._catalogue.infos()
            if wanted in info.title.casefold() or wanted in info.source.casefold()
        ]
        named.sort(key=lambda info: (not info.title.casefold().startswith(wanted), len(info.title)))
        return [passage for info in named[:_TITLES] for passage in self._catalogue.passages_of(info.id)]


def _rank(passage: Passage, info: DocumentInfo | None, values: list[str]) -> tuple[int, int, int, int, str, int]:
    """Exact before below, a passage's own pinpoint before its document's, law before briefs, newest first."""
    mine = identifiers.values(passage.citation)
    exact = bool(mine) and set(values) <= mine
    kind = info.kind if info is not None else Kind.NEWS
    newest = "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in (info.published if info else ""))
    return (
        0 if exact else 1,
        0 if mine else 1,
        _KIND_ORDER.get(kind, len(_KIND_ORDER)),
        len(passage.citation) if not exact else 0,
        newest or "~",
        passage.ordinal,
    )


def _plain(citation: str) -> str:
    return re.sub(r"\s+", "", _BARE_PARAGRAPH.sub("", citation)).casefold()
