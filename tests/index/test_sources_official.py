"""Every connector against a server that answers in the official format, and what the readers make of the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from index.documents import Fetched, Kind, Language, SourceDocument, Status
from index.errors import SourceUnavailableError
from index.read import read
from index.settings import (
    EcfrSource,
    EurLexSource,
    FederalRegisterSource,
    FeedSource,
    GesetzeSource,
    ScreeningListSource,
    Source,
    StarterSource,
    WebSource,
)
from index.sources import Found, Item, Known, Missed, Unchanged, Validators, Visit, Visited, fetch
from index.sources.http import Client
from tests.conftest import SHARED, needs_shared
from tests.servers import official
from tests.servers.official import CutsOff, OfficialServer, Sends, official_server

SAMPLES = SHARED / "corpus" / "api-samples"

PART = """<?xml version="1.0"?>
<DIV5 N="744" TYPE="PART" VOLUME="2">
<HEAD>PART 744&#x2014;CONTROL POLICY: END-USER AND END-USE BASED</HEAD>
<DIV8 N="744.1" TYPE="SECTION"><HEAD>&#xA7; 744.1 General provisions.</HEAD>
<P>(a) <I>Introduction.</I> This part says which end uses need a license.</P>
<P>(b) <I>Steps.</I> Ask first, ship later.</P></DIV8>
</DIV5>
"""
LAW = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">
<dokumente builddate="{built}" doknr="BJNR000000000"><norm builddate="{built}" doknr="BJNR0"><metadaten>
<jurabk>ProbG 2013</jurabk><amtabk>ProbG</amtabk><ausfertigung-datum manuell="ja">2013-06-06</ausfertigung-datum>
<langue>Probegesetz</langue></metadaten></norm>
<norm builddate="{built}" doknr="BJNE1"><metadaten><jurabk>ProbG 2013</jurabk><enbez>§ 1</enbez><titel format="parat">Zweck</titel>
</metadaten><textdaten><text format="XML"><Content><P>(1) Dieses Gesetz dient der Probe.</P><P>(2) Es gilt für
<DL Type="arabic"><DT>1.</DT><DD Font="normal"><LA>Chips und</LA></DD><DT>2.</DT><DD><LA>Magnete.</LA></DD></DL></P>
</Content></text></textdaten></norm></dokumente>
"""
ACT = """<html><head><title>EUR-Lex</title></head><body><p class="oj-doc-ti">REGULATION (EU) 2021/821</p>
<div class="eli-subdivision"><p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Subject matter</p>
<p class="oj-normal">This Regulation establishes a regime for the control of exports of dual-use items.</p></div>
<a href="https://eur-lex.europa.eu">eur-lex</a></body></html>
"""
ACT_DE = (
    ACT.replace("REGULATION (EU) 2021/821", "VERORDNUNG (EU) 2021/821")
    .replace("Article 1", "Artikel 1")
    .replace("Subject matter", "Gegenstand")
    .replace(
        "This Regulation establishes a regime for the control of exports of dual-use items.",
        "Mit dieser Verordnung wird eine Regelung für die Kontrolle der Ausfuhr von Gütern mit doppeltem Verwendungszweck "
        "geschaffen, die auch Vermittlungstätigkeiten und technische Unterstützung umfasst.",
    )
)
RECORD = {
    "document_number": "2026-00789",
    "title": "Revision to License Review Policy",
    "type": "Rule",
    "abstract": "In this final rule, BIS revises its license review policy for certain chips.",
    "publication_date": "2026-01-15",
    "effective_on": "2026-01-15",
    "citation": "91 FR 1684",
    "html_url": "https://www.federalregister.gov/documents/2026/01/15/2026-00789/revision",
    "raw_text_url": "https://www.federalregister.gov/documents/full_text/text/2026/01/15/2026-00789.txt",
}
PARTY = {
    "name": "Example Circuits Ltd.",
    "alt_names": ["EXC"],
    "source": "Entity List (EL) - Bureau of Industry and Security",
    "source_list_url": "https://www.bis.gov/entity-list",
    "type": None,
    "addresses": [
        {"address": "1 Harbour Road", "city": "Hong Kong", "state": None, "postal_code": None, "country": "HK"}
    ],
    "license_requirement": "For all items subject to the EAR.",
    "license_policy": "Presumption of denial",
    "federal_register_notice": "90 FR 4617",
    "programs": ["EL"],
}


