"""What a file does not say: its encoding and its language."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from index.documents import Language
from index.errors import UnreadableDocumentError

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


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was read with; ``guessed`` where nothing in the file states it."""

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, source: str) -> Decoded:
    """The text, exactly as in the file (line ends included; a byte order mark is not text).

    Raises:
        UnreadableDocumentError: empty, binary, or in no encoding that gives text.
    """
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableDocumentError(source, "the file is empty; remove it or fill it")
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return Decoded(_checked(_strictly(content, encoding, source), source), encoding, guessed=False)
    wide = _wide_encoding(content)
    if wide:
        return Decoded(_checked(_strictly(content, wide, source), source), wide, guessed=True)
    try:
        return Decoded(_checked(content.decode("utf-8"), source), "utf-8", guessed=False)
    except UnicodeDecodeError as error:
        return _guessed(content, source, error)


def _strictly(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(source, f"broken {encoding} at byte {error.start}; save it as UTF-8") from error


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


def _guessed(content: bytes, source: str, error: UnicodeDecodeError) -> Decoded:
    if b"\x00" in content:
        raise UnreadableDocumentError(
            source, "binary content (NUL bytes), no text; supported: see README, Sources"
        ) from error
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=["cp1252", "iso8859_15", "cp1250", "cp850", "mac_roman"]).best()
    encoding = best.encoding if best is not None else "cp1252"
    if encoding in ("iso8859_15", "cp1250") and re.search(rb"[\x80-\x9f]", content):
        encoding = "cp1252"
    return Decoded(_checked(content.decode(encoding, errors="replace"), source), encoding, guessed=True)


def _checked(text: str, source: str) -> str:
    nul = text.count("\x00")
    if nul:
        line = text[: text.index("\x00")].count("\n") + 1
        raise UnreadableDocumentError(
            source, f"line {line}: NUL character, so this is not plain text; save it as UTF-8 text"
        )
    sample = text[:20_000]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\x0c\x0b") or char == "�")
    if odd > max(2, len(sample) // 100):
        raise UnreadableDocumentError(
            source, "binary content, no text (many control characters); convert it to text, PDF or DOCX"
        )
    return text


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
