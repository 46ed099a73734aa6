"""Sentences of a message against the real index: supported, contradicted with the passage, or not found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.answering.claims import ClaimChecker, Verdict, claims_of
from bot.answering.library import CorpusLibrary
from index.documents import Language

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Der H20 hat eine TPP von 2368.", Verdict.SUPPORTED),
        ("Der H20 hat eine TPP von 9999.", Verdict.CONTRADICTED),
        ("The Affiliates Rule was suspended on 10 November 2025.", Verdict.SUPPORTED),
        ("The Affiliates Rule was suspended on 3 March 2024.", Verdict.CONTRADICTED),
        ("Unicorns deliver moon cheese to Pluto since 1850.", Verdict.NOT_FOUND),
    ],
)
def test_a_sentence_gets_its_verdict_with_a_verbatim_passage(corpus: Any, sentence: str, verdict: Verdict) -> None:
    (checked,) = ClaimChecker(CorpusLibrary(corpus)).check(sentence, Language.EN, TODAY)
    assert checked.verdict is verdict
    assert bool(checked.citations) == (verdict is not Verdict.NOT_FOUND)
    for one in checked.citations:
        document = corpus.document(one.info.id)
        assert document.text[one.start : one.end] == one.quote


def test_what_may_have_run_out_is_never_supported_as_being_in_force(corpus: Any) -> None:
    (checked,) = ClaimChecker(CorpusLibrary(corpus)).check("The Affiliates Rule is still in force.", Language.EN, TODAY)
    assert checked.verdict is not Verdict.SUPPORTED


def test_questions_and_opinions_are_no_claims() -> None:
    text = "Was meint ihr? Ich glaube, das wird schwierig. Der H20 hat eine TPP von 2368."
    assert claims_of(text, Language.DE) == ["Der H20 hat eine TPP von 2368."]