@dataclass
class Asking:
    """Asks a source as a sync would, with the memory of what it brought before."""

    server: OfficialServer
    client: Client
    known: dict[str, Known] = field(default_factory=dict)

    def __call__(self, source: Source, *, remember: bool = True) -> list[Item]:
        items = list(fetch(source, Visit(self.known, self.client, 20_000_000)))
        for one in items:
            if remember and isinstance(one, (Found, Visited)):
                self.known[one.source] = Known(one.sha256, one.validators)
        return items

    def fetched(self, source: Source) -> list[Fetched]:
        return [one.fetched() for one in self(source) if isinstance(one, Found)]


@pytest.fixture(scope="module")
def running() -> Iterator[OfficialServer]:
    with official_server() as server:
        yield server


@pytest.fixture
def server(running: OfficialServer) -> OfficialServer:
    url = running.url
    running.__init__()  # type: ignore[misc]
    running.url = url
    return running


@pytest.fixture
def asking(server: OfficialServer) -> Iterator[Asking]:
    release = official.asyncio.Event()
    server._release = release
    with Client(interval=0, timeout=httpx.Timeout(1.0), attempts=2, first_wait=0.0) as client:
        yield Asking(server, client)


def documents(fetched: list[Fetched]) -> list[SourceDocument]:
    return [one for item in fetched for one in read(item)]


# -- eCFR -----------------------------------------------------------------------------------------------------------


def ecfr(server: OfficialServer, *parts: str) -> EcfrSource:
    return EcfrSource(type="ecfr", parts=parts or ("744",), base_url=server.url)


def test_ecfr_asks_for_the_day_that_is_complete_and_reads_the_part(server: OfficialServer, asking: Asking) -> None:
    server.parts["744"] = PART
    (fetched,) = asking.fetched(ecfr(server))
    assert server.paths()[-1] == "/api/versioner/v1/full/2026-11-20/title-15.xml"
    assert server.requests[-1].query == (("part", "744"),)
    assert fetched.source == f"{server.url}/current/title-15/part-744"
    assert fetched.hints["published"] == "2026-11-20"
    found = documents([fetched])
    assert {one.info.kind for one in found} == {Kind.REGULATION}
    assert any("744.1" in section.citation for one in found for section in one.sections)


def test_ecfr_goes_back_a_day_where_the_newest_has_no_text_yet(server: OfficialServer, asking: Asking) -> None:
    server.parts["744"], server.up_to_date, server.newest_issue = PART, "2026-11-23", "2026-11-21"
    (fetched,) = asking.fetched(ecfr(server))
    assert fetched.hints["published"] == "2026-11-21"


def test_ecfr_downloads_nothing_until_the_title_is_amended(server: OfficialServer, asking: Asking) -> None:
    server.parts["744"] = PART
    asking(ecfr(server))
    server.requests.clear()
    server.up_to_date = "2026-11-23"
    assert asking(ecfr(server)) == [Unchanged(f"{server.url}/current/title-15/part-744")]
    assert server.paths() == ["/api/versioner/v1/titles.json"]
    server.amended, server.newest_issue = "2026-11-23", "2026-11-23"
    assert [type(one) for one in asking(ecfr(server))] == [Found]


def test_ecfr_misses_a_part_and_goes_on_with_the_others(server: OfficialServer, asking: Asking) -> None:
    server.parts["744"] = PART
    items = asking(ecfr(server, "999", "744"))
    assert isinstance(items[0], Missed)
    assert "is the part right?" in items[0].reason
    assert isinstance(items[1], Found)


