"""Answers and documents as the answer room makes them, for tests of what comes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.answering.answer import Answer, Citation, NoAnswer, Question, Reason, Statement, Turn
from index.documents import DocumentInfo, Filters, Hit, Kind, Language, Passage, Status
from index.law_in_time import standing_on

TODAY = date(2026, 11, 22)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


def info(document_id: str = "us-h200-rule-2026-en", **changes: Any) -> DocumentInfo:
    plain = DocumentInfo(
        id=document_id,
        source=f"corpus/{document_id}.md",
        title="Revised licence review policy for H200-class chips",
        language=Language.EN,
        kind=Kind.REGULATION,
        sha256="0" * 64,
        jurisdiction="US",
        issuer="Bureau of Industry and Security",
        citation="91 FR 1684",
        url="https://www.federalregister.gov/documents/2026/01/15/2026-00789/revised-licence-review-policy",
        published="2026-01-15",
        effective_from=date(2026, 1, 15),
        status=Status.IN_FORCE,
        facts_as_of=date(2026, 10, 8),
        topics=("H200", "China"),
    )
    return replace(plain, **changes)


def news(document_id: str = "news-h20-2025-07-de", **changes: Any) -> DocumentInfo:
    fields: dict[str, Any] = {
        "title": "Trump-Regierung erlaubt Export des H20 nach China",
        "language": Language.DE,
        "kind": Kind.NEWS,
        "issuer": "elEconomista",
        "citation": "elEconomista über newsn24.de, 28.07.2025",
        "url": "https://newsn24.de/artikel/h20-china",
        "published": "2025-07-28",
        "effective_from": None,
        "status": Status.REPORTED,
        "topics": ("H20", "China"),
    }
    return info(document_id, **{**fields, **changes})


def passage(text: str, document: DocumentInfo, *, start: int = 100, ordinal: int = 3, **changes: Any) -> Passage:
    plain = Passage(
        id=f"{document.id}-{ordinal}",
        document_id=document.id,
        ordinal=ordinal,
        start=start,
        end=start + len(text),
        text=text,
        citation="15 CFR § 742.6(b)(10)(iii)" if document.kind is not Kind.NEWS else "",
        headings=("Part 742", "§ 742.6"),
    )
    return replace(plain, **changes)


def citation(number: int, document: DocumentInfo, text: str, *, as_of: date = TODAY, **changes: Any) -> Citation:
    found = passage(text, document, **changes)
    return Citation(number, document, found, found.start, found.end, text, standing_on(document, as_of))


def answer(*pairs: tuple[str, Citation], quote: bool = True, **changes: Any) -> Answer:
    """An answer with one statement a pair; pairs may share a citation."""
    cited = {one.number: one for _, one in pairs} or None
    if cited is None:
        rule = citation(1, info(), "Licence applications for H200-class chips to China are reviewed case by case.")
        story = citation(2, news(), "Nvidia darf den H20 wieder nach China liefern.")
        pairs = ((rule.quote, rule), (story.quote, story))
        cited = {1: rule, 2: story}
    plain = Answer(
        question=Question("Darf Nvidia den H20 nach China liefern?"),
        language=Language.DE,
        as_of=TODAY,
        writer="quotes",
        statements=tuple(Statement(text, (one.number,), quote) for text, one in pairs),
        citations=tuple(cited.values()),
        evidence=tuple(Hit(one.passage, one.info, 0.7) for one in cited.values()),
        newest_source=date(2026, 10, 8),
        notes=("Verstanden als: Darf Nvidia den H20 nach China liefern?",),
        dropped_statements=1,
        seconds=0.25,
    )
    return replace(plain, **changes)


def no_answer(reason: Reason = Reason.NOT_IN_CORPUS, **changes: Any) -> NoAnswer:
    documents = [info(f"d{at}", title=f"Document {at}") for at in range(8)]
    plain = NoAnswer(
        question=Question(
            "Who will chair the new regime?",
            id="q1",
            history=(Turn("user", "Hello"), Turn("assistant", "Hi")),
            language=Language.EN,
            as_of=date(2026, 5, 1),
            filters=Filters(kinds=(Kind.REGULATION,), languages=(Language.EN,), as_of=date(2026, 5, 1)),
        ),
        language=Language.EN,
        as_of=date(2026, 5, 1),
        reason=reason,
        nearest=tuple(Hit(passage(f"Text {one.id}", one), one, 0.4) for one in documents),
        newest_source=date(2026, 10, 8),
    )
    return replace(plain, **changes)
