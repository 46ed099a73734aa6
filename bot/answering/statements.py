"""A model's reply, as it streams in, becomes drafts: one statement per sentence, with the keys that it cites.

The prompt asks for one sentence a line with its keys at the end. Models bend that: bullets, bold type, code fences,
keys in the middle or after the full stop, several sentences in a line, a block of reasoning first. All of it is read;
a sentence without a key stays a draft without keys, which verification cuts.
"""

from __future__ import annotations

import re

from bot.answering.answer import Draft
from bot.answering.keys import KEY_PATTERN, find_keys
from index.documents import Language
from index.sentences import sentence_spans

NO_ANSWER = "NO_ANSWER"
_SENTINEL = re.compile(r"NO[_ ]ANSWER", re.ASCII)
_KEYS = re.compile(
    rf"\s*[\[(⟦{{〔【]*\s*(?:\^|(?:sources?|quellen?|belege?|evidence|keys?)\s*[:=]\s*)?{KEY_PATTERN.pattern}(?:[\s,;]*[\[(]?\s*{KEY_PATTERN.pattern}|[\s,;]*[\])⟧}}〕】]+[\s,;]*[\[(]+\s*{KEY_PATTERN.pattern})*"
    r"\s*[\])⟧}〕】]*(?:(?<=\])\(https?://[^\s)]*\))?",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"<(think|thinking|reasoning|tool_call|tool_response|function_call|script|style)\b[^<>]*>.*?(?:</\1>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|body|br|cite|code|div|em|h[1-6]|hr|html|i|li|mark|ol|p|pre|ref|small|source|span|strong|su[bp]|"
    r"table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ROW = re.compile(r"^\s*\|(?P<cells>.+?)\|?\s*$")
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*•–]\s+|\d{1,2}[.)]\s+(?=\D))?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])|`([^`\n]+)`")
_SKIPPED = re.compile(
    r"^\s*(?:```.*|#{1,6}\s.*|[-*_]{3,}|(?:quellen|sources|belege|evidence|citations?|zitate)\s*:?)\s*$", re.IGNORECASE
)
_MARKS = {"„": '“”"', "“": "”", "«": "»", "»": "«", '"': '"'}


class StatementParser:
    """Feeds on pieces of a reply; gives each draft as soon as its line is complete."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._text = ""
        self._read = 0
        self.no_answer = False

    @property
    def text(self) -> str:
        """Everything that arrived, as it arrived."""
        return self._text

    def feed(self, piece: str) -> list[Draft]:
        """The drafts that ``piece`` completes."""
        self._text += piece
        return self._take(final=False) if "\n" in piece else []

    def finish(self) -> list[Draft]:
        """The drafts of what is left when the reply is over."""
        return self._take(final=True)

    def _take(self, *, final: bool) -> list[Draft]:
        visible = _HIDDEN.sub("", self._text)
        if not final:
            # A line may still grow, and "<thi" may become a block of reasoning: only whole lines are safe to read.
            visible = visible[: visible.rfind("\n") + 1]
        fresh, self._read = visible[self._read :], max(self._read, len(visible))
        drafts: list[Draft] = []
        for line in fresh.splitlines():
            drafts.extend(self._line(line))
        return drafts

    def _line(self, line: str) -> list[Draft]:
        if not line.strip() or (_SKIPPED.match(line) and not find_keys(line)):
            return []
        plain = _EMPHASIS.sub(lambda found: next(one for one in found.groups()[1:] if one is not None), line)
        plain = _BULLET.sub("", _row_as_text(plain), count=1).strip()
        if _SENTINEL.fullmatch(plain.strip(" .:*_`\"'[]()!")) or plain.startswith(NO_ANSWER):
            self.no_answer = True
            return []
        return parse_line(plain, self._language)


def _row_as_text(line: str) -> str:
    """A row of a table as text, its first cell before the others; any other line as it is."""
    row = _ROW.match(line)
    if row is None:
        return line
    cells = [one.strip() for one in row["cells"].split("|") if one.strip(" -:")]
    return ": ".join(one for one in ("".join(cells[:1]), ", ".join(cells[1:])) if one)


def parse_line(line: str, language: Language) -> list[Draft]:
    """The statements of one line of prose without markup."""
    text, placed = _without_keys(line)
    drafts: list[Draft] = []
    pieces = _sentences(text, language)
    for at, (start, end) in enumerate(pieces):
        following = pieces[at + 1][0] if at + 1 < len(pieces) else len(text) + 1
        first = start if at else -1
        # A key between two sentences belongs to the one before it.
        keys = [key for place, found in placed if first < place <= end or end < place <= following for key in found]
        draft = _draft(text[start:end], tuple(dict.fromkeys(keys)))
        if draft is not None:
            drafts.append(draft)
    return drafts


def _without_keys(line: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The line without its keys, and where in that text each group of keys stood."""
    text = ""
    placed: list[tuple[int, tuple[str, ...]]] = []
    last = 0
    for match in _KEYS.finditer(line):
        text += line[last : match.start()]
        placed.append((len(text), find_keys(match.group())))
        if match.group()[-1:].isspace() or line[match.end() : match.end() + 1].isalnum():
            text += " "
        last = match.end()
    return text + line[last:], placed


def _sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """Sentence spans; a sentence end inside quotation marks is none."""
    joined: list[tuple[int, int]] = []
    for start, end in sentence_spans(text, language):
        if joined and _open_quote(text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _open_quote(text: str) -> bool:
    closing = ""
    for sign in text:
        if closing and sign in closing:
            closing = ""
        elif not closing and sign in _MARKS:
            closing = _MARKS[sign]
    return bool(closing)


def _draft(text: str, keys: tuple[str, ...]) -> Draft | None:
    text = re.sub(r"\s+", " ", _TAG.sub(" ", text)).strip()
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"(?<!\.)\.\.$", ".", text)
    if not any(sign.isalnum() for sign in text) or _SKIPPED.match(text):
        return None
    inner = _quoted_whole(text)
    return Draft(inner, keys, quote=True) if inner else Draft(text, keys)


def _quoted_whole(text: str) -> str:
    """What stands inside, where the whole statement is one quotation; else nothing."""
    body = text.rstrip(".") if text[-2:-1] in '“”"»«' else text
    if len(body) < 3 or body[0] not in _MARKS or body[-1] not in _MARKS[body[0]]:
        return ""
    inner = body[1:-1]
    return inner.strip() if not any(sign in inner for sign in _MARKS[body[0]]) else ""
