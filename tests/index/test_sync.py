"""A sync brings the index in line with its sources, does nothing twice, and never takes a failure for a removal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import intake
from index.catalogue import Catalogue
from index.context import embedding_text
from index.corpus import Corpus
from index.documents import DocumentInfo, Kind, Language, Passage
from index.embed import load_encoder
from index.errors import CorpusError, IndexLockedError, SettingsError
from index.layout import Layout
from index.lexical import Lexical
from index.lock import owned
from index.plan import MassRemovalError
from index.search import Query
from index.settings import EncoderSettings, FeedSource, IndexSettings, SearchSettings, StarterSource
from index.store import Store
from index.sync import is_built, newest_source, sync
from tests.index.syncing import (
    STAGES,
    Picture,
    QuickEncoder,
    folder_of,
    picture,
    quick_sync,
    settings_of,
    story,
    write_stories,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    write_stories(folder, range(6))
    return folder


@pytest.fixture
def encoder() -> QuickEncoder:
    return QuickEncoder()


class Watcher:
    """Remembers what a sync says while it works."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int | None]] = []
        self.done = 0
        self.notes: list[str] = []

    def stage(self, name: str, total: int | None) -> None:
        self.stages.append((name, total))
        self.done = 0

    def advance(self, n: int) -> None:
        self.done += n

    def note(self, text: str) -> None:
        self.notes.append(text)


def fresh(tmp_path: Path, *sources: object, name: str = "fresh") -> Picture:
    """The picture of an index that was built from nothing."""
    folder = tmp_path / name
    shutil.rmtree(folder, ignore_errors=True)
    quick_sync(settings_of(folder, *sources))  # type: ignore[arg-type]
    return picture(folder, QuickEncoder())


# -- added, changed, removed, unchanged -----------------------------------------------------------------------------


