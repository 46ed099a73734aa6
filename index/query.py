"""What a question asks for, as far as words tell: language, terms with their names in both languages, identifiers.

A term is one thing asked for. In a passage of the question's own language it is named by its stem, by the parts of a
compound or by a synonym from the glossary; in one of the other language by its likely translations. The weights are
expected frequencies (probabilistic structured queries, Darwish and Oard 2003): a passage that holds a translation of
probability 0.4 once holds the term 0.4 times. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index import identifiers
from index.documents import Language
from index.glossary import Glossary, glossary_words
from index.identifiers.typed import find as find_identifiers
from index.lexicon import Lexicon, shared_lexicon
from index.umlauts import with_umlauts
from index.words import LEAST_COMPOUND, MARK, STOP, cut, german_words, is_content, stem_of

__all__ = ["PINPOINT_TYPES", "Analysis", "Term", "analyse", "detect_language", "find_identifiers"]

PINPOINT_TYPES = frozenset({"cfr", "eccn", "german", "supplement"})
_PART = 0.35
_SYNONYM = 0.6
_SAME_WORD = 0.3
_ANCESTOR = 0.5
_LEAST = 0.04
_GERMAN_ENDINGS = (
    *("ung", "ungen", "heit", "keit", "isch", "ische", "ischen", "lich", "liche", "kontrolle", "pflicht"),
    *("recht", "gesetz", "land", "liste"),
)
_ENGLISH_ENDINGS = ("tion", "tions", "ing", "ity", "ly", "ed", "ment", "ies", "ows")
_UMLAUTS = re.compile(r"[äöüß]", re.IGNORECASE)


@dataclass(slots=True)
class Term:
    """One thing asked for. ``names``: passage language → index term → weight. ``key``: its own stem or identifier."""

    key: str
    surface: str
    identifier: bool = False
    names: dict[Language, dict[str, float]] = field(default_factory=lambda: {one: {} for one in Language})

    def name(self, language: Language, term: str, weight: float) -> None:
        """Adds a name, keeping the higher weight."""
        known = self.names[language]
        if weight >= _LEAST and weight > known.get(term, 0.0):
            known[term] = weight


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question taken apart. ``pinpoints`` are the identifiers that name a place in the law, most specific first."""

    text: str
    language: Language
    terms: tuple[Term, ...]
    identifiers: frozenset[str]
    pinpoints: tuple[str, ...]


def detect_language(text: str, default: Language = Language.DE, lexicon: Lexicon | None = None) -> Language:
    """The language of a short text; ``default`` where nothing tells.

    The first that decides: function words and umlauts, words that only one language has, words that the lexicon knows,
    endings. Letters of identifiers (``3A090``, ``Annex I``) are no words.
    """
    words = [word for word in re.findall(r"(?<!\w)[^\W\d_]+(?!\w)", text.lower()) if word != "i"]
    german = sum(word in STOP[Language.DE] for word in words) + 2 * len(_UMLAUTS.findall(text))
    english = sum(word in STOP[Language.EN] for word in words)
    lexicon = lexicon or shared_lexicon()
    if german == english:
        german += sum(_only_german(word, lexicon) for word in words)
        english += sum(_only_english(word) for word in words)
    if german == english and lexicon is not None:
        german += sum(bool(lexicon.translations(stem_of(word, Language.DE), "de")) for word in words)
        english += sum(bool(lexicon.translations(stem_of(word, Language.EN), "en")) for word in words)
    if german == english:
        german += sum(word.endswith(_GERMAN_ENDINGS) for word in words)
        english += sum(word.endswith(_ENGLISH_ENDINGS) for word in words)
    if german == english:
        return default
    return Language.DE if german > english else Language.EN


def _only_german(word: str, lexicon: Lexicon | None) -> bool:
    """``Ausfuhr``, and not ``status``, which is its own translation."""
    known = word in german_words() or with_umlauts(word) != word
    translations = lexicon.translations(stem_of(word, Language.DE), "de") if known and lexicon else ()
    english = bool(translations) and translations[0][0] == stem_of(word, Language.EN)
    return known and not english and word not in glossary_words(Language.EN)


def _only_english(word: str) -> bool:
    return word in glossary_words(Language.EN) and word not in german_words()


def analyse(
    text: str,
    language: Language | None,
    lexicon: Lexicon | None,
    glossary: Glossary,
    split: Callable[[str], tuple[str, ...]],
) -> Analysis:
    """Takes a question apart; ``split`` gives the stems of the parts of a German compound."""
    own = language or detect_language(text, lexicon=lexicon)
    found = find_identifiers(text)
    terms: dict[str, Term] = {}
    for one in found:
        _identifier_term(terms, one)
    sequence: list[str] = []
    places: list[Term] = []
    for word in _plain_words(text, found):
        if not is_content(word, own):
            continue
        stem = stem_of(word, own)
        if stem not in terms:
            terms[stem] = _word_term(word, stem, own, lexicon, split)
        sequence.append(stem)
        places.append(terms[stem])
    for match in glossary.matches(sequence, own):
        for language_, phrases in match.names.items():
            weight = _SYNONYM if language_ is own else 1.0
            for phrase in phrases:
                for place in range(match.start, match.end):
                    for stem in phrase:
                        places[place].name(language_, stem, weight / len(phrase))
    pinpoints = sorted({one.value for one in found if one.type in PINPOINT_TYPES}, key=lambda value: -len(value))
    return Analysis(text, own, tuple(terms.values()), frozenset(one.value for one in found), tuple(pinpoints))


def _plain_words(text: str, found: tuple[identifiers.Identifier, ...]) -> tuple[str, ...]:
    """The words of a question without its identifiers."""
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return cut(text).words


def _identifier_term(terms: dict[str, Term], one: identifiers.Identifier) -> None:
    key = MARK + one.value
    if key in terms:
        return
    term = terms[key] = Term(key, one.value, identifier=True)
    for language in Language:
        for depth, value in enumerate(identifiers.ancestors(one.value)):
            term.name(language, MARK + value, _ANCESTOR**depth)


def _word_term(
    word: str, stem: str, own: Language, lexicon: Lexicon | None, split: Callable[[str], tuple[str, ...]]
) -> Term:
    other = Language.EN if own is Language.DE else Language.DE
    term = Term(stem, word)
    term.name(own, stem, 1.0)
    if not word.isalpha():
        term.name(other, stem, 1.0)
        return term
    parts = split(word) if own is Language.DE and len(word) >= LEAST_COMPOUND else ()
    for part in parts:
        term.name(own, part, _PART)
    translations = _translations(stem, own, lexicon)
    for translation, probability in translations.items():
        term.name(other, translation, probability)
    if not translations:
        for part in parts:
            for translation, probability in _translations(part, own, lexicon).items():
                term.name(other, translation, probability / len(parts))
    # Names pass untranslated: fully where the lexicon does not know the word, a little where it does ("Export").
    term.name(other, stem_of(word, other), _SAME_WORD if term.names[other] else 1.0)
    return term


def _translations(stem: str, source: Language, lexicon: Lexicon | None) -> Mapping[str, float]:
    return dict(lexicon.translations(stem, source.value)) if lexicon is not None else {}
