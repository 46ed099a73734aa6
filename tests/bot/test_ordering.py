from __future__ import annotations

from datetime import date

from bot.answering.ordering import by_best_sentence
from bot.answering.quotes import Candidate
from index.documents import DocumentInfo, Hit, Kind, Language, Passage

INFO = DocumentInfo("d", "d.txt", "D", Language.EN, Kind.NEWS, "0" * 64, published=date(2025, 7, 1).isoformat())


def _hit(name: str, score: float) -> Hit:
    return Hit(Passage(name, "d", 0, 0, 4, "text"), INFO, score)


def _sentence(hit: Hit) -> Candidate:
    return Candidate(hit, 0, 4, "text", {}, 0.0)


def test_the_passage_with_the_best_sentence_comes_first_and_scores_fall_with_rank() -> None:
    first, second, third = _hit("a", 0.9), _hit("b", 0.6), _hit("c", 0.3)
    found = [_sentence(third), _sentence(first), _sentence(third), _sentence(second)]
    ordered = by_best_sentence([first, second, third], found)
    assert [hit.passage.id for hit in ordered] == ["c", "a", "b"]
    assert [hit.score for hit in ordered] == [0.9, 0.6, 0.3]


def test_a_passage_without_a_sentence_to_quote_comes_last_and_none_is_lost() -> None:
    first, second, third = _hit("a", 0.9), _hit("b", 0.6), _hit("c", 0.3)
    ordered = by_best_sentence([first, second, third], [_sentence(second)])
    assert [hit.passage.id for hit in ordered] == ["b", "a", "c"]
    assert by_best_sentence([], []) == ()
