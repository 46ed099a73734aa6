"""Short opaque keys for evidence, and their one translation into ``[1]``, ``[2]``.

A key is ``ev:`` and four consonants. It has no digit and no bracket, so it cannot be read as ``[Reserved]``,
``(a)(2)``, ``[1]`` or an ECCN, and no word of a legal text has a colon before four consonants. Whatever *looks* like
a key counts as one: an invented ``ev:abc1`` must be found and refused, not left standing in an answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answering.answer import Draft, Evidence
from bot.answering.errors import UnknownKeyError
from index.documents import Hit

KEY_PATTERN = re.compile(r"(?<![\w:])ev:[A-Za-z0-9][\w-]{0,15}", re.IGNORECASE)
_ALPHABET = "bcdfghjkmnpqrstvwxz"
_LENGTH = 4


def assign_keys(hits: Sequence[Hit]) -> tuple[Evidence, ...]:
    """Evidence in the order of the hits; a passage that occurs twice is kept once. Same hits, same keys."""
    taken: dict[str, Evidence] = {}
    seen: set[str] = set()
    for hit in hits:
        if hit.passage.id in seen:
            continue
        seen.add(hit.passage.id)
        key = _free_key(hit.passage.id, taken)
        taken[key] = Evidence(key, hit)
    return tuple(taken.values())


def find_keys(text: str) -> tuple[str, ...]:
    """The keys that stand in ``text``, invented ones included, in order, each once."""
    return tuple(dict.fromkeys(match.group().lower() for match in KEY_PATTERN.finditer(text)))


class CitationNumbers:
    """The one map from keys to numbers: counts from 1 in order of first use, and never gives a number away twice.

    ``places`` names for a key the one whose number it shares, where several passages are one place of a source.
    """

    def __init__(self, known: Iterable[str], places: Mapping[str, str] | None = None) -> None:
        self._known = frozenset(known)
        self._places = places or {}
        self._numbers: dict[str, int] = {}

    def number(self, keys: Sequence[str]) -> tuple[int, ...]:
        """The numbers of ``keys``, ascending.

        Raises:
            UnknownKeyError: a key names no evidence; no number is used up then.
        """
        unknown = [key for key in keys if key not in self._known]
        if unknown:
            raise UnknownKeyError(unknown)
        places = [self._places.get(key, key) for key in keys]
        return tuple(sorted({self._numbers.setdefault(place, len(self._numbers) + 1) for place in places}))

    def as_mapping(self) -> Mapping[str, int]:
        """Every key (of those that share a number: the one that stands for them) with its number, in their order."""
        return dict(self._numbers)


def number_citations(
    drafts: Iterable[Draft], known: Iterable[str], places: Mapping[str, str] | None = None
) -> Mapping[str, int]:
    """Numbers for the keys that ``drafts`` use, or for the places of those keys.

    Raises:
        UnknownKeyError: a draft cites a key that is not ``known``.
    """
    numbers = CitationNumbers(known, places)
    for draft in drafts:
        numbers.number(draft.keys)
    return numbers.as_mapping()


def _free_key(passage_id: str, taken: Mapping[str, Evidence]) -> str:
    attempt = 0
    while (key := _key(passage_id, attempt)) in taken:
        attempt += 1
    return key


def _key(passage_id: str, attempt: int) -> str:
    rest = int.from_bytes(hashlib.sha256(f"{attempt}:{passage_id}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(_LENGTH):
        rest, place = divmod(rest, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "ev:" + "".join(letters)
