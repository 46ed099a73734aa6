from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answering.claims import Checked, Verdict
from bot.exts.render import (
    CoverageView,
    PassageView,
    Tone,
    card,
    changes,
    claims,
    coverage,
    gaps,
    notice,
    passage,
    search_page,
    search_pages,
    sources_page,
    sources_pages,
    timeline,
)
from bot.state import Gap
from bot.timeline import chosen, events_of
from index.documents import Hit, Language, Status
from tests.bot.render.reading import check_limits, dangers, links, shown, text_of
from tests.bot.render.test_escape import HOSTILE
from tests.bot.samples import TODAY, citation, info, news
from tests.bot.samples import passage as made

TEXT = "The first sentence stands here. The cited sentence stands in the middle. The last one ends it."
HOSTILE_TEXT = "\n".join(HOSTILE)


def test_a_passage_stands_between_its_neighbours_with_the_cited_span_in_bold() -> None:
    document = info()
    found = made(TEXT, document)
    start = found.start + TEXT.index("The cited")
    mark = (start, start + len("The cited sentence stands in the middle."))
    view = PassageView(document, found, [made("Before it.", document)], [made("After it.", document)], mark, number=2)
    payloads = passage(view, Language.DE, TODAY)
    check_limits(payloads)
    embed = payloads[0].embeds[0]
    text = embed.description or ""
    assert embed.title == "\\[2\\] 15 CFR § 742.6(b)(10)(iii)"
    assert "> The first sentence stands here. **The cited sentence stands in the middle.** The last one" in text
    assert text.index("-# ◀ Before it.") < text.index("> The first") < text.index("-# ▶ After it.")
    assert "Vorschrift, in Kraft seit 2026-01-15" in text
    assert links(text) == ["https://www.ecfr.gov/current/title-15/section-742.6#p-742.6%28b%29%2810%29%28iii%29"]


def test_a_passage_that_is_cited_whole_is_not_bold_all_over() -> None:
    document = info()
    found = made(TEXT, document)
    for mark in ((found.start, found.end), None, (0, 5)):
        assert f"> {TEXT}" in text_of(passage(PassageView(document, found, mark=mark), Language.EN, TODAY))


def test_a_span_over_several_lines_is_bold_line_by_line() -> None:
    document = info()
    found = made("(a) one *two*\n\n(b) three four\n(c) five", document)
    mark = (found.start + 4, found.start + found.text.index("four") + 4)
    text = text_of(passage(PassageView(document, found, mark=mark), Language.EN, TODAY))
    assert "> (a) **one \\*two\\***\n> \n> **(b) three four**\n> (c) five" in text


@pytest.mark.parametrize("length", [1, 3, 40, 200])
def test_long_passages_go_on_in_further_messages_and_lose_nothing(length: int) -> None:
    document = info()
    found = made((TEXT + " ") * length, document)
    payloads = passage(PassageView(document, found, mark=(found.start + 3, found.start + 90)), Language.EN, TODAY)
    check_limits(payloads)
    said = "".join(line[2:] for line in text_of(payloads).splitlines() if line.startswith("> "))
    assert "".join(said.replace("**", "").split()) == "".join(found.text.split())


def test_a_hostile_passage_with_hostile_neighbours_is_harmless() -> None:
    document = info(title=HOSTILE[0], url="https://x.example/(a)[b]")
    found = made(HOSTILE_TEXT, document, citation="", note=HOSTILE[1], headings=tuple(HOSTILE))
    near = made(HOSTILE_TEXT, document)
    for mark in (None, (found.start + 20, found.end - 30)):
        payloads = passage(PassageView(document, found, [near], [near], mark), Language.DE, TODAY)
        check_limits(payloads)
        for payload in payloads:
            for part in (payload.embeds[0].description or "", payload.embeds[0].title or "", *payload.plain()):
                assert dangers(part.replace("**", "")) == [], part


def _hits(count: int, text: str = TEXT) -> list[Hit]:
    documents = [info(f"d{at}", title=f"Document {at}") for at in range(count)]
    return [Hit(made(text, one, citation=f"15 CFR § 744.{at}"), one, 0.5) for at, one in enumerate(documents)]


