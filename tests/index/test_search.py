from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index import store as store_module
from index.catalogue import Entry
from index.corpus import Corpus
from index.documents import Filters, Hit, Kind, Language
from index.embed import SentenceEncoder
from index.errors import IndexNotReadyError
from index.fusion import FEATURES
from index.search import Query
from index.settings import EncoderSettings, IndexSettings, RerankerSettings, SearchSettings

from .conftest import TEXTS, Text, make_document, write_index

DE, EN = Language.DE, Language.EN


def _documents(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


@pytest.fixture
def own(tmp_path: Path, small_settings: IndexSettings) -> IndexSettings:
    """A copy of the small index that a test may change."""
    folder = tmp_path / "index"
    shutil.copytree(small_settings.path, folder)
    return small_settings.model_copy(update={"path": folder})


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Darf Nvidia den H20 nach China liefern?", "news-h20-de"),
        ("May Nvidia deliver the H20 to China?", "news-h20-de"),
        ("What happens with the H200?", "us-h200"),
        ("Welche Genehmigung braucht man für Seltene Erden?", "news-erden-de"),
        ("Which magnets made of rare earths need a licence?", "news-erden-de"),
        ("Welche Strafe zahlt Applied Materials?", "us-penalty"),
        ("Wovon hängen die Autobauer ab?", "news-erden-de"),
        ("performance density threshold", "us-3a090"),
    ],
)
def test_the_right_document_comes_first_in_either_language(small_corpus: Corpus, question: str, document: str) -> None:
    assert _documents(small_corpus.search(Query(question)))[0] == document


@pytest.mark.parametrize(
    ("question", "citation"),
    [
        ("Was regelt 15 CFR § 744.23(a)(2)?", "15 CFR § 744.23(a)(2)"),
        ("744.23(a)(1)", "15 CFR § 744.23(a)(1)"),
        ("3a090.b", "ECCN 3A090.b"),
        ("§ 9 AWV", "§ 9 Abs. 1 AWV"),
    ],
)
def test_a_pinpoint_brings_exactly_that_section_first(small_corpus: Corpus, question: str, citation: str) -> None:
    best = small_corpus.search(Query(question, limit=3))[0]
    start, end = int(best.legs.get("best_start", best.passage.start)), int(best.legs.get("best_end", best.passage.end))
    document = small_corpus.document(best.passage.document_id)
    assert document is not None
    assert best.passage.citation == citation
    assert any((one.start, one.end, one.citation) == (start, end, citation) for one in document.sections)


def test_h20_never_brings_h200_before_h20(small_corpus: Corpus) -> None:
    found = _documents(small_corpus.search(Query("H20")))
    assert found[0] == "news-h20-de"
    assert _documents(small_corpus.search(Query("H200")))[0] == "us-h200"


def test_scores_fall_with_rank_and_stay_between_zero_and_one(small_corpus: Corpus) -> None:
    for question in ("Darf Nvidia den H20 liefern?", "744.23", "What is the weather?", "Magnete"):
        scores = [hit.score for hit in small_corpus.search(Query(question))]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_question_the_corpus_answers_scores_higher_than_one_it_does_not(small_corpus: Corpus) -> None:
    known = small_corpus.search(Query("Welche Strafe zahlt Applied Materials für Ionenimplanter?"))[0].score
    unknown = small_corpus.search(Query("Wie backt man einen Apfelkuchen mit Streuseln?"))[0].score
    assert known > 2 * unknown


def test_every_hit_says_what_each_leg_said(small_corpus: Corpus) -> None:
    hit = small_corpus.search(Query("Darf Nvidia den H20 nach China liefern?"))[0]
    assert set(FEATURES) <= set(hit.legs)
    assert hit.legs["same_language"] == 1.0
    assert hit.legs["mention"] == 1.0
    assert -1.0 <= hit.legs["dense"] <= 1.0


def test_hits_are_spans_of_their_documents_merged_or_not(small_corpus: Corpus) -> None:
    for question in (
        "Nvidia H20 Chip China Streitkräfte",
        "Seltenerdmagnete Lieferketten Autobauer",
        "744.23 chips fab",
    ):
        for hit in small_corpus.search(Query(question)):
            document = small_corpus.document(hit.passage.document_id)
            assert document is not None
            assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_both_languages_keep_a_share_of_the_candidates(tmp_path: Path, packaged: SentenceEncoder) -> None:
    many = [
        Text(f"n{i}", DE, Kind.NEWS, "Meldung", (("", f"Nvidia liefert den Chip Nummer {i} nach China aus."),))
        for i in range(120)
    ]
    english = Text("law", EN, Kind.REGULATION, "Rule", (("", "Nvidia may not ship the chip to China."),))
    settings = write_index(tmp_path, [*many, english], packaged)
    corpus = Corpus.open(settings.model_copy(update={"search": SearchSettings(candidates=10)}))
    ranking = corpus.rank(Query("Darf Nvidia den Chip nach China liefern?"))
    assert ranking is not None
    languages = corpus.searcher.state().view.forward.language[ranking.rows]
    assert set(languages.tolist()) == {0, 1}
    corpus.close()


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(kinds=(Kind.REGULATION,)), {"us-744-23", "us-3a090", "de-awv-8"}),
        (Filters(jurisdictions=("CN",)), {"news-erden-de"}),
        (Filters(languages=(DE,)), {"news-h20-de", "news-erden-de", "de-awv-8"}),
        (Filters(documents=("us-h200", "us-penalty")), {"us-h200", "us-penalty"}),
        (Filters(as_of=date(2025, 5, 1)), {"us-744-23", "us-3a090", "news-erden-de", "de-awv-8"}),
        (Filters(kinds=(Kind.NEWS,), languages=(EN,)), {"us-h200"}),
    ],
)
def test_filters_hide_everything_else(small_corpus: Corpus, filters: Filters, allowed: set[str]) -> None:
    for question in ("Nvidia H20 H200 China", "export licence", "Genehmigung der Ausfuhr", "744.23"):
        assert set(_documents(small_corpus.search(Query(question, filters=filters, limit=50)))) <= allowed
    found = small_corpus.search(Query("chips Ausfuhr China penalty magnets", filters=filters, limit=50))
    assert set(_documents(found)) == allowed


