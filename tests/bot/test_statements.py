"""A reply in whatever shape becomes statements with the keys that belong to them."""

from __future__ import annotations

import pytest

from bot.answering.answer import Draft
from bot.answering.statements import NO_ANSWER, StatementParser
from index.documents import Language

A, B = "ev:kqzv", "ev:bcdf"


def parse(text: str, language: Language = Language.EN) -> list[Draft]:
    parser = StatementParser(language)
    return parser.feed(text) + parser.finish()


@pytest.mark.parametrize(
    ("reply", "drafts"),
    [
        (f"The rule is in force [{A}].", [Draft("The rule is in force.", (A,))]),
        (f"The rule is in force. [{A}]", [Draft("The rule is in force.", (A,))]),
        (f"The rule is in force.[{A}][{B}]", [Draft("The rule is in force.", (A, B))]),
        (f"The rule is in force [{A}, {B}].", [Draft("The rule is in force.", (A, B))]),
        (f"The rule is in force ({A}; {B}).", [Draft("The rule is in force.", (A, B))]),
        (f"The rule is in force ⟦{A}⟧.", [Draft("The rule is in force.", (A,))]),
        (f"The rule is in force {A}.", [Draft("The rule is in force.", (A,))]),
        (f"The rule is in force [{A.upper()}].", [Draft("The rule is in force.", (A,))]),
        (
            f"According to officials [{A}], the rule holds, because talks go on [{B}].",
            [Draft("According to officials, the rule holds, because talks go on.", (A, B))],
        ),
        (
            f"The first rule came in 2022 [{A}]. The second one followed in 2023. [{B}] A third is planned.",
            [
                Draft("The first rule came in 2022.", (A,)),
                Draft("The second one followed in 2023.", (B,)),
                Draft("A third is planned.", ()),
            ],
        ),
        (
            f"- **The rule** is in force [{A}].\n* `3A090` covers it [{B}].\n3. It *ends* in May [{A}].",
            [
                Draft("The rule is in force.", (A,)),
                Draft("3A090 covers it.", (B,)),
                Draft("It ends in May.", (A,)),
            ],
        ),
        (f"```\nThe rule is in force [{A}].\n```", [Draft("The rule is in force.", (A,))]),
        (f"## Answer\n\nThe rule is in force [{A}].\n\nSources:", [Draft("The rule is in force.", (A,))]),
        *(
            (f"The rule is in force {cited}.", [Draft("The rule is in force.", (A,))])
            for cited in (
                f"[^{A}]",
                f"【{A}】",
                f"[source: {A}]",
                f"(Quelle: {A})",
                f"[{A}](https://example.org/rule)",
                f"<sup>[{A}]</sup>",
                f'<cite key="{A}"/>',
            )
        ),
        (
            f"| Rule | Since |\n|---|:--|\n| **3A090** | 2023 [{A}] |",
            [Draft("Rule: Since", ()), Draft("3A090: 2023", (A,))],
        ),
        (f"<p>A TPP < 4800 is <b>free</b> [{A}].</p>", [Draft("A TPP < 4800 is free.", (A,))]),
        (f"<script>\nfetch('[{B}]')\n</script>\nIt is free [{A}].", [Draft("It is free.", (A,))]),
        (f'<tool_call>\n{{"key": "{B}"}}\n</tool_call>\nIt is free [{A}].', [Draft("It is free.", (A,))]),
        (f"<think>Is [{B}] better?\nHm.</think>\nThe rule is in force [{A}].", [Draft("The rule is in force.", (A,))]),
        (f"“No licence is required.” [{A}]", [Draft("No licence is required.", (A,), quote=True)]),
        (f"„Es gilt die Regel“ [{A}].", [Draft("Es gilt die Regel", (A,), quote=True)]),
        (
            f"Huang said: “I do not think so. It works.” [{A}]",
            [Draft("Huang said: “I do not think so. It works.”", (A,))],
        ),
        (f"> The rule is in force [{A}].", [Draft("The rule is in force.", (A,))]),
        ("A sentence without any key.", [Draft("A sentence without any key.", ())]),
        (f"See § 744.23(a)(2) and [Reserved] [{A}].", [Draft("See § 744.23(a)(2) and [Reserved].", (A,))]),
        (f"[{A}]", []),
        ("", []),
        ("\n \n---\n", []),
    ],
)
def test_a_reply_becomes_statements(reply: str, drafts: list[Draft]) -> None:
    assert parse(reply) == drafts


def test_german_abbreviations_and_ordinals_end_no_sentence() -> None:
    text = f"Nach § 8 Abs. 1 Nr. 2 AWV gilt das z. B. seit dem 10. November 2025 [{A}]."
    assert parse(text, Language.DE) == [
        Draft("Nach § 8 Abs. 1 Nr. 2 AWV gilt das z. B. seit dem 10. November 2025.", (A,))
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_the_pieces_of_a_stream_change_nothing(size: int) -> None:
    text = f"<think>so [{B}]\n</think>\n- First, it holds [{A}].\n\n“Verbatim.” [{B}]\nThird one [{A}] [{B}]."
    parser = StatementParser(Language.EN)
    drafts: list[Draft] = []
    for at in range(0, len(text), size):
        drafts += parser.feed(text[at : at + size])
    assert drafts + parser.finish() == parse(text)
    assert len(parse(text)) == 3


def test_a_statement_is_given_as_soon_as_its_line_ends() -> None:
    parser = StatementParser(Language.EN)
    assert parser.feed(f"It holds [{A}]") == []
    assert parser.feed(".\nAnd") == [Draft("It holds.", (A,))]


@pytest.mark.parametrize(
    "reply", [NO_ANSWER, "NO_ANSWER.", "**NO_ANSWER**", "`NO_ANSWER`\n", "NO ANSWER", f"It holds [{A}].\nNO_ANSWER"]
)
def test_the_sentinel_is_heard_in_every_dress(reply: str) -> None:
    parser = StatementParser(Language.EN)
    parser.feed(reply)
    parser.finish()
    assert parser.no_answer


@pytest.mark.parametrize(
    "reply", ["There is no answer in it.", f"It holds [{A}].", "No answer was given by the ministry."]
)
def test_prose_is_no_sentinel(reply: str) -> None:
    parser = StatementParser(Language.EN)
    parser.feed(reply)
    parser.finish()
    assert not parser.no_answer
