"""Where a period begins."""

from __future__ import annotations

import pytest

from bot.timeline import first_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025", "2025-01-01"),
        ("2025-02", "2025-02-01"),
        ("Mai 2025", "2025-05-01"),
        (" May 2025 ", "2025-05-01"),
        ("1. November 2025", "2025-11-01"),
        ("31.12.2025", "2025-12-31"),
        ("2025-11-09", "2025-11-09"),
    ],
)
def test_a_period_begins_on_its_first_day(written: str, day: str) -> None:
    found = first_day(written)
    assert found is not None and found.isoformat() == day


@pytest.mark.parametrize("written", ["", " ", "neulich", "2025-13", "2025-02-30", "31"])
def test_what_is_no_date_begins_nothing(written: str) -> None:
    assert first_day(written) is None
