"""Near-duplicates: the same article from two places is kept once, with the other place named.

What counts as the same depends on what it is. Of *articles* (news, guidance, announcements) two versions are the same
when nine tenths of their five-word sequences are: a changed caption, a cut last line or a broken umlaut stays below a
tenth, a follow-up story does not. *Law* has no near-duplicates: one word is another rule, one date another version,
so only equal words under equal dates are the same. Nothing is ever the same across two official citations or two
languages, and the entries or rows of one source are never duplicates of each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.documents import DocumentInfo, Kind, Language

if TYPE_CHECKING:
    from datasketch import MinHash

NEAR = 0.9
"""Jaccard similarity of the shingles from which two articles are the same (reason above)."""
SHINGLE = 5
LENGTH_RATIO = 0.8
"""Jaccard 0.9 already demands like lengths; this spares the comparison."""
PERMUTATIONS = 128
_SCHEME: Final = "affine32"
"""datasketch's way to permute (since 2.0): stored sketches are comparable within one scheme only."""
_CANDIDATE = 0.75
"""Similarity from which the sketch proposes a pair (below NEAR: a sketch errs by a few hundredths); texts decide."""
_ARTICLES = frozenset({Kind.NEWS, Kind.GUIDANCE, Kind.ANNOUNCEMENT})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What can be compared without the text: hash and number of the words, and for articles a MinHash sketch."""

    words_sha256: str
    words: int
    sketch: bytes = b""


NO_IMPRINT = Imprint("", 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document as far as it matters here. ``dates`` are all its dates in one string."""

    id: str
    source: str
    language: Language
    kind: Kind
    citation: str
    dates: str
    imprint: Imprint


def imprint(text: str, kind: Kind) -> Imprint:
    """The imprint of a document's text; case, spaces and punctuation do not count."""
    words = _words(text)
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    if kind not in _ARTICLES:
        return Imprint(digest, len(words))
    sketch = _minhash()
    sketch.update_batch([one.encode() for one in sorted(_shingles(words))])
    return Imprint(digest, len(words), sketch.hashvalues.astype("<u4").tobytes())


def candidate(info: DocumentInfo, mark: Imprint) -> Candidate:
    """A document as a candidate."""
    dates = f"{info.published}|{info.effective_from or ''}|{info.effective_to or ''}|{info.status.value}"
    return Candidate(info.id, info.source, info.language, info.kind, info.citation, dates, mark)


class Twins:
    """The documents kept so far; says whether a further one is a duplicate of one of them."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        """``text_of`` gives the text of a kept document by id: proposed pairs are compared word by word."""
        from datasketch import MinHashLSH

        self._text_of = text_of
        self._kept: dict[str, Candidate] = {}
        self._by_words: dict[str, list[str]] = {}
        self._near = MinHashLSH(threshold=_CANDIDATE, num_perm=PERMUTATIONS)

    def add(self, one: Candidate) -> None:
        """Keeps a document."""
        self.discard(one.id)
        self._kept[one.id] = one
        self._by_words.setdefault(one.imprint.words_sha256, []).append(one.id)
        if one.imprint.sketch:
            self._near.insert(one.id, _minhash(one.imprint.sketch))

    def discard(self, document_id: str) -> None:
        """Forgets a document, if it is known."""
        old = self._kept.pop(document_id, None)
        if old is None:
            return
        self._by_words[old.imprint.words_sha256].remove(document_id)
        if old.imprint.sketch:
            self._near.remove(document_id)

    def twin_of(self, one: Candidate, text: str) -> str | None:
        """The id of the kept document that ``one`` (with its ``text``) duplicates: the first kept, or None."""
        same = {other for other in self._by_words.get(one.imprint.words_sha256, []) if self._may_pair(one, other)}
        near: set[str] = set()
        if one.imprint.sketch:
            proposed = self._near.query(_minhash(one.imprint.sketch))
            near = {other for other in proposed if other not in same and self._near_enough(one, text, other)}
        both = same | near
        return next((other for other in self._kept if other in both), None) if both else None

    def _may_pair(self, one: Candidate, other_id: str) -> bool:
        other = self._kept[other_id]
        if one.source == other.source or one.language is not other.language or not one.imprint.words:
            return False
        if one.citation and other.citation and one.citation != other.citation:
            return False
        if (one.kind in _ARTICLES) != (other.kind in _ARTICLES):
            return False
        return one.kind in _ARTICLES or one.dates == other.dates

    def _near_enough(self, one: Candidate, text: str, other_id: str) -> bool:
        other = self._kept[other_id]
        if not self._may_pair(one, other_id):
            return False
        shorter, longer = sorted((one.imprint.words, other.imprint.words))
        if shorter < LENGTH_RATIO * longer:
            return False
        return jaccard(text, self._text_of(other_id)) >= NEAR


def settle(ordered: Iterable[Candidate], text_of: Callable[[str], str]) -> dict[str, str]:
    """Which documents go and for which other they go (dropped id → kept id), for a whole corpus in its order.

    The first of several duplicates is kept; the result depends on the documents and their order alone, not on which of
    them was there before.
    """
    twins = Twins(text_of)
    dropped: dict[str, str] = {}
    for one in ordered:
        twin = twins.twin_of(one, text_of(one.id) if one.imprint.sketch else "")
        if twin is None:
            twins.add(one)
        else:
            dropped[one.id] = twin
    return dropped


def jaccard(first: str, second: str) -> float:
    """Shared five-word sequences of two texts, 0..1."""
    one, two = _shingles(_words(first)), _shingles(_words(second))
    return len(one & two) / len(one | two) if one or two else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: list[str]) -> set[str]:
    if len(words) <= SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _minhash(sketch: bytes = b"") -> MinHash:
    import numpy as np
    from datasketch import MinHash

    if not sketch:
        return MinHash(num_perm=PERMUTATIONS, scheme=_SCHEME)
    return MinHash(scheme=_SCHEME, hashvalues=np.frombuffer(sketch, dtype="<u4").astype(np.uint32))
