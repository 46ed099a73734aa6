from __future__ import annotations

from tests.gallery.markup import html_of
from tests.gallery.page import Sight, page


def test_blocks_are_lines_as_discord_has_them() -> None:
    made = html_of("**[1]** [A](https://a.example) · x\n-# small\n> quoted\n> more\nafter\n- item", {})
    assert '<strong>[1]</strong> <a href="https://a.example">A</a> · x' in made
    assert '<div class="small">small</div>' in made
    assert made.count("<blockquote>") == 1
    assert made.index("more") < made.index("</blockquote>") < made.index("after")
    assert '<div class="item">item</div>' in made


def test_what_the_bot_escaped_is_shown_as_text() -> None:
    made = html_of(r"\*not bold\* \[x\](https\://evil.example) <script>", {})
    assert "<em>" not in made
    assert "<a " not in made
    assert "<script>" not in made


def test_a_message_shows_its_embed_its_buttons_and_that_it_is_private() -> None:
    message = {
        "author": {"global_name": "Paragraf", "bot": True},
        "timestamp": "2026-11-24T13:00:00+00:00",
        "content": "",
        "flags": 64,
        "attachments": [],
        "embeds": [{"title": "Title", "description": "Text <@1>", "color": 255, "footer": {"text": "foot"}}],
        "components": [{"components": [{"type": 2, "style": 1, "label": "Press"}]}],
    }
    made = page([Sight(message, "Ben", "/ask")], {}, {"1": "Anna"})
    for wanted in ("Title", "#0000ff", "@Anna", "foot", "Press", "Only you can see this", "/ask"):
        assert wanted in made
