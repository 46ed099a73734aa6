"""Keys are opaque, stable and distinct, never legal text, and become numbers once."""

from __future__ import annotations

import pytest

from bot.answering.answer import Draft
from bot.answering.errors import UnknownKeyError
from bot.answering.keys import KEY_PATTERN, CitationNumbers, assign_keys, find_keys, number_citations
from index.documents import DocumentInfo, Hit, Kind, Language, Passage

INFO = DocumentInfo("d", "d.md", "Title", Language.EN, Kind.REGULATION, "0" * 64)


def hits(*ids: str) -> list[Hit]:
    return [Hit(Passage(one, "d", 0, 0, 4, "text"), INFO, 0.5) for one in ids]


def test_the_same_passages_get_the_same_keys_whatever_their_order() -> None:
    forth = {one.hit.passage.id: one.key for one in assign_keys(hits("a", "b", "c"))}
    back = {one.hit.passage.id: one.key for one in assign_keys(hits("c", "b", "a"))}
    assert forth == back


def test_a_passage_found_twice_is_one_evidence() -> None:
    assert [one.hit.passage.id for one in assign_keys(hits("a", "b", "a"))] == ["a", "b"]


def test_keys_never_collide_even_among_thousands() -> None:
    evidence = assign_keys(hits(*(str(number) for number in range(5000))))
    assert len({one.key for one in evidence}) == 5000


def test_every_key_matches_its_own_pattern() -> None:
    assert all(KEY_PATTERN.fullmatch(one.key) for one in assign_keys(hits(*"abcdefgh")))


@pytest.mark.parametrize(
    "text",
    [
        "[Reserved]",
        "(a)(2)",
        "[1]",
        "[12]",
        "3A090.a.1",
        "§ 744.23(a)(2)(iii)",
        "D:5",
        "A:1",
        "4E001",
        "Rev: 2",
        "Nov:2025",
        "prev:abcd",
        "EV: electric vehicle",
        "https://example.org/ev/x",
        "NXT:2000i",
        "Level:high",
    ],
)
def test_legal_text_is_no_key(text: str) -> None:
    assert find_keys(text) == ()


@pytest.mark.parametrize("invented", ["ev:1", "ev:abcd", "EV:XYZW", "ev:744", "ev:kq-zv"])
def test_what_looks_like_a_key_is_found_so_that_it_can_be_refused(invented: str) -> None:
    assert find_keys(f"A sentence [{invented}].") == (invented.lower(),)


def test_numbers_follow_first_use_and_a_source_cited_twice_has_one() -> None:
    drafts = [Draft("x", ("ev:bbbb",)), Draft("y", ("ev:cccc", "ev:bbbb")), Draft("z", ("ev:dddd",))]
    known = ["ev:dddd", "ev:cccc", "ev:bbbb", "ev:ffff"]
    assert number_citations(drafts, known) == {"ev:bbbb": 1, "ev:cccc": 2, "ev:dddd": 3}


def test_an_unknown_key_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        number_citations([Draft("x", ("ev:bbbb", "ev:zzzz"))], ["ev:bbbb"])
    assert caught.value.keys == ("ev:zzzz",)


def test_an_unknown_key_uses_up_no_number() -> None:
    numbers = CitationNumbers(["ev:bbbb"])
    with pytest.raises(UnknownKeyError):
        numbers.number(("ev:zzzz", "ev:bbbb"))
    assert numbers.number(("ev:bbbb",)) == (1,)
