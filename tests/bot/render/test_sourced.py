from __future__ import annotations

from datetime import date

import pytest

from bot.exts.render import Tone, result
from bot.exts.render.looks import tone_of
from bot.exts.render.sourced import head, small_print, titled
from index.documents import DocumentInfo, Kind, Language, Status
from index.law_in_time import standing_on
from tests.bot.render.reading import links, text_of
from tests.bot.samples import TODAY, answer, citation, info, news

URL = "https://example.org/x"
OVERVIEW = info(
    "us-h20-history-en",
    title="May the H20 go to China? Date by date",
    issuer="Paragraf (overview of the rules named in the text)",
    citation="Overview of the H20 case, 2025-2026",
    kind=Kind.GUIDANCE,
    published="2026-10-08",
)


def _small(document: DocumentInfo, where: str, language: Language = Language.EN) -> str:
    return small_print(document, where, standing_on(document, TODAY), language)


@pytest.mark.parametrize(
    ("title", "where", "expected"),
    [
        ("End-use controls (15 CFR § 744.23)", "15 CFR § 744.23(a)(2)(i)", "End-use controls"),
        ("ECCN 3A090.a: the upper threshold", "ECCN 3A090.a", "the upper threshold"),
        ("Controls (15 CFR § 742.6(a)(6))", "15 CFR § 742.6(a)(6)", "Controls"),
        ("AMD MI308: the China chip", "15 CFR § 744.23", "AMD MI308: the China chip"),
    ],
)
def test_a_reference_is_the_link_and_the_title_does_not_say_it_again(title: str, where: str, expected: str) -> None:
    assert head(info(title=title), where, URL, Language.EN) == f"[{where}]({URL}) · {expected}"


def test_where_news_come_from_stands_in_the_small_print_and_every_date_once() -> None:
    story = news(title="Nachricht, Juli 2025: Huang ersetzt Musk", citation="KBS World Radio, 2025-07-28")
    assert head(story, story.citation, URL, Language.DE) == f"[Huang ersetzt Musk]({URL})"
    assert _small(story, story.citation, Language.DE) == "📰 Nachricht · KBS World Radio · 2025-07-28"
    assert titled(info(title="News, July 2025: a rule")) == "News, July 2025: a rule"


def test_a_date_that_stands_in_the_origin_alone_is_kept_and_called_no_lack_of_one() -> None:
    data = info(kind=Kind.DEFINITION, citation="GitHub x/y, 2026-03-18", published="", status=Status.REPORTED)
    assert _small(data, data.citation) == "background · GitHub x/y, 2026-03-18"


def test_an_overview_of_our_own_is_never_called_guidance_in_force() -> None:
    assert _small(OVERVIEW, OVERVIEW.citation) == "overview by Paragraf · facts to 2026-10-08"
    ours = "Timeline outside the United States 2019 to 2026, facts to 2026-10-08"
    assert _small(OVERVIEW, ours) == "overview by Paragraf · facts to 2026-10-08", (
        "what it is called stands in its title"
    )
    assert tone_of([citation(1, OVERVIEW, "x")]) is Tone.PLAIN
    open_one = info("o-en", issuer="Paragraf", status=Status.OPEN, effective_to=date(2026, 11, 9))
    assert _small(open_one, "15 CFR § 744.11").startswith(
        "🟡 overview by Paragraf, validity unresolved after 2026-11-09"
    )


def _ended_and_open() -> DocumentInfo:
    """A rule whose end is known and what came after it is not."""
    return info("o", effective_from=date(2025, 9, 29), effective_to=date(2025, 11, 9), status=Status.OPEN)


def test_a_state_that_is_open_without_a_clock_is_said_loudly_too() -> None:
    text = text_of(result(answer(("It applies.", citation(1, _ended_and_open(), "It applies.")))))
    warning = text.index("⚠️ **Achtung: Ob [1] heute noch so gilt")
    assert warning < text.index("**Quellen**")


def test_one_source_is_not_described_twice_but_several_are_told_apart() -> None:
    one = text_of(result(answer(("A.", citation(1, info(), "A.")))))
    assert one.count("Vorschrift, in Kraft seit 2026-01-15") == 1
    two = text_of(result(answer(("A.", citation(1, info(), "A.")), ("B.", citation(2, news(), "B.")))))
    assert two.count("Vorschrift, in Kraft seit 2026-01-15") == 2


def test_how_a_follow_up_was_read_stands_above_the_answer() -> None:
    text = text_of(
        result(answer(("A.", citation(1, info(), "A.")), notes=("Verstanden als: Und seit wann?", "Sonst.")))
    )
    assert text.startswith("-# Verstanden als: Und seit wann?\n\n„A.“ [1]")
    assert text.index("-# Sonst.") > text.index("„A.“")


def test_terms_of_a_quote_in_another_language_are_explained_below_it() -> None:
    from dataclasses import replace

    said = answer(("A licence.", citation(1, info(), "A licence.")))
    said = replace(said, statements=(replace(said.statements[0], gloss="licence = Genehmigung"),))
    assert "„A licence.“ [1]\n-# Begriffe: licence = Genehmigung\n" in text_of(result(said))


def test_links_of_a_list_lead_to_the_source_whatever_is_linked() -> None:
    assert links(head(OVERVIEW, OVERVIEW.citation, URL, Language.EN)) == [URL]
    assert links(head(info(), "91 FR 1684", URL, Language.EN)) == [URL]
