"""The way to the network against a real server on the loopback: patient with refusals that pass, firm with the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from index.errors import SourceUnavailableError
from index.sources.http import MAX_WAIT, AnswerError, Client
from tests.servers.official import CutsOff, OfficialServer, Sends, Stalls, Status, gzipped, official_server

LIMIT = 1_000_000


@pytest.fixture(scope="module")
def running() -> Iterator[OfficialServer]:
    with official_server() as server:
        yield server


@pytest.fixture
def server(running: OfficialServer) -> OfficialServer:
    running.requests.clear()
    running.faults.clear()
    running.pages = {"/page": ("<html><body>Chips</body></html>", "text/html")}
    return running


class Sleeper:
    """Stands in for `time.sleep`: remembers what would have been slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def make(sleeper: Sleeper) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def build(**changes: object) -> Client:
        given = {"interval": 0.0, "timeout": httpx.Timeout(0.4), "attempts": 3, "sleep": sleeper, **changes}
        made.append(Client(**given))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for client in made:
        client.__exit__(None, None, None)


def test_a_page_arrives_whole_and_the_program_says_who_it_is(
    server: OfficialServer, make: Callable[..., Client]
) -> None:
    answer = make().get(f"{server.url}/page", max_bytes=LIMIT)
    assert answer.content == b"<html><body>Chips</body></html>"
    assert answer.etag
    assert server.requests[0].headers["User-Agent"].startswith("Paragraf/")
    assert "gzip" in server.requests[0].headers["Accept-Encoding"]


def test_an_unchanged_page_is_not_sent_again(server: OfficialServer, make: Callable[..., Client]) -> None:
    client = make()
    first = client.get(f"{server.url}/page", max_bytes=LIMIT)
    second = client.get(f"{server.url}/page", etag=first.etag, last_modified=first.last_modified, max_bytes=LIMIT)
    assert second.not_modified
    assert server.requests[1].headers["If-Modified-Since"] == first.last_modified


def test_the_server_says_when_to_come_back_and_is_obeyed(
    server: OfficialServer, make: Callable[..., Client], sleeper: Sleeper
) -> None:
    server.faults["/page"] = [Status(429, {"Retry-After": "7"}), Status(503, {"Retry-After": "3"})]
    assert make().get(f"{server.url}/page", max_bytes=LIMIT).content
    assert sleeper.slept == [7.0, 3.0]


def test_a_date_in_retry_after_is_understood(
    server: OfficialServer, make: Callable[..., Client], sleeper: Sleeper
) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    server.faults["/page"] = [Status(429, {"Retry-After": later})]
    assert make().get(f"{server.url}/page", max_bytes=LIMIT).content
    assert 30 < sleeper.slept[0] <= 40


def test_a_server_that_wants_hours_is_left_alone_at_once(
    server: OfficialServer, make: Callable[..., Client], sleeper: Sleeper
) -> None:
    server.faults["/page"] = [Status(429, {"Retry-After": str(int(MAX_WAIT) + 1)})]
    with pytest.raises(SourceUnavailableError, match=r"429.*asked again in 121 seconds"):
        make().get(f"{server.url}/page", max_bytes=LIMIT)
    assert sleeper.slept == []
    assert len(server.requests) == 1


def test_a_failure_that_passes_is_tried_again_with_growing_waits(
    server: OfficialServer, make: Callable[..., Client], sleeper: Sleeper
) -> None:
    server.faults["/page"] = [Status(500), Status(502)]
    assert make().get(f"{server.url}/page", max_bytes=LIMIT).content
    assert sleeper.slept == [1.0, 2.0]


def test_a_failure_that_stays_ends_with_its_reason(server: OfficialServer, make: Callable[..., Client]) -> None:
    server.faults["/page"] = [Status(500)] * 3
    with pytest.raises(AnswerError, match="HTTP 500") as caught:
        make().get(f"{server.url}/page", max_bytes=LIMIT)
    assert caught.value.status == 500
    assert len(server.requests) == 3


def test_a_missing_page_is_not_asked_for_twice(server: OfficialServer, make: Callable[..., Client]) -> None:
    with pytest.raises(AnswerError, match="HTTP 404") as caught:
        make().get(f"{server.url}/nothing", max_bytes=LIMIT)
    assert caught.value.status == 404
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Stalls(), "no answer in time"),
        (CutsOff(), "cut off"),
        (Sends(b"\x1f\x8b broken", "text/html", encoding="gzip"), "damaged"),
        (Status(202), "still preparing"),
    ],
)
def test_half_an_answer_is_no_answer(
    server: OfficialServer, make: Callable[..., Client], fault: object, reason: str
) -> None:
    server.faults["/page"] = [fault] * 3  # type: ignore[list-item]
    with pytest.raises(SourceUnavailableError, match=reason):
        make().get(f"{server.url}/page", max_bytes=LIMIT)
    assert len(server.requests) == 3


def test_after_a_broken_answer_the_next_one_counts(server: OfficialServer, make: Callable[..., Client]) -> None:
    server.faults["/page"] = [CutsOff()]
    assert make().get(f"{server.url}/page", max_bytes=LIMIT).content == b"<html><body>Chips</body></html>"


@pytest.mark.parametrize(
    ("fault", "options", "reason"),
    [
        (Sends(b"<html>log in</html>", "text/html"), {"expects": ("xml",)}, "expected xml, the server sent text/html"),
        (Sends(b"", "text/html"), {}, "the answer is empty"),
        (Sends(b"x" * 2_000, "text/html"), {"max_bytes": 1_000}, "larger than"),
        (Sends(gzipped(b"x" * 5_000_000), "text/html", encoding="gzip"), {"max_bytes": 100_000}, "larger than"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(
    server: OfficialServer, make: Callable[..., Client], fault: Sends, options: dict, reason: str
) -> None:
    server.faults["/page"] = [fault]
    with pytest.raises(SourceUnavailableError, match=reason):
        make().get(f"{server.url}/page", **{"max_bytes": LIMIT, **options})
    assert len(server.requests) == 1


def test_redirects_are_followed_but_not_forever(server: OfficialServer, make: Callable[..., Client]) -> None:
    answer = make().get(f"{server.url}/hop/3", max_bytes=LIMIT)
    assert answer.url == f"{server.url}/page"
    with pytest.raises(SourceUnavailableError, match="redirect leads nowhere"):
        make().get(f"{server.url}/hop/20", max_bytes=LIMIT)


@pytest.mark.parametrize("address", ["file:///etc/hosts", "ftp://127.0.0.1/x", "no address", "http://"])
def test_only_web_addresses_are_asked(make: Callable[..., Client], address: str) -> None:
    with pytest.raises(SourceUnavailableError, match="address"):
        make().get(address, max_bytes=LIMIT)


def test_nobody_listening_is_a_clear_reason(make: Callable[..., Client]) -> None:
    with pytest.raises(SourceUnavailableError, match="connection failed"):
        make(attempts=1).get("http://127.0.0.1:9/", max_bytes=LIMIT)


def test_a_host_is_asked_no_faster_than_the_pace(
    server: OfficialServer, make: Callable[..., Client], sleeper: Sleeper
) -> None:
    client = make(interval=5.0)
    for _ in range(3):
        client.get(f"{server.url}/page", max_bytes=LIMIT)
    assert len(sleeper.slept) == 2
    assert all(4.0 < pause <= 5.0 for pause in sleeper.slept)
