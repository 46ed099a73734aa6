"""What a sync has to do, decided before anything is done: pure functions of what is known and what is there.

The same decision is made twice: for sources (by the hash of their bytes) and, within a changed source, for documents
(by their own fingerprint).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.errors import CorpusError
from index.wording import message


class MassRemovalError(CorpusError):
    """A sync would remove more than the configured share of the documents; a person has to allow it."""


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """Keys by what happens to them; each key is in exactly one group, each group is sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


def plan(inventory: Mapping[str, str], fetched: Mapping[str, str], kept: Collection[str] = ()) -> SyncPlan:
    """Compares what is stored (key → hash) with what was fetched (key → hash).

    ``kept`` are keys that could not be looked at: they stay as they are, whatever was or was not fetched.
    """
    untouched = {key for key in kept if key in inventory}
    seen = {key: value for key, value in fetched.items() if key not in untouched}
    return SyncPlan(
        added=tuple(sorted(key for key in seen if key not in inventory)),
        changed=tuple(sorted(key for key, value in seen.items() if key in inventory and inventory[key] != value)),
        removed=tuple(sorted(key for key in inventory if key not in seen and key not in untouched)),
        unchanged=tuple(sorted({key for key, value in seen.items() if inventory.get(key) == value} | untouched)),
    )


def guard_removal(removed: int, documents: int, max_share: float) -> None:
    """Stops a sync that would lose too much at once: a wrong path or an empty mount looks just like that.

    Raises:
        MassRemovalError: more than ``max_share`` of all ``documents`` would go.
    """
    if documents and removed > max_share * documents:
        raise MassRemovalError(message("mass_removal", removed=removed, documents=documents, share=max_share))
