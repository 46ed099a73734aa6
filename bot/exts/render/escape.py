r"""Text of sources and people as literal text: what Discord would read as markdown, a mention or a link loses its meaning.

Invisible characters go first: they could hide a mention from a rule here and not from Discord. Then a backslash goes
before whatever is special, which a reader does not see: the text looks as it stands in the source. Only this module and
`link` make markdown of foreign text; a masked link is always one of ours.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from bot.exts.render.limits import width

_UNSEEN_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPECIAL = re.compile(r"[\\`*_~|\[\]<>]")
_AUTOLINK = re.compile(r":(?=//)")
_EMOJI_CODE = re.compile(r":(?=[A-Za-z0-9_+-]{2,32}:)")
_INVITE = re.compile(r"\.(?=gg/|com/invite|me/)", re.IGNORECASE)
_LINE_START = re.compile(r"^([ \t]*)(?:([#+-])|(\d{1,9})([.)]))", re.MULTILINE)
_PING = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)

_URL_KEPT = "/:?#@!$&*+,;=%~-._"
_LONGEST_URL = 900


def clean(text: str) -> str:
    """Text without control, zero-width and direction characters; line breaks become plain ones."""
    lines = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return "".join(one for one in lines if one == "\n" or _seen(one))


def _seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in _UNSEEN_LETTERS


def escape(text: str) -> str:
    """Foreign text as harmless markdown that reads exactly as the text; its lines stay."""
    literal = _SPECIAL.sub(lambda found: "\\" + found.group(), clean(text))
    for pattern in (_AUTOLINK, _EMOJI_CODE, _INVITE):
        literal = pattern.sub(lambda found: "\\" + found.group(), literal)
    literal = _LINE_START.sub(_literal_start, literal)
    # The server looks for these before any markdown: a backslash would not stop it, a zero-width space does.
    return _PING.sub("@\u200b", literal)


def escape_line(text: str) -> str:
    """Foreign text as harmless markdown in one line."""
    return escape(" ".join(clean(text).split()))


def within(text: str, limit: int) -> str:
    """One escaped line of at most ``limit``, cut at a word where it has to be."""
    flat = " ".join(clean(text).split())
    return escape(shortened(flat, limit, lambda part: width(escape(part))))


def plain(text: str, limit: int) -> str:
    """Foreign text where Discord shows no markdown (footers, labels, options, thread names), cut at a word."""
    flat = _PING.sub("@\u200b", " ".join(clean(text).split()))
    return shortened(flat, limit, width)


def shortened(text: str, limit: int, measure: object = None) -> str:
    """A text of at most ``limit``, ending in … at a word's end where it was cut."""
    size = measure if callable(measure) else width
    if size(text) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if size(text[:middle]) <= limit - 2:
            low = middle
        else:
            high = middle - 1
    at = text.rfind(" ", low // 2, low + 1)
    return text[: at if at > 0 else low].rstrip(" ,;:–-") + " …"


def safe_url(url: str) -> str:
    """A web address fit for a masked link, or an empty text for anything else (no other schemes, no user names in it)."""
    try:
        parts = urlsplit(clean(url).strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.-]+", host) or "@" in parts.netloc:
        return ""
    rest = [quote(part, safe=_URL_KEPT) for part in (parts.path, parts.query, parts.fragment)]
    whole = urlunsplit((parts.scheme, host + port, *rest))
    if len(whole) > _LONGEST_URL:
        whole = urlunsplit((parts.scheme, host + port, rest[0], rest[1], ""))
    return whole if len(whole) <= _LONGEST_URL else ""


def link(label: str, url: str, limit: int = 200) -> str:
    """A masked link of our own with an escaped label; the label alone where the address cannot be linked."""
    # Brackets in a label would end it early, escaped or not.
    text = within(clean(label).replace("[", "(").replace("]", ")"), limit) or "↗"
    address = safe_url(url)
    return f"[{text}]({address})" if address else text


def _literal_start(found: re.Match[str]) -> str:
    space, sign, number, after = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{after}"
