"""One page by address, asked for only if it changed: what the web, feed and law connectors share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.errors import SourceUnavailableError
from index.sources.items import Item, Missed, Unchanged, Validators, Visit, found_bytes


def fetch_page(
    visit: Visit,
    source: str,
    *,
    address: str = "",
    hints: Mapping[str, str] | None = None,
    expects: Sequence[str] = (),
) -> Item:
    """The page at ``address`` (default: ``source`` itself) as Found, Unchanged or Missed."""
    known = visit.known.get(source)
    validators = known.validators if known else Validators()
    try:
        answer = visit.client.get(
            address or source,
            etag=validators.etag,
            last_modified=validators.last_modified,
            expects=expects,
            max_bytes=visit.max_bytes,
        )
    except SourceUnavailableError as error:
        return Missed(source, error.reason)
    if answer.not_modified:
        return Unchanged(source)
    return found_bytes(
        source,
        answer.content,
        media_type=answer.media_type,
        hints=hints,
        validators=Validators(answer.etag, answer.last_modified),
    )
