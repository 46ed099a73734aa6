"""The US Consolidated Screening List: one download of all lists, of which the configured ones are kept.

The download names some 26,000 parties in one JSON object. It is taken apart party by party, so that memory holds the
text and the parties kept, never the whole list as objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from index.errors import SourceUnavailableError
from index.settings import ScreeningListSource
from index.sources.items import Item, Unchanged, Validators, Visit, found_bytes
from index.wording import message

MAX_BYTES = 300_000_000
"""The list is larger than any other source (about 60 MB in 2026) and has a limit of its own."""
_FIELDS = (
    "name",
    "alt_names",
    "source",
    "type",
    "entity_number",
    "license_requirement",
    "license_policy",
    "programs",
    "federal_register_notice",
    "start_date",
    "standard_order",
    "remarks",
    "source_list_url",
)


def fetch(source: ScreeningListSource, visit: Visit) -> Iterator[Item]:
    """The parties of the configured lists as JSON lines, in a fixed order.

    Raises:
        SourceUnavailableError: no answer, not the list, or none of the configured lists is in it.
    """
    known = visit.known.get(source.url)
    validators = known.validators if known else Validators()
    answer = visit.client.get(
        source.url,
        etag=validators.etag,
        last_modified=validators.last_modified,
        max_bytes=max(MAX_BYTES, visit.max_bytes),
    )
    if answer.not_modified:
        yield Unchanged(source.url)
        return
    wanted = tuple(one.casefold() for one in source.lists)
    kept = [
        _party(one)
        for one in _parties(source.url, answer.content.decode("utf-8", "replace"))
        if any(name in str(one.get("source") or "").casefold() for name in wanted)
    ]
    if not kept:
        raise SourceUnavailableError(source.url, message("lists_missing", lists=", ".join(source.lists)))
    lines = sorted(json.dumps(one, ensure_ascii=False) for one in kept)
    hints = {
        "kind": "list",
        "jurisdiction": "US",
        "language": "en",
        "url": source.url,
        "published": _day(answer.last_modified),
    }
    yield found_bytes(
        source.url,
        ("\n".join(lines) + "\n").encode(),
        media_type="application/x-ndjson",
        hints=hints,
        validators=Validators(answer.etag, answer.last_modified),
    )


def _parties(url: str, text: str) -> Iterator[dict[str, Any]]:
    """The members of ``results``, one after the other."""
    decoder = json.JSONDecoder()
    at = text.find("[", text.find('"results"')) + 1
    if text.find('"results"') < 0 or at == 0:
        raise SourceUnavailableError(url, message("no_screening_list"))
    while True:
        while text[at : at + 1] in {" ", "\n", "\r", "\t", ","}:
            at += 1
        if text[at : at + 1] == "]":
            return
        try:
            party, at = decoder.raw_decode(text, at)
        except ValueError as error:
            raise SourceUnavailableError(url, message("json_damaged", error=error)) from None
        if isinstance(party, dict):
            yield party


def _party(record: dict[str, Any]) -> dict[str, Any]:
    addresses = [one for one in record.get("addresses") or [] if isinstance(one, dict)]
    countries = [record.get("country"), *(one.get("country") for one in addresses)]
    places = [", ".join(str(part) for part in _place(one) if part) for one in addresses]
    kept = {name: record.get(name) for name in _FIELDS}
    if isinstance(kept["programs"], list):
        kept["programs"] = "; ".join(str(one) for one in kept["programs"])
    kept["countries"] = list(dict.fromkeys(one for one in countries if one))
    kept["addresses"] = [one for one in places if one]
    return {name: value for name, value in kept.items() if value}


def _place(address: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(address.get(name) for name in ("address", "city", "state", "postal_code", "country"))


def _day(last_modified: str) -> str:
    try:
        return parsedate_to_datetime(last_modified).astimezone(UTC).date().isoformat()
    except (TypeError, ValueError):
        return ""