def test_ecfr_takes_no_web_page_for_a_part(server: OfficialServer, asking: Asking) -> None:
    server.parts["744"] = PART
    path = "/api/versioner/v1/full/2026-11-20/title-15.xml"
    server.faults[path] = [Sends(b"<html>Please prove that you are human</html>", "text/html")]
    (missed,) = asking(ecfr(server))
    assert isinstance(missed, Missed)
    assert "text/html" in missed.reason


def test_ecfr_without_its_list_of_titles_fails_as_a_whole(server: OfficialServer, asking: Asking) -> None:
    server.faults["/api/versioner/v1/titles.json"] = [Sends(b'{"titles": [{"number": 3}]}', "application/json")]
    with pytest.raises(SourceUnavailableError, match="does not name title 15"):
        asking(ecfr(server))


def test_ecfr_reads_the_real_answers(server: OfficialServer, asking: Asking) -> None:
    needs_shared()
    titles = json.loads((SAMPLES / "ecfr-titles-excerpt-2026-02-25.json").read_text())
    entry = {**titles["titles"][1], "number": 15}
    body = json.dumps({**titles, "titles": [*titles["titles"], entry]}).encode()
    server.faults["/api/versioner/v1/titles.json"] = [Sends(body, "application/json")]
    server.parts["744"] = (SHARED / "corpus" / "us-ear" / "ecfr-title15-part744.xml").read_text(encoding="utf-8")
    (fetched,) = asking.fetched(ecfr(server))
    assert fetched.hints["published"] == entry["up_to_date_as_of"]
    citations = {section.citation for one in read(fetched) for section in one.sections}
    assert "15 CFR § 744.23(a)(2)" in citations or any("744.23(a)(2)" in one for one in citations)


# -- Federal Register -----------------------------------------------------------------------------------------------


def register(server: OfficialServer, **options: object) -> FederalRegisterSource:
    return FederalRegisterSource(type="federal_register", base_url=server.url, **options)  # type: ignore[arg-type]


def test_the_register_is_read_page_by_page_to_its_end(server: OfficialServer, asking: Asking) -> None:
    server.records = [
        {**RECORD, "document_number": f"2025-{number:05}", "html_url": f"https://fr.example/{number:05}"}
        for number in range(250)
    ]
    fetched = asking.fetched(register(server))
    assert len(fetched) == 250
    assert len({one.source for one in fetched}) == 250
    assert server.paths() == ["/api/v1/documents.json", "/api/v1/documents", "/api/v1/documents"]
    first = server.requests[0].query
    assert ("conditions[agencies][]", "industry-and-security-bureau") in first
    assert {value for key, value in first if key == "conditions[type][]"} == {"RULE", "PRORULE", "NOTICE"}
    assert {"effective_on", "citation", "abstract", "raw_text_url"} <= {
        value for key, value in first if key == "fields[]"
    }


def test_a_rule_keeps_its_dates_and_its_citation(server: OfficialServer, asking: Asking) -> None:
    server.records = [RECORD]
    (fetched,) = asking.fetched(register(server))
    assert fetched.source == RECORD["html_url"]
    (document,) = read(fetched)
    info = document.info
    assert (info.kind, info.jurisdiction, info.published) == (Kind.REGULATION, "US", "2026-01-15")
    assert str(info.effective_from) == "2026-01-15"
    assert "91 FR 1684" in (info.citation, *(section.citation for section in document.sections))
    assert "license review policy" in document.text


def test_a_proposed_rule_is_no_law(server: OfficialServer, asking: Asking) -> None:
    server.records = [{**RECORD, "type": "Proposed Rule", "effective_on": None}]
    (document,) = documents(asking.fetched(register(server)))
    assert document.info.status is Status.PROPOSED


def test_a_search_without_a_match_is_empty_and_no_failure(server: OfficialServer, asking: Asking) -> None:
    server.records = [RECORD]
    assert asking(register(server, since="2026-11-01")) == []


