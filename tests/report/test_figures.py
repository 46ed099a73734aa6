"""The pure parts of the report: intervals, ranks, comparisons, tables, places of labels."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import Catalogue
from index.documents import DocumentInfo, Kind, Language, Passage, SourceDocument
from tests.report.figures import NEVER, against_better_leg, estimate, hits, rank_of, reciprocals
from tests.report.labels import Box, place
from tests.report.markdown import asked_for, cell, table
from tests.report.slices import against_legs, lexicon_pays, parted
from tests.report.ways import BARE, DENSE, FUSED, LEXICON, WORDS


def test_an_interval_holds_its_mean_and_is_wider_for_fewer_questions() -> None:
    few, many = estimate([0.0, 1.0] * 5), estimate([0.0, 1.0] * 500)
    assert few.mean == many.mean == 0.5
    assert few.low < 0.5 < few.high
    assert few.high - few.low > 5 * (many.high - many.low)


def test_the_same_values_always_give_the_same_interval() -> None:
    assert estimate([0.1, 0.5, 0.9]) == estimate([0.1, 0.5, 0.9])


def test_what_was_never_found_counts_nothing() -> None:
    assert hits([1, 5, 6, NEVER], 5) == [1, 1, 0, 0]
    assert reciprocals([1, 4, NEVER]) == [1, 0.25, 0]


def test_the_best_right_candidate_gives_the_rank() -> None:
    scores, gold = np.array([0.9, 0.2, 0.5, 0.7]), np.array([False, True, True, False])
    assert rank_of(scores, gold) == 3


def test_a_passage_without_one_word_of_the_question_is_not_found_by_words() -> None:
    """Else a leg that matches nothing at all would have its answer first."""
    nothing, gold = np.zeros(3), np.array([True, False, False])
    assert rank_of(nothing, gold, 0.0) == NEVER
    assert rank_of(nothing, np.zeros(3, dtype=bool)) == NEVER


def test_the_fusion_is_held_against_the_leg_that_is_better_on_the_slice() -> None:
    ranks = {LEXICON: [1.0] * 20, DENSE: [2.0] * 20, FUSED: [2.0] * 20}
    one = against_better_leg(ranks, FUSED, (LEXICON, DENSE))
    assert one.leg == LEXICON
    assert one.mrr.mean == pytest.approx(-0.5)
    assert one.verdict == "**worse**"


@pytest.mark.parametrize(
    ("fused", "verdict"),
    [([1.0] * 20, "better"), ([2.0] * 20, "not below"), ([2.0] * 19 + [3.0], "below, within chance")],
)
def test_a_difference_is_called_what_its_interval_allows(fused: list[float], verdict: str) -> None:
    ranks = {LEXICON: [2.0] * 20, DENSE: [4.0] * 20, FUSED: fused}
    assert against_better_leg(ranks, FUSED, (LEXICON, DENSE)).verdict == verdict


def test_every_slice_has_a_row_with_its_difference() -> None:
    ranks = {WORDS: [NEVER, 1.0], LEXICON: [2.0, 1.0], DENSE: [1.0, 2.0], FUSED: [1.0, 1.0]} | {BARE: [4.0, 1.0]}
    parts = parted(ranks, [["de→en", "law: de→en"], ["en→en"]])
    assert list(parts) == ["de→en", "en→en", "law: de→en"]
    assert parts["de→en"][FUSED] == [1.0]
    assert "| de→en | 1 | dense, own encoder | +0.000 (+0.000 to +0.000) |" in against_legs(parts)
    assert "| de→en | 1 | +0.500 (+0.500 to +0.500) | +0.750 (+0.750 to +0.750) |" in lexicon_pays(parts)


def test_cells_say_mean_and_interval_and_nothing_where_nothing_was_asked() -> None:
    assert cell(estimate([0.5, 0.5])) == "0.50 (0.50-0.50)"
    assert cell(estimate([-0.00001]), signed=True) == "+0.000 (+0.000 to +0.000)"
    assert cell(estimate([])) == "-"
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_a_missed_figure_is_called_missed() -> None:
    assert asked_for(estimate([0.5]), 0.66) == "0.66 NOT met"
    assert asked_for(estimate([0.7]), 0.66) == "0.66 met"
    assert asked_for(estimate([0.7]), None) == ""


def test_labels_cover_neither_one_another_nor_a_point_even_where_points_crowd() -> None:
    chance, frame = random.Random(3), Box(0, 0, 560, 460)
    for _ in range(50):
        points = [(chance.uniform(200, 260), chance.uniform(200, 240)) for _ in range(7)]
        boxes = place(points, [(130, 14)] * 7, frame)
        assert not any(a.touches(b, 0) for a, b in combinations(boxes, 2))
        assert not any(box.touches(Box(x, y, 0, 0), 0) for box in boxes for x, y in points)
        assert all(box.within(frame) for box in boxes)


def test_a_picture_without_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="no room"):
        place([(5, 5)], [(100, 20)], Box(0, 0, 50, 50))


def test_a_missing_index_is_named_with_the_command_that_builds_it(tmp_path: Path) -> None:
    from tests.report.build import problem

    assert "../shared/corpus" in str(problem(tmp_path, tmp_path))
    (tmp_path / "corpus").mkdir()
    assert "make index-shared" in str(problem(tmp_path, tmp_path))
    catalogue = Catalogue.in_folder(tmp_path)
    assert "make index-shared" in str(problem(tmp_path, tmp_path)), "an index without a passage measures nothing"
    info = DocumentInfo("d", "d.txt", "D", Language.EN, Kind.NEWS, "0" * 64)
    catalogue.put(SourceDocument(info, "text", ()), [Passage("d-0", "d", 0, 0, 4, "text")], complete=True)
    assert problem(tmp_path, tmp_path) is None
