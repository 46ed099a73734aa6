"""Parts of the Code of Federal Regulations from the eCFR versioner API.

The eCFR lags the Federal Register and has no text of today: ``titles.json`` says up to which day a title is complete.
The text of a part does not depend on the day that is asked for, so its hash changes only when the law does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from index.errors import SourceUnavailableError
from index.settings import EcfrSource
from index.sources.http import Answer, AnswerError
from index.sources.items import Found, Item, Missed, Unchanged, Validators, Visit, found_bytes
from index.wording import message

_DAYS_BACK = 5
_NOT_FOUND = 404
_ISSUERS = {15: "Bureau of Industry and Security"}
_BIS_PARTS = range(730, 775)


def fetch(source: EcfrSource, visit: Visit) -> Iterator[Item]:
    """Every configured part; one that fails is missed, the others go on.

    Raises:
        SourceUnavailableError: the list of titles cannot be had or does not name the title.
    """
    title = _title(source, visit)
    complete = date.fromisoformat(title["up_to_date_as_of"])
    # The day of the title's last amendment recognises the text: without a new one nothing needs to be downloaded.
    amended = str(title.get("latest_amended_on") or "")
    for part in dict.fromkeys(source.parts):
        address = source_of(source, part)
        known = visit.known.get(address)
        if known and amended and known.validators.last_modified == amended:
            yield Unchanged(address)
            continue
        yield _part(source, part, complete, amended, visit)


def source_of(source: EcfrSource, part: str) -> str:
    """The address of a part for people; the API's address carries a day and would change every night."""
    return f"{source.base_url}/current/title-{source.title}/part-{part}"


def _title(source: EcfrSource, visit: Visit) -> dict[str, Any]:
    url = f"{source.base_url}/api/versioner/v1/titles.json"
    answer = visit.client.get(url, expects=("json",), max_bytes=visit.max_bytes)
    try:
        titles = json.loads(answer.content)["titles"]
        found = next((one for one in titles if one["number"] == source.title), None)
        if found is None:
            raise SourceUnavailableError(url, message("ecfr_no_title", title=source.title))
        date.fromisoformat(found["up_to_date_as_of"])
    except (ValueError, KeyError, TypeError) as error:
        raise SourceUnavailableError(url, message("ecfr_no_titles", error=f"{type(error).__name__}: {error}")) from None
    return dict(found)


def _part(source: EcfrSource, part: str, complete: date, amended: str, visit: Visit) -> Found | Missed:
    address = source_of(source, part)
    try:
        day, answer = _newest(source, part, complete, visit)
    except SourceUnavailableError as error:
        return Missed(address, error.reason)
    if b"<DIV5" not in answer.content or not answer.content.rstrip().endswith(b">"):
        return Missed(address, message("ecfr_no_part"))
    ours = source.title == 15 and part.isdigit() and int(part) in _BIS_PARTS
    hints = {
        "kind": "regulation",
        "jurisdiction": "US",
        "issuer": _ISSUERS[15] if ours else "",
        "language": "en",
        "citation": f"{source.title} CFR part {part}",
        "url": address,
        "published": day.isoformat(),
        "facts_as_of": day.isoformat(),
    }
    validators = Validators(last_modified=amended)
    return found_bytes(address, answer.content, media_type="application/xml", hints=hints, validators=validators)


def _newest(source: EcfrSource, part: str, complete: date, visit: Visit) -> tuple[date, Answer]:
    """The newest day that has a text, and the text: right after an import the named day may still be missing."""
    for back in range(_DAYS_BACK):
        day = complete - timedelta(days=back)
        url = f"{source.base_url}/api/versioner/v1/full/{day.isoformat()}/title-{source.title}.xml"
        try:
            return day, visit.client.get(url, params=[("part", part)], expects=("xml",), max_bytes=visit.max_bytes)
        except AnswerError as error:
            if error.status != _NOT_FOUND:
                raise
    raise SourceUnavailableError(
        source_of(source, part),
        message("ecfr_no_day", day=complete, days=_DAYS_BACK - 1),
    )
