"""How far the words of a passage carry a statement, and which of its sentences do. No model; pure.

This cannot prove that a sentence means what it should. It finds statements that have nothing to do with what they cite,
and it points a reader to the sentences that do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.actors import actors_in
from bot.answering.cited import CitedPassage, Sentence
from bot.answering.figures import Figures, figures_of
from bot.answering.terms import Translate, same_family, stems_of
from bot.answering.words import content_stems
from index.documents import Language

ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|net|org|io|example|ru|cn|de|info|biz|gov)\b(?:/\S*)?", re.IGNORECASE
)
_FIGURE_WEIGHT = 3.0
_ACTOR_WEIGHT = 1.5
_LONGEST_RUN = 3
_FAMILY = 6  # the least common beginning of stems that `same_family` takes for one
_WORTH_A_SENTENCE = 0.15
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nicht|kein(?:e[nmrs]?)?|niemals|nie|ohne|weder)\b|n['’]t\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"prohibit|forbid|\bbann|\bbar(?:s|red)\b|block|suspend|exempt|except|exclud|outside|unless|only|lift|repeal|rescind|revok|withdr|expire|end(?:s|ed)?\b"
    r"|refus|reject|den(?:y|ied|ial)|verb(?:iet|ot|ann)|untersag|gesperrt|ausgesetzt|aussetz|ausgenommen|ausnahm|ausgeschlossen|außerhalb|nur\b|"
    r"aufgehoben|aufheb|abgelehnt|verweiger|widerruf|ende(?:t|n)\b|entf(?:ällt|allen)|\b(?:un|in|non-?)[a-zäöü]{5}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement taken apart once: its content stems with what they are called elsewhere, figures and actors."""

    text: str
    language: Language
    stems: tuple[str, ...]
    translations: Mapping[str, Mapping[str, float]]
    figures: Figures
    actors: frozenset[str]

    @classmethod
    def of(cls, text: str, language: Language, translate: Translate | None) -> Claim:
        """Takes ``text`` apart; numbers are figures, and addresses are neither."""
        stems = tuple(one for one in content_stems(ADDRESS.sub(" ", text), language) if not one[0].isdigit())
        translations = {one: translate(one, language) for one in stems} if translate else {}
        return cls(text, language, stems, translations, figures_of(text, language), actors_in(text))

    def coverage(self, held: frozenset[str], language: Language) -> float | None:
        """The share (0..1) of the statement's stems among those of a text; None where there is nothing to compare."""
        if not self.stems or (language is not self.language and not self.translations):
            return None
        return len(self.held_stems(held, language)) / len(self.stems)

    def held_stems(self, held: frozenset[str], language: Language) -> frozenset[str]:
        """The statement's stems that a text's stems hold: the same, of the same family, or a translation."""
        families: dict[str, list[str]] = defaultdict(list)
        for one in held:
            if len(one) >= _FAMILY:
                families[one[:_FAMILY]].append(one)
        other = language is not self.language
        return frozenset(
            stem
            for stem in self.stems
            if stem in held
            or any(same_family(stem, one) for one in families.get(stem[:_FAMILY], ()))
            or (other and not held.isdisjoint(self.translations.get(stem, ())))
        )

    def held_weights(self, sentence: Sentence, language: Language) -> dict[tuple[str, object], float]:
        """What of the statement a sentence holds, each with its weight: stems, figures, actors."""
        mine, theirs = self.figures, sentence.figures
        years = frozenset(one.year for one in theirs.dates if one.year)
        held: dict[tuple[str, object], float] = {
            ("stem", one): 1.0 for one in self.held_stems(sentence.stems, language)
        }
        held |= {("identifier", one): _FIGURE_WEIGHT for one in mine.identifiers & theirs.identifiers}
        held |= {("code", one): _FIGURE_WEIGHT for one in mine.codes & theirs.codes}
        held |= {
            ("number", at): _FIGURE_WEIGHT
            for at, one in enumerate(mine.numbers)
            if any(one.values & other.values for other in theirs.numbers)
        }
        held |= {
            ("date", at): _FIGURE_WEIGHT
            for at, one in enumerate(mine.dates)
            if any(one.within(other, years) for other in theirs.dates)
        }
        return held | {("actor", one): _ACTOR_WEIGHT for one in self.actors & sentence.actors}

    @property
    def weight(self) -> float:
        """The weight of a span that carries everything the statement says."""
        figures = self.figures
        count = len(figures.identifiers) + len(figures.codes) + len(figures.numbers) + len(figures.dates)
        return len(self.stems) + _FIGURE_WEIGHT * count + _ACTOR_WEIGHT * len(self.actors)


@dataclass(frozen=True, slots=True)
class Span:
    """The sentences of a passage that best carry a claim: offsets into the passage, and how much they hold."""

    start: int
    end: int
    weight: float


def best_coverage(claim: Claim, cited: Sequence[CitedPassage]) -> float | None:
    """Coverage by all cited passages of the claim's language together, else by all; None where it cannot be judged."""
    same = [one for one in cited if one.hit.info.language is claim.language]
    stems: frozenset[str] = frozenset().union(*(one.stems for one in same or cited))
    return claim.coverage(stems, (same or cited)[0].hit.info.language)


def supporting_span(claim: Claim, cited: CitedPassage) -> Span:
    """The sentence of the passage, or run of at most three, that best carries the claim."""
    if not cited.sentences:
        return Span(0, len(cited.text), 0.0)
    held = [claim.held_weights(one, cited.hit.info.language) for one in cited.sentences]
    best, best_weight = (0, 0), sum(held[0].values())
    for length in range(1, _LONGEST_RUN + 1):
        # A longer run has to bring something for every sentence that a reader must read more.
        floor = best_weight + (_WORTH_A_SENTENCE * claim.weight if length > 1 else 0.0)
        for first in range(len(held) - length + 1):
            together: dict[tuple[str, object], float] = {}
            for one in held[first : first + length]:
                together |= one
            weight = sum(together.values())
            if weight > max(floor, best_weight):
                best, best_weight = (first, first + length - 1), weight
    return Span(cited.sentences[best[0]].start, cited.sentences[best[1]].end, best_weight)


def flips_negation(claim: Claim, sentence: str, language: Language) -> bool:
    """Whether a statement repeats a sentence of its own language, in most of its words, but for a ``not``.

    A ``not`` that the sentence does not have needs fewer common words: "covers no chips" shortens "covers a chip as soon
    as ..."; but "may not" may well say what "prohibited" says.
    """
    negated = bool(_NEGATION.search(claim.text))
    if language is not claim.language or negated == bool(_NEGATION.search(sentence)):
        return False
    forth = claim.coverage(stems_of(sentence, language), language)
    back = Claim.of(sentence, language, None).coverage(stems_of(claim.text, language), language)
    least = 0.4 if negated and not _DENIAL.search(sentence) else 0.7
    return forth is not None and back is not None and forth >= 0.85 and back >= least