def test_a_register_that_gives_less_than_it_counts_fails(server: OfficialServer, asking: Asking) -> None:
    server.records, server.hidden_records = [RECORD], 3
    with pytest.raises(SourceUnavailableError, match="counts 4 documents and gave 1"):
        asking(register(server))


@pytest.mark.parametrize(
    "fault",
    [
        CutsOff(),
        Sends(b"<html>", "text/html"),
        Sends(b'{"results": [', "application/json"),
        Sends(b'{"results": [{"title": "no number"}]}', "application/json"),
    ],
)
def test_a_broken_second_page_fails_the_register(server: OfficialServer, asking: Asking, fault: object) -> None:
    server.records = [{**RECORD, "document_number": str(n), "html_url": f"https://fr.example/{n}"} for n in range(150)]
    server.faults["/api/v1/documents"] = [fault, fault]  # type: ignore[list-item]
    with pytest.raises(SourceUnavailableError):
        asking(register(server))


def test_real_answers_of_the_register_are_understood(server: OfficialServer, asking: Asking) -> None:
    needs_shared()
    search = json.loads((SAMPLES / "fr-documents-search-2026.json").read_text())
    single = json.loads((SAMPLES / "fr-document-2025-05887.json").read_text())
    server.records = [*search["results"], single]
    found = documents(asking.fetched(register(server, types=())))
    assert {one.info.title for one in found} >= {search["results"][0]["title"]}
    by_number = {one.info.url: one.info for one in found}
    assert by_number[single["html_url"]].published == "2025-04-07"


# -- EUR-Lex, German law, screening list ------------------------------------------------------------------------------


def test_an_act_comes_in_both_languages_under_its_name(server: OfficialServer, asking: Asking) -> None:
    server.acts = {("32021R0821", "DE"): ACT_DE, ("32021R0821", "EN"): ACT}
    fetched = asking.fetched(EurLexSource(type="eurlex", celex=("32021R0821",), base_url=server.url))
    assert [one.hints["citation"] for one in fetched] == ["VO (EU) 2021/821", "Regulation (EU) 2021/821"]
    found = documents(fetched)
    assert [one.info.language for one in found] == [Language.DE, Language.EN]
    assert all(one.info.url.endswith("CELEX:32021R0821") for one in found)
    assert "doppeltem Verwendungszweck" in found[0].text
    assert "dual-use" in found[1].text


def test_a_consolidated_act_carries_its_day(server: OfficialServer, asking: Asking) -> None:
    server.acts = {("02021R0821-20251115", "EN"): ACT}
    source = EurLexSource(type="eurlex", celex=("02021R0821-20251115",), languages=("EN",), base_url=server.url)
    (fetched,) = asking.fetched(source)
    assert fetched.hints["effective_from"] == "2025-11-15"
    assert fetched.hints["citation"] == "Regulation (EU) 2021/821"


def test_an_unknown_act_is_missed_although_the_server_says_200(server: OfficialServer, asking: Asking) -> None:
    (missed,) = asking(EurLexSource(type="eurlex", celex=("32099R0001",), languages=("DE",), base_url=server.url))
    assert isinstance(missed, Missed)
    assert "knows no text 32099R0001" in missed.reason


def laws(server: OfficialServer, *names: str) -> GesetzeSource:
    return GesetzeSource(type="gesetze", laws=names or ("probg",), base_url=server.url)


def test_a_german_law_is_unpacked_and_read(server: OfficialServer, asking: Asking) -> None:
    server.laws["probg"] = LAW.format(built="20261120220000")
    (fetched,) = asking.fetched(laws(server))
    assert fetched.hints["published"] == "2026-11-20"
    (document,) = read(fetched)
    assert document.info.language is Language.DE
    assert document.info.kind is Kind.REGULATION
    assert "§ 1 Abs. 1 ProbG" in {section.citation for section in document.sections}
    assert "Magnete" in document.text


