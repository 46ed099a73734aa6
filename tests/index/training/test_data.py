"""The training data are cleaned, weighed and split the same way every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.training.data import (
    PAIRS_FOLDER,
    Pair,
    QuestionPassage,
    clean,
    draw_order,
    is_fit,
    is_held_out,
    is_held_out_source,
    paragraphs,
    read_own_pairs,
    read_pairs,
    read_questions,
)


def test_entities_and_a_tokenisers_spaces_are_undone() -> None:
    assert clean("Parliament &apos;s  vote , again .") == "Parliament's vote, again."


@pytest.mark.parametrize(
    ("german", "english", "fit"),
    [
        ("Die Ausfuhr ist verboten.", "The export is prohibited.", True),
        ("", "The export is prohibited.", False),
        ("Ja.", "The export of these items to that destination is prohibited.", False),
        ("a" * 701, "b" * 701, False),
    ],
)
def test_only_texts_of_like_length_are_pairs(german: str, english: str, fit: bool) -> None:
    assert is_fit(german, english) is fit


def test_the_order_is_the_same_every_time_and_favours_weight() -> None:
    pairs = [Pair(str(n), str(n), "heavy" if n % 2 else "light", 5.0 if n % 2 else 0.2) for n in range(1_000)]
    order = draw_order(pairs)
    assert order == draw_order(pairs)
    assert sorted(map(repr, order)) == sorted(map(repr, pairs))
    assert sum(pair.source == "heavy" for pair in order[:500]) > 400


def test_a_sentence_in_two_sources_is_held_out_of_both() -> None:
    held = [n for n in range(3_000) if is_held_out(Pair("x", f"sentence {n}", "a", 1.0))]
    assert 5 <= len(held) <= 45
    assert all(is_held_out(Pair("y", f"Sentence {n}", "b", 2.0)) for n in held)


def test_all_questions_of_a_passage_are_on_one_side() -> None:
    split = {is_held_out_source(QuestionPassage(f"q{n}", f"q{n}", "the same passage", "s")) for n in range(50)}
    assert len(split) == 1


def test_paragraphs_join_neighbours_of_one_source_only() -> None:
    text = "A sentence that is long enough to count as running text in a newspaper."
    pairs = [Pair(f"{text} #de{n}", f"{text} #en{n}", "news" if n < 6 else "other", 1.0) for n in range(9)]
    joined = paragraphs(pairs, ("news",))
    assert len(joined) == 2
    assert all(pair.german.count("#de") == 3 and pair.english.count("#en") == 3 for pair in joined)


def test_a_question_without_a_passage_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"question_de": "?", "question_en": "?"}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.jsonl:1: missing passage"):
        read_questions(path)


def test_our_own_pairs_are_whole() -> None:
    own = read_own_pairs()
    assert len(own) > 500
    assert all(pair.german.strip() and pair.english.strip() and "{}" not in pair.german + pair.english for pair in own)


def test_the_real_pairs_are_clean_and_without_repeats() -> None:
    if not PAIRS_FOLDER.is_dir():
        pytest.skip("../shared/corpus/parallel-de-en is not here")
    pairs = read_pairs()
    assert len(pairs) > 250_000
    assert len({(pair.german.casefold(), pair.english.casefold()) for pair in pairs}) == len(pairs)
    assert not any("&apos;" in pair.english for pair in pairs)
    in_english = sum(" the " in f" {pair.english.lower()} " for pair in pairs[:50_000])
    in_german = sum(" the " in f" {pair.german.lower()} " for pair in pairs[:50_000])
    assert in_english > 50 * in_german, "a file's columns are the wrong way round"
