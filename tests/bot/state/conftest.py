"""States on a real PostgreSQL, started here where Debian's binaries exist, and on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.state import Bounds, State
from tests.bot.samples import Clock
from tests.bot.state.postgresql import CannotStartError, new_database, running_postgresql


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server; skips where none can be started."""
    try:
        with running_postgresql() as url:
            yield url
    except CannotStartError as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state' / 'bot.sqlite'}"
    return await new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def state(url: str, clock: Clock) -> AsyncIterator[State]:
    """An opened state with small bounds and a clock that the test moves."""
    opened = await State.open(url, bounds=Bounds(turns=4, characters=200, hours=24), now=clock)
    yield opened
    await opened.close()
