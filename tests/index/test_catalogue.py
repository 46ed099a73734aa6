"""The catalogue is the truth of the index: what it holds can be read back exactly, and never by halves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.catalogue import Catalogue, Entry, catalogue_file, discard_other_schema
from index.documents import DocumentInfo, Kind, Language, Passage, Section, SourceDocument, Status
from index.errors import IndexNotReadyError
from index.ledger import UNFINISHED, Ledger, peek

INFO = DocumentInfo(
    id="awv",
    source="de/awv.md",
    title="Außenwirtschaftsverordnung",
    language=Language.DE,
    kind=Kind.REGULATION,
    sha256="abc",
    jurisdiction="DE",
    citation="AWV",
    published="2013-08",
    effective_from=date(2013, 9, 1),
    status=Status.IN_FORCE,
    supersedes=("alt",),
    facts_as_of=date(2026, 8, 19),
    topics=("Ausfuhr",),
    guesses=("published",),
    also=("b.md",),
)
TEXT = "Ä Überschrift\nDie Ausfuhr bedarf der Genehmigung. 100 % sicher."


def document(identity: str = "awv", text: str = TEXT, source: str = "de/awv.md") -> SourceDocument:
    info = DocumentInfo(**{**{name: getattr(INFO, name) for name in INFO.__slots__}, "id": identity, "source": source})
    return SourceDocument(info, text, (Section(14, len(text), "§ 8 Abs. 1 AWV", ("Teil 1", "§ 8"), "Vermerk"),))


def passages(identity: str = "awv", text: str = TEXT, mark: str = "1") -> list[Passage]:
    middle = len(text) // 2
    spans = ((0, middle), (middle, len(text)))
    return [
        Passage(f"{identity}-{mark}-{n}", identity, n, a, b, text[a:b], f"§ {8 + n} Abs. 1 AWV", ("§ 8",), "Vermerk")
        for n, (a, b) in enumerate(spans)
    ]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.in_folder(tmp_path)
    yield opened
    opened.close()


def test_a_document_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    assert catalogue.document("awv") == document()
    assert catalogue.info("awv") == INFO
    assert catalogue.infos() == [INFO]
    assert catalogue.passages_of("awv") == passages()
    assert catalogue.counts() == (1, 2)
    assert catalogue.inventory() == {"awv": ("abc", True)}


def test_unknown_ids_are_absent_and_no_error(catalogue: Catalogue) -> None:
    assert catalogue.document("x") is None
    assert catalogue.info("x") is None
    assert catalogue.passages(["x"]) == {}
    assert catalogue.passages_of("x") == []
    assert catalogue.span("x", 0, 3) == ""


def test_passages_are_fetched_by_id_however_many(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    wanted = [f"none-{n}" for n in range(2_000)] + [one.id for one in passages()]
    assert catalogue.passages(wanted) == {one.id: one for one in passages()}


def test_a_span_is_counted_in_characters(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    assert catalogue.span("awv", 2, 13) == TEXT[2:13] == "Überschrift"
    assert catalogue.span("awv", 14, 10_000) == TEXT[14:]


def test_putting_again_replaces_document_and_passages(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    catalogue.put(document(text="Neu. Ganz neu."), passages(text="Neu. Ganz neu.", mark="2"), complete=False)
    assert [one.id for one in catalogue.passages_of("awv")] == ["awv-2-0", "awv-2-1"]
    assert catalogue.passages(["awv-1-0"]) == {}
    assert catalogue.inventory() == {"awv": ("abc", False)}
    catalogue.mark_complete(["awv"])
    assert catalogue.inventory() == {"awv": ("abc", True)}


def test_retired_passages_can_be_fetched_but_are_listed_nowhere(catalogue: Catalogue) -> None:
    catalogue.put_all([Entry(document(), passages())])
    kept = passages()[0]
    catalogue.put_all([Entry(document(), [kept, *passages(mark="2")[1:]])], retire=True)
    assert set(catalogue.passages(["awv-1-0", "awv-1-1", "awv-2-1"])) == {"awv-1-0", "awv-1-1", "awv-2-1"}
    assert [one.id for one in catalogue.passages_of("awv")] == ["awv-1-0", "awv-2-1"]
    assert {one for one, _ in catalogue.passage_ids()} == {"awv-1-0", "awv-2-1"}
    assert catalogue.passage_ids_of(["awv"]) == {"awv-1-0", "awv-2-1"}
    assert catalogue.counts() == (1, 2)
    assert [one.id for one in catalogue.citing("§ 9")] == ["awv-2-1"]
    catalogue.sweep()
    assert set(catalogue.passages(["awv-1-0", "awv-1-1", "awv-2-1"])) == {"awv-1-0", "awv-2-1"}


def test_several_documents_change_together_or_not_at_all(catalogue: Catalogue) -> None:
    catalogue.put_all([Entry(document(), passages())])
    clash = passages("b")
    broken = [*clash, clash[0]]
    with pytest.raises(Exception, match="UNIQUE"):
        catalogue.put_all([Entry(document(text="Neu."), []), Entry(document("b"), broken)])
    assert catalogue.document("awv") == document()
    assert catalogue.passages_of("awv") == passages()


def test_a_duplicate_is_stored_and_hidden(catalogue: Catalogue) -> None:
    catalogue.put_all([Entry(document(), passages()), Entry(document("copy", source="copy.md"), duplicate_of="awv")])
    assert catalogue.counts() == (1, 2)
    assert [one.id for one in catalogue.infos()] == ["awv"]
    assert catalogue.document("copy") is None
    assert catalogue.info("copy") is None
    ledger = Ledger(catalogue)
    assert ledger.document("copy").text == TEXT
    assert ledger.duplicates() == [("copy", "copy.md", "de/awv.md")]


def test_documents_go_with_their_passages(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    catalogue.put(document("b"), passages("b"), complete=True)
    catalogue.remove(["awv", "never there"])
    assert catalogue.counts() == (1, 2)
    assert catalogue.passages_of("awv") == []


def test_citations_are_found_by_their_letters_not_by_wildcards(catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    assert [one.citation for one in catalogue.citing("§ 9 abs. 1 awv")] == ["§ 9 Abs. 1 AWV"]
    assert catalogue.citing("%") == []
    assert len(catalogue.citing("AWV", limit=1)) == 1


def test_sources_are_remembered_with_what_recognises_them(catalogue: Catalogue) -> None:
    catalogue.put_source("a", "1", "folder:x", "2026-11-24")
    catalogue.put_source("a", "2", "folder:x", "2026-11-25", "broken", recipe="r", etag="e", last_modified="m")
    row = catalogue.sources()["a"]
    assert (row["sha256"], row["error"], row["recipe"], row["etag"], row["last_modified"]) == (
        "2",
        "broken",
        "r",
        "e",
        "m",
    )
    catalogue.remove_source("a")
    assert catalogue.sources() == {}


def test_a_reader_sees_the_old_state_until_a_write_is_whole(tmp_path: Path, catalogue: Catalogue) -> None:
    catalogue.put(document(), passages(), complete=True)
    reader = Catalogue.in_folder(tmp_path)
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM passages")
        assert reader.counts() == (1, 2)
    assert reader.counts() == (1, 0)
    reader.close()


def test_facts_can_be_read_without_opening_the_catalogue(tmp_path: Path, catalogue: Catalogue) -> None:
    assert peek(tmp_path / "nowhere", UNFINISHED) == ""
    assert peek(tmp_path, UNFINISHED) == ""
    Ledger(catalogue).state(**{UNFINISHED: "yes"})
    assert peek(tmp_path, UNFINISHED) == "yes"


@pytest.mark.parametrize("spoil", ["other version", "damage"])
def test_a_catalogue_of_another_version_names_the_command_and_is_built_anew(tmp_path: Path, spoil: str) -> None:
    Catalogue.in_folder(tmp_path).close()
    file = catalogue_file(tmp_path)
    assert not discard_other_schema(tmp_path)
    if spoil == "damage":
        file.write_bytes(b"no database at all, but long enough to look at" * 100)
    else:
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
    with pytest.raises(IndexNotReadyError, match="paragraf sync"):
        Catalogue.in_folder(tmp_path)
    assert discard_other_schema(tmp_path)
    Catalogue.in_folder(tmp_path).close()
