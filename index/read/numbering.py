"""Paragraph numbers of US regulations and statutes: which level a designator such as ``(i)`` stands on.

The order is (a) (1) (i) (A) *(1)* *(i)*, the last two in italics. A single ``(i)`` may be the letter after ``(h)`` or
the first roman number below ``(2)``; only its neighbours tell. Pure functions on strings; italics arrive as `ITALIC`
marks around the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

ITALIC_START, ITALIC_END = "\ue000", "\ue001"
_MARKS = re.compile(f"[{ITALIC_START}{ITALIC_END}]")
_ONE = re.compile(rf"\(({ITALIC_START}?)\s*([A-Za-z]{{1,5}}|\d{{1,2}})\s*({ITALIC_END}?)\)")
_BETWEEN = re.compile(
    rf"\s*(?:{ITALIC_START}(?P<heading>[^{ITALIC_START}{ITALIC_END}]{{1,200}}){ITALIC_END}\s*(?:[—–-]\s*)?)?(?=\()"
)
_RANGE = re.compile(
    rf"\s*(?:through|and|to|[-–—])\s*\({ITALIC_START}?(?P<last>[A-Za-z]{{1,5}}|\d{{1,2}}){ITALIC_END}?\)(?=\s*\[Reserved)"
)
_ROMAN_NUMBERS = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii "
    "xxix xxx xxxi xxxii xxxiii xxxiv xxxv xxxvi xxxvii xxxviii xxxix xl"
)
_ROMAN = _ROMAN_NUMBERS.split()
_LETTERS = [*"abcdefghijklmnopqrstuvwxyz", *(letter * 2 for letter in "abcdefghijklmnopqrstuvwxyz")]
_UPPER = [letter.upper() for letter in _LETTERS]
_DIGITS = [str(number) for number in range(1, 100)]
_LEVELS: tuple[tuple[list[str], bool], ...] = (
    (_LETTERS, False),
    (_DIGITS, False),
    (_ROMAN, False),
    (_UPPER, False),
    (_DIGITS, True),
    (_ROMAN, True),
)
US_CODE_LEVELS: tuple[tuple[list[str], bool], ...] = (
    (_LETTERS, False),
    (_DIGITS, False),
    (_UPPER, False),
    (_ROMAN, False),
    ([roman.upper() for roman in _ROMAN], False),
)


def unmarked(text: str) -> str:
    """The text without italic marks."""
    return _MARKS.sub("", text)


@dataclass(frozen=True, slots=True)
class Designator:
    """One paragraph number: its value, whether it is in italics, and the italic heading right after it."""

    value: str
    italic: bool = False
    heading: str = ""
    last: str = ""


def leading(text: str) -> tuple[tuple[Designator, ...], int]:
    """The run of designators at the start of a paragraph (``(a) Scope. (1) In ...``) and the offset where it ends.

    An italic heading between two designators belongs to the first; text in roman type ends the run.
    """
    found: list[Designator] = []
    at = 0
    while match := _ONE.match(text, at):
        value, italic = match.group(2), bool(match.group(1))
        end = match.end()
        spread = _RANGE.match(text, end)
        if spread:
            found.append(Designator(value, italic, last=spread.group("last")))
            return tuple(found), spread.end()
        between = _BETWEEN.match(text, end)
        heading = (between.group("heading") or "").strip() if between else _heading_after(text, end)
        if between and not _ONE.match(text, between.end()):
            between = None
        found.append(Designator(value, italic, heading))
        if between is None:
            return tuple(found), end
        at = between.end()
    return tuple(found), at


def _heading_after(text: str, at: int) -> str:
    match = re.compile(rf"\s*{ITALIC_START}([^{ITALIC_START}{ITALIC_END}]{{2,200}}){ITALIC_END}").match(text, at)
    return match.group(1).strip() if match else ""


@dataclass(slots=True)
class Numbering:
    """The stack of open paragraphs while a section is read from top to bottom."""

    levels: Sequence[tuple[list[str], bool]] = _LEVELS
    stack: list[tuple[int, str, bool]] = field(default_factory=list)

    def enter(self, one: Designator, following: Sequence[Designator] = ()) -> tuple[str, ...]:
        """Opens the paragraph of ``one`` and returns the full path; ``following`` are the designators after it."""
        level = self._level(one, following)
        self.stack = [entry for entry in self.stack if entry[0] < level]
        self.stack.append((level, one.value, one.italic))
        path = self.path()
        if one.last:
            self.stack[-1] = (level, one.last, one.italic)
        return path

    def path(self) -> tuple[str, ...]:
        """The values of the open paragraphs, outermost first."""
        return tuple(value for _, value, _ in self.stack)

    def depths(self) -> tuple[int, ...]:
        """The level of each open paragraph."""
        return tuple(level for level, _, _ in self.stack)

    def _level(self, one: Designator, following: Sequence[Designator]) -> int:
        fits = [
            level for level, (values, italic) in enumerate(self.levels) if one.value in values and italic == one.italic
        ]
        if not one.italic:
            # Sources lose italics: a plain (1) below (A) is level five.
            fits += [level for level, (values, italic) in enumerate(self.levels) if one.value in values and italic]
        if not fits:
            return self.stack[-1][0] + 1 if self.stack else 0
        continues = [level for level in fits if self._continues(level, one)]
        opens = [level for level in fits if self._opens(level, one.value)]
        if continues and opens:
            return opens[0] if self._roman_ahead(following) else continues[-1]
        if continues:
            return continues[-1]
        if opens:
            return opens[0]
        return self._nearest(fits)

    def _continues(self, level: int, one: Designator) -> bool:
        """Whether ``one`` is the next number of an open level; a list that began in italics goes on in italics."""
        current = next((entry for entry in self.stack if entry[0] == level), None)
        values = self.levels[level][0]
        if current is None or current[1] not in values or (current[2] and not one.italic):
            return False
        return values.index(one.value) == values.index(current[1]) + 1

    def _opens(self, level: int, value: str) -> bool:
        deepest = self.stack[-1][0] if self.stack else -1
        return self.levels[level][0][0] == value and deepest < level and (deepest == level - 1 or not self.stack)

    def _nearest(self, fits: list[int]) -> int:
        open_levels = {entry[0] for entry in self.stack}
        return next((level for level in reversed(fits) if level in open_levels), fits[0])

    @staticmethod
    def _roman_ahead(following: Sequence[Designator]) -> bool:
        """True where the designators ahead show that an ambiguous value opens a roman list."""
        for one in following:
            if one.value == "ii":
                return True
            if one.value in ("j", "1") and not one.italic:
                return False
            if one.value == "A":
                return True
        return False


def joined(path: Sequence[str]) -> str:
    """``("a", "2", "i")`` → ``(a)(2)(i)``."""
    return "".join(f"({value})" for value in path)
