"""Discord's limits, in one place. Lengths count UTF-16 units: Discord's clients do, and it is never less than characters."""

from __future__ import annotations

MESSAGE = 2000
TITLE = 256
DESCRIPTION = 4096
FIELD_NAME = 256
FIELD = 1024
FIELDS = 25
FOOTER = 2048
AUTHOR = 256
EMBEDS = 10
EMBEDS_TOTAL = 6000
ROWS = 5
LABEL = 80
OPTION = 100
OPTIONS = 25
PLACEHOLDER = 150
CUSTOM_ID = 100
CHOICE = 100
CHOICES = 25
MODAL_TITLE = 45
INPUT_LABEL = 45
TEXT_INPUT = 4000
THREAD_NAME = 100
NONCE = 25

BLOCK = 1700
"""The longest block that is never cut: with a heading it fits into a message without embeds, too."""


def width(text: str) -> int:
    """The length of a text as Discord counts it at most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
