"""Verification on real sentences: what is true must stand, a changed digit must fall. The thresholds come from here.

The pairs are German and English sentences of law and news that translate each other: the hardest honest statements
there are, since every figure appears in the other language's dress.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

import pytest

from bot.answering.answer import Draft
from bot.answering.cited import CitedPassage, unproved_figures
from bot.answering.figures import figures_of
from bot.answering.support import Claim
from bot.answering.terms import stems_of
from bot.answering.verify import LEAST_SUPPORT_ACROSS, verify
from index.documents import DocumentInfo, Hit, Kind, Language, Passage
from index.lexicon import Lexicon
from index.sentences import sentence_spans
from tests.conftest import SHARED, STARTER, needs_shared

PAIRS = SHARED / "corpus" / "parallel-de-en"
Pair = tuple[str, Language, str, Language]


def hit(text: str, language: Language) -> Hit:
    info = DocumentInfo("d", "d.md", "", language, Kind.NEWS, "0" * 64)
    return Hit(Passage("p", "d", 0, 0, len(text), text), info, 1.0)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """600 pairs, each in both directions: statement, its language, source, its language."""
    needs_shared()
    rows: list[list[str]] = []
    for path in sorted(PAIRS.glob("domain-*.tsv")):
        rows += [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    chosen = random.Random(7).sample(rows, 600)
    forth = [(german, Language.DE, english, Language.EN) for german, english in chosen]
    return forth + [(english, Language.EN, german, Language.DE) for german, english in chosen]


def unproved(statement: str, language: Language, source: str, source_language: Language) -> tuple[str, ...]:
    return unproved_figures(figures_of(statement, language), [CitedPassage(hit(source, source_language))])


def has_figures(text: str, language: Language) -> bool:
    figures = figures_of(text, language)
    return bool(figures.numbers or figures.dates or figures.identifiers or figures.codes)


def test_the_figures_of_a_translation_are_proved_by_its_original(pairs: list[Pair]) -> None:
    with_figures = [pair for pair in pairs if has_figures(pair[0], pair[1])]
    wrongly_cut = [pair for pair in with_figures if unproved(*pair)]
    assert len(with_figures) > 200
    assert len(wrongly_cut) / len(with_figures) < 0.04


def test_a_changed_digit_falls(pairs: list[Pair]) -> None:
    chance = random.Random(11)
    changed: list[Pair] = []
    for statement, language, source, source_language in pairs:
        digits = list(re.finditer(r"\d", statement))
        if not digits or unproved(statement, language, source, source_language):
            continue
        place = chance.choice(digits)
        other = str((int(place.group()) + chance.randint(1, 9)) % 10)
        wrong = statement[: place.start()] + other + statement[place.end() :]
        changed.append((wrong, language, source, source_language))
    # What is left stands by chance: the changed number is another number of the same source.
    assert len(changed) > 200
    assert sum(bool(unproved(*pair)) for pair in changed) / len(changed) > 0.96


def test_the_share_of_known_words_parts_translations_from_strangers(pairs: list[Pair]) -> None:
    lexicon = Lexicon.load()
    fold = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
    entries = {language: {one.translate(fold): one for one in lexicon.stems(language.value)} for language in Language}

    def translate(stem: str, language: Language) -> Mapping[str, float]:
        known = entries[language].get(stem)
        return {one.translate(fold): p for one, p in lexicon.translations(known, language.value)} if known else {}

    chance = random.Random(13)
    own: list[float] = []
    strange: list[float] = []
    for statement, language, source, source_language in pairs:
        claim = Claim.of(statement, language, translate)
        stranger = chance.choice(
            [pair for pair in chance.sample(pairs, 8) if pair[3] is source_language] or [pairs[0]]
        )[2]
        if len(claim.stems) >= 3:
            own.append(claim.coverage(stems_of(source, source_language), source_language) or 0.0)
            strange.append(claim.coverage(stems_of(stranger, source_language), source_language) or 0.0)
    assert sum(one >= LEAST_SUPPORT_ACROSS for one in own) / len(own) > 0.98
    assert sum(one < LEAST_SUPPORT_ACROSS for one in strange) / len(strange) > 0.97


def test_every_sentence_of_the_shipped_briefs_is_proved_by_its_own_brief() -> None:
    briefs = sorted(STARTER.glob("*.md"))[::12]
    assert briefs
    for path in briefs:
        text = path.read_text(encoding="utf-8").split("---", 2)[2].strip()
        language = Language.DE if path.stem.endswith("-de") else Language.EN
        spans = sentence_spans(text, language)
        drafts = [Draft(text[start:end], ("ev:kqzv",)) for start, end in spans]
        drafts += [Draft(draft.text, draft.keys, quote=True) for draft in drafts]
        result = verify(drafts, {"ev:kqzv": hit(text, language)}, language)
        assert [(one.reason, one.detail, one.draft.text) for one in result.dropped] == [], path.name
