"""Which slices a question is reported under, and which part of a task a quick run takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.questions import Gold
from index.documents import Language
from index.training.evaluate_encoder import Task
from index.training.fusion_questions import Question
from tests.report.asked import slices_of
from tests.report.encoders import own_tasks, shortened
from tests.report.figures import NEVER, Estimate
from tests.report.picture import Point, draw
from tests.report.timing import medians, timed
from tests.report.whole import Judged
from tests.report.whole import slices_of as whole_slices

SOURCES = {"a": "articles/000_a.txt", "l": "us-ear/744.md"}


def question(gold: str, group: str, *, keywords: bool = False) -> Question:
    return Question("?", Language.DE, frozenset({gold}), Language.EN, group, "", keywords)


def gold_of(**fields: object) -> Gold:
    values: dict[str, object] = {"id": "own-1", "language": Language.DE, "question": "?", "kind": "fact", "sources": ()}
    values |= {"evidence": (), "must_contain": (), "must_not_contain": (), "history": (), "as_of": None} | fields
    return Gold(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (question("a", "check"), ["de→en", "real texts: de→en", "articles: de→en"]),
        (question("l", "us-ear", keywords=True), ["de→en", "law: de→en", "keywords: de→en"]),
        (question("gone", "us-ear"), ["de→en"]),
    ],
)
def test_a_question_is_reported_by_languages_by_source_and_by_form(asked: Question, names: list[str]) -> None:
    assert slices_of(asked, SOURCES) == names


def test_questions_on_articles_us_rules_and_the_development_set_are_told_apart() -> None:
    articles = gold_of(sources=("000_ab12.txt",), language=Language.EN)
    assert whole_slices(Judged(articles, 1, True)) == ["five articles, en→de"]
    assert whole_slices(Judged(gold_of(sources=("15 CFR 744.15",)), 1, True)) == ["German questions on US rules"]
    assert whole_slices(Judged(gold_of(sources=("§ 8 AWV",)), 1, False)) == []
    assert whole_slices(Judged(gold_of(id="dev-1"), NEVER, True)) == ["questions-dev, across"]


def test_a_shortened_task_keeps_the_answers_of_its_questions() -> None:
    task = Task("t", ["q0", "q1", "q2"], ["c0", "c1", "c2", "c3", "c4"], [4, 1, 0])
    short = shortened(task, 2)
    assert list(short.questions) == ["q0", "q1"]
    assert [short.candidates[one] for one in short.answers] == ["c4", "c1"]


def test_only_the_check_part_of_our_questions_tests_the_encoder_but_against_all_evidence() -> None:
    german, other = "Das ist der eine Beleg für die Antwort.", "Und das ist ein ganz anderer Satz."
    golds = [gold_of(split="check", evidence=(german,)), gold_of(split="fit", evidence=(other,))]
    (task,) = own_tasks(golds)
    assert task.name == "own de→de"
    assert len(task.questions) == 1
    assert set(task.candidates) == {german, other}


def test_every_way_is_timed_on_every_question_with_nothing_remembered() -> None:
    forgotten: list[int] = []
    asked: list[str] = []
    acts = {"one": lambda text, _: asked.append(text), "two": lambda text, _: None}
    found = timed(acts, [("a", Language.DE), ("b", Language.EN)], 3, lambda: forgotten.append(1))
    assert {way: len(values) for way, values in found.items()} == {"one": 6, "two": 6}
    assert len(forgotten) == 12
    assert len(set(asked)) == 6
    assert set(medians(found)) == {"one", "two"}


def test_the_picture_is_drawn_with_a_label_for_points_that_lie_on_one_another(tmp_path: Path) -> None:
    points = [Point(f"a way with a long name {n}", 10.0 + 0.1 * n, Estimate(0.7, 0.6, 0.8, 9)) for n in range(7)]
    draw({"same language": points, "across languages": points}, tmp_path / "p.png", "note")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