def test_a_law_that_was_only_built_again_is_the_same(server: OfficialServer, asking: Asking) -> None:
    hashes = []
    for built in ("20261120220000", "20261121220000"):
        server.laws["probg"] = LAW.format(built=built)
        hashes += [one.sha256 for one in asking.fetched(laws(server))]
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"no zip at all", "damaged zip"),
        (official.zipped({"a.txt": b"x"}), "expected one XML file"),
        (official.zipped({"a.xml": b"<other/>"}), "not the XML of a law"),
        (official.zipped({"a.xml": b"<dokumente>" + b" " * 40_000_000}), "not a law"),
        (official.zipped({"a.xml": b"<dokumente>" + b" " * 10_000_000}), "not a law"),
        (official.zipped({"a.xml": LAW.encode()})[:-40], "damaged zip"),
    ],
)
def test_what_is_no_law_is_missed_before_it_fills_the_memory(
    server: OfficialServer, asking: Asking, body: bytes, reason: str
) -> None:
    server.faults["/probg/xml.zip"] = [Sends(body, "application/zip")]
    (missed,) = asking(laws(server))
    assert isinstance(missed, Missed)
    assert reason in missed.reason


def screening(server: OfficialServer, **options: object) -> ScreeningListSource:
    return ScreeningListSource(type="screening_list", url=f"{server.url}/consolidated.json", **options)  # type: ignore[arg-type]


def test_the_screening_list_is_cut_down_to_the_configured_lists(server: OfficialServer, asking: Asking) -> None:
    server.parties = [
        {**PARTY, "name": 'Zeta [odd] "name"'},
        {**PARTY, "source": "Specially Designated Nationals (SDN) - Treasury Department", "name": "Someone else"},
        PARTY,
        {**PARTY, "source": "Unverified List (UVL) - Bureau of Industry and Security", "name": "Unknown GmbH"},
    ]
    (fetched,) = asking.fetched(screening(server))
    records = [json.loads(line) for line in fetched.content.decode().splitlines()]
    assert sorted(one["name"] for one in records) == ["Example Circuits Ltd.", "Unknown GmbH", 'Zeta [odd] "name"']
    assert records[0]["countries"] == ["HK"]
    assert fetched.hints["published"] == "2026-11-20"
    found = read(fetched)
    assert {one.info.kind for one in found} == {Kind.LISTING}
    assert any("Example Circuits Ltd." in one.text and "90 FR 4617" in one.text for one in found)


def test_the_order_of_the_download_does_not_matter(server: OfficialServer, asking: Asking) -> None:
    server.parties = [PARTY, {**PARTY, "name": "Another"}]
    (first,) = asking.fetched(screening(server))
    server.parties.reverse()
    (second,) = asking.fetched(screening(server))
    assert first.sha256 == second.sha256


def test_an_unchanged_screening_list_is_not_downloaded_again(server: OfficialServer, asking: Asking) -> None:
    server.parties = [PARTY]
    asking(screening(server))
    assert asking(screening(server)) == [Unchanged(f"{server.url}/consolidated.json")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"results": []}', "none of the lists"),
        (b'{"message": "down"}', "not the screening list"),
        (json.dumps({"results": [PARTY, PARTY]}).encode()[:-30], "damaged JSON"),
    ],
)
def test_a_broken_screening_list_fails(server: OfficialServer, asking: Asking, body: bytes, reason: str) -> None:
    server.faults["/consolidated.json"] = [Sends(body, "application/json")]
    with pytest.raises(SourceUnavailableError, match=reason):
        asking(screening(server))


# -- feeds, pages, the starter ------------------------------------------------------------------------------------------


def page(title: str) -> tuple[str, str]:
    text = f"<p>{title}: the ministry explained on Monday what the new licence means for makers of chips. </p>" * 3
    html = f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return html, "text/html"


def rss(server: OfficialServer, titles: Mapping[str, str]) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{title}</title><link>{server.url}{path}</link><pubDate>Mon, 16 Nov 2026 23:30:00 -0500</pubDate></item>"
        for path, title in titles.items()
    )
    return f"<rss version='2.0'><channel><title>Chip Daily</title>{items}</channel></rss>", "application/rss+xml"


