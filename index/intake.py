"""From a source's bytes to documents that can be compared: read, hints applied, ids unique, fingerprints taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.sources import Found
from index.survey import Arrival
from index.wording import message

PIPELINE = 1
"""Goes up when documents must be read or split again for a reason that is not in the code of the modules below."""
_READING = ("read/*.py", "split.py", "sentences.py", "context.py", "documents.py")
_DATES = ("published", "facts_as_of")


@cache
def versions() -> str:
    """The version of everything that turns bytes into passages; a new one makes the next sync read every source again.

    It is taken from the code itself: a reader that was mended without a new number would leave old passages behind.
    """
    here = Path(__file__).parent
    digest = hashlib.sha256(str(PIPELINE).encode())
    for pattern in _READING:
        for file in sorted(here.glob(pattern)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{PIPELINE}-{digest.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came out of one source: the hash of the bytes that were read, and the documents with their fingerprints."""

    sha256: str
    documents: tuple[SourceDocument, ...]
    fingerprints: tuple[str, ...]


def take(arrival: Arrival, owners_of: Callable[[Iterable[str]], dict[str, str]]) -> Taken:
    """Reads one source. ``owners_of`` tells which source a document id already belongs to.

    Raises:
        UnreadableDocumentError: no document could be made of it, for whatever reason.
    """
    fetched = _fetched(arrival.found, arrival.configured.defaults)
    read = _read(fetched)
    owners = owners_of(one.info.id for one in read)
    taken: dict[str, SourceDocument] = {}
    for document in read:
        unique = _unique(document, fetched.source, owners, taken)
        taken[unique.info.id] = unique
    fingerprints = tuple(fingerprint(one) for one in taken.values())
    return Taken(fetched.sha256, tuple(taken.values()), fingerprints)


def fingerprint(document: SourceDocument) -> str:
    """What a document says, then how new its source is: the second part alone does not make it a changed document.

    The hash of the whole source's bytes does not belong to it: a list with one new row has one new document.
    """
    said = asdict(replace(document.info, sha256="", also=(), published="", facts_as_of=None))
    sections = [asdict(one) for one in document.sections]
    content = hashlib.sha256(f"{versions()}\0{said}\0{sections}\0{document.text}".encode("utf-8", "surrogatepass"))
    dates = "|".join(str(getattr(document.info, name)) for name in _DATES)
    return f"{content.hexdigest()}.{hashlib.sha256(dates.encode()).hexdigest()[:16]}"


def same_content(one: str, other: str) -> bool:
    """Whether two fingerprints differ in nothing but dates of the source."""
    return one.partition(".")[0] == other.partition(".")[0]


def _fetched(found: Found, defaults: dict[str, str]) -> Fetched:
    try:
        fetched = found.fetched()
    except OSError as error:
        raise UnreadableDocumentError(
            found.source, message("gone_while_reading", error=error.strerror or error)
        ) from None
    return replace(fetched, hints={**defaults, **fetched.hints})


def _read(fetched: Fetched) -> list[SourceDocument]:
    from index.read import read

    try:
        documents = read(fetched)
    except UnreadableDocumentError:
        raise
    except Exception as error:
        # A file that trips a reader up is reported and skipped; the others must not suffer.
        reason = (str(error).strip().splitlines() or [""])[0][:200]
        raise UnreadableDocumentError(
            fetched.source, message("reader_failed", error=f"{type(error).__name__}: {reason}".rstrip(": "))
        ) from error
    if not documents:
        raise UnreadableDocumentError(fetched.source, message("no_text"))
    return documents


def _unique(
    document: SourceDocument, source: str, owners: dict[str, str], taken: dict[str, SourceDocument]
) -> SourceDocument:
    """The document with an id of its own: an id that another source or an earlier document has gets a suffix."""
    wanted = document.info.id
    number = 1
    mark = hashlib.sha256(source.encode()).hexdigest()[:6]
    chosen = wanted if owners.get(wanted, source) == source else f"{wanted}~{mark}"
    while chosen in taken:
        number += 1
        chosen = f"{wanted}~{number}"
    info = replace(document.info, id=chosen, source=source)
    return document if info == document.info else replace(document, info=info)
