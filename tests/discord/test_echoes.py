"""Whether silence about a private message means that it was not posted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.exts.outlets import Echoes


def _message(interaction: int, number: int, *, ephemeral: bool = True, loading: bool = False) -> Any:
    flags = SimpleNamespace(ephemeral=ephemeral, loading=loading)
    return SimpleNamespace(id=number, interaction_metadata=SimpleNamespace(id=interaction), flags=flags)


def test_silence_means_nothing_once_a_confirmed_message_stayed_away() -> None:
    seconds = [0.0]
    echoes = Echoes(lambda: seconds[0])
    assert echoes.come, "nobody knows yet"
    echoes.confirmed()
    seconds[0] = 9
    assert echoes.come
    seconds[0] = 11
    assert not echoes.come
    echoes.heard(_message(5, 50))
    assert echoes.come and echoes.of(5) == (50,)


def test_only_private_messages_that_are_written_count_and_each_once() -> None:
    echoes = Echoes()
    for one in (_message(5, 50), _message(5, 50), _message(5, 51, loading=True), _message(5, 52, ephemeral=False)):
        echoes.heard(one)
    assert echoes.of(5) == (50,)