def feed(server: OfficialServer, **options: object) -> FeedSource:
    return FeedSource(type="feed", url=f"{server.url}/feed.xml", **options)  # type: ignore[arg-type]


def test_a_feed_brings_the_pages_of_its_entries(server: OfficialServer, asking: Asking) -> None:
    server.pages = {"/a": page("Licences for H20"), "/b": page("Export of magnets")}
    server.pages["/feed.xml"] = rss(server, {"/a": "Licences for H20", "/b": "Export of magnets"})
    fetched = asking.fetched(feed(server))
    assert [one.source for one in fetched] == [f"{server.url}/a", f"{server.url}/b"]
    assert (fetched[0].hints["published"], fetched[0].hints["issuer"]) == ("2026-11-17", "Chip Daily")
    (document,) = read(fetched[0])
    assert (document.info.kind, document.info.title) == (Kind.NEWS, "Licences for H20")


def test_keywords_and_the_limit_choose_entries(server: OfficialServer, asking: Asking) -> None:
    server.pages = {f"/{n}": page(f"Story {n}") for n in range(5)}
    server.pages["/feed.xml"] = rss(server, {f"/{n}": f"Story {n}" for n in range(5)})
    assert len(asking.fetched(feed(server, max_entries=2))) == 2
    asking.known.clear()
    assert [one.source[-2:] for one in asking.fetched(feed(server, keywords=("STORY 3",)))] == ["/3"]


def test_an_unchanged_feed_costs_one_request_and_a_new_entry_one_more(server: OfficialServer, asking: Asking) -> None:
    server.pages = {"/a": page("A"), "/b": page("B")}
    server.pages["/feed.xml"] = rss(server, {"/a": "A"})
    asking(feed(server))
    server.requests.clear()
    assert asking(feed(server)) == [Unchanged(f"{server.url}/feed.xml")]
    server.pages["/feed.xml"] = rss(server, {"/a": "A", "/b": "B"})
    asking(feed(server))
    assert server.paths() == ["/feed.xml", "/feed.xml", "/b"]


def test_a_page_that_failed_is_asked_for_again_although_the_feed_is_the_same(
    server: OfficialServer, asking: Asking
) -> None:
    server.pages = {"/feed.xml": rss(server, {"/a": "A"})}
    assert [type(one) for one in asking(feed(server))] == [Missed]
    server.pages["/a"] = page("A")
    assert [one.source for one in asking.fetched(feed(server))] == [f"{server.url}/a"]


def test_a_page_that_is_no_feed_fails(server: OfficialServer, asking: Asking) -> None:
    server.pages["/feed.xml"] = ("just words", "text/html")
    with pytest.raises(SourceUnavailableError, match="not a feed"):
        asking(feed(server))


def test_links_of_a_feed_that_are_no_web_addresses_are_left_out(server: OfficialServer, asking: Asking) -> None:
    body = "<rss version='2.0'><channel><title>x</title><item><title>t</title><link>file:///etc/passwd</link></item></channel></rss>"
    server.pages["/feed.xml"] = (body, "application/rss+xml")
    assert [type(one) for one in asking(feed(server))] == [Visited]


def test_pages_are_asked_for_only_if_they_changed(server: OfficialServer, asking: Asking) -> None:
    server.pages = {"/a": page("A")}
    source = WebSource(type="web", urls=(f"{server.url}/a", f"{server.url}/gone", f"{server.url}/a"))
    first = asking(source)
    assert [type(one) for one in first] == [Found, Missed]
    assert isinstance(first[0], Found)
    assert first[0].validators == Validators(first[0].validators.etag, "Fri, 20 Nov 2026 08:00:00 GMT")
    assert [type(one) for one in asking(source)] == [Unchanged, Missed]


def test_the_starter_briefs_are_sources_wherever_the_program_lies(asking: Asking) -> None:
    items = asking(StarterSource(type="starter"))
    assert items
    assert all(isinstance(one, Found) and one.source.startswith("starter/") for one in items)
    assert items[0].source == f"starter/{Path(items[0].source).name}"
