from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answer import Reason
from bot.state import Pending, Place, State, StateError
from bot.state.people import _ABOUT, personal_tables
from index.documents import Language
from tests.bot.samples import answer


async def _fill(state: State, person: int, word: str) -> str:
    key = await state.answers.keep(answer(notes=(word,)), Place(person, 11, 12, f"c{person}"))
    await state.answers.posted(key, [person * 1000])
    await state.conversations.remember(f"c{person}", person, 12, word, word)
    await state.feedback.helpful(key, person, 12)
    await state.feedback.wrong(key, person, 12, word)
    await state.gaps.note(word, Language.DE, Reason.NOT_IN_CORPUS, person, 12)
    await state.watches.add(person, person, 12, Language.DE, word)
    assert await state.rates.take(person, "question", 1, 60) == 0
    await state.pending.begin(Pending(f"p{person}", "o", 1, 2, person, Language.DE, state.now()))
    return key


def test_forgetting_knows_every_table_that_names_a_person() -> None:
    assert {row.__tablename__ for row in _ABOUT.values()} == personal_tables()


async def test_forgetting_deletes_everything_of_one_person_and_nothing_of_others(state: State) -> None:
    mine, theirs = await _fill(state, 1, "Kronjuwel"), await _fill(state, 2, "Nachbar")
    before = await state.people.about(1)
    assert before.total == 9
    assert await state.people.forget(1) == before
    assert (await state.people.about(1)).total == 0
    assert await state.answers.get(mine) is None
    assert await state.answers.of_message(1000) is None
    assert (await state.conversations.recall("c1")).turns == ()
    assert (await state.people.about(2)).total == 9
    assert await state.answers.get(theirs) is not None
    assert (await state.people.forget(1)).total == 0


async def test_after_forgetting_the_words_are_not_in_the_files_of_sqlite(tmp_path: Path) -> None:
    state = await State.open(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    await _fill(state, 1, "Kronjuwel")

    def on_disk() -> bool:
        return any(b"Kronjuwel" in one.read_bytes() for one in tmp_path.iterdir())

    assert on_disk()
    await state.people.forget(1)
    assert not on_disk()
    await state.close()


async def test_a_full_disk_is_a_state_error_and_passes(tmp_path: Path) -> None:
    state = await State.open(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    async with state.database.engine.connect() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StateError, match="full"):
        for _ in range(40):
            await state.conversations.remember("c", 1, None, "Kronjuwel " * 500, "x")
    raised = await _message(state)
    assert "Kronjuwel" not in raised
    async with state.database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    await state.conversations.remember("c", 1, None, "again", "fine")
    assert (await state.conversations.recall("c")).turns[-1].text == "fine"
    await state.close()


async def _message(state: State) -> str:
    with pytest.raises(StateError) as raised:
        for _ in range(40):
            await state.conversations.remember("c", 1, None, "Kronjuwel " * 500, "x")
    return str(raised.value)


async def test_a_database_that_went_away_is_a_state_error(tmp_path: Path) -> None:
    state = await State.open(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    async with state.database.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE turns")
    with pytest.raises(StateError):
        await state.conversations.recall("c")
    await state.ping()
    await state.close()
