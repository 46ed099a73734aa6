"""Choosing sentences: pure functions over hits made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.choosing import choose, trimmed
from bot.answering.question_type import Wants
from bot.answering.quotable import sentences_of
from bot.answering.quotes import Ask, Candidate
from bot.answering.terms import Terms
from index.documents import DocumentInfo, Hit, Kind, Language, Passage, Status
from index.query import Term


def hit(
    document: str,
    text: str,
    *,
    kind: Kind = Kind.NEWS,
    published: str = "2025-07-28",
    start: int = 100,
    **fields: object,
) -> Hit:
    info = DocumentInfo(
        id=document,
        source=f"{document}.md",
        title=document,
        language=Language.DE if document.endswith("-de") else Language.EN,
        kind=kind,
        sha256="0",
        published=published,
        status=Status.REPORTED if kind is Kind.NEWS else Status.IN_FORCE,
        **fields,  # type: ignore[arg-type]
    )
    return Hit(Passage(f"{document}:{start}", document, 0, start, start + len(text), text), info, 0.9)


def candidate(one: Hit, text: str, score: float) -> Candidate:
    at = one.passage.text.index(text)
    return Candidate(one, one.passage.start + at, one.passage.start + at + len(text), text, {}, score)


def terms(*words: str) -> Terms:
    made = []
    for word in words:
        term = Term(word, word)
        for language in Language:
            term.name(language, word, 1.0)
        made.append(term)
    return Terms(Language.EN, tuple(made), (1.0,) * len(made), frozenset())


def ask(*, list_wanted: bool = False) -> Ask:
    return Ask("?", Language.EN, date(2026, 11, 24), Wants.ANY, terms("chip"), list_wanted)


def test_sentences_are_spans_of_the_document_and_a_pointing_one_takes_the_one_before_along() -> None:
    text = "Challenges remain for Nvidia in China. These include inventory and suppliers. Lutnick agreed with the plan in July."
    one = hit("a-en", text)
    spans = sentences_of(one)
    pieces = [text[start - 100 : end - 100] for start, end in spans]
    assert pieces[0] == "Challenges remain for Nvidia in China."
    assert pieces[1] == "Challenges remain for Nvidia in China. These include inventory and suppliers."
    assert pieces[2] == "Lutnick agreed with the plan in July."


def _news_and_rule(rule: Hit, score: float) -> list[Candidate]:
    report = hit("news-en", "Nvidia says it will ship again.")
    rows = [candidate(report, report.passage.text, 5.0), candidate(rule, rule.passage.text, score)]
    return [replace(one, features={"type": float(one.hit is rule)}) for one in rows]


def test_a_question_what_one_may_do_gets_the_rule_in_force_beside_the_reports() -> None:
    rule = hit("rule-en", "A license is required.", kind=Kind.REGULATION, published="2026-01-15")
    may = replace(ask(), wants=Wants.PERMISSION)
    limits = {"max_words": 120, "max_statements": 5}
    chosen = choose(may, _news_and_rule(rule, 0.5), **limits)
    assert [one.hit.info.id for one in chosen] == ["rule-en", "news-en"]
    assert len(choose(ask(), _news_and_rule(rule, 0.5), **limits)) == 1
    assert len(choose(may, _news_and_rule(rule, -9.0), **limits)) == 1
    ended = hit("rule-en", "A license is required.", kind=Kind.REGULATION, effective_to=date(2026, 2, 1))
    assert len(choose(may, _news_and_rule(ended, 0.5), **limits)) == 1


def test_law_comes_before_news_and_the_newest_first() -> None:
    rows = [
        candidate(hit("old-en", "Old news on chips in China."), "Old news on chips in China.", 3.0),
        candidate(
            hit("new-en", "Fresh report about wafers.", published="2026-01-01"), "Fresh report about wafers.", 2.9
        ),
        candidate(
            hit("law-en", "A licence is required for exports.", kind=Kind.REGULATION),
            "A licence is required for exports.",
            2.8,
        ),
    ]
    chosen = choose(ask(list_wanted=True), rows, max_words=120, max_statements=5)
    assert [one.hit.info.id for one in chosen] == ["law-en", "new-en", "old-en"]


def test_the_other_language_of_the_same_brief_is_no_second_proof() -> None:
    rows = [
        candidate(hit("brief-en", "The threshold is 4800."), "The threshold is 4800.", 3.0),
        candidate(hit("brief-de", "Die Schwelle liegt bei 4800."), "Die Schwelle liegt bei 4800.", 2.9),
    ]
    assert [one.hit.info.id for one in choose(ask(list_wanted=True), rows, max_words=120, max_statements=5)] == [
        "brief-en"
    ]


def test_what_is_far_from_the_best_sentence_is_left_out_and_the_length_is_kept() -> None:
    long = "Chip " + "word " * 70 + "end."
    rows = [
        candidate(hit("a-en", "The chip rule applies."), "The chip rule applies.", 9.0),
        candidate(hit("b-en", long), long, 8.9),
        candidate(hit("c-en", "Nothing to do with it at all."), "Nothing to do with it at all.", -9.0),
    ]
    chosen = choose(ask(), rows, max_words=50, max_statements=5)
    assert [one.hit.info.id for one in chosen] == ["a-en"]


def test_an_overlong_sentence_is_cut_at_a_clause_that_holds_the_question_and_stays_verbatim() -> None:
    filler = "the exporter files papers with the agency in due form and waits for its reply, "
    text = filler * 6 + "unless the chip has fewer than 30 billion transistors, " + filler * 3 + "as stated."
    one = candidate(hit("a-en", text), text, 1.0)
    start, end = trimmed(one, terms("chip", "transistors"))
    piece = text[start - 100 : end - 100]
    assert "chip has fewer than 30 billion transistors" in piece
    assert len(piece.split()) <= 75


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Der Staat" + " prüft" * 80 + ", die seinen Chip, neue Transistoren und mehr enthält.", "neue Transistoren"),
        ("The state" + " checks" * 80 + ", which holds the chip, new transistors and more.", "new transistors"),
        ("or a country listed in the chip rule.", "a country listed in the chip rule."),
    ],
)
def test_a_cut_does_not_begin_with_a_word_that_hangs_on_what_is_left_out(text: str, shown: str) -> None:
    one = candidate(hit("a-en", text), text, 1.0)
    start, end = trimmed(one, terms("chip"))
    assert text[start - 100 : end - 100].startswith(shown)


@pytest.mark.parametrize("words", [5, 75])
def test_a_sentence_of_fair_length_is_shown_whole(words: int) -> None:
    text = " ".join(["word"] * words) + "."
    one = candidate(hit("a-en", text), text, 1.0)
    assert trimmed(one, terms("chip")) == (100, 100 + len(text))


def test_an_original_in_a_foreign_language_comes_with_what_the_askers_language_says_of_it() -> None:
    brief = hit("brief-en", "Experts worry about the H20 project.", facts_as_of=date(2026, 10, 8))
    article = hit("article-de", "Das H20-Projekt stößt auf Besorgnis.")
    rows = [
        candidate(article, "Das H20-Projekt stößt auf Besorgnis.", 3.0),
        candidate(brief, "Experts worry about the H20 project.", 2.2),
    ]
    chosen = choose(ask(), rows, max_words=120, max_statements=5)
    assert {one.hit.info.id for one in chosen} == {"brief-en", "article-de"}


def test_what_a_brief_says_of_an_article_brings_the_article_along() -> None:
    brief = hit("brief-en", "Experts worry about the H20 project.", facts_as_of=date(2026, 10, 8))
    article = hit("article-de", "Das H20-Projekt stößt auf Besorgnis.")
    rows = [
        candidate(brief, "Experts worry about the H20 project.", 3.0),
        candidate(article, "Das H20-Projekt stößt auf Besorgnis.", 2.2),
    ]
    chosen = choose(ask(), rows, max_words=120, max_statements=5)
    assert {one.hit.info.id for one in chosen} == {"brief-en", "article-de"}


LISTED = "(2) Nicht zu melden sind\n\n1. Zahlungen bis zum Betrag von 50 000 Euro,\n\n2. Zinsen für Anleihen."


def test_an_item_of_a_list_is_quoted_with_the_words_that_lead_into_it() -> None:
    one = hit("de-awv-de", LISTED)
    first = sentences_of(one)[1]
    assert LISTED[first[0] - 100 : first[1] - 100] == LISTED[: LISTED.index("\n\n2.")]


def test_where_the_words_that_lead_in_are_too_far_away_they_are_quoted_beside_the_item() -> None:
    long = LISTED.replace("Euro,", f"Euro, {'und so weiter ' * 25},")
    one = hit("de-awv-de", long)
    chosen = choose(ask(), [candidate(one, "2. Zinsen für Anleihen.", 9.0)], max_words=120, max_statements=5)
    assert [one.text for one in chosen] == ["(2) Nicht zu melden sind", "2. Zinsen für Anleihen."]


def test_a_sentence_that_is_no_item_stands_alone() -> None:
    text = "The rule has two parts. 25 chips were sold in the first month of the year."
    assert len({start for start, _ in sentences_of(hit("a-en", text))}) == 2


def test_a_sole_quote_takes_the_next_sentence_of_its_paragraph_along_and_the_item_that_it_leads_into() -> None:
    text = "The letter asks for one thing. It is a ban on exports.\n\nLutnick has not answered it yet."
    sole = choose(
        ask(), [candidate(hit("a-en", text), "The letter asks for one thing.", 9.0)], max_words=120, max_statements=5
    )
    assert [one.text for one in sole] == ["The letter asks for one thing. It is a ban on exports."]
    last = choose(
        ask(), [candidate(hit("a-en", text), "It is a ban on exports.", 9.0)], max_words=120, max_statements=5
    )
    assert [one.text for one in last] == ["It is a ban on exports."]
    led = choose(
        ask(), [candidate(hit("b-de", LISTED), "(2) Nicht zu melden sind", 9.0)], max_words=120, max_statements=5
    )
    assert [one.text for one in led] == [LISTED[: LISTED.index("\n\n2.")]]
