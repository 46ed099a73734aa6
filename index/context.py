"""The text that is embedded for a passage: where it stands, then what it says.

A paragraph of a rule seldom names its own subject ("(2) The item is destined to ..."); its headings do. Store and
vector cache use exactly this text.
"""

from __future__ import annotations

from index.documents import DocumentInfo, Passage

_LONGEST = 160
"""Characters of a title or heading: encoders read some 250 tokens, and most belong to the passage."""


def embedding_text(info: DocumentInfo, passage: Passage) -> str:
    """Title, nearest heading and passage, one per line; what the passage begins with anyway is not repeated."""
    title = _short(info.title)
    heading = _short(passage.headings[-1]) if passage.headings else ""
    lines = [title] if title else []
    if heading and heading.casefold() not in title.casefold():
        lines.append(heading)
    start = passage.text[: 2 * _LONGEST].casefold()
    return "\n".join([*(line for line in lines if not start.startswith(line.casefold())), passage.text])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0]
