from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import discord
import pytest

from bot.answering.answer import Question, Reason, Statement
from bot.exts.render import Tone, draft, result, source_options
from bot.exts.render.answers import source_list
from index.documents import Kind, Language, Status
from tests.bot.render.reading import MARKER, check_limits, dangers, links, shown, text_of
from tests.bot.render.test_escape import HOSTILE
from tests.bot.samples import answer, citation, info, news, no_answer

WORDS = "Lizenzanträge für Chips der H200-Klasse nach China werden seit dem 15. Januar 2026 im Einzelfall geprüft. "


def _many(count: int, words: int = 12, *, quote: bool = True) -> list[tuple[str, object]]:
    pairs = []
    for at in range(1, count + 1):
        text = f"{at}: " + (WORDS * words)[: words * 60].strip()
        document = news(f"n{at}", title=f"Nachricht {at}") if at % 3 == 0 else info(f"d{at}", title=f"Rule {at}")
        pairs.append((text, citation(at, document, text, ordinal=at)))
    return pairs


def test_every_cited_number_stands_in_the_list_with_pinpoint_title_date_kind_state_and_link() -> None:
    said = answer()
    text = text_of(result(said))
    listed = text.split("**Quellen**")[1]
    assert {int(one) for one in MARKER.findall(text)} == {1, 2} == {int(one) for one in MARKER.findall(listed)}
    law, story = listed.split("**[2]**")
    for wanted in ("15 CFR § 742.6(b)(10)(iii)", "Revised licence review", "2026-01-15", "Vorschrift, in Kraft seit"):
        assert wanted in law
    for wanted in ("elEconomista", "Trump-Regierung erlaubt", "2025-07-28", "Nachricht"):
        assert wanted in story
    assert links(law) == ["https://www.ecfr.gov/current/title-15/section-742.6#p-742.6%28b%29%2810%29%28iii%29"]
    assert links(story) == ["https://newsn24.de/artikel/h20-china"]


def test_the_footer_says_the_day_the_newest_source_and_what_this_is() -> None:
    footer = result(answer())[0].embeds[0].footer.text
    assert footer == "Stand 2026-11-22 · Neueste Quelle 2026-10-08 · Zitate wörtlich, keine Rechtsberatung"


def test_nobody_is_ever_pinged() -> None:
    allowed = result(answer())[0].kwargs()["allowed_mentions"]
    assert allowed.to_dict() == discord.AllowedMentions.none().to_dict() == {"parse": []}


@pytest.mark.parametrize("quote", [True, False])
@pytest.mark.parametrize(("count", "words"), [(1, 1), (5, 12), (12, 25), (30, 20), (3, 400)])
def test_answers_of_any_length_keep_every_limit_and_cut_nothing(count: int, words: int, quote: bool) -> None:
    said = answer(*_many(count, words), quote=quote)  # type: ignore[arg-type]
    payloads = result(said)
    check_limits(payloads)
    texts = [embed.description or "" for payload in payloads for embed in payload.embeds]
    texts += [text for payload in payloads for text in payload.plain()]
    for text in texts:
        assert text.count("„") == text.count("“")
        assert text.count("[") == text.count("]")
        assert len(re.findall(r"\]\(", text)) == len(links(text))
        assert dangers(text.replace("**", "")) == []
    whole = text_of(payloads)
    listed = whole.split("**Quellen**")[1]
    assert sorted({int(one) for one in MARKER.findall(listed)}) == list(range(1, count + 1))
    for statement in said.statements:
        assert statement.text.replace(" ", "")[:40] in shown(whole).replace(" ", "")


def test_messages_of_a_long_answer_say_which_of_how_many_they_are() -> None:
    payloads = result(answer(*_many(12, 25)))  # type: ignore[arg-type]
    footers = [payload.embeds[0].footer.text or "" for payload in payloads]
    assert len(payloads) > 1
    assert [footer.rsplit(" · ", 1)[1] for footer in footers] == [
        f"{at}/{len(payloads)}" for at in range(1, len(payloads) + 1)
    ]
    assert all("Stand 2026-11-22" in footer for footer in footers)
    assert [payload.embeds[0].title is not None for payload in payloads] == [True] + [False] * (len(payloads) - 1)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_source_and_a_hostile_question_are_harmless_everywhere(text: str) -> None:
    hostile = info(
        title=text,
        citation=text,
        issuer=text,
        url="javascript:alert(1)",
        published="2026-01-15",
        status=Status.IN_FORCE,
    )
    cited = citation(1, hostile, text, note=text)
    cited = replace(cited, passage=replace(cited.passage, citation=text))
    said = answer((text, cited), question=Question(text), notes=(text,))
    for quote in (True, False):
        one = replace(said, statements=(Statement(text, (1,), quote),))
        payloads = result(one)
        check_limits(payloads)
        for payload in payloads:
            for part in (payload.embeds[0].description or "", payload.embeds[0].title or "", *payload.plain()):
                assert dangers(part.replace("**", "")) == [], part
                assert links(part) == []
        assert {int(number) for number in MARKER.findall(text_of(payloads))} == {1}


