from __future__ import annotations

from datetime import date

from bot.timeline import Happening, chosen, events_of, named_in
from index.documents import Kind, Language, Status
from tests.bot.samples import info, news

RULE = info(
    "us-affiliates-rule-2025-en",
    title="The Affiliates Rule (50 percent rule)",
    citation="90 FR 47201",
    published="2025-09-30",
    effective_from=date(2025, 9, 29),
    effective_to=date(2025, 11, 9),
    status=Status.SUPERSEDED,
    topics=("Affiliates Rule", "Entity List"),
)
TWIN = info(
    "us-affiliates-rule-2025-de",
    title="Die Affiliates Rule (50-Prozent-Regel)",
    language=Language.DE,
    citation="90 FR 47201",
    published="2025-09-30",
    effective_from=date(2025, 9, 29),
    effective_to=date(2025, 11, 9),
    status=Status.SUPERSEDED,
    topics=("Affiliates Rule", "Entity List"),
)


def test_a_rule_published_near_its_first_day_is_one_event_and_has_an_end() -> None:
    assert [(one.day, one.what) for one in events_of([RULE], Language.EN)] == [
        (date(2025, 9, 29), Happening.IN_FORCE),
        (date(2025, 11, 9), Happening.LAST_DAY),
    ]


def test_a_rule_that_takes_effect_later_has_both_days() -> None:
    rule = info(published="2023-10-25", effective_from=date(2023, 11, 17))
    assert [one.what for one in events_of([rule], Language.EN)] == [Happening.PUBLISHED, Happening.IN_FORCE]


def test_twins_appear_once_in_the_language_of_the_reader() -> None:
    for order in ([RULE, TWIN], [TWIN, RULE]):
        assert {one.info.id for one in events_of(order, Language.DE)} == {TWIN.id}
        assert {one.info.id for one in events_of(order, Language.EN)} == {RULE.id}


def test_a_brief_and_the_official_record_of_one_instrument_are_one_event() -> None:
    record = info("fr-2025-19001", citation="90 FR 47201", published="2025-09-30", effective_from=date(2025, 9, 29))
    assert len([one for one in events_of([RULE, record], Language.EN) if one.what is Happening.IN_FORCE]) == 1


def test_a_clock_that_ran_out_after_the_newest_source_is_no_end() -> None:
    rule = info(effective_to=date(2026, 11, 9), facts_as_of=date(2026, 10, 8), status=Status.OPEN)
    assert [one.what for one in events_of([rule], Language.EN)] == [Happening.IN_FORCE, Happening.CLOCK]


def test_a_date_is_shown_no_more_exactly_than_it_is_known() -> None:
    shown = [
        events_of([news(f"n{at}", published=published)], Language.DE)[0].day_text
        for at, published in enumerate(("2025-07-28", "2025-07", "2025"))
    ]
    assert shown == ["2025-07-28", "2025-07", "2025"]


def test_undated_broken_and_explaining_documents_are_no_events() -> None:
    silent = [
        news("a", published=""),
        news("b", published="soon"),
        news("c", published="2025-13-45"),
        info("d", kind=Kind.DEFINITION, effective_from=None),
    ]
    assert events_of(silent, Language.EN) == []


def test_news_are_reported_and_bills_are_proposed() -> None:
    bill = info("bill", kind=Kind.BILL, effective_from=None, status=Status.PROPOSED)
    kinds = {one.info.id: one.what for one in events_of([bill, news()], Language.EN)}
    assert kinds == {"bill": Happening.PROPOSED, news().id: Happening.REPORTED}


def test_a_topic_is_met_by_its_identifier_its_words_or_what_a_search_found() -> None:
    chip = news("h20", title="Der H20 darf wieder nach China", topics=("H20",))
    other = news("h200", title="Der H200 und die Zölle", topics=("H200",))
    events = events_of([RULE, chip, other], Language.EN)

    def ids(topic: str, **more: object) -> set[str]:
        return {one.info.id for one in chosen(events, topic, Language.EN, **more)}  # type: ignore[arg-type]

    assert ids("H20") == {"h20"}
    assert ids("Affiliates Rule") == {RULE.id}
    assert ids("Zölle") == {"h200"}
    assert ids("licence fees") == set()
    assert ids("licence fees", found=["us-affiliates-rule-2025-de"]) == {RULE.id}
    assert ids("") == {RULE.id, "h20", "h200"}


def test_a_period_includes_both_its_days() -> None:
    events = events_of([RULE], Language.EN)
    first, last = date(2025, 9, 29), date(2025, 11, 9)
    assert len(chosen(events, "", Language.EN, start=first, end=last)) == 2
    assert len(chosen(events, "", Language.EN, start=date(2025, 9, 30), end=date(2025, 11, 8))) == 0


def test_the_most_relevant_are_kept_and_stand_in_order_of_time() -> None:
    many = [news(f"n{at}", title="H20", published=f"2025-{at + 1:02d}-01") for at in range(12)]
    kept = chosen(events_of(many, Language.DE), "H20", Language.DE, found=["n0", "n5", "n3"], limit=3)
    assert [one.info.id for one in kept] == ["n0", "n3", "n5"]


def test_what_a_search_merely_found_is_left_out_where_enough_names_the_topic() -> None:
    about = [news(f"n{at}", title="Gallium", topics=(), published=f"2025-0{at + 1}-01") for at in range(4)]
    near = news("near", title="Something else", topics=())
    found = ["near", "n0"]
    assert "near" not in {
        one.info.id for one in chosen(events_of([*about, near], Language.EN), "Gallium", Language.EN, found=found)
    }
    few = chosen(events_of([*about[:2], near], Language.EN), "Gallium", Language.EN, found=found)
    assert {one.info.id for one in few} == {"n0", "n1"}
    part = chosen(events_of([*about[:2], near], Language.EN), "Gallium exports", Language.EN, found=found)
    assert {one.info.id for one in part} == {"n0"}
    full = [news(f"f{at}", title="Gallium exports", topics=(), published=f"2025-0{at + 1}-02") for at in range(4)]
    enough = chosen(events_of([*full, *about], Language.EN), "Gallium exports", Language.EN, found=["n0"])
    assert {one.info.id for one in enough} == {"f0", "f1", "f2", "f3"}
    none = chosen(events_of([near], Language.EN), "Gallium", Language.EN, found=found)
    assert {one.info.id for one in none} == {"near"}


def test_an_overview_of_our_own_is_no_event() -> None:
    assert events_of([info(issuer="Paragraf, from BIS rules")], Language.EN) == []


def test_an_event_of_news_is_called_without_its_kind_and_month() -> None:
    story = news(title="News, July 2025: Lutnick links H20 to rare earths")
    assert events_of([story], Language.EN)[0].title == "Lutnick links H20 to rare earths"


def test_a_heap_of_letters_is_no_topic_whatever_a_search_finds_for_it() -> None:
    text = "Lieferungen von Gallium und seltenen Erden brauchen seit 2023 eine Genehmigung."
    assert named_in("Seltene Erden", [text]) and named_in("gallium to the US", [text]) and named_in("2023", [text])
    assert not named_in("zzyzx zzyzx", [text]) and not named_in("Gallium", [])
