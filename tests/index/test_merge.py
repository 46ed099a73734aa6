from __future__ import annotations

from datetime import date

from index.documents import DocumentInfo, Hit, Kind, Language, Passage
from index.merge import (
    LONGEST,
    Place,
    drop_repeats,
    drop_twins,
    merge_neighbours,
    originals_first,
    pair_of,
    twin_passages,
)

TEXT = "First paragraph here.\n\nSecond paragraph here.\n\nThird paragraph here." + " x" * 2000
INFO = DocumentInfo("d", "d.md", "T", Language.EN, Kind.REGULATION, "0")
SPANS = ((0, 21), (23, 45), (47, 68))


def _hit(
    place: int, score: float, citation: str = "§ 1", headings: tuple[str, ...] = (), note: str = "", document: str = "d"
) -> Hit:
    start, end = SPANS[place]
    passage = Passage(f"{document}{place}", document, place, start, end, TEXT[start:end], citation, headings, note)
    return Hit(passage, INFO, score, {"dense": score})


def _text(document: str, start: int, end: int) -> str:
    return TEXT[start:end]


def test_adjacent_hits_of_one_section_become_one_whose_span_is_the_document_s_text() -> None:
    merged = merge_neighbours([_hit(1, 0.9), _hit(0, 0.8), _hit(2, 0.7)], _text)
    assert len(merged) == 1
    passage = merged[0].passage
    assert (passage.start, passage.end) == (0, 68)
    assert TEXT[passage.start : passage.end] == passage.text
    assert merged[0].score == 0.9


def test_the_best_passage_s_own_span_stays_known() -> None:
    merged = merge_neighbours([_hit(1, 0.9), _hit(0, 0.8), _hit(2, 0.7)], _text)
    assert (merged[0].legs["best_start"], merged[0].legs["best_end"]) == SPANS[1]
    assert merged[0].legs["dense"] == 0.9


def test_the_merged_hit_keeps_the_better_rank() -> None:
    far = Hit(Passage("z", "other", 0, 0, 5, "Other"), INFO, 0.85)
    merged = merge_neighbours([_hit(0, 0.9), far, _hit(1, 0.8)], _text)
    assert [hit.passage.document_id for hit in merged] == ["d", "other"]
    assert merged[0].passage.end == SPANS[1][1]


def test_other_sections_documents_headings_and_notes_stay_apart() -> None:
    for other in (
        _hit(1, 0.8, citation="§ 2"),
        _hit(1, 0.8, document="e"),
        _hit(1, 0.8, headings=("H",)),
        _hit(1, 0.8, note="stayed"),
        _hit(2, 0.8),
    ):
        assert len(merge_neighbours([_hit(0, 0.9), other], _text)) == 2


def test_a_weak_neighbour_does_not_fatten_a_good_hit() -> None:
    assert len(merge_neighbours([_hit(0, 0.9), _hit(1, 0.2)], _text)) == 2


def test_nothing_grows_beyond_a_readable_length() -> None:
    first = Hit(Passage("a", "d", 0, 0, LONGEST - 10, TEXT[: LONGEST - 10], "§ 1"), INFO, 0.9)
    second = Hit(Passage("b", "d", 1, LONGEST - 9, LONGEST + 50, TEXT[LONGEST - 9 : LONGEST + 50], "§ 1"), INFO, 0.9)
    assert len(merge_neighbours([first, second], _text)) == 2


def test_nothing_is_nothing() -> None:
    assert merge_neighbours([], _text) == []


def _law(document: str, text: str, score: float, citation: str = "ECCN 3A090.a") -> Hit:
    return Hit(Passage(document, document, 0, 0, len(text), text, citation), INFO, score)


def test_the_same_text_under_the_same_pinpoint_is_one_hit_whichever_file_it_came_from() -> None:
    text = "a. Integrated circuits having one or more digital processing units having either of the following:"
    hits = [
        _law("xml", text, 0.9),
        _law("json", text.replace("a. ", ""), 0.8),
        _law("other", text, 0.7, "ECCN 3A999.a"),
        _law("later", text + " or in the United Arab Emirates, as amended on 14 July 2026 by the rule", 0.6),
    ]
    assert [hit.passage.id for hit in drop_repeats(hits)] == ["xml", "later"]


def _said(document: str, text: str, citation: str, score: float, language: Language = Language.EN) -> Hit:
    info = DocumentInfo(document, f"{document}.md", "T", language, Kind.REGULATION, "0")
    return Hit(Passage(f"{document}-{text[:9]}", document, 0, 0, len(text), text, citation), info, score)


