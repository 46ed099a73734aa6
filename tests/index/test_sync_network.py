"""Whatever a server does, the old copy stays until a better one is whole; then only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import pytest

from index.catalogue import Catalogue
from index.settings import (
    EcfrSource,
    EurLexSource,
    FederalRegisterSource,
    FeedSource,
    GesetzeSource,
    ScreeningListSource,
    Source,
    WebSource,
)
from index.sources import http
from tests.index.syncing import QuickEncoder, picture, quick_sync, settings_of
from tests.index.test_sources_official import ACT, LAW, PART, PARTY, RECORD, page, rss
from tests.servers.official import CutsOff, Fault, OfficialServer, Sends, Stalls, Status, official_server


@dataclass(frozen=True)
class Site:
    """A kind of source: how it is configured, how its content is set to an edition, and the path that may fail."""

    source: Callable[[OfficialServer], Source]
    publish: Callable[[OfficialServer, int], None]
    path: str


def _part(server: OfficialServer, edition: int) -> None:
    server.parts["744"] = PART.replace("Ask first", f"Ask first, edition {edition}")
    server.amended = f"2026-11-{edition:02}"


def _record(server: OfficialServer, edition: int) -> None:
    server.records = [{**RECORD, "abstract": f"{RECORD['abstract']} This is edition {edition}."}]


def _act(server: OfficialServer, edition: int) -> None:
    server.acts[("32021R0821", "EN")] = ACT.replace("regime", f"regime of edition {edition}")


def _law(server: OfficialServer, edition: int) -> None:
    server.laws["probg"] = LAW.format(built=f"2026112{edition}220000").replace("Probe.", f"Probe in Fassung {edition}.")


def _party(server: OfficialServer, edition: int) -> None:
    server.parties = [{**PARTY, "license_policy": f"Edition {edition}"}]


def _web(server: OfficialServer, edition: int) -> None:
    server.pages["/a"] = page(f"Licences for chips in edition {edition}")


def _feed(server: OfficialServer, edition: int) -> None:
    for number in range(1, edition + 1):
        server.pages[f"/{number}"] = page(f"Licences for chips in edition {number}")
    server.pages["/feed.xml"] = rss(server, {f"/{number}": f"Edition {number}" for number in range(1, edition + 1)})


SITES = {
    "ecfr": Site(
        lambda s: EcfrSource(type="ecfr", parts=("744",), base_url=s.url),
        _part,
        "/api/versioner/v1/full/2026-11-20/title-15.xml",
    ),
    "titles of the ecfr": Site(
        lambda s: EcfrSource(type="ecfr", parts=("744",), base_url=s.url), _part, "/api/versioner/v1/titles.json"
    ),
    "federal register": Site(
        lambda s: FederalRegisterSource(type="federal_register", base_url=s.url), _record, "/api/v1/documents.json"
    ),
    "eur-lex": Site(
        lambda s: EurLexSource(type="eurlex", celex=("32021R0821",), languages=("EN",), base_url=s.url),
        _act,
        "/legal-content/EN/TXT/HTML/",
    ),
    "german law": Site(
        lambda s: GesetzeSource(type="gesetze", laws=("probg",), base_url=s.url), _law, "/probg/xml.zip"
    ),
    "screening list": Site(
        lambda s: ScreeningListSource(type="screening_list", url=f"{s.url}/consolidated.json"),
        _party,
        "/consolidated.json",
    ),
    "web": Site(lambda s: WebSource(type="web", urls=(f"{s.url}/a",)), _web, "/a"),
    "feed": Site(lambda s: FeedSource(type="feed", url=f"{s.url}/feed.xml"), _feed, "/feed.xml"),
    "page of a feed": Site(lambda s: FeedSource(type="feed", url=f"{s.url}/feed.xml"), _feed, "/2"),
}
FAULTS: dict[str, Fault] = {
    "429": Status(429, {"Retry-After": "0"}),
    "500": Status(500),
    "403": Status(403),
    "timeout": Stalls(),
    "cut off": CutsOff(),
    "damaged": Sends(b"\x1f\x8b nothing", "application/json", encoding="gzip"),
}


@pytest.fixture(scope="module")
def running() -> Iterator[OfficialServer]:
    with official_server() as server:
        yield server


@pytest.fixture
def server(running: OfficialServer, monkeypatch: pytest.MonkeyPatch) -> OfficialServer:
    url, release = running.url, running._release
    running.__init__()  # type: ignore[misc]
    running.url, running._release = url, release
    quick = partial(http.Client, interval=0.0, attempts=2, first_wait=0.0, timeout=httpx.Timeout(0.3))
    monkeypatch.setattr(http, "Client", quick)
    return running


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("site", SITES)
def test_a_failure_keeps_the_old_copy_and_the_next_sync_takes_the_new_one(
    server: OfficialServer, tmp_path: Path, site: str, fault: str
) -> None:
    place, encoder = SITES[site], QuickEncoder()
    settings = settings_of(tmp_path / "ix", place.source(server))
    place.publish(server, 1)
    first = quick_sync(settings, encoder)
    assert first.failed == first.skipped == ()
    before = picture(tmp_path / "ix", encoder)
    assert before.documents

    place.publish(server, 2)
    server.faults[place.path] = [FAULTS[fault]] * 2
    broken = quick_sync(settings, encoder)
    assert len(broken.failed) == 1
    assert broken.failed[0].reason
    assert broken.removed == broken.changed == ()
    after = picture(tmp_path / "ix", encoder)
    assert after.documents == before.documents
    assert [error for _, error in after.sources.values() if error] == [broken.failed[0].reason]

    server.faults.clear()
    fine = quick_sync(settings, encoder)
    assert fine.failed == fine.skipped == ()
    assert len(fine.changed) + len(fine.added) == 1
    now = picture(tmp_path / "ix", encoder)
    assert now.documents != before.documents
    assert all(error == "" for _, error in now.sources.values())
    assert now.is_consistent()


@pytest.mark.parametrize("site", SITES)
def test_nothing_changed_means_nothing_read_and_nothing_written(
    server: OfficialServer, tmp_path: Path, site: str
) -> None:
    place, encoder = SITES[site], QuickEncoder()
    settings = settings_of(tmp_path / "ix", place.source(server))
    place.publish(server, 2)
    quick_sync(settings, encoder)
    before = picture(tmp_path / "ix", encoder)
    encoder.texts.clear()
    report = quick_sync(settings, encoder)
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert encoder.texts == []
    assert "reading" not in report.seconds
    assert picture(tmp_path / "ix", encoder) == before


def test_a_page_taken_out_of_the_configuration_is_removed_and_one_that_is_gone_is_not(
    server: OfficialServer, tmp_path: Path
) -> None:
    server.pages = {"/a": page("Licences for chips"), "/b": page("Rules for magnets")}
    both = WebSource(type="web", urls=(f"{server.url}/a", f"{server.url}/b"))
    settings = settings_of(tmp_path / "ix", both, max_removed_share=0.5)
    assert quick_sync(settings).documents == 2
    del server.pages["/b"]
    report = quick_sync(settings)
    assert (report.documents, report.removed) == (2, ())
    assert "404" in report.failed[0].reason
    only_a = settings_of(tmp_path / "ix", WebSource(type="web", urls=(f"{server.url}/a",)), max_removed_share=0.5)
    assert len(quick_sync(only_a).removed) == 1


def test_a_new_amendment_elsewhere_in_a_part_changes_no_other_section(server: OfficialServer, tmp_path: Path) -> None:
    encoder = QuickEncoder()
    settings = settings_of(tmp_path / "ix", EcfrSource(type="ecfr", parts=("744",), base_url=server.url))
    section = (
        '<DIV8 N="744.{n}" TYPE="SECTION"><HEAD>&#xA7; 744.{n} Section {n}.</HEAD><P>(a) Text of {n}, {e}.</P></DIV8>'
    )

    def publish(edition: str, amended: str) -> None:
        sections = "".join(section.format(n=n, e="one" if n != 3 else edition) for n in range(2, 6))
        server.parts["744"] = PART.replace("</DIV5>", f"{sections}</DIV5>")
        server.amended = server.up_to_date = server.newest_issue = amended

    publish("one", "2026-11-18")
    first = quick_sync(settings, encoder)
    publish("two", "2026-11-23")
    second = quick_sync(settings, encoder)
    assert first.documents > 1
    assert len(second.changed) == 1
    assert second.embedded == 1
    assert second.newest_source == "2026-11-23"
    catalogue = Catalogue.in_folder(tmp_path / "ix")
    assert {one.published for one in catalogue.infos()} == {"2026-11-23"}
    catalogue.close()


def test_downloads_are_tidied_up(server: OfficialServer, tmp_path: Path) -> None:
    server.pages = {"/a": page("Licences for chips")}
    settings = settings_of(tmp_path / "ix", WebSource(type="web", urls=(f"{server.url}/a",)))
    quick_sync(settings)
    quick_sync(settings, dry_run=True)
    assert not (tmp_path / "ix" / "incoming").exists()
