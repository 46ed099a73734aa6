"""What a file does not say: its encoding and its language. Stray control characters are no text and become spaces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from index.documents import Language
from index.errors import UnreadableDocumentError
from index.wording import message

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GERMAN_WORDS = (
    "der die das und ist im in den dem des ein eine einer nicht mit für auf von zu zur zum bei nach wird werden dass "
    "auch als sich laut über aus oder wie hat haben sind durch gegen ohne § abs verordnung gesetz ausfuhr"
)
_ENGLISH_WORDS = (
    "the of and is in a an to for on with by from that this are was were be not as at or it its has have which under "
    "see any export license list"
)
_STOP_WORDS = {
    Language.DE: frozenset(_GERMAN_WORDS.split()),
    Language.EN: frozenset(_ENGLISH_WORDS.split()),
}


_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
# How much of a text may be control characters before it is taken for binary: little where the encoding is guessed,
# since a twelfth of random bytes are some; more where every byte is valid UTF-8.
_ODD_SHARE = {False: 0.3, True: 0.05}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was read with; ``guessed`` where nothing in the file states it."""

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, source: str) -> Decoded:
    """The text, exactly as in the file (line ends included; a byte order mark is not text).

    A control character becomes a space, one for one: every offset still holds in the file.

    Raises:
        UnreadableDocumentError: empty, binary, or in no encoding that gives text.
    """
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableDocumentError(source, message("file_empty"))
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(_strictly(content, encoding, source), encoding, source)
    wide = _wide_encoding(content)
    if wide:
        return _decoded(_strictly(content, wide, source), wide, source, guessed=True)
    try:
        return _decoded(content.decode("utf-8"), "utf-8", source)
    except UnicodeDecodeError:
        return _guessed(content, source)


def _strictly(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(source, message("broken_encoding", encoding=encoding, at=error.start)) from error


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of the beginning is zero."""
    head = content[:2000]
    if len(head) < 8 or len(head) % 2 or b"\x00" not in head:
        return ""
    if head[0::2].count(0) > 0.4 * len(head[0::2]) and not head[1::2].count(0):
        return "utf-16-be"
    if head[1::2].count(0) > 0.4 * len(head[1::2]) and not head[0::2].count(0):
        return "utf-16-le"
    return ""


def _guessed(content: bytes, source: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=["cp1252", "iso8859_15", "cp1250", "cp850", "mac_roman"]).best()
    encoding = best.encoding if best is not None else "cp1252"
    if encoding in ("iso8859_15", "cp1250") and re.search(rb"[\x80-\x9f]", content):
        encoding = "cp1252"
    return _decoded(content.decode(encoding, errors="replace"), encoding, source, guessed=True)


def _decoded(text: str, encoding: str, source: str, *, guessed: bool = False) -> Decoded:
    odd = len(_ODD.findall(text))
    if odd > max(4, _ODD_SHARE[guessed] * len(text)):
        raise UnreadableDocumentError(source, message("control_characters"))
    # With control characters in it, the encoding is no longer certain: `paragraf sources` shows that.
    return Decoded(_ODD.sub(" ", text) if odd else text, encoding, guessed or bool(odd))


@lru_cache(maxsize=1)
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import langid

    langid.set_languages([one.value for one in Language])
    classify: Callable[[str], tuple[str, float]] = langid.classify
    return classify


def detect_language(text: str, default: Language = Language.EN) -> Language:
    """German or English; short texts are judged by their little words, ``default`` answers for texts without any."""
    words = re.findall(r"[^\W\d_]+|§", text[:6000].lower())
    if not words:
        return default
    german = sum(word in _STOP_WORDS[Language.DE] for word in words)
    english = sum(word in _STOP_WORDS[Language.EN] for word in words)
    if abs(german - english) >= max(2, len(words) // 20):
        return Language.DE if german > english else Language.EN
    if len(words) < 6 and german != english:
        return Language.DE if german > english else Language.EN
    if re.search(r"[äöüß]", text[:6000].lower()) and german >= english:
        return Language.DE
    return Language(_classifier()(text[:4000])[0])
