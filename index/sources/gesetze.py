"""German federal law from gesetze-im-internet.de: one zip with one XML file per law."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from index.errors import SourceUnavailableError
from index.settings import GesetzeSource
from index.sources.items import Found, Item, Missed, Visit, found_bytes
from index.sources.pages import fetch_page
from index.wording import message

_MAX_RATIO = 200
"""Law text shrinks to a tenth; a member that grows two hundredfold is a bomb."""
_BUILT = re.compile(rb"""\s+builddate=["'](\d{8})\d*["']""")


def fetch(source: GesetzeSource, visit: Visit) -> Iterator[Item]:
    """Every law; one that fails is missed, the others go on."""
    for law in dict.fromkeys(source.laws):
        address = f"{source.base_url}/{law}/"
        item = fetch_page(visit, address, address=f"{address}xml.zip", expects=("zip", "octet-stream"))
        yield _law(item, visit.max_bytes) if isinstance(item, Found) else item


def _law(item: Found, max_bytes: int) -> Found | Missed:
    try:
        xml = unpacked(item.source, item.load(), max_bytes)
    except SourceUnavailableError as error:
        return Missed(item.source, error.reason)
    if b"<dokumente" not in xml[:1000] or not xml.rstrip().endswith(b"</dokumente>"):
        return Missed(item.source, message("law_no_xml"))
    built = _BUILT.search(xml)
    day = built[1].decode() if built else ""
    day = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""
    hints = {
        "kind": "regulation",
        "jurisdiction": "DE",
        "issuer": "Bundesrepublik Deutschland",
        "language": "de",
        "url": item.source,
        "published": day,
        "facts_as_of": day,
    }
    # The day the file was built stands on every paragraph: with it the law would count as changed every night.
    found = found_bytes(item.source, _BUILT.sub(b"", xml), media_type="application/xml", hints=hints)
    return replace(found, validators=item.validators)


def unpacked(source: str, content: bytes, max_bytes: int) -> bytes:
    """The one XML file of the zip.

    Raises:
        SourceUnavailableError: no zip, no XML in it, damaged, or larger than allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".xml")]
            if len(members) != 1:
                raise SourceUnavailableError(source, message("law_files", count=len(members)))
            member = members[0]
            if member.file_size > max_bytes or member.file_size > _MAX_RATIO * max(member.compress_size, 1):
                raise SourceUnavailableError(source, message("law_too_large", megabytes=max_bytes / 1e6))
            with archive.open(member) as file:
                # A header can lie about the size: read no more than was allowed.
                xml = file.read(max_bytes + 1)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceUnavailableError(source, message("zip_damaged", error=error)) from None
    if len(xml) > max_bytes:
        raise SourceUnavailableError(source, message("law_too_large", megabytes=max_bytes / 1e6))
    return xml
