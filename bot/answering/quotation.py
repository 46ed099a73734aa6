"""Quotations inside a statement, and whether a passage really says them. Pure.

A quotation is verbatim apart from white space, the shape of quotation marks and dashes, omissions (``…``, ``...``,
``[...]``) and insertions in [brackets]; the pieces must follow each other in the passage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The closing signs of each opening sign; German text closes „ with “, and typists close it with ".
_PAIRS = {"„": '“”"', "“": "”", "«": "»", "»": "«", '"': '"'}
_OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.|\. \. \.")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_SAME = {
    **dict.fromkeys('„“”«»‟"', '"'),
    **dict.fromkeys("‚‘’‹›´`", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
}
_DROPPED = "\u00ad\u200b\u200c\u200d\ufeff"
_EDGE = " ,;:.!?-'\""
_LONGEST_GAP = 1200


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks: its span in the statement, the marks left out."""

    start: int
    end: int
    text: str


def quotations(statement: str) -> tuple[Quotation, ...]:
    """The quotations of a statement, outermost only; an unclosed one reaches to the end, so that it is checked too."""
    found: list[Quotation] = []
    at = 0
    while at < len(statement):
        sign = statement[at]
        if sign not in _PAIRS or _is_inch(statement, at):
            at += 1
            continue
        end = next(
            (place for place in range(at + 1, len(statement)) if statement[place] in _PAIRS[sign]), len(statement)
        )
        if statement[at + 1 : end].strip():
            found.append(Quotation(at + 1, end, statement[at + 1 : end]))
        at = end + 1
    return tuple(found)


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """The span of ``text`` that says ``quote``, from its first piece to its last; None where it does not."""
    folded, places = _fold(text)
    for variant in _first_letters(quote):
        whole = _fold(variant)[0].strip()
        span = _in_order([whole], folded) or _in_order([whole.strip(_EDGE)], folded)
        if span is None:
            pieces = [piece for part in _OMISSION.split(variant) for piece in _BRACKET.split(part)]
            wanted = [piece for piece in (_fold(piece)[0].strip(_EDGE) for piece in pieces) if piece]
            span = _in_order(wanted, folded) if _says_enough(wanted) else None
        if span is not None:
            return places[span[0]], places[span[1] - 1] + 1
    return None


def insertions(quote: str, text: str) -> str:
    """What the quotation adds in [brackets] that the passage does not say: it has to be proved like any other text."""
    folded = _fold(text)[0]
    return " ".join(one for one in _BRACKET.findall(quote) if _fold(one)[0] not in folded)


def _first_letters(quote: str) -> tuple[str, ...]:
    """The quote with its first letter as it is, small and large: ``[D]iese`` and ``Diese`` may quote ``diese``."""
    plain = re.sub(r"^\[(\w)\](?=\w)", r"\1", quote.strip())
    return tuple(dict.fromkeys((quote, plain, plain[:1].lower() + plain[1:], plain[:1].upper() + plain[1:])))


def _is_inch(statement: str, at: int) -> bool:
    return statement[at] == '"' and at > 0 and statement[at - 1].isdigit() and statement.count('"') % 2 == 1


def _says_enough(pieces: list[str]) -> bool:
    """Scattered single words prove nothing: some piece has to be a phrase."""
    return bool(pieces) and (max(len(piece.split()) for piece in pieces) >= 3 or len(pieces) == 1)


def _in_order(pieces: list[str], folded: str) -> tuple[int, int] | None:
    if not pieces or not pieces[0]:
        return None
    begin = -1
    while (begin := _find_piece(pieces[0], folded, begin + 1)) >= 0:
        end = begin + len(pieces[0])
        for piece in pieces[1:]:
            place = _find_piece(piece, folded, end)
            if place < 0 or place - end > _LONGEST_GAP:
                break
            end = place + len(piece)
        else:
            return begin, end
    return None


def _one_word(before: str, after: str) -> bool:
    """Whether two neighbouring signs belong to one word; a capital after a small letter begins another (``NvidiaIm``)."""
    return before.isalnum() and after.isalnum() and not (before.islower() and after.isupper())


def _find_piece(piece: str, folded: str, start: int) -> int:
    """Where a piece stands as whole words: ``H20`` is not in ``H200``, nor ``licensed`` in ``unlicensed``."""
    at = folded.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if not (at > 0 and _one_word(folded[at - 1], piece[0])) and not _one_word(piece[-1], folded[end : end + 1]):
            return at
        at = folded.find(piece, at + 1)
    return -1


def _fold(text: str) -> tuple[str, list[int]]:
    """Text with white space, marks and dashes in one shape, and for each sign its place in the original."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign in _DROPPED:
            continue
        shape = " " if sign.isspace() else _SAME.get(sign, sign)
        if shape == " " and signs and signs[-1] == " ":
            continue
        signs.append(shape)
        places.append(place)
    return "".join(signs), places
