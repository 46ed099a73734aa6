"""Single pages or files by address."""

from __future__ import annotations

from collections.abc import Iterator

from index.settings import WebSource
from index.sources.items import Item, Visit
from index.sources.pages import fetch_page


def fetch(source: WebSource, visit: Visit) -> Iterator[Item]:
    """Every configured address once, in the order of the configuration."""
    for url in dict.fromkeys(source.urls):
        yield fetch_page(visit, url, hints={"url": url})
