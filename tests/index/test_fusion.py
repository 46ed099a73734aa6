from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.documents import Language
from index.errors import SettingsError
from index.forward import Scores
from index.fusion import DEFAULT_PATH, FEATURES, GROUPS, Candidates, Fusion, features
from index.training.fusion_model import calibrate, fit, legs
from index.training.fusion_questions import Example, Holders, Question


def _candidates(dense: list[float], bm25: list[float], same: list[bool]) -> Candidates:
    zeros = Scores.zeros(len(dense))
    words = Scores(np.array(bm25, dtype=np.float32), *[getattr(zeros, name) for name in Scores.__slots__[1:]])
    numbers = np.array(dense, dtype=np.float32)
    return Candidates(numbers, numbers * 10, words, np.array(same), True)


def test_a_row_of_features_has_every_name_in_order() -> None:
    rows = features(_candidates([0.5, 0.9], [0.1, 0.3], [True, True]))
    assert rows.shape == (2, len(FEATURES))
    assert rows[:, FEATURES.index("dense")] == pytest.approx([0.5, 0.9])
    assert rows[:, FEATURES.index("bm25")] == pytest.approx([0.1, 0.3])


def test_gaps_and_ranks_are_counted_within_a_language_so_the_other_cannot_crowd_it_out() -> None:
    alone = features(_candidates([0.3, 0.2], [0.1, 0.2], [False, False]))
    crowded = features(
        _candidates([0.3, 0.2, 0.9, 0.8, 0.7], [0.1, 0.2, 0.9, 0.9, 0.9], [False, False, True, True, True])
    )
    for name in ("dense_gap", "dense_rank", "bm25_gap", "bm25_rank"):
        place = FEATURES.index(name)
        np.testing.assert_allclose(crowded[:2, place], alone[:, place])


def test_better_evidence_never_scores_lower_with_the_shipped_weights() -> None:
    file = json.loads(DEFAULT_PATH.read_text(encoding="utf-8"))
    for label in file["encoders"]:
        fusion = Fusion.load(f"{label}@x")
        base = np.full((2, len(FEATURES)), 0.4, dtype=np.float32)
        for same, german in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)):
            base[:, FEATURES.index("same_language")] = same
            base[:, FEATURES.index("german")] = german
            for name in FEATURES:
                if name in {"same_language", "german"}:
                    continue
                better = base.copy()
                better[1, FEATURES.index(name)] += 0.3
                scores = fusion.order(better)
                assert scores[1] >= scores[0] - 1e-6, (label, name)


def test_the_probability_is_one_and_keeps_the_order() -> None:
    fusion = Fusion.load("packaged@x")
    scores = np.linspace(-200, 200, 400, dtype=np.float32)
    found = fusion.probability(scores)
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= 0).all()


def test_an_encoder_nobody_fitted_for_gets_weights_that_do_not_trust_its_raw_cosine() -> None:
    fusion = Fusion.load("someone/else@1")
    for group in GROUPS:
        assert fusion.weights[group][FEATURES.index("dense")] == 0.0


@pytest.mark.parametrize(
    "content",
    ["{}", "not json", json.dumps({"features": ["a"], "encoders": {}}), json.dumps({"features": list(FEATURES)})],
)
def test_a_bad_file_names_itself_and_the_command(tmp_path: Path, content: str) -> None:
    path = tmp_path / "fusion.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"fusion\.json: .*python -m index\.training\.fit_fusion"):
        Fusion.load("packaged@x", path)


def _question(number: int) -> Question:
    return Question(f"q{number}", Language.DE, frozenset({"g"}), Language.DE, "t", f"p{number}", False)


def _examples(count: int, useful: str) -> list[Example]:
    """Candidates where one feature tells the answer and everything else is noise."""
    chance = np.random.default_rng(3)
    found = []
    for number in range(count):
        rows = chance.random((20, len(FEATURES))).astype(np.float32)
        rows[:, FEATURES.index("same_language")] = 1.0
        rows[:, FEATURES.index("german")] = 1.0
        gold = np.zeros(20, dtype=np.bool_)
        gold[number % 20] = True
        rows[gold, FEATURES.index(useful)] = 1.5
        found.append(Example(_question(number), rows, gold))
    return found


@pytest.mark.parametrize("useful", ["dense", "bm25", "pinpoint"])
def test_fitting_finds_the_leg_that_tells_and_beats_adding_ranks(useful: str) -> None:
    learned, asked = _examples(120, useful)[:60], _examples(120, useful)[60:]
    fusion = fit(learned).fusion
    assert int(np.argmax(fusion.weights["de-de"])) == FEATURES.index(useful)
    ways = legs(fusion)
    first = {name: np.mean([one.gold[np.argmax(order(one.features))] for one in asked]) for name, order in ways.items()}
    assert first["fused"] == 1.0
    assert first["fused"] > first["ranks added"]


def test_a_feature_left_out_weighs_nothing() -> None:
    fusion = fit(_examples(40, "dense"), without=frozenset({"dense"})).fusion
    assert fusion.weights["de-de"][FEATURES.index("dense")] == 0.0


def test_where_nothing_answers_the_probability_is_lower() -> None:
    asked = _examples(80, "coverage")
    fusion = fit(asked).fusion
    slope, offset = calibrate(asked, fusion)
    calibrated = Fusion(fusion.weights, fusion.offsets, slope, offset)
    with_answer = [calibrated.probability(calibrated.order(one.features)).max() for one in asked]
    without = [calibrated.probability(calibrated.order(one.features[~one.gold])).max() for one in asked]
    assert np.median(with_answer) > 0.8
    assert np.median(without) < 0.2


def test_the_passages_that_hold_a_text_are_found_whatever_the_cut() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    holders = Holders(
        [
            ("whole", f"before {text} after", Language.EN),
            ("half", "one two three four five six seven eight nine", Language.EN),
            ("crumb", "one two three four five and then something quite different follows here now", Language.EN),
            ("other", "nothing of the kind is said in this passage at all my friend", Language.EN),
        ]
    )
    assert holders.of(text) == {"whole", "half"}
