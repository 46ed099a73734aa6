"""ZIP containers: a Word file, or the ``xml.zip`` of a law from gesetze-im-internet.de."""

from __future__ import annotations

import io
import zipfile
import zlib

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import docx, gesetze_xml
from index.read.xml_text import parse
from index.wording import message

# Bytes that the XML of an archive, and all of it, may unpack to: more is a mistake or an attack. Word files are read
# whole, pictures included; the XML of the longest laws and books is a tenth of this.
_XML_LIMIT = 50_000_000
_LIMIT = 300_000_000


def read(fetched: Fetched) -> list[SourceDocument]:
    """The documents of the container.

    Raises:
        UnreadableDocumentError: broken, too large when unpacked, or of an unknown kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
            _check_size(archive, fetched.source)
            names = archive.namelist()
            if "word/document.xml" in names:
                return docx.read(fetched)
            xml = next((name for name in names if name.lower().endswith(".xml")), None)
            if xml is None:
                raise UnreadableDocumentError(fetched.source, message("archive_without_text"))
            content = archive.read(xml)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocumentError(fetched.source, message("archive_damaged", error=error)) from error
    return gesetze_xml.read(parse(content, fetched.source), fetched)


def _check_size(archive: zipfile.ZipFile, source: str) -> None:
    """What the archive says it unpacks to; `zipfile` gives no member more room than that."""
    members = archive.infolist()
    xml = sum(one.file_size for one in members if one.filename.lower().endswith((".xml", ".rels")))
    for size, limit, what in ((xml, _XML_LIMIT, "XML"), (sum(one.file_size for one in members), _LIMIT, "data")):
        if size > limit:
            raise UnreadableDocumentError(
                source,
                message("archive_too_large", size=size // 1_000_000, what=what, limit=limit // 1_000_000),
            )
