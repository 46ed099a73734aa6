from __future__ import annotations

import random

import pytest

from bot.exts.render.blocks import Block, block_fits, joined, pack, pieces
from bot.exts.render.limits import width


def test_blocks_are_never_cut_and_none_is_lost() -> None:
    chance = random.Random(3)
    for _ in range(200):
        blocks = [
            Block("x" * chance.randrange(1, 90), chance.choice(["\n", "\n\n", " "]), glued=chance.random() < 0.1)
            for _ in range(chance.randrange(0, 40))
        ]
        pages = pack(blocks, 1000)
        assert [one for page in pages for one in page] == blocks
        assert all(width(joined(page)) <= 1000 for page in pages)


def test_a_heading_never_stands_alone_at_the_end() -> None:
    pages = pack([Block("a" * 80), Block("Heading", glued=True), Block("item " * 4)], 100)
    assert [[one.text for one in page] for page in pages] == [["a" * 80], ["Heading", "item " * 4]]


def test_a_block_that_cannot_fit_is_an_error_not_a_cut() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack([Block("a" * 101)], 100)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("first paragraph\n\nsecond paragraph here", ["first paragraph", "second paragraph here"]),
        ("One sentence here. Another one here, longer", ["One sentence here.", "Another one here, longer"]),
        ("words without any mark that go on and on", ["words without any mark that go", "on and on"]),
        ("x" * 60, ["x" * 30, "x" * 30]),
        ("short", ["short"]),
        ("   ", []),
    ],
)
def test_long_text_is_cut_at_a_paragraph_a_sentence_a_word(text: str, cut: list[str]) -> None:
    spans = pieces(text, lambda piece: len(piece) <= 30)
    assert [text[start:end] for start, end in spans] == cut


def test_pieces_fit_and_cover_everything_but_white_space() -> None:
    chance = random.Random(5)
    for _ in range(200):
        text = "".join(chance.choice("ab cd. \n\n😀*") for _ in range(chance.randrange(0, 400)))
        fits = block_fits(lambda piece: piece.replace("*", "\\*"), 50)
        spans = pieces(text, fits)
        assert all(fits(text[start:end]) for start, end in spans)
        assert "".join(text[start:end] for start, end in spans).split() == text.split() or "".join(
            "".join(text[start:end].split()) for start, end in spans
        ) == "".join(text.split())