def test_the_colour_warns_before_it_reassures() -> None:
    def colour(*documents: object) -> int | None:
        pairs = [(f"t{at}", citation(at, one, f"t{at}")) for at, one in enumerate(documents, start=1)]  # type: ignore[arg-type]
        embed = result(answer(*pairs))[0].embeds[0]
        return embed.colour.value if embed.colour else None

    held, story = info(), news()
    open_clock = info("o", effective_to=date(2026, 11, 9), status=Status.OPEN)
    ended = info("e", effective_to=date(2025, 11, 9), status=Status.SUPERSEDED)
    assert colour(held, story) == Tone.LAW.value
    assert colour(story) == Tone.NEWS.value
    assert colour(held, open_clock) == Tone.CAREFUL.value
    assert colour(ended) == Tone.PAST.value


def test_an_open_clock_is_said_loudly_before_the_sources() -> None:
    open_clock = info("o", effective_to=date(2026, 11, 9), status=Status.OPEN)
    text = text_of(result(answer(("It was suspended.", citation(1, open_clock, "It was suspended.")))))
    warning = text.index("⚠️ **Achtung: Die Frist in [1] lief am 2026-11-09 ab")
    assert warning < text.index("**Quellen**")


def test_a_model_answer_reads_as_one_paragraph_without_lines_between() -> None:
    said = answer(
        ("First sentence", citation(1, info(), "First")), ("Second sentence", citation(2, news(), "x")), quote=False
    )
    assert "\n\nFirst sentence [1] Second sentence [2]\n\n" in text_of(result(said))


def test_what_quotes_have_in_common_is_said_once_below_the_last_of_them() -> None:
    rule, story = info(), news()
    said = answer(
        ("One.", citation(1, rule, "One.")),
        ("Two.", citation(2, info("other"), "Two.", ordinal=4)),
        ("Three.", citation(3, story, "Three.")),
    )
    assert (
        "„One.“ [1]\n\n„Two.“ [2]\n-# Vorschrift, in Kraft seit 2026-01-15 · Original auf Englisch\n\n"
        "„Three.“ [3]\n-# Nachricht · 2025-07-28\n\n"
    ) in text_of(result(said))


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", list(Language))
def test_a_refusal_says_why_in_the_readers_language_and_what_lies_nearest(reason: Reason, language: Language) -> None:
    payloads = result(no_answer(reason, language=language))
    check_limits(payloads)
    text = text_of(payloads)
    mendable = reason in (Reason.NOT_IN_CORPUS, Reason.NOTHING_VERIFIED)
    assert len(links(text)) == (3 if mendable else 0)
    command = {Language.DE: "/lücken", Language.EN: "/gaps"}[language]
    assert (command in text) is mendable
    assert "**[" not in text


def test_a_draft_shows_what_is_written_without_numbers_that_no_list_explains() -> None:
    payload = draft("Frage?", "Erster Satz [1]\n„Zweiter [Reserved]“ [1][2]", Language.DE, date(2026, 11, 22))
    check_limits([payload])
    embed = payload.embeds[0]
    assert embed.description == "Erster Satz\n\n„Zweiter \\[Reserved\\]“"
    assert embed.footer.text == "Stand 2026-11-22 · wird geschrieben …"
    check_limits([draft("?", "", Language.EN), draft("?", WORDS * 200, Language.EN)])
    assert dangers(draft("?", "\n".join(HOSTILE), Language.EN).embeds[0].description or "") == []


def test_a_menu_names_every_source_within_discords_limits() -> None:
    options = source_options(answer(*_many(30)))  # type: ignore[arg-type]
    assert [one.number for one in options] == list(range(1, 26))
    assert all(0 < len(one.label) <= 100 and 0 < len(one.description) <= 100 for one in options)
    assert options[0].label == "[1] 15 CFR § 742.6(b)(10)(iii)"


def test_a_source_without_an_address_stands_in_the_list_all_the_same() -> None:
    bare = news(url="", citation="", title="Nur ein Titel", published="")
    text = source_list([citation(1, bare, "x")], Language.EN)[1].text
    assert text == "**[1]** Nur ein Titel\n-# 📰 news · undated · original in German"


def test_kinds_and_states_can_all_be_shown() -> None:
    for kind in Kind:
        for status in Status:
            shown_item = source_list([citation(1, info(kind=kind, status=status), "x")], Language.DE)[1].text
            assert "{" not in shown_item
