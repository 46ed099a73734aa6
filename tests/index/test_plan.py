"""The plan of a sync is a pure decision: the same inventory and the same hashes give the same plan."""

from __future__ import annotations

import pytest

from index.errors import CorpusError
from index.plan import MassRemovalError, SyncPlan, guard_removal, plan


def test_each_key_is_in_exactly_one_group() -> None:
    stored = {"same": "1", "other": "1", "gone": "1"}
    there = {"same": "1", "other": "2", "new": "1"}
    assert plan(stored, there) == SyncPlan(added=("new",), changed=("other",), removed=("gone",), unchanged=("same",))


def test_nothing_stored_and_nothing_there_is_nothing_to_do() -> None:
    assert plan({}, {}) == SyncPlan((), (), (), ())


def test_what_could_not_be_looked_at_stays() -> None:
    stored = {"a": "1", "b": "1"}
    assert plan(stored, {}, kept={"a"}) == SyncPlan((), (), ("b",), ("a",))
    assert plan(stored, {"a": "2"}, kept={"a", "never stored"}).changed == ()


def test_groups_are_sorted_whatever_came_first() -> None:
    assert plan({}, {"b": "1", "a": "1"}).added == ("a", "b")


def test_too_much_at_once_stops_with_the_command_that_allows_it() -> None:
    with pytest.raises(MassRemovalError, match=r"4 of 10 documents.*30%.*--allow-mass-removal"):
        guard_removal(4, 10, 0.3)
    assert issubclass(MassRemovalError, CorpusError)


def test_as_much_as_configured_may_go() -> None:
    guard_removal(3, 10, 0.3)
    guard_removal(10, 10, 1.0)
    guard_removal(0, 0, 0.0)
    with pytest.raises(MassRemovalError):
        guard_removal(1, 10, 0.0)
