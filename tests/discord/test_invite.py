"""The doctor tells a bot's token from other text and knows the link that invites the bot."""

from __future__ import annotations

import pytest

from bot.console.doctor import application_of, invite_link
from tests.discord.server import TOKEN


def test_the_invite_link_names_the_application_the_scopes_and_no_administrator() -> None:
    link = invite_link(application_of(TOKEN) or 0)
    assert "client_id=900000000000000001" in link and "scope=bot+applications.commands" in link
    assert not int(link.rsplit("=", 1)[1]) & 1 << 3


@pytest.mark.parametrize("text", ["", "abc", "a.b.c", "sk-123456789012345678901234567890", TOKEN.replace(".", "-")])
def test_other_text_is_no_token(text: str) -> None:
    assert application_of(text) is None
