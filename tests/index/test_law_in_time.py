from __future__ import annotations

from datetime import date

import pytest

from index.documents import DocumentInfo, Kind, Language, Status
from index.law_in_time import Standing, StandingOn, known_on, published_on, standing_on


def info(**fields: object) -> DocumentInfo:
    return DocumentInfo(
        **{  # type: ignore[arg-type]
            "id": "x",
            "source": "x.md",
            "title": "X",
            "language": Language.EN,
            "kind": Kind.REGULATION,
            "sha256": "0",
            "status": Status.IN_FORCE,
            **fields,
        }
    )


# The 50 % rule: in force 2025-09-29 to 2025-11-09, suspended to 2026-11-09, and nobody's source reaches further.
RULE = info(
    status=Status.OPEN,
    effective_from=date(2025, 9, 29),
    effective_to=date(2025, 11, 9),
    facts_as_of=date(2026, 10, 8),
)
SUSPENSION = info(
    status=Status.OPEN,
    effective_from=date(2025, 11, 10),
    effective_to=date(2026, 11, 9),
    facts_as_of=date(2026, 10, 8),
)

# A rule that was in force for four months and was then given up without being repealed.
DROPPED = info(
    status=Status.NOT_ENFORCED,
    effective_from=date(2025, 1, 13),
    effective_to=date(2025, 5, 12),
    facts_as_of=date(2026, 10, 8),
)


@pytest.mark.parametrize(
    ("document", "day", "standing", "bound"),
    [
        (DROPPED, date(2025, 3, 1), Standing.IN_FORCE, date(2025, 5, 12)),
        (DROPPED, date(2025, 5, 13), Standing.NOT_ENFORCED, date(2025, 5, 12)),
        (RULE, date(2025, 9, 28), Standing.NOT_YET, date(2025, 9, 29)),
        (RULE, date(2025, 9, 29), Standing.IN_FORCE, date(2025, 11, 9)),
        (RULE, date(2025, 11, 9), Standing.IN_FORCE, date(2025, 11, 9)),
        (RULE, date(2025, 11, 10), Standing.SUSPENDED, date(2025, 11, 9)),
        (RULE, date(2026, 11, 24), Standing.OPEN, None),
        (SUSPENSION, date(2026, 10, 8), Standing.IN_FORCE, date(2026, 11, 9)),
        (SUSPENSION, date(2026, 11, 9), Standing.IN_FORCE, date(2026, 11, 9)),
        (SUSPENSION, date(2026, 11, 10), Standing.OPEN, date(2026, 11, 9)),
    ],
)
def test_the_affiliates_rule_day_by_day(
    document: DocumentInfo, day: date, standing: Standing, bound: date | None
) -> None:
    found = standing_on(document, day)
    assert (found.standing, found.bound) == (standing, bound)


def test_a_superseded_rule_was_in_force_within_its_dates() -> None:
    rule = info(status=Status.SUPERSEDED, effective_from=date(2022, 10, 7), effective_to=date(2023, 11, 16))
    assert standing_on(rule, date(2023, 1, 1)).standing is Standing.IN_FORCE
    assert standing_on(rule, date(2024, 1, 1)).standing is Standing.SUPERSEDED


def test_a_stay_printed_in_the_source_bounds_the_section() -> None:
    section = info(stayed_until=date(2026, 11, 9))
    assert standing_on(section, date(2026, 11, 9)).standing is Standing.PARTLY_STAYED
    assert standing_on(section, date(2026, 11, 10)).standing is Standing.OPEN


def test_news_is_never_law_and_a_bill_never_in_force() -> None:
    assert standing_on(info(kind=Kind.NEWS), date(2026, 1, 1)).standing is Standing.REPORTED
    bill = info(kind=Kind.BILL, status=Status.PROPOSED)
    assert standing_on(bill, date(2026, 1, 1)).standing is Standing.PROPOSED


def test_a_month_counts_from_its_first_day_and_undated_documents_are_known() -> None:
    assert published_on(info(published="2023-12")) == date(2023, 12, 1)
    assert published_on(info(published="")) is None
    assert known_on(info(), date(1990, 1, 1))
    assert not known_on(info(published="2025-11-12", effective_from=date(2025, 11, 10)), date(2025, 11, 9))


def test_what_is_open_without_an_end_has_no_day_that_bounds_it() -> None:
    begun = info(status=Status.OPEN, effective_from=date(2025, 1, 13))
    assert standing_on(begun, date(2026, 11, 24)) == StandingOn(Standing.OPEN, date(2026, 11, 24))