OLD = "Circuits with a total processing performance of 4800 or more that are destined for data centres abroad."
NEW = "Circuits with a total processing performance of 4800 or more that are destined for any data centres abroad."


def test_two_vintages_of_one_paragraph_are_shown_once_the_better_one() -> None:
    assert [
        hit.passage.document_id
        for hit in drop_repeats([_said("new", NEW, "3A090.a", 0.9), _said("old", OLD, "3A090.a", 0.8)])
    ] == ["new"]


def test_the_same_words_elsewhere_are_shown_once_and_other_words_under_the_same_pinpoint_both() -> None:
    same = [_said("a", OLD, "", 0.9), _said("b", OLD.upper(), "", 0.8)]
    assert drop_repeats(same) == same[:1]
    other = [_said("a", OLD, "3A090.a", 0.9), _said("b", "The paragraph was changed in July.", "3A090.a", 0.8)]
    assert drop_repeats(other) == other


def test_paragraphs_of_one_document_and_translations_are_no_repeats() -> None:
    one = [_said("a", OLD, "3A090.a", 0.9), _said("a", NEW, "3A090.a", 0.8)]
    assert drop_repeats(one) == one
    two = [_said("a", OLD, "3A090.a", 0.9), _said("b", OLD, "3A090.a", 0.8, Language.DE)]
    assert drop_repeats(two) == two


def _of(document: str, score: float, kind: Kind = Kind.NEWS, facts_as_of: date | None = None, part: int = 0) -> Hit:
    language = Language.DE if document.endswith("-de") else Language.EN
    info = DocumentInfo(document, document, "T", language, kind, "0", facts_as_of=facts_as_of)
    return Hit(Passage(f"{document}:{part}", document, part, 0, 5, "Words"), info, score)


def _ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_an_article_comes_before_the_brief_that_reports_it_and_scores_still_fall() -> None:
    brief, article = _of("brief-en", 0.8, facts_as_of=date(2026, 1, 1)), _of("article-de", 0.4)
    law = _of("law-en", 0.6, Kind.REGULATION)
    ordered = originals_first([brief, law, article])
    assert _ids(ordered) == ["article-de:0", "brief-en:0", "law-en:0"]
    assert [hit.score for hit in ordered] == [0.8, 0.8, 0.6]


def test_an_article_far_below_a_brief_or_below_a_law_stays_where_it_is() -> None:
    brief, far = _of("brief-en", 0.8, facts_as_of=date(2026, 1, 1)), _of("article-de", 0.1)
    assert _ids(originals_first([brief, far])) == ["brief-en:0", "article-de:0"]
    law, near = _of("law-en", 0.8, Kind.REGULATION, date(2026, 1, 1)), _of("article-de", 0.7)
    assert _ids(originals_first([law, near])) == ["law-en:0", "article-de:0"]


def test_of_a_brief_in_two_languages_the_reader_s_is_shown_at_the_better_rank() -> None:
    hits = [_of("rule-en", 0.9), _of("other-en", 0.8, part=7), _of("rule-de", 0.7), _of("rule-de", 0.6, part=1)]
    german = drop_twins(hits, {"rule-en:0": hits[2]})
    assert _ids(german) == ["rule-de:0", "other-en:7", "rule-de:1"], "without a German half the English one stays"
    assert [hit.score for hit in german] == [0.9, 0.8, 0.6]
    english = drop_twins(hits, {"rule-de:0": hits[0], "rule-de:1": _of("rule-en", 0.0, part=1)})
    assert _ids(english) == ["rule-en:0", "other-en:7", "rule-en:1"], "also the half that was not found"


def test_the_twin_of_a_passage_has_its_number_or_its_place() -> None:
    def cut(document: str, *spans: tuple[int, int]) -> list[Place]:
        return [(f"{document}{n}", *span) for n, span in enumerate(spans)]

    english = cut("e", (0, 100), (102, 140))
    assert twin_passages(english, cut("d", (0, 60), (62, 180))) == {"e0": "d0", "e1": "d1"}
    german = cut("d", (0, 40), (42, 130), (132, 180))
    assert twin_passages(english, german) == {"e0": "d1", "e1": "d2"}, "the middle of the first two thirds lies in d1"
    assert pair_of("rule-en") == pair_of("rule-de") == "rule"
    assert pair_of("744-en-route") == "744-en-route"