def test_filters_hold_when_the_store_answers_through_its_graph(
    small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_EXACT_ROWS", 1)
    monkeypatch.setattr(store_module, "_COMPARED_ROWS", 0)
    plain = small_corpus.search(Query("Darf Nvidia den H20 nach China liefern?"))
    assert _documents(plain)[0] == "news-h20-de"
    found = small_corpus.search(Query("China", filters=Filters(languages=(EN,)), limit=50))
    assert all(hit.info.language is EN for hit in found)


def test_nothing_allowed_or_nothing_asked_is_nothing_found(small_corpus: Corpus) -> None:
    assert small_corpus.search(Query("H20", filters=Filters(documents=("unknown",)))) == []
    assert small_corpus.search(Query("   ")) == []


@pytest.mark.parametrize("text", ["???", "🙂🙂", "a" * 3000, "\x00", "' OR 1=1 --", "text_de:* AND (", "§§§"])
def test_odd_questions_are_answered_with_hits_or_nothing_never_an_error(small_corpus: Corpus, text: str) -> None:
    assert isinstance(small_corpus.search(Query(text)), list)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("text", ["And until when?", "the", "why", "?", "und wann"])
def test_a_question_without_one_word_of_content_has_no_terms_and_no_error(
    small_corpus: Corpus, text: str, language: Language
) -> None:
    analysis, rarity = small_corpus.searcher.terms(text, language)
    assert len(analysis.terms) == len(rarity)
    assert isinstance(small_corpus.search(Query(text, language)), list)


def test_the_limit_counts_hits(small_corpus: Corpus) -> None:
    assert len(small_corpus.search(Query("China", limit=2))) == 2


def test_a_search_sees_what_was_written_meanwhile_and_not_what_was_removed(own: IndexSettings) -> None:
    corpus, writer = Corpus.open(own), Corpus.open(own)
    question = Query("Wer kauft Zwurbelchips?")
    assert "new" not in _documents(corpus.search(question))
    document, passages = make_document(
        Text("new", DE, Kind.NEWS, "Zwurbel", (("", "Die Firma Zwurbel verkauft Zwurbelchips an Norwegen."),))
    )
    writer.store.put([passages[0].id], writer.encoder.encode_passages([passages[0].text]))
    writer.catalogue.put_all([Entry(document, passages)])
    writer.lexical.put([(passages[0], document.info)])
    writer.lexical.commit()
    corpus.store.refresh()
    assert _documents(corpus.search(question))[0] == "new"
    writer.catalogue.remove(["new"])
    writer.lexical.remove_documents(["new"])
    writer.lexical.commit()
    assert "new" not in _documents(corpus.search(question))
    corpus.close()
    writer.close()


def test_a_failing_reranker_changes_nothing(
    small_settings: IndexSettings, small_corpus: Corpus, tmp_path: Path
) -> None:
    broken = SearchSettings(reranker=RerankerSettings(model=str(tmp_path / "no model")))
    corpus = Corpus.open(small_settings.model_copy(update={"search": broken}))
    query = Query("Darf Nvidia den H20 liefern?", limit=4)
    assert _documents(corpus.search(query)) == _documents(small_corpus.search(query))
    corpus.close()


def test_without_an_index_opening_names_the_command(tmp_path: Path, small_settings: IndexSettings) -> None:
    with pytest.raises(IndexNotReadyError, match="run `paragraf sync`"):
        Corpus.open(small_settings.model_copy(update={"path": tmp_path / "nothing"}))


def test_another_encoder_names_the_command(own: IndexSettings, tmp_path: Path) -> None:
    from index.embed import packaged_folder

    other = tmp_path / "other-model"
    shutil.copytree(packaged_folder(), other)
    with pytest.raises(IndexNotReadyError, match="another encoder"):
        Corpus.open(own.model_copy(update={"encoder": EncoderSettings(model=str(other))}))


@pytest.mark.parametrize(
    ("citation", "first"),
    [
        ("15 CFR 744.23(a)(2)", "15 CFR § 744.23(a)(2)"),
        ("744.23", "15 CFR § 744.23"),
        ("3A090.a", "ECCN 3A090.a"),
        ("3a090.a", "ECCN 3A090.a"),
        ("§ 8 AWV", "§ 8 Abs. 1 AWV"),
        ("§ 8 Abs. 1 AWV", "§ 8 Abs. 1 AWV"),
    ],
)
def test_a_citation_is_looked_up_exactly(small_corpus: Corpus, citation: str, first: str) -> None:
    assert small_corpus.lookup(citation)[0].citation == first


def test_a_lookup_gives_the_section_then_what_is_below_and_above_only_where_nothing_else_is(
    small_corpus: Corpus,
) -> None:
    below = [one.citation for one in small_corpus.lookup("744.23(a)")]
    assert below == ["15 CFR § 744.23(a)(1)", "15 CFR § 744.23(a)(2)"]
    above = [one.citation for one in small_corpus.lookup("744.23(a)(2)(iv)")]
    assert above == ["15 CFR § 744.23(a)(2)"]
    assert small_corpus.lookup("744.99") == []


def test_a_document_id_and_a_piece_of_a_title_are_looked_up(small_corpus: Corpus) -> None:
    assert {one.document_id for one in small_corpus.lookup("us-penalty")} == {"us-penalty"}
    assert {one.document_id for one in small_corpus.lookup("seltene erden")} == {"news-erden-de"}
    assert small_corpus.lookup("  ") == []
    assert small_corpus.lookup("no such title anywhere") == []


def test_citations_complete_what_is_typed(small_corpus: Corpus) -> None:
    assert small_corpus.citations("744.23(a)") == ["15 CFR § 744.23(a)(1)", "15 CFR § 744.23(a)(2)"]
    assert small_corpus.citations("15 cfr §744.23(b")[0] == "15 CFR § 744.23(b)"
    assert "ECCN 3A090.a" in small_corpus.citations("3A09")
    assert len(small_corpus.citations("", limit=2)) == 2


def test_neighbours_stand_in_order_around_a_passage(small_corpus: Corpus) -> None:
    middle = small_corpus.passages_of("us-744-23")[1]
    assert [one.ordinal for one in small_corpus.neighbours(middle, 1)] == [0, 1, 2]
    assert [one.ordinal for one in small_corpus.neighbours(middle, 9)] == [0, 1, 2, 3]


def test_the_newest_source_is_never_in_the_future(small_corpus: Corpus) -> None:
    assert small_corpus.newest_source(date(2026, 11, 24)) == date(2026, 2, 12)
    assert small_corpus.newest_source(date(2026, 2, 1)) == date(2026, 1, 15)
    assert small_corpus.newest_source(date(2000, 1, 1)) is None


def test_the_small_corpus_holds_what_was_put(small_corpus: Corpus) -> None:
    assert {info.id for info in small_corpus.infos()} == {text.id for text in TEXTS}
    info = small_corpus.info("us-h200")
    assert info is not None
    assert info.title == "H200 sales to China"
    assert small_corpus.document("unknown") is None
    assert np.isfinite([hit.score for hit in small_corpus.search(Query("H200"))]).all()


def test_where_repeats_and_twins_leave_too_few_further_hits_come_up(
    small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query("China", limit=4)
    as_usual = [hit.passage.id for hit in small_corpus.search(query)]
    assert len(as_usual) == 4
    monkeypatch.setattr("index.search._SPARE", -2)  # two are fetched, the second time three times as many
    assert len(small_corpus.search(query)) == 4


HALVES = (
    Text("b-en", EN, Kind.GUIDANCE, "B", (("1", "The office answers."), ("2", "It takes weeks."))),
    Text("b-de", DE, Kind.GUIDANCE, "B", (("1", "Das Amt antwortet."), ("2", "Zuständig ist Schrobenhausen."))),
)


def test_what_only_the_other_half_of_a_brief_says_is_shown_in_the_reader_s_language(
    tmp_path: Path, packaged: SentenceEncoder
) -> None:
    halves = [replace(half, facts_as_of=date(2026, 1, 1)) for half in HALVES]
    corpus = Corpus.open(write_index(tmp_path, [*TEXTS, *halves], packaged))
    question = "Schrobenhausen office"
    first = corpus.search(Query(question, EN))[0]
    assert (first.info.id, first.passage.ordinal) == ("b-en", 1)
    assert corpus.search(Query(question, DE))[0].info.id == "b-de"
    asked_for = corpus.search(Query(question, EN, Filters(languages=(DE,))))[0]
    assert asked_for.info.id == "b-de", "who asks for German sources gets them"
    corpus.close()


def test_texts_that_are_no_briefs_are_not_taken_for_one_another(tmp_path: Path, packaged: SentenceEncoder) -> None:
    corpus = Corpus.open(write_index(tmp_path, [*TEXTS, *HALVES], packaged))
    assert corpus.search(Query("Schrobenhausen office", EN))[0].info.id == "b-de"
    corpus.close()
