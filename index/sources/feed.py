"""RSS or Atom: the pages of a feed's entries. What has scrolled out of the feed stays in the corpus."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from index.errors import SourceUnavailableError
from index.settings import FeedSource
from index.sources.items import Item, Missed, Unchanged, Validators, Visit, Visited
from index.sources.pages import fetch_page
from index.wording import message


def fetch(source: FeedSource, visit: Visit) -> Iterator[Item]:
    """The pages of the newest entries that name one of the keywords (all, where there are none).

    A page that was read once is not asked for again: an article of a feed is news of its day.

    Raises:
        SourceUnavailableError: the feed cannot be had or is none.
    """
    known = visit.known.get(source.url)
    validators = known.validators if known else Validators()
    answer = visit.client.get(
        source.url, etag=validators.etag, last_modified=validators.last_modified, max_bytes=visit.max_bytes
    )
    if answer.not_modified:
        yield Unchanged(source.url)
        return
    feed = feedparser.parse(answer.content, response_headers={"content-location": source.url})
    if feed.bozo and not feed.entries:
        raise SourceUnavailableError(source.url, message("no_feed", error=feed.get("bozo_exception", "no entries")))
    failed = False
    for entry in feed.entries[: source.max_entries]:
        item = _page(entry, feed.feed, source, visit)
        failed = failed or isinstance(item, Missed)
        if item is not None:
            yield item
    if not failed:  # else the next sync must see the entries again
        digest = hashlib.sha256(answer.content).hexdigest()
        yield Visited(source.url, digest, Validators(answer.etag, answer.last_modified))


def _page(entry: Any, channel: Any, source: FeedSource, visit: Visit) -> Item | None:
    address = str(entry.get("link") or "")
    if not address.startswith(("http://", "https://")) or not _wanted(entry, source):
        return None
    if address in visit.known:
        return Unchanged(address)
    hints = {
        "kind": "news",
        "title": str(entry.get("title") or "").strip(),
        "issuer": str(channel.get("title") or "").strip(),
        "published": _day(entry),
        "url": address,
    }
    return fetch_page(visit, address, hints=hints)


def _wanted(entry: Any, source: FeedSource) -> bool:
    text = f"{entry.get('title') or ''} {entry.get('summary') or ''}".casefold()
    return not source.keywords or any(word.casefold() in text for word in source.keywords)


def _day(entry: Any) -> str:
    """The day of publication (UTC) as ISO text; empty where the feed does not say."""
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat() if moment else ""