def test_search_pages_hold_five_hits_and_show_the_sentence_that_fits() -> None:
    hits = _hits(12)
    assert search_pages(hits) == 3
    page = search_page("cited sentence", hits, 1, Language.EN, TODAY)
    check_limits([page])
    text = page.embeds[0].description or ""
    assert [f"**{number}.**" in text for number in (5, 6, 10, 11)] == [False, True, True, False]
    assert "> … The cited sentence stands in the middle." in text
    assert "Page 2 of 3 · 12 in all" in (page.embeds[0].footer.text or "")
    assert search_page("x", hits, 99, Language.EN, TODAY).embeds[0].description is not None
    assert "Keine Treffer" in text_of([search_page("x", [], 0, Language.DE, TODAY)])


def test_hostile_hits_are_harmless() -> None:
    page = search_page(HOSTILE_TEXT, _hits(5, HOSTILE_TEXT), 0, Language.EN, TODAY)
    check_limits([page])
    assert dangers(text_of([page]).replace("**", "·")) == []


def test_pages_of_sources_keep_the_limits_whatever_titles_and_addresses_are_like() -> None:
    infos = [
        info(f"d{at}", title="*" * 300, url="https://x.example/" + "ü" * 140, citation="_" * 200) for at in range(17)
    ]
    assert sources_pages(infos) == 3
    for at in range(3):
        check_limits([sources_page(infos, at, Language.DE, TODAY)])
    check_limits([sources_page([], 0, Language.DE, TODAY)])
    assert len(links(text_of([sources_page([info(), news()], 0, Language.DE, TODAY)]))) == 2


def test_coverage_says_what_is_there_how_fresh_what_is_open_and_what_is_not() -> None:
    infos = [info(), info("o", title="Open rule", effective_to=date(2026, 11, 9), status=Status.OPEN), news()]
    view = CoverageView(infos, 40, date(2026, 10, 8), datetime(2026, 11, 24, 3, tzinfo=UTC), {"ecfr": "timeout"})
    payloads = coverage(view, Language.DE, TODAY)
    check_limits(payloads)
    text = text_of(payloads)
    for wanted in (
        "3 Dokumente, 40 Abschnitte",
        "Neueste Quelle 2026-10-08",
        "**USA** · 3",
        "Open rule",
        "ecfr",
        "Nichts zu: Europäische Union",
    ):
        assert wanted in text
    assert f"<t:{int(datetime(2026, 11, 24, 3, tzinfo=UTC).timestamp())}:R>" in text
    check_limits(coverage(CoverageView([], 0, None), Language.EN, TODAY))


def test_a_timeline_lists_every_event_under_the_number_of_the_picture() -> None:
    many = [
        news(f"n{at}", title=f"Event {at} " + "x" * 150, published=f"2025-{at % 12 + 1:02d}-{at % 28 + 1:02d}")
        for at in range(40)
    ]
    events = chosen(events_of(many, Language.DE), "", Language.DE, limit=40)
    payloads = timeline("H20", events, Language.DE, TODAY)
    check_limits(payloads)
    text = text_of(payloads)
    assert all(f"**[{number}]** `{one.day_text}`" in text for number, one in enumerate(events, start=1))
    assert len(links(text)) == 40
    assert payloads[0].embeds[0].image.url == "attachment://timeline.png"
    assert all(one.embeds[0].image.url is None for one in payloads[1:])
    empty = timeline("x", [], Language.EN, TODAY)
    assert "no dated event" in text_of(empty)
    assert empty[0].embeds[0].image.url is None