def test_a_first_sync_brings_everything(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    report = quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    assert (len(report.added), report.changed, report.removed, report.unchanged) == (6, (), (), 0)
    assert report.documents == 6
    assert report.passages == report.embedded + report.from_cache > 6
    assert picture(tmp_path / "ix", encoder).is_consistent()


def test_a_second_sync_reads_nothing_and_embeds_nothing(
    tmp_path: Path, texts: Path, encoder: QuickEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    encoder.texts.clear()
    monkeypatch.setattr(intake, "_read", lambda fetched: pytest.fail(f"{fetched.source} was read again"))
    report = quick_sync(settings, encoder)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 6)
    assert encoder.texts == []
    assert (report.embedded, report.from_cache) == (0, 0)
    assert picture(tmp_path / "ix", encoder) == before


def test_only_the_changed_paragraph_of_a_changed_file_is_embedded(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    encoder.texts.clear()
    write_stories(texts, [3], edition=2)
    report = quick_sync(settings, encoder)
    assert len(report.changed) == 1
    assert report.unchanged == 5
    assert 0 < len(encoder.texts) <= 2
    assert report.from_cache > len(encoder.texts)
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_new_and_deleted_files_follow(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    (texts / "story-002.txt").unlink()
    write_stories(texts, [7])
    report = quick_sync(settings, encoder)
    assert (len(report.added), len(report.removed), report.unchanged) == (1, 1, 5)
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_an_index_inside_its_own_folder_does_not_index_itself(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(texts / "var" / "ix", folder_of(texts))
    for _ in range(2):
        report = quick_sync(settings, encoder)
        assert (report.documents, report.skipped) == (6, ())


def test_a_moved_file_costs_no_embedding(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    encoder.texts.clear()
    (texts / "below").mkdir()
    (texts / "story-001.txt").rename(texts / "below" / "story-001.txt")
    report = quick_sync(settings, encoder)
    assert (len(report.added), len(report.removed)) == (1, 1)
    assert encoder.texts == []
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_a_source_taken_out_of_the_configuration_is_removed(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    other = tmp_path / "other"
    write_stories(other, [20])
    quick_sync(settings_of(tmp_path / "ix", folder_of(texts), folder_of(other)), encoder)
    report = quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    assert len(report.removed) == 1
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_other_defaults_make_a_source_be_read_again(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    encoder.texts.clear()
    labelled = folder_of(texts, defaults={"jurisdiction": "US", "kind": "guidance"})
    report = quick_sync(settings_of(tmp_path / "ix", labelled), encoder)
    assert len(report.changed) == 6
    assert encoder.texts == []
    catalogue = Catalogue.in_folder(tmp_path / "ix")
    assert {(one.jurisdiction, one.kind) for one in catalogue.infos()} == {("US", Kind.GUIDANCE)}
    catalogue.close()


def test_another_version_of_the_readers_reads_everything_again(
    tmp_path: Path, texts: Path, encoder: QuickEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    encoder.texts.clear()
    monkeypatch.setattr(intake, "PIPELINE", 99)
    intake.versions.cache_clear()
    try:
        report = quick_sync(settings, encoder)
    finally:
        intake.versions.cache_clear()
    assert len(report.changed) == 6
    assert encoder.texts == []


# -- failures -------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_gone_keeps_its_documents_and_is_named(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    texts.rename(tmp_path / "away")
    watcher = Watcher()
    report = quick_sync(settings, encoder, progress=watcher)
    assert [one.source for one in report.failed] == [str(texts)]
    assert "cannot be listed" in report.failed[0].reason
    assert watcher.notes
    after = picture(tmp_path / "ix", encoder)
    assert (after.documents, after.passages) == (before.documents, before.passages)
    (tmp_path / "away").rename(texts)
    assert quick_sync(settings, encoder).failed == ()
    assert picture(tmp_path / "ix", encoder) == before


def test_a_file_that_cannot_be_read_is_named_once_a_sync_and_the_others_go_on(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    (texts / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    (texts / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    first = quick_sync(settings, encoder)
    assert first.documents == 6
    assert [Path(one.source).name for one in first.skipped] == ["broken.pdf", "picture.png"]
    assert all(one.reason for one in first.skipped)
    assert quick_sync(settings, encoder).skipped == first.skipped


def test_a_reader_that_breaks_costs_its_file_only(
    tmp_path: Path, texts: Path, encoder: QuickEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.read

    original = index.read.read

    def breaking(fetched: object) -> object:
        if "story-003" in fetched.source:  # type: ignore[attr-defined]
            raise KeyError("surprise")
        return original(fetched)  # type: ignore[arg-type]

    monkeypatch.setattr(index.read, "read", breaking)
    report = quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    assert report.documents == 5
    assert "KeyError" in report.skipped[0].reason


def test_a_file_that_becomes_unreadable_keeps_its_old_text(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    (texts / "story-001.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = quick_sync(settings, encoder)
    assert [Path(one.source).name for one in report.skipped] == ["story-001.txt"]
    assert picture(tmp_path / "ix", encoder).documents == before.documents
    write_stories(texts, [1])
    assert quick_sync(settings, encoder).skipped == ()
    assert picture(tmp_path / "ix", encoder) == before


def test_too_many_removals_stop_before_anything_is_removed(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    for number in range(3):
        (texts / f"story-{number:03}.txt").unlink()
    with pytest.raises(MassRemovalError, match="3 of 6 documents"):
        quick_sync(settings, encoder)
    assert picture(tmp_path / "ix", encoder) == before
    assert len(quick_sync(settings, encoder, allow_mass_removal=True).removed) == 3
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_a_list_that_shrinks_to_almost_nothing_stops_too(tmp_path: Path, encoder: QuickEncoder) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    lines = [
        f'{{"document_number": "2026-{n:05}", "title": "Rule {n}", "publication_date": "2026-01-02", "abstract": "{story(n, 1)[:80].strip()}",'
        f' "html_url": "https://www.federalregister.gov/d/2026-{n:05}"}}\n'.replace("\n\n", " ")
        for n in range(10)
    ]
    lines = [line.replace("\n", " ").strip() + "\n" for line in lines]
    (folder / "records.jsonl").write_text("".join(lines))
    settings = settings_of(tmp_path / "ix", folder_of(folder))
    assert quick_sync(settings, encoder).documents == 10
    (folder / "records.jsonl").write_text("".join(lines[:2]))
    for _ in range(2):  # the decision stands until a person changes it
        with pytest.raises(MassRemovalError, match="8 of 10"):
            quick_sync(settings, encoder)
    assert picture(tmp_path / "ix", encoder).is_consistent()
    assert len(quick_sync(settings, encoder, allow_mass_removal=True).removed) == 8
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(folder))


# -- what is asked for ----------------------------------------------------------------------------------------------


def test_only_the_named_sources_are_looked_at(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    other = tmp_path / "other"
    write_stories(other, [20, 21])
    sources = (folder_of(texts, name="mine"), folder_of(other, name="other"))
    settings = settings_of(tmp_path / "ix", *sources)
    quick_sync(settings, encoder)
    (texts / "story-000.txt").unlink()
    (other / "story-020.txt").unlink()
    report = quick_sync(settings, encoder, only=("other",))
    assert len(report.removed) == 1
    assert report.documents == 7
    with pytest.raises(SettingsError, match=r"no source is called nobody; there are folder, mine, other"):
        quick_sync(settings, encoder, only=("nobody",))


def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    encoder.texts.clear()
    write_stories(texts, [1], edition=2)
    write_stories(texts, [9])
    (texts / "story-002.txt").unlink()
    (texts / "bad.pdf").write_bytes(b"%PDF-1.7")
    report = quick_sync(settings, encoder, dry_run=True)
    assert report.dry_run
    assert (len(report.added), len(report.changed), len(report.removed), report.unchanged) == (1, 1, 1, 4)
    assert [Path(one.source).name for one in report.skipped] == ["bad.pdf"]
    assert encoder.texts == []
    assert picture(tmp_path / "ix", encoder) == before
    done = quick_sync(settings, encoder)
    assert (done.added, done.changed, done.removed) == (report.added, report.changed, report.removed)


def test_progress_ends_at_its_total(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    watcher = Watcher()
    seen: list[int] = []
    original = watcher.advance

    def advance(n: int) -> None:
        original(n)
        if watcher.stages[-1][0] == "index":
            seen.append(watcher.done)

    watcher.advance = advance  # type: ignore[method-assign]
    quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder, progress=watcher)
    total = sum(file.stat().st_size for file in texts.iterdir())
    assert ("index", total) in watcher.stages
    assert seen[-1] == total
    assert {name for name, _ in watcher.stages} <= {"survey", "index", "tidy"}


# -- duplicates -----------------------------------------------------------------------------------------------------


def test_two_new_files_of_one_id_are_both_kept(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    front = (
        "---\nid: same-id\ntitle: {title}\nlanguage: en\nkind: guidance\njurisdiction: US\nissuer: BIS\ncitation: null\n"
        "url: null\npublished: 2025-04-15\neffective_from: null\neffective_to: null\nstatus: in_force\nsupersedes: null\n"
        "superseded_by: null\nfacts_as_of: null\ntopics: null\n---\n{text}\n"
    )
    (texts / "one.md").write_text(front.format(title="Letter", text="A licence is needed for each accelerator."))
    (texts / "two.md").write_text(front.format(title="Magnets", text="Magnets of neodymium were held back in Beijing."))
    report = quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    assert [one.partition("~")[0] for one in report.added].count("same-id") == 2


def test_a_duplicate_is_kept_once_with_both_sources_named(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    (texts / "zz-reprint.txt").write_text(story(2) + "\nPhoto: an agency\n", encoding="utf-8")
    report = quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    assert [(Path(one.kept).name, Path(one.dropped).name) for one in report.duplicates] == [
        ("story-002.txt", "zz-reprint.txt")
    ]
    assert report.documents == 6
    catalogue = Catalogue.in_folder(tmp_path / "ix")
    (kept,) = [one for one in catalogue.infos() if one.also]
    assert [Path(one).name for one in kept.also] == ["zz-reprint.txt"]
    catalogue.close()


def test_a_duplicate_takes_over_when_its_twin_goes(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    (texts / "zz-reprint.txt").write_text(story(2) + "\nPhoto: an agency\n", encoding="utf-8")
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    (texts / "story-002.txt").unlink()
    report = quick_sync(settings, encoder)
    assert report.duplicates == ()
    assert report.documents == 6
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_a_twin_that_comes_first_in_order_takes_the_place(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    (texts / "aa-original.txt").write_text(story(2) + "\nPhoto: an agency\n", encoding="utf-8")
    report = quick_sync(settings, encoder)
    assert [(Path(one.kept).name, Path(one.dropped).name) for one in report.duplicates] == [
        ("aa-original.txt", "story-002.txt")
    ]
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


# -- the state of the index -----------------------------------------------------------------------------------------


def test_is_built_knows_its_configuration(tmp_path: Path, texts: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    (small / "note.txt").write_text("Der H20 braucht eine Genehmigung für die Ausfuhr nach China.\n", encoding="utf-8")
    settings = settings_of(tmp_path / "ix", folder_of(small))
    assert not is_built(settings)
    sync(settings)
    assert is_built(settings)
    assert not is_built(settings_of(tmp_path / "ix", folder_of(small), folder_of(texts)))
    other = settings.model_copy(update={"encoder": EncoderSettings(model="packaged", passage_prefix="passage: ")})
    assert not is_built(other)
    assert is_built(settings.model_copy(update={"encoder": EncoderSettings(model="packaged", threads=1)}))


def test_the_real_encoder_embeds_each_text_once(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    (small / "one.txt").write_text("Der H20 braucht eine Genehmigung für die Ausfuhr nach China.\n", encoding="utf-8")
    (small / "two.txt").write_text("The H200 may go to approved customers after a review.\n", encoding="utf-8")
    settings = settings_of(tmp_path / "ix", folder_of(small))
    first = sync(settings)
    assert first.embedded == first.passages == 2
    encoder = load_encoder(settings.encoder)
    for given in (None, encoder):
        again = sync(settings, encoder=given)
        assert (again.embedded, again.from_cache) == (0, 0)
        assert is_built(settings)
    corpus = Corpus.open(settings)
    (best, *_) = corpus.search(Query("Does the H20 need a licence for China?", limit=2))
    assert "H20" in best.passage.text
    vectors = encoder.encode_passages([embedding_text(best.info, best.passage)])
    assert corpus.store.similarities(vectors[0], [best.passage.id])[0] > 0.99
    corpus.close()


def test_another_encoder_is_built_beside_the_old_one_and_back_costs_nothing(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    passages = quick_sync(settings, encoder).passages
    other = QuickEncoder(name="other@1", dimension=8)
    report = quick_sync(settings, other)
    assert (report.added, report.changed, report.unchanged) == ((), (), 6)
    assert report.embedded + report.from_cache == passages
    assert picture(tmp_path / "ix", other).is_consistent()
    assert picture(tmp_path / "ix", encoder).is_consistent()
    write_stories(texts, [3], edition=2)
    quick_sync(settings, other)
    encoder.texts.clear()
    quick_sync(settings, encoder)
    assert 0 < len(encoder.texts) <= 2
    assert picture(tmp_path / "ix", encoder).is_consistent()


@pytest.mark.parametrize("lost", ["vectors", "words", "folder of the words"])
def test_what_was_lost_is_mended_without_embedding(
    tmp_path: Path, texts: Path, encoder: QuickEncoder, lost: str
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before, layout = picture(tmp_path / "ix", encoder), Layout(tmp_path / "ix")
    some = sorted(before.vectors)[:4]
    if lost == "vectors":
        Store.open(layout.chroma, "", encoder).remove(some)
    elif lost == "words":
        lexical = Lexical.open(layout.words)
        lexical.remove_passages(some)
        lexical.commit()
    else:
        shutil.rmtree(layout.words)
    encoder.texts.clear()
    watcher = Watcher()
    quick_sync(settings, encoder, progress=watcher)
    assert "mending" in watcher.notes[0]
    assert encoder.texts == []
    assert picture(tmp_path / "ix", encoder) == before


def test_an_index_of_another_version_is_built_anew_from_cached_vectors(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    Layout(tmp_path / "ix").catalogue.write_bytes(b"written by nobody we know" * 100)
    encoder.texts.clear()
    watcher = Watcher()
    report = quick_sync(settings, encoder, progress=watcher)
    assert "built anew" in watcher.notes[0]
    assert len(report.added) == 6
    assert encoder.texts == []
    assert picture(tmp_path / "ix", encoder) == before


def test_a_second_sync_at_the_same_time_is_refused_while_readers_go_on(
    tmp_path: Path, texts: Path, encoder: QuickEncoder
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    with owned(tmp_path / "ix"):
        with pytest.raises(IndexLockedError, match="another sync is at work"):
            quick_sync(settings, encoder)
        assert picture(tmp_path / "ix", encoder).is_consistent()


def test_an_empty_configuration_is_an_empty_index(tmp_path: Path, encoder: QuickEncoder) -> None:
    report = quick_sync(settings_of(tmp_path / "ix"), encoder)
    assert (report.documents, report.passages, report.newest_source) == (0, 0, "")


def test_the_newest_source_is_never_in_the_future() -> None:
    from datetime import date

    def info(published: str, facts: date | None = None) -> DocumentInfo:
        return DocumentInfo("x", "x", "x", Language.EN, Kind.NEWS, "", published=published, facts_as_of=facts)

    today = date(2026, 11, 24)
    assert newest_source([info("2025-07"), info("2027-01-10"), info("")], today) == "2025-07-01"
    assert newest_source([info("2025-07-15", date(2026, 10, 8))], today) == "2026-10-08"
    assert newest_source([info("")], today) == ""


def test_the_embedded_text_says_where_the_passage_stands() -> None:
    info = DocumentInfo("x", "x", "15 CFR part 744", Language.EN, Kind.REGULATION, "")
    passage = Passage("p", "x", 0, 0, 9, "(2) The item is destined to a fab.", headings=("Part 744", "§ 744.23 Chips"))
    assert embedding_text(info, passage) == "15 CFR part 744\n§ 744.23 Chips\n(2) The item is destined to a fab."
    titled = Passage("p", "x", 0, 0, 9, "15 CFR part 744 says much.")
    assert embedding_text(info, titled) == "15 CFR part 744 says much."


def test_the_briefs_that_ship_are_indexed_without_a_complaint(tmp_path: Path, encoder: QuickEncoder) -> None:
    report = quick_sync(settings_of(tmp_path / "ix", StarterSource(type="starter")), encoder)
    assert report.skipped == ()
    assert report.failed == ()
    assert report.documents >= 1


# -- readers while a sync writes --------------------------------------------------------------------------------------


@pytest.fixture
def read_along(tmp_path: Path, encoder: QuickEncoder) -> Iterator[tuple[IndexSettings, Path, Callable[[], set[str]]]]:
    """Settings of an index, its texts, and a search by a reader that has it open: the documents it finds."""
    folder = tmp_path / "texts"
    write_stories(folder, range(4))
    settings = settings_of(tmp_path / "ix", folder_of(folder))
    quick_sync(settings, encoder)
    layout = Layout(settings.path)
    corpus = Corpus(
        Catalogue.in_folder(settings.path),
        Store.open(layout.chroma, "", encoder),
        Lexical.open(layout.words),
        encoder,  # type: ignore[arg-type]
        settings.model_copy(update={"search": SearchSettings(merge_neighbours=False)}),
    )

    def search() -> set[str]:
        return {hit.info.id for hit in corpus.search(Query("Story export rules edition section", limit=100))}

    assert len(search()) == 4
    yield settings, folder, search
    corpus.close()


def move_every_passage(folder: Path, edition: int) -> None:
    """New words at the top: no passage of an old edition is one of the new."""
    for file in folder.iterdir():
        file.write_text(
            f"{'New ' * edition}edition.\n\n{story(int(file.stem[-3:]), edition=edition)}", encoding="utf-8"
        )


def test_a_search_finds_every_document_at_every_step_of_a_sync(
    read_along: tuple[IndexSettings, Path, Callable[[], set[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, folder, search = read_along
    wanted, lost = search(), []

    def watched(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            result = original(*args, **kwargs)
            if missing := wanted - search():
                lost.append((name, missing))
            return result

        return step

    for name, (owner, method, _) in STAGES.items():
        if "commit" not in name and method not in {"state"}:
            monkeypatch.setattr(owner, method, watched(name, getattr(owner, method)))
    move_every_passage(folder, 2)
    report = quick_sync(settings)
    assert len(report.changed) == 4
    assert lost == []


def test_a_search_at_any_time_finds_every_document(
    read_along: tuple[IndexSettings, Path, Callable[[], set[str]]], encoder: QuickEncoder
) -> None:
    settings, folder, search = read_along
    wanted = search()
    stop, looks = threading.Event(), 0
    missing: list[object] = []

    def look() -> None:
        nonlocal looks
        try:
            while not stop.is_set():
                if lost := wanted - search():
                    missing.append(lost)
                looks += 1
        except Exception as error:  # noqa: BLE001 - whatever broke is the finding
            missing.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for edition in range(2, 8):
            move_every_passage(folder, edition)
            quick_sync(settings, encoder)
    finally:
        stop.set()
        reader.join()
    assert missing == []
    assert looks > 5


# -- refusals of the disk ---------------------------------------------------------------------------------------------

LIMITED = """
import resource, signal, sys
from pathlib import Path
from index.errors import CorpusError
from tests.index.syncing import QuickEncoder, folder_of, quick_sync, settings_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import index.store, index.lexical
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    quick_sync(settings_of(Path(sys.argv[1]), folder_of(Path(sys.argv[2]))), QuickEncoder())
except CorpusError as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("kilobytes", [90, 200, 400])
def test_a_full_disk_is_a_clear_error_and_leaves_a_usable_index(
    tmp_path: Path, texts: Path, encoder: QuickEncoder, kilobytes: int
) -> None:
    settings = settings_of(tmp_path / "ix", folder_of(texts))
    quick_sync(settings, encoder)
    write_stories(texts, range(1, 60), edition=2)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "ix"), str(texts), str(kilobytes * 1000)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("refused: "), done.stdout + done.stderr
    assert str(tmp_path / "ix") in done.stdout
    assert "Traceback" not in done.stderr
    assert picture(tmp_path / "ix", encoder).is_whole()
    quick_sync(settings, encoder)
    assert picture(tmp_path / "ix", encoder) == fresh(tmp_path, folder_of(texts))


def test_a_folder_that_takes_no_index_is_a_clear_error(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    (tmp_path / "ix").write_text("a file where the folder should be")
    with pytest.raises(CorpusError, match=r"cannot be written.*index.path"):
        quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)


READ_ONLY = """
import os, sys
from pathlib import Path
from index.errors import CorpusError
from tests.index.syncing import QuickEncoder, folder_of, quick_sync, settings_of
import index.store, index.lexical, index.read, index.split, index.grouping
os.setuid(65534)
try:
    quick_sync(settings_of(Path(sys.argv[1]), folder_of(Path(sys.argv[2]))), QuickEncoder())
except CorpusError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become a user who may not write")
def test_a_read_only_index_is_a_clear_error(tmp_path: Path, texts: Path, encoder: QuickEncoder) -> None:
    quick_sync(settings_of(tmp_path / "ix", folder_of(texts)), encoder)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(tmp_path / "ix"), str(texts)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip(f"another user cannot run Python here: {done.stderr.strip().splitlines()[-1]}")
    assert done.stdout.startswith("refused: "), done.stdout + done.stderr
    assert picture(tmp_path / "ix", encoder).is_consistent()


def test_what_a_feed_no_longer_lists_stays(
    tmp_path: Path, encoder: QuickEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functools import partial

    from index.sources import http
    from tests.index.test_sources_official import page, rss
    from tests.servers.official import official_server

    monkeypatch.setattr(http, "Client", partial(http.Client, interval=0.0, attempts=1))
    with official_server() as server:
        server.pages = {"/a": page("Licences for H20"), "/b": page("Magnets and chips")}
        server.pages["/feed.xml"] = rss(server, {"/a": "Licences for H20"})
        settings = settings_of(tmp_path / "ix", FeedSource(type="feed", url=f"{server.url}/feed.xml"))
        assert quick_sync(settings, encoder).documents == 1
        server.pages["/feed.xml"] = rss(server, {"/b": "Magnets and chips"})
        report = quick_sync(settings, encoder)
        assert (len(report.added), report.removed, report.documents) == (1, (), 2)
