"""Bytes of a source → documents. The reader is chosen by what the bytes are, then by media type and file ending.

Detection and dispatch live here; each form has a module of its own beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import archives, cfr_markdown, detect, german_law, json_files, markdown, markup, pdf, plain, us_code
from index.wording import message

_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown")
_BINARY = {
    b"\x89PNG": "file_png",
    b"\xff\xd8\xff": "file_jpeg",
    b"GIF8": "file_gif",
    b"\x1f\x8b": "file_gzip",
    b"7z\xbc\xaf": "file_7z",
    b"\xd0\xcf\x11\xe0": "file_old_office",
    b"\x7fELF": "file_program",
    b"MZ\x90": "file_program",
    b"SQLite format 3": "file_database",
}


def read(fetched: Fetched) -> list[SourceDocument]:
    """The documents in ``fetched``: usually one; many for a part of the CFR, a list or a register answer.

    Raises:
        UnreadableDocumentError: no document could be made; the message names the file, the line or field where
            known, and what to do.
    """
    try:
        documents = _reader(fetched)(fetched)
        for one in documents:
            f"{one.info.title}{one.text}".encode()
    except UnicodeEncodeError as error:
        raise UnreadableDocumentError(fetched.source, message("half_character")) from error
    if not documents:
        raise UnreadableDocumentError(fetched.source, message("no_document"))
    return documents


def _reader(fetched: Fetched) -> Callable[[Fetched], list[SourceDocument]]:
    content = fetched.content
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in _BINARY.items():
        if content.startswith(mark):
            raise UnreadableDocumentError(fetched.source, message("other_kind_of_file", what=message(what)))
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return pdf.read
    if content.startswith(b"PK\x03\x04"):
        return archives.read
    return _text_reader(fetched, head)


def _text_reader(fetched: Fetched, head: bytes) -> Callable[[Fetched], list[SourceDocument]]:
    if head.startswith((b"{", b"[")) and _looks_like_json(fetched, head):
        return json_files.read
    if markup.is_markup(fetched, head):
        return markup.read
    text = detect.decode(fetched.content, fetched.source).text
    for known, reader in (
        (german_law.is_german_law, german_law.read),
        (us_code.is_us_code, us_code.read),
        (cfr_markdown.is_cfr, cfr_markdown.read),
    ):
        if known(text):
            return reader
    name = fetched.source.lower().split("?")[0]
    if name.endswith(_MARKDOWN_ENDINGS) or "markdown" in fetched.media_type or text.startswith("---\n"):
        return markdown.read
    if not name.endswith(".txt") and len(re.findall(r"^#{1,6} \S", text, re.MULTILINE)) > 1:
        return markdown.read
    return plain.read


def _looks_like_json(fetched: Fetched, head: bytes) -> bool:
    name = fetched.source.lower().split("?")[0]
    if name.endswith((".json", ".jsonl", ".ndjson")) or "json" in fetched.media_type:
        return True
    return bool(re.match(rb"\{\s*\"[^\"]+\"\s*:|\[\s*[\{\[\"]", head))


__all__ = ["read"]
