"""Discord's markdown as HTML. Its blocks are lines (quotes, small print, lists, headings); what stands within a line is CommonMark."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape

from markdown_it import MarkdownIt

_INLINE = MarkdownIt("zero", {"breaks": True}).enable(
    ["escape", "emphasis", "strikethrough", "backticks", "link", "newline"]
)
_BARE = re.compile(r"(?<![\w(<\"/])(https?://[^\s<>)]+)")
_QUOTE, _SMALL, _ITEM = re.compile(r"^> ?(.*)$"), re.compile(r"^-# (.+)$"), re.compile(r"^( *)[-*] (.+)$")
_HEADING = re.compile(r"^(#{1,3}) (.+)$")


def html_of(text: str, names: dict[str, str]) -> str:
    """Whole markdown. ``names`` say what an id in a mention is called."""
    made: list[str] = []
    quoted: list[str] = []
    for line in [*text.split("\n"), None]:
        quote = _QUOTE.match(line) if line is not None else None
        if quote:
            quoted.append(quote[1])
            continue
        if quoted:
            made.append(
                f'<div class="quote"><i></i><blockquote>{html_of(chr(10).join(quoted), names)}</blockquote></div>'
            )
            quoted = []
        if line is not None:
            made.append(_line(line, names))
    return "".join(made)


def _line(line: str, names: dict[str, str]) -> str:
    if small := _SMALL.match(line):
        return f'<div class="small">{inline(small[1], names)}</div>'
    if heading := _HEADING.match(line):
        return f'<div class="h{len(heading[1])}">{inline(heading[2], names)}</div>'
    if item := _ITEM.match(line):
        return f'<div class="item">{inline(item[2], names)}</div>'
    return f'<div class="line">{inline(line, names) or "&nbsp;"}</div>'


def inline(text: str, names: dict[str, str]) -> str:
    """One line: bold, italic, code, links, mentions, times."""
    made = _INLINE.renderInline(text)
    made = re.sub(r"&lt;t:(\d+):(\w)&gt;", lambda found: _time(int(found[1]), found[2]), made)
    made = re.sub(
        r"&lt;(@!?|#)(\d+)&gt;",
        lambda found: f'<span class="mention">{found[1][0]}{escape(names.get(found[2], "?"))}</span>',
        made,
    )
    return _BARE.sub(r'<a href="\1">\1</a>', made) if "<a " not in made else made


def _time(seconds: int, style: str) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    if style != "R":
        return f'<span class="time">{moment:%Y-%m-%d %H:%M}</span>'
    minutes = max(2, int((datetime.now(UTC) - moment).total_seconds() // 60))
    said = f"{minutes} minutes ago" if minutes < 120 else f"{minutes // 60} hours ago"
    return f'<span class="time">{said}</span>'
