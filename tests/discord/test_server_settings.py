"""Settings of servers as every interaction asks for them: at once, a minute old at most, and also without a state."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.exts.nightly import nightly_at
from bot.exts.patience import soon
from bot.exts.server_settings import ServerSettings
from bot.state import State, StateError
from index.errors import SettingsError
from tests.bot.samples import Clock


class _Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_what_another_process_set_is_seen_within_a_minute(tmp_path: Path) -> None:
    state = await State.open(f"sqlite:///{tmp_path / 'bot.sqlite'}", now=Clock())
    seconds = _Seconds()
    servers = ServerSettings(state, seconds)
    assert (await servers.get(1)).dms is None
    await state.guilds.change(1, dms=False)
    assert (await servers.get(1)).dms is None
    seconds.now = 61
    assert (await servers.get(1)).dms is False
    await state.close()


async def test_without_a_state_the_last_known_settings_stand_and_nobody_waits_twice(tmp_path: Path) -> None:
    state = await State.open(f"sqlite:///{tmp_path / 'bot.sqlite'}", now=Clock())
    await state.guilds.change(1, dms=False)
    seconds = _Seconds()
    servers = ServerSettings(state, seconds)
    assert (await servers.get(1)).dms is False
    asked = 0

    async def hangs(_guild_id: int | None) -> object:
        nonlocal asked
        asked += 1
        await asyncio.sleep(30)
        raise AssertionError

    state.guilds.get = hangs  # type: ignore[method-assign, assignment]
    seconds.now = 61
    for _ in range(3):
        assert (await servers.get(1)).dms is False
    assert asked == 1
    assert (await servers.get(2)).dms is None
    await state.close()


async def test_a_call_that_hangs_is_a_state_error() -> None:
    with pytest.raises(StateError, match="did not reply"):
        await soon(asyncio.sleep(5), 0.01)


def test_the_nightly_hour_comes_from_the_environment_and_a_wrong_one_is_named() -> None:
    assert nightly_at({}).isoformat() == "03:17:00+00:00"
    assert nightly_at({"PARAGRAF_NIGHTLY": "22:05"}).isoformat() == "22:05:00+00:00"
    with pytest.raises(SettingsError, match="PARAGRAF_NIGHTLY"):
        nightly_at({"PARAGRAF_NIGHTLY": "late"})
