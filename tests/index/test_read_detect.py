"""Encodings, languages, and files that cannot be read: each ends in a clear line."""

from __future__ import annotations

import hashlib

import pytest

from index.documents import Fetched, Language
from index.errors import UnreadableDocumentError
from index.read import read
from index.read.detect import decode, detect_language

GERMAN = "Die Ausfuhr von Gütern außerhalb der Liste ist genehmigungspflichtig. Über Änderungen entscheidet das Amt – täglich."


def fetched(content: bytes, source: str = "folder/file.txt", media_type: str = "") -> Fetched:
    return Fetched(source, content, hashlib.sha256(content).hexdigest(), media_type)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_text_survives_its_encoding(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), "x").text == GERMAN


def test_an_encoding_that_is_not_stated_is_a_guess() -> None:
    assert decode(GERMAN.encode("cp1252"), "x").guessed
    assert not decode(GERMAN.encode(), "x").guessed
    (document,) = read(fetched(GERMAN.encode("cp1252")))
    assert "encoding" in document.info.guesses


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, Language.DE),
        ("The export of items outside of the list requires a license.", Language.EN),
        ("Ausfuhr und Einfuhr", Language.DE),
        ("Exports of chips", Language.EN),
        ("Nvidia-CEO Jensen Huang in Peking: der H20 und die Folgen", Language.DE),
    ],
)
def test_the_language_of_long_and_short_texts(text: str, language: Language) -> None:
    assert detect_language(text) is language


@pytest.mark.parametrize(
    ("content", "source", "reason"),
    [
        (b"", "empty.txt", "empty"),
        (b"  \n\n ", "blank.txt", "empty"),
        (bytes(range(1, 32)) * 3 + b"Text", "controls.txt", "binary"),
        (b"\x00\x01" * 500 + b"\xff", "zeros.bin", "binary"),
        (bytes(range(256)) * 40, "junk.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n0000", "picture.txt", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "old.doc", "Office"),
        (b"%PDF-1.7\n%truncated", "cut.pdf", "damaged"),
        (b"PK\x03\x04 not a zip", "cut.docx", "damaged"),
        (b"<?xml version='1.0'?><DIV8 N='744.1'><HEAD>x", "cut.xml", "line 1"),
        (b"<?xml version='1.0'?><note>text</note>", "other.xml", "<note>"),
        (b'{"a": 1', "cut.json", "line 1"),
        (b'{"a": 1, "b": [2]}', "other.json", "supported are"),
        (b"[1, 2, 3]", "numbers.json", "supported are"),
        (b'{"document_number": "2025-1", "title": "T"}\n{"document_number": ', "cut.jsonl", "line 2"),
        (b"---\ntitle: [unclosed\n---\n# T\n\nText.", "brief.md", "line"),
        (b"Kommentar (0)\n![]() |\n", "only-boilerplate.txt", "boilerplate"),
        (b"---\n- a\n- b\n---\n# T\n\nText.", "list.md", "line 2: front matter: not 'key: value' lines; write it so"),
        (b"# Only a heading\n\n## And another\n", "headings.md", "no text"),
    ],
)
def test_unreadable_files_end_in_one_line_that_names_file_and_reason(content: bytes, source: str, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(fetched(content, source))
    assert source in str(caught.value)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_content_beats_a_wrong_file_ending() -> None:
    page = (
        b"<!doctype html><html lang='en'><head><title>Rule on chips</title></head><body><article><h1>Rule on chips</h1>"
        + (b"<p>The bureau published a rule on advanced chips today. It takes effect in January.</p>" * 3)
        + b"</article></body></html>"
    )
    (document,) = read(fetched(page, "page.txt"))
    assert document.info.title == "Rule on chips"
    assert "<p>" not in document.text


def test_text_that_starts_with_a_bracket_is_text_and_a_page_may_start_late() -> None:
    (document,) = read(fetched(b"<3 chips were sold in May. Nobody knows to whom they went.", "note.txt"))
    assert document.text.startswith("<3 chips")
    page = (
        b"served by cache\n<!doctype html><html><head><title>Late page</title></head><body><p>"
        + b"A rule on chips. " * 20
    )
    (document,) = read(fetched(page, "https://example.org/late"))
    assert "A rule on chips." in document.text
    assert "<title>" not in document.text
    (document,) = read(fetched(b"# Notes\n\nUse `<html>` in the template, and then some text.\n", "notes.md"))
    assert "`<html>`" in document.text


def test_a_very_long_line_is_read_in_bounded_passages() -> None:
    from index.split import split

    (document,) = read(fetched(b"word " * 400_000, "long.txt"))
    passages = split(document)
    assert all(len(passage.text) <= 1200 for passage in passages)
    assert all(document.text[passage.start : passage.end] == passage.text for passage in passages)


def test_half_a_character_is_a_clear_line() -> None:
    record = (
        b'[{"document_number": "2025-00001", "title": "A rule \\ud800 about chips", "type": "Rule", '
        b'"abstract": "BIS amends the EAR.", "publication_date": "2025-01-02", '
        b'"html_url": "https://www.federalregister.gov/d/2025-00001"}]'
    )
    with pytest.raises(UnreadableDocumentError, match="lone surrogate"):
        read(fetched(record, "folder/rules.json"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"# Vermerk\n\nDer H20\x00 ist\x07 \x1b[1mverboten\x1b[0m.\n", "note.md"),
        ("Der H20\x00 ist\x08 für China \x02verboten.\x1a".encode("cp1252"), "note.txt"),
        (b"Text with a \x00 in it and more.", "nul.txt"),
    ],
)
def test_stray_control_characters_become_spaces_and_every_offset_holds_in_the_file(content: bytes, name: str) -> None:
    (document,) = read(fetched(content, name))
    assert not any(sign < " " and sign not in "\t\n\r" for sign in document.text)
    for index, sign in enumerate(content.decode("cp1252")):
        assert document.text[index] == (" " if sign < " " and sign != "\n" else sign)
    assert "encoding" in document.info.guesses
