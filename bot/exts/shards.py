"""Which shards this process runs: several processes of one bot share them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.errors import SettingsError


def shards_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """The shards of this process, ``PARAGRAF_SHARDS=0,1/4`` being two of four; empty: all of them, as many as Discord says.

    Raises:
        SettingsError: the value is of another form.
    """
    value = environment.get("PARAGRAF_SHARDS", "").strip()
    if not value:
        return {}
    mine, _, count = value.partition("/")
    try:
        ids, total = [int(one) for one in mine.split(",")], int(count)
    except ValueError:
        raise SettingsError(f"PARAGRAF_SHARDS: expected something like 0,1/4, found {value!r}") from None
    if not all(0 <= one < total for one in ids):
        raise SettingsError(f"PARAGRAF_SHARDS: shards count from 0 to {total - 1}, found {value!r}")
    return {"shard_ids": ids, "shard_count": total}