def test_checked_claims_carry_verdict_proof_and_sources() -> None:
    cited = citation(1, info(), "Applications are reviewed case by case.")
    checked = [
        Checked("Lizenzen werden im Einzelfall geprüft.", Verdict.SUPPORTED, (cited,)),
        Checked("@everyone [x](http://evil.example)", Verdict.NOT_FOUND),
        Checked("The rule ended.", Verdict.CONTRADICTED, (cited,)),
    ]
    payloads = claims(checked, Language.DE, TODAY)
    check_limits(payloads)
    text = text_of(payloads)
    for wanted in (
        "-# 1 belegt · 1 widersprochen · 1 nicht gefunden",
        "✅ **Belegt**",
        "❔ **Dazu sagen die Quellen nichts**",
        "❌ **Die Quellen sagen es anders**",
    ):
        assert wanted in text
    assert "„Applications are reviewed case by case.“ [1]" in text
    assert text.count("**[1]**") == 1
    assert payloads[0].embeds[0].colour is not None
    assert payloads[0].embeds[0].colour.value == Tone.ERROR.value
    assert len(links(text)) == 1
    check_limits(claims([Checked("s" * 3000, Verdict.SUPPORTED, (cited,))] * 12, Language.EN, TODAY))
    check_limits(claims([], Language.EN, TODAY))


def test_gaps_and_changes_fit_and_name_nobody() -> None:
    when = datetime(2026, 11, 1, tzinfo=UTC)
    found = [Gap(f"id{at}", HOSTILE[at % len(HOSTILE)] * 5, 3, 2, frozenset(), when, when) for at in range(20)]
    payloads = gaps(found, Language.DE)
    check_limits(payloads)
    assert "**3×**" in text_of(payloads)
    assert "2 Fragende · zuletzt 2026-11-01" in text_of(payloads)
    check_limits(gaps([], Language.EN))
    news_of_the_day = changes("Entity List", [info(f"d{at}") for at in range(60)], Language.EN, TODAY)
    check_limits(news_of_the_day)
    assert "… and 35 more" in text_of(news_of_the_day)
    assert changes("x", [], Language.EN, TODAY) == []


def test_our_own_cards_keep_their_markdown_and_the_limits() -> None:
    payloads = card("Help", [f"**/ask** line {at} " + "x" * 100 for at in range(100)], footer="f")
    check_limits(payloads)
    assert "**/ask** line 99" in text_of(payloads)
    assert notice("Wait 5 s", Tone.CAREFUL).kwargs()["embeds"][0].description == "Wait 5 s"
    assert notice("Wait").plain() == ["Wait"]
    assert shown("a\\*b") == "a*b"


TWINS = [
    info("rule-de", title="Regel", language=Language.DE),
    info("rule-en", title="Rule", published="2026-01-16"),
    info("old-en", title="Old", published="2020-01-01"),
    info("view-en", title="Overview", issuer="Paragraf", published="2026-10-08"),
]


def test_a_list_shows_a_document_or_its_translation_newest_first_and_our_overviews_last() -> None:
    for language, title, other in ((Language.DE, "Regel", "Rule]"), (Language.EN, "Rule", "Regel")):
        page = sources_page(TWINS, 0, language, TODAY)
        text = text_of([page])
        assert text.index(title) < text.index("Old") < text.index("Overview")
        assert other not in text
        assert "3" in (page.embeds[0].footer.text or "")
    hits = [Hit(made(TEXT, one), one, 0.5) for one in TWINS[:2]]
    found = text_of([search_page("sentence", hits, 0, Language.EN, TODAY)])
    assert "Rule" in found
    assert "Regel" not in found
    assert search_pages(hits) == 1


def test_proofs_that_are_translations_of_each_other_are_one_in_the_readers_language() -> None:
    german, english, other = (citation(at, one, f"Quote {at}.") for at, one in enumerate(TWINS[:3], start=1))
    checked = [Checked("It holds.", Verdict.SUPPORTED, (german, english, other))]
    text = text_of(claims(checked, Language.EN, TODAY))
    assert "-# “Quote 2.” [1] · also [2]" in text
    assert "Quote 1." not in text
    assert text.count("**[") == 2


def test_a_passage_says_nothing_twice_around_the_text() -> None:
    document = info(title="Licence requirements (15 CFR § 744.11)")
    found = made(TEXT, document, citation="15 CFR § 744.11(a)", headings=("15 CFR § 744.11(a): What is required",))
    text = text_of(passage(PassageView(document, found), Language.EN, TODAY))
    assert text.startswith("**Licence requirements**\n-# 🟢")
    assert "\n-# What is required\n" in text
