"""A brief in our own words is never shown under the bare name of the law, in no face."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from bot.answering.answer import Citation
from bot.answering.contract import citation_label, hit_json, nearest_label, to_json
from bot.answering.naming import named
from bot.console.listing import info_json, passage_json
from bot.console.render import answer_view, hits_view, passage_view, sources_view
from bot.exts.render import PassageView, passage, result
from bot.exts.render.answers import source_options
from bot.exts.render.dated import timeline
from bot.exts.render.lists import search_page, sources_page
from bot.timeline import events_of
from index.documents import Hit, Language
from index.sources import starter
from tests.bot.render.reading import text_of
from tests.bot.samples import TODAY, answer, citation, info, news, no_answer

LAW = info()
BRIEF = replace(LAW, source="starter/us-h200-rule-2026-en.md")
ARTICLE = replace(news(), source="starter/news-h20-2025-07-de.md")
RULE = "15 CFR § 742.6(b)(10)(iii)"


def cited(document: object = BRIEF) -> Citation:
    return citation(1, document, "Licences are decided case by case.")  # type: ignore[arg-type]


def shown(view: RenderableType) -> str:
    console = Console(width=300, file=io.StringIO())
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_every_brief_that_ships_is_in_our_own_words_and_the_law_is_not() -> None:
    assert all(info(source=item.source).own_words for item in starter.fetch())
    assert not LAW.own_words
    assert info(also=("starter/x.md",)).own_words, "the same words from another folder"


@pytest.mark.parametrize(
    ("document", "where", "german", "english"),
    [
        (LAW, RULE, RULE, RULE),
        (BRIEF, RULE, f"Paragraf-Kurzfassung zu {RULE}", f"Paragraf brief on {RULE}"),
        (BRIEF, BRIEF.title, f"Paragraf-Kurzfassung: {BRIEF.title}", f"Paragraf brief: {BRIEF.title}"),
        (ARTICLE, "KBS", "Paragraf-Kurzfassung eines Artikels: KBS", "Paragraf brief on an article: KBS"),
        (replace(BRIEF, issuer="Paragraf"), "Chips", "Paragraf-Kurzfassung: Chips", "Paragraf brief: Chips"),
        (BRIEF, "", "Paragraf-Kurzfassung", "Paragraf brief"),
    ],
)
def test_a_brief_says_what_it_is_a_brief_on(document: object, where: str, german: str, english: str) -> None:
    assert named(document, where, Language.DE) == german  # type: ignore[arg-type]
    assert named(document, where, Language.EN) == english  # type: ignore[arg-type]


def test_kind_and_state_beside_the_label_are_those_of_the_rule() -> None:
    label = citation_label(cited(), Language.EN)
    assert label.startswith(f"Paragraf brief on {RULE} · ")
    assert "regulation, in force since 2026-01-15" in label
    assert citation_label(cited(LAW), Language.EN).startswith(f"{RULE} · ")


def test_every_face_of_the_terminal_says_so() -> None:
    one = cited()
    said = answer((one.quote, one))
    hits = [Hit(one.passage, one.info, 0.9)]
    for view in (answer_view(said), hits_view(hits, Language.DE), passage_view(BRIEF, one.passage, [], Language.DE)):
        assert f"Paragraf-Kurzfassung zu {RULE}" in shown(view)
    assert "Vorschrift (Paragraf-Kurzfassung)" in shown(sources_view([BRIEF], Language.DE))
    assert f"Paragraf brief on {RULE}" in nearest_label(hits[0], no_answer())


def test_the_json_says_so_in_its_title_and_keeps_the_citation_for_machines() -> None:
    one = cited()
    content = to_json(answer((one.quote, one)))
    assert f"— Paragraf-Kurzfassung zu {RULE}" in content["answer"]
    assert content["citations"][0]["citation"] == RULE
    for row in (
        content["citations"][0],
        hit_json(Hit(one.passage, BRIEF, 0.9)),
        info_json(BRIEF),
        passage_json(BRIEF, one.passage),
    ):
        assert row["title"] == f"Paragraf brief: {BRIEF.title}"


def test_every_face_of_discord_says_so() -> None:
    rule, story = cited(), replace(cited(ARTICLE), number=2)
    said = answer((rule.quote, rule), (story.quote, story))
    text = text_of(result(said))
    assert f"[Paragraf-Kurzfassung zu {RULE}](" in text
    assert "-# Paragraf-Kurzfassung · Vorschrift, in Kraft seit 2026-01-15" in text, "below the quote"
    assert "📰 Paragraf-Kurzfassung · Nachricht" in text
    assert source_options(said)[0].label.startswith("[1] Paragraf-Kurzfassung zu 15 CFR")
    hits = [Hit(rule.passage, BRIEF, 0.9)]
    assert f"[Paragraf-Kurzfassung zu {RULE}](" in text_of([search_page("H200", hits, 0, Language.DE, TODAY)])
    assert "[Paragraf-Kurzfassung zu 91 FR 1684](" in text_of([sources_page([BRIEF], 0, Language.DE, TODAY)])
    (page,) = passage(PassageView(BRIEF, rule.passage), Language.DE, TODAY)
    assert page.embeds[0].title == f"Paragraf-Kurzfassung zu {RULE}"
    dated = timeline("", events_of([BRIEF], Language.DE), Language.DE, TODAY)
    assert "91 FR 1684 · Paragraf-Kurzfassung" in text_of(dated)
    assert "Kurzfassung" not in text_of(result(answer((rule.quote, cited(LAW)))))
