from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sql
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.state import State, StateError
from bot.state.base import Base
from bot.state.database import Database
from bot.state.migrate import migrate


async def test_models_and_migrations_agree(url: str) -> None:
    database = Database(url)
    await migrate(database)

    def differences(connection: sql.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))

    async with database.reading() as connection:
        found = await connection.run_sync(differences)
    await database.close()
    assert found == []


async def test_a_second_start_changes_nothing_and_several_at_once_wait_for_each_other(url: str) -> None:
    states = await asyncio.gather(*(State.open(url) for _ in range(4)))
    await asyncio.gather(*(state.ping() for state in states))
    await asyncio.gather(*(state.close() for state in states))


async def test_a_database_of_a_newer_version_is_refused_with_what_to_do(url: str) -> None:
    state = await State.open(url)
    async with state.database.writing() as connection:
        await connection.execute(sql.text("UPDATE alembic_version SET version_num = '9999'"))
    await state.close()
    with pytest.raises(StateError, match=r"newer version of Paragraf.*discord.database_url"):
        await State.open(url)


async def test_downgrading_leaves_no_table_behind(url: str) -> None:
    from alembic import command

    from bot.state.migrate import alembic_config

    database = Database(url)
    await migrate(database)
    async with database.writing() as connection:
        await connection.run_sync(lambda one: command.downgrade(alembic_config(one), "base"))
        left = await connection.run_sync(lambda one: sql.inspect(one).get_table_names())
    await database.close()
    assert set(left) <= {"alembic_version"}


@pytest.mark.parametrize("address", ["mysql://x/y", "not a url", "mongodb://x"])
async def test_a_database_of_another_kind_is_refused_by_name(address: str) -> None:
    with pytest.raises(StateError, match=r"discord\.database_url"):
        await State.open(address)


async def test_an_unreachable_server_is_one_line_without_the_password() -> None:
    with pytest.raises(StateError) as raised:
        await State.open("postgresql://paragraf:hunter2@127.0.0.1:9/state")
    assert "hunter2" not in str(raised.value)
    assert "\n" not in str(raised.value)
