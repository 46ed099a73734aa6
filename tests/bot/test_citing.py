"""Verified statements become numbered citations: no source stands twice under one name, every quote is verbatim."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Draft
from bot.answering.citing import cite, places_of
from bot.answering.verify import verify
from index.documents import DocumentInfo, Hit, Kind, Language, Passage

FIRST = "The chip H20 needs a licence for China."
SECOND = "The chip H200 is judged case by case."
FAR = "The chip MI308 pays a share of 15 percent."
TEXT = FIRST + "\n\nBetween them.\n\n" + SECOND + "\n" + "x" * 4000 + "\n" + FAR
INFO = DocumentInfo("d", "d.txt", "Article", Language.EN, Kind.NEWS, "0" * 64)


def hit(text: str, citation: str = "") -> Hit:
    start = TEXT.index(text)
    return Hit(Passage(f"d#{start}", "d", 0, start, start + len(text), text, citation), INFO, 0.9)


def numbered(hits: dict[str, Hit], document: str = TEXT) -> tuple[list[tuple[int, ...]], list[tuple[int, str]]]:
    drafts = [Draft(one.passage.text, (key,), quote=True) for key, one in hits.items()]
    kept = verify(drafts, hits, Language.EN).kept
    statements, citations = cite(kept, hits, date(2026, 11, 24), lambda _, start, end: document[start:end])
    assert all(one.quote == TEXT[one.start : one.end] for one in citations)
    assert all(one.passage.text == TEXT[one.passage.start : one.passage.end] for one in citations)
    return [one.citations for one in statements], [(one.number, one.quote) for one in citations]


def test_two_passages_under_one_name_are_one_number_whose_quote_holds_both() -> None:
    numbers, citations = numbered({"ev:bbbb": hit(SECOND), "ev:cccc": hit(FIRST)})
    assert numbers == [(1,), (1,)]
    assert citations == [(1, TEXT[: TEXT.index(SECOND) + len(SECOND)])]


def test_another_pinpoint_or_a_place_far_away_has_a_number_of_its_own() -> None:
    assert numbered({"ev:bbbb": hit(FIRST, "§ 1"), "ev:cccc": hit(SECOND, "§ 2")})[0] == [(1,), (2,)]
    assert numbered({"ev:bbbb": hit(FIRST), "ev:cccc": hit(FAR)})[0] == [(1,), (2,)]


def test_a_document_that_changed_since_the_search_is_quoted_as_it_was_read() -> None:
    assert numbered({"ev:bbbb": hit(FIRST), "ev:cccc": hit(SECOND)}, "other")[1] == [(1, FIRST)]


def test_places_do_not_hang_on_what_is_cited() -> None:
    hits = {"ev:bbbb": hit(SECOND), "ev:cccc": hit(FIRST), "ev:dddd": hit(FAR)}
    assert places_of(hits) == {"ev:cccc": "ev:cccc", "ev:bbbb": "ev:cccc", "ev:dddd": "ev:dddd"}


@pytest.mark.parametrize(
    ("text", "quote", "shown"),
    [
        ("He met those, who decide on chips, and left.", "who decide on chips", "… who decide on chips …"),
        ("One is said. Two is said here.", "Two is said here.", "Two is said here."),
        ("Rules for chips:\n(a) the H20;\n(b) the H200.", "(a) the H20;", "(a) the H20;"),
        (
            "country listed in a table needs it.",
            "country listed in a table needs it.",
            "… country listed in a table needs it.",
        ),
    ],
)
def test_a_quote_cut_within_a_sentence_shows_it_beside_its_words(text: str, quote: str, shown: str) -> None:
    hits = {"ev:aaaa": Hit(Passage("d#0", "d", 0, 0, len(text), text), INFO, 0.9)}
    kept = verify([Draft(quote, ("ev:aaaa",), quote=True)], hits, Language.EN).kept
    (statement,), (citation,) = cite(kept, hits, date(2026, 11, 24), lambda _, start, end: text[start:end])
    assert statement.text == shown
    assert citation.quote == text[citation.start : citation.end] == quote, "the proof itself stays verbatim"
    assert verify([Draft(shown, ("ev:aaaa",), quote=True)], hits, Language.EN).kept, "and what is shown can be proved"
