"""What a passage can prove: its text, and what stands above it. Figures of a statement are held against this. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answering.actors import actors_implied, actors_in
from bot.answering.dates import Dated
from bot.answering.figures import Figures, Number, figures_of
from bot.answering.injection import without_instructions
from bot.answering.terms import stems_of
from index import identifiers
from index.documents import Hit
from index.sentences import sentence_spans

_JURISDICTIONS = {"US": "US", "CN": "China", "NL": "Netherlands", "JP": "Japan", "KR": "Korea", "TW": "Taiwan"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, analysed once: offsets into the passage, stems, figures and actors."""

    start: int
    end: int
    stems: frozenset[str]
    figures: Figures
    actors: frozenset[str]


@dataclass(frozen=True)
class CitedPassage:
    """A cited hit, ready to be held against: ``text`` keeps its offsets, instructions to a model are blanked."""

    hit: Hit

    @cached_property
    def text(self) -> str:
        """The passage's own words."""
        return without_instructions(self.hit.passage.text)

    @cached_property
    def above(self) -> str:
        """What counts beside the words: headings, pinpoint, note, the document's title, citation, issuer and dates."""
        info, passage = self.hit.info, self.hit.passage
        dates = (info.effective_from, info.effective_to, info.stayed_until)
        parts = (
            *passage.headings,
            passage.citation,
            passage.note,
            info.title,
            info.citation,
            info.issuer,
            info.published,
        )
        return "\n".join([*(part for part in parts if part), *(day.isoformat() for day in dates if day)])

    @cached_property
    def figures(self) -> Figures:
        """The figures of both, in the language of the document."""
        return figures_of(f"{self.text}\n\n{self.above}", self.hit.info.language)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The passage's sentences in order; blanked instructions are none."""
        language = self.hit.info.language
        found = [(start, end, self.text[start:end]) for start, end in sentence_spans(self.text, language)]
        return tuple(
            Sentence(start, end, stems_of(text, language), figures_of(text, language), actors_in(text))
            for start, end, text in found
            if text.strip()
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content stems of the passage and of what stands above it."""
        return stems_of(self.above, self.hit.info.language).union(*(one.stems for one in self.sentences))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Every identifier with all that lies above it: § 744.23(a)(2) is in § 744.23 and in part 744."""
        wider = {one for value in self.figures.identifiers for one in identifiers.ancestors(value)}
        return frozenset(wider | {value.split(".")[0] for value in wider if re.match(r"7\d\d\.\d", value)})

    @cached_property
    def actors(self) -> frozenset[str]:
        """Whom the passage names, its jurisdiction included."""
        own = _JURISDICTIONS.get(self.hit.info.jurisdiction.upper()[:2])
        return actors_implied(f"{self.text}\n{self.above}") | ({own} if own else set())

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that a date without one can lie in."""
        dated = {one.year for one in self.figures.dates if one.year is not None}
        return frozenset(dated | {int(one) for one in self.numerals if re.fullmatch(r"(?:19|20)\d\d", one)})

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Every number as it is written, and every run of digits within an identifier."""
        return self.digits | {one.written for one in self.figures.numbers}

    @cached_property
    def digits(self) -> frozenset[str]:
        """Every run of digits of pinpoints and identifiers: what ``Abs. 1`` or ``(2)`` in a statement may point to."""
        return frozenset(re.findall(r"\d+", " ".join([self.above, *self.figures.identifiers])))

    def says_identifier(self, value: str) -> bool:
        """Whether the identifier stands here: itself, below it, or as its head with the paragraphs in the text."""
        if value in self.identifiers:
            return True
        if value.isdigit() and value in self.numerals:
            return True  # "Parts 730-772" names part 730
        head, *rest = identifiers.ancestors(value)[::-1]
        return self._has_head(head) and all(self._has_marker(one) for one in rest)

    def _has_head(self, head: str) -> bool:
        """Whether the unit above the paragraphs stands here; "Articles 16 to 18" and "Artikels 9" name articles too."""
        article = head.removeprefix("art")
        return head in self.identifiers or any(one.marker and one.written == article for one in self.figures.numbers)

    def says_date(self, wanted: Dated) -> bool:
        """Whether the date stands here."""
        if any(wanted.within(one, self.years) for one in self.figures.dates):
            return True
        return wanted.year is not None and wanted.month is None and wanted.year in self.years

    def says_number(self, wanted: Number) -> bool:
        """Whether the number stands here with a unit that fits."""
        if any(wanted.values & one.values and self._unit_fits(wanted, one) for one in self.figures.numbers):
            return True
        if wanted.marker and wanted.written in self.digits:
            return True
        if not wanted.written.isdigit() and wanted.values & self.figures.implied:
            return True
        return wanted.unit == "" and any(value in self.years for value in wanted.values)

    def says_code(self, code: str) -> bool:
        """Whether a type designation such as ``HBM3E`` stands here as a whole word."""
        return (
            re.search(rf"(?<![A-Za-z0-9]){re.escape(code)}(?![A-Za-z0-9])", f"{self.text}\n{self.above}", re.IGNORECASE)
            is not None
        )

    def _unit_fits(self, wanted: Number, found: Number) -> bool:
        if wanted.unit == found.unit:
            return True
        if found.unit == "":
            return wanted.unit in self.figures.units  # "30 business or calendar days": the unit stands further on
        return wanted.unit == "" and found.unit != "%"

    def _has_marker(self, value: str) -> bool:
        """Whether the last paragraph of an identifier stands here as ``(a)``, ``a.`` or, for a number, ``Abs. 1``."""
        marker = re.sub(r"[().]", "", re.findall(r"\([^()]+\)|\.[^.]+", value)[-1])
        return (
            re.search(rf"(?<![A-Za-z0-9]){re.escape(marker)}(?![A-Za-z0-9])", f"{self.text}\n{self.above}") is not None
        )


def unproved_figures(statement: Figures, cited: Sequence[CitedPassage]) -> tuple[str, ...]:
    """The figures of a statement that stand in none of the passages it cites, as a person would read them."""
    missing = [value for value in sorted(statement.identifiers) if not any(one.says_identifier(value) for one in cited)]
    missing += [code for code in sorted(statement.codes) if not any(one.says_code(code) for one in cited)]
    missing += [number.written for number in statement.numbers if not any(one.says_number(number) for one in cited)]
    for span in dict.fromkeys((one.start, one.end) for one in statement.dates if one.sure):
        # 10/11/2025 has two readings at one place; either will do.
        readings = [one for one in statement.dates if (one.start, one.end) == span]
        if not any(one.says_date(reading) for one in cited for reading in readings):
            missing.append(
                "-".join(str(part) for part in (readings[0].year, readings[0].month, readings[0].day) if part)
            )
    return tuple(missing)
