"""ZIP containers: a Word file, or the ``xml.zip`` of a law from gesetze-im-internet.de."""

from __future__ import annotations

import io
import zipfile
import zlib

from index.documents import Fetched, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import docx, gesetze_xml
from index.read.xml_text import parse

_LIMIT = 200_000_000
"""Bytes a single member may unpack to; more is a mistake or an attack."""


def read(fetched: Fetched) -> list[SourceDocument]:
    """The documents of the container.

    Raises:
        UnreadableDocumentError: broken, too large when unpacked, or of an unknown kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
            names = archive.namelist()
            if "word/document.xml" in names:
                return docx.read(fetched)
            xml = next((name for name in names if name.lower().endswith(".xml")), None)
            if xml is None:
                raise UnreadableDocumentError(
                    fetched.source, "a ZIP archive without a Word file or a law in it; unpack it into the folder"
                )
            if archive.getinfo(xml).file_size > _LIMIT:
                raise UnreadableDocumentError(
                    fetched.source, f"{xml} unpacks to more than {_LIMIT // 1_000_000} MB; unpack it yourself"
                )
            content = archive.read(xml)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocumentError(
            fetched.source, f"the archive is damaged or cut off ({error}); fetch it again"
        ) from error
    return gesetze_xml.read(parse(content, fetched.source), fetched)
