"""What counts as the same document, and what never does."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from index.documents import DocumentInfo, Kind, Language, Status
from index.duplicates import Candidate, candidate, imprint, jaccard, settle

WORDS = [f"{a}{b}" for a in ("chip", "export", "license", "china", "memory", "rule", "entity") for b in range(60)]


def article(seed: int, length: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def retouched(text: str, changes: int) -> str:
    """The text with some words replaced, evenly spread."""
    words = text.split()
    for number in range(changes):
        words[(number * len(words)) // max(changes, 1) + 3] = f"other{number}"
    return " ".join(words)


class Corpus:
    """Documents as the sync would compare them."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.candidates: list[Candidate] = []

    def add(self, name: str, text: str, kind: Kind = Kind.NEWS, **fields: object) -> None:
        info = DocumentInfo(name, f"{name}.txt", name, Language.EN, kind, "", status=Status.REPORTED)
        info = replace(info, **fields)  # type: ignore[arg-type]
        self.texts[name] = text
        self.candidates.append(candidate(info, imprint(text, kind)))

    def dropped(self) -> dict[str, str]:
        return settle(self.candidates, self.texts.__getitem__)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus()


def test_a_reprint_goes_and_the_first_stays(corpus: Corpus) -> None:
    text = article(1)
    corpus.add("first", text)
    corpus.add("reprint", f"{text} Photo: Agency")
    corpus.add("unrelated", article(2))
    assert corpus.dropped() == {"reprint": "first"}


def test_case_spaces_and_punctuation_do_not_count(corpus: Corpus) -> None:
    text = article(1)
    corpus.add("first", text)
    corpus.add("shouted", text.upper().replace(" ", " ,\n"))
    assert corpus.dropped() == {"shouted": "first"}


def test_a_follow_up_that_quotes_half_of_a_story_is_a_document_of_its_own(corpus: Corpus) -> None:
    text = article(1)
    corpus.add("first", text)
    corpus.add("follow-up", text[: len(text) // 2] + article(3, 150))
    assert corpus.dropped() == {}


def test_the_border_lies_at_nine_tenths(corpus: Corpus) -> None:
    text = article(1)
    near, far = retouched(text, 2), retouched(text, 8)
    assert jaccard(text, near) > 0.9 > jaccard(text, far)
    corpus.add("first", text)
    corpus.add("near", near)
    corpus.add("far", far)
    assert corpus.dropped() == {"near": "first"}


def test_one_word_makes_another_rule(corpus: Corpus) -> None:
    text = article(1)
    corpus.add("old", text, Kind.REGULATION)
    corpus.add("new", retouched(text, 1), Kind.REGULATION)
    corpus.add("copy", text, Kind.REGULATION)
    assert corpus.dropped() == {"copy": "old"}


def test_two_versions_of_a_rule_are_two_although_the_words_are_the_same(corpus: Corpus) -> None:
    corpus.add("june", article(1), Kind.REGULATION, published="2026-06-24")
    corpus.add("july", article(1), Kind.REGULATION, published="2026-07-23")
    assert corpus.dropped() == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"language": Language.DE},
        {"citation": "ECCN 3A091"},
        {"kind": Kind.REGULATION},
    ],
)
def test_never_across_languages_citations_or_from_news_to_law(corpus: Corpus, fields: dict) -> None:
    corpus.add("first", article(1), citation="ECCN 3A090")
    corpus.add("second", article(1), **{"citation": "ECCN 3A090", **fields})
    assert corpus.dropped() == {}


def test_a_copy_without_a_citation_is_still_a_copy(corpus: Corpus) -> None:
    corpus.add("official", article(1), Kind.REGULATION, citation="15 CFR 744.23")
    corpus.add("copy", article(1), Kind.REGULATION)
    assert corpus.dropped() == {"copy": "official"}


def test_entries_of_one_list_are_never_duplicates_of_each_other(corpus: Corpus) -> None:
    for name in ("row 1", "row 2"):
        corpus.add(name, article(1), Kind.LISTING, source="list.jsonl", citation="90 FR 4617")
    assert corpus.dropped() == {}


def test_empty_documents_are_nobodys_twin(corpus: Corpus) -> None:
    corpus.add("first", "")
    corpus.add("second", " ... ")
    assert corpus.dropped() == {}


def test_short_notes_are_compared_too(corpus: Corpus) -> None:
    corpus.add("first", "Chip rule suspended")
    corpus.add("second", "chip rule suspended!")
    corpus.add("third", "chip rule in force")
    assert corpus.dropped() == {"second": "first"}


def test_the_one_that_is_kept_is_never_itself_dropped(corpus: Corpus) -> None:
    base = article(1)
    corpus.add("a", base)
    corpus.add("b", retouched(base, 2))
    corpus.add("c", base)
    dropped = corpus.dropped()
    assert dropped == {"b": "a", "c": "a"}


def test_the_order_decides_and_nothing_else(corpus: Corpus) -> None:
    corpus.add("a", article(1))
    corpus.add("b", article(1) + " end")
    corpus.candidates.reverse()
    assert corpus.dropped() == {"a": "b"}


def test_many_articles_are_told_apart(corpus: Corpus) -> None:
    for number in range(60):
        corpus.add(f"{number:02}", article(number))
    for number in range(0, 60, 3):
        corpus.add(f"again {number:02}", retouched(article(number), 2))
    assert corpus.dropped() == {f"again {number:02}": f"{number:02}" for number in range(0, 60, 3)}
