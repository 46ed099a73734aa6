"""Plain text: the file stays as it is, structure and boilerplate are recognised on it."""

from __future__ import annotations

import hashlib

import pytest

from index.documents import Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import read
from index.split import split

ARTICLE = """Neue Regeln für Chips: Washington zögert

Reuters

Die Regierung hat am Montag angekündigt, die Ausfuhr von Chips neu zu ordnen. Das sagte eine Sprecherin in Berlin.
Fachleute halten den Schritt für überfällig.
![]() |
Der Minister kam spät an. Foto: Agentur . |
Was jetzt folgt
Die Branche rechnet mit langen Fristen.Damit wäre der Markt für ein halbes Jahr gesperrt.
Quelle: https://example.org/chips-2025.html
Kommentar (0)
Schreibe einen Kommentar"""


def fetched(content: bytes | str, source: str = "articles/a.txt", **hints: str) -> Fetched:
    data = content.encode() if isinstance(content, str) else content
    return Fetched(source, data, hashlib.sha256(data).hexdigest(), hints=hints)


def one(content: bytes | str, source: str = "articles/a.txt", **hints: str) -> SourceDocument:
    (document,) = read(fetched(content, source, **hints))
    return document


def said(document: SourceDocument) -> str:
    return "\n".join(document.text[section.start : section.end] for section in document.sections)


def test_the_text_is_the_file_to_the_character() -> None:
    for content in (ARTICLE, ARTICLE.replace("\n", "\r\n"), "\n\n" + ARTICLE + "\n \n"):
        assert one(content).text == content


def test_boilerplate_lies_in_no_section_but_stays_in_the_text() -> None:
    document = one(ARTICLE)
    for left_out in ("![]()", "Reuters", "Kommentar", "https://"):
        assert left_out not in said(document)
        assert left_out in document.text
    assert "Die Branche rechnet" in said(document)


def test_title_address_language_and_issuer_are_found_and_guesses_are_named() -> None:
    info = one(ARTICLE).info
    assert info.title == "Neue Regeln für Chips: Washington zögert"
    assert info.url == "https://example.org/chips-2025.html"
    assert (info.language, info.kind, info.status, info.issuer) == (Language.DE, Kind.NEWS, Status.REPORTED, "Reuters")
    assert {"title", "language", "kind", "issuer"} <= set(info.guesses)
    assert "url" not in info.guesses


def test_a_heading_in_the_text_stands_above_what_follows_it() -> None:
    last = one(ARTICLE).sections[-1]
    assert last.headings[-1] == "Was jetzt folgt"


def test_without_a_heading_the_first_sentence_gives_the_title() -> None:
    document = one("Die Staaten beraten über ein neues Regime.Damit soll Weitergabe verhindert werden. Mehr folgt.")
    assert document.info.title == "Die Staaten beraten über ein neues Regime."
    assert "title" in document.info.guesses


def test_a_crawl_date_is_a_guess_and_its_line_can_be_found() -> None:
    document = one(" date 2023-12 Photo : AGENTUR News\n\nDie Staaten beraten über ein Regime. Das dauert lange an.")
    assert document.info.published == "2023-12"
    assert "published" in document.info.guesses
    assert split(document)[0].text == "date 2023-12 Photo : AGENTUR News"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("23. Juli 2025", "2025-07-23"),
        ("Berlin, 23. Juli 2025, 14:30 Uhr", "2025-07-23"),
        ("Stand: 23.07.2025", "2025-07-23"),
        ("July 23, 2025", "2025-07-23"),
        ("2025-07-23", "2025-07-23"),
    ],
)
def test_a_bare_date_line_gives_the_date_and_is_no_text(line: str, day: str) -> None:
    document = one(
        f"Neue Regeln für Chips\n{line}\nDie Regierung hat neue Regeln für die Ausfuhr von Chips angekündigt."
    )
    assert document.info.published == day
    assert line not in said(document)


def test_a_date_inside_a_sentence_is_not_the_date_of_publication() -> None:
    assert (
        one("Neue Regeln\nSeit dem 23. Juli 2025 gilt eine neue Regel für die Ausfuhr von Chips.").info.published == ""
    )


def test_the_date_in_a_file_name_is_the_last_resort() -> None:
    info = one("Die Regierung hat neue Regeln angekündigt. Sie gelten bald.", "news/bericht-2025-08-13.txt").info
    assert (info.published, "published" in info.guesses) == ("2025-08-13", True)


def test_hints_replace_guesses() -> None:
    info = one(ARTICLE, published="2025-07-29", issuer="Beispielzeitung", kind="guidance", title="").info
    assert (info.published, info.issuer, info.kind) == ("2025-07-29", "Beispielzeitung", Kind.GUIDANCE)
    assert not {"published", "issuer", "kind"} & set(info.guesses)
    assert info.title.startswith("Neue Regeln")


def test_a_wrong_hint_names_the_field() -> None:
    with pytest.raises(UnreadableDocumentError, match="field kind"):
        one(ARTICLE, kind="poem")


def test_article_passages_end_on_a_sentence() -> None:
    for passage in split(one(ARTICLE * 3)):
        assert passage.text[-1] in ".!?“" or "\n" not in passage.text


def test_two_files_of_one_name_in_different_folders_have_different_ids() -> None:
    assert one(ARTICLE, "a/x.txt").info.id != one(ARTICLE, "b/x.txt").info.id


def test_a_caption_is_a_passage_of_its_own() -> None:
    document = one(ARTICLE)
    captions = [
        document.text[part.start : part.end]
        for part in document.sections
        if "Foto:" in document.text[part.start : part.end]
    ]
    assert captions == ["Der Minister kam spät an. Foto: Agentur"]
