"""Take German compounds apart against a vocabulary.

One idea: a long German word is often several known words in a row, joined by nothing or by a linking
sound (-s-, -es-, -n-, -en-, -er-), and an inner one may have lost a final -e ("Erd-" of "Erde"). All
functions are pure; the vocabulary is the caller's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache

LINKS = ("", "s", "es", "n", "en", "er")
SHORTEST_PART = 4
SHORTEST_COMPOUND = 8

# Words that inside a compound are nearly always an ending, a prefix or an accident.
_NEVER_PARTS = """
aber alle alles also ander andere anderen anderer anderes auch bare baren beim chen dass dann denn dies diese diesen
dieser dieses doch dort durch eine einem einen einer eines eins ende enden ente erbe eren erin ern erst erste ersten
etwa euch euer gegen gern haben haft hafte haften halt hatte heit hier hinter ihre ihrem ihren ihrer immer iere ieren
iert isch ische ischen isten jede jeder jedes jene keine keiner keit lich liche lichen ling lose losen machen mehr mich
muss nach nich nicht noch oder ohne rede reden rein renn rung schaft schaften sehr sein seine seinen seiner sich sind
soll sollte sonde sten stern tion tionen tische tischen toren ungen unge unter viel viele waren wegen weil wenn werden
wert wird wurde zwar zwischen
"""
NEVER_PARTS = frozenset(_NEVER_PARTS.split())


def split_compound(word: str, vocabulary: Container[str]) -> tuple[str, ...]:
    """The parts of ``word``, lower case and in the form that the vocabulary holds, first part first.

    ``vocabulary`` holds lower-case German words (surface forms, not stems). The word itself may be in
    it: only splits into two or more parts are looked for. The split with the fewest parts wins, among
    those the one whose shortest part is longest. Without a split the answer is the word alone, lower case.
    """
    lowered = word.lower()
    if len(lowered) < SHORTEST_COMPOUND or not lowered.isalpha():
        return (lowered,)

    @cache
    def best(start: int) -> tuple[str, ...] | None:
        """The best split of ``lowered[start:]``; None where it has none. The whole word is no split."""
        found: list[tuple[str, ...]] = []
        if start and _is_part(lowered[start:], vocabulary):
            found.append((lowered[start:],))
        for end in range(start + SHORTEST_PART - 1, len(lowered) - SHORTEST_PART + 1):
            form = next(_inner_forms(lowered[start:end], vocabulary), None)
            if form is not None and (rest := best(end)) is not None:
                found.append((form, *rest))
        return min(found, key=_cost, default=None)

    return best(0) or (lowered,)


def _inner_forms(piece: str, vocabulary: Container[str]) -> Iterator[str]:
    """The vocabulary forms that a piece before another can stand for, likeliest first."""
    for link in LINKS:
        if piece.endswith(link):
            bare = piece[: len(piece) - len(link)]
            yield from (form for form in (bare, bare + "e") if _is_part(form, vocabulary))


def _is_part(form: str, vocabulary: Container[str]) -> bool:
    """Whether a form may be a part at all: known, long enough, and not an ending or a prefix."""
    return len(form) >= SHORTEST_PART and form not in NEVER_PARTS and form in vocabulary


def _cost(parts: tuple[str, ...]) -> tuple[int, int]:
    """Fewer parts first; among equals the longest shortest part first."""
    return len(parts), -min(map(len, parts))
