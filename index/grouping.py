"""Near-duplicates across the whole corpus: decided anew after every change, whatever was there before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from index.catalogue import Catalogue, Entry
from index.duplicates import Candidate, settle
from index.ledger import Ledger, Record
from index.settings import IndexSettings
from index.sources import origin
from index.split import split
from index.writing import Writer


def settle_duplicates(settings: IndexSettings, catalogue: Catalogue, ledger: Ledger, writer: Writer) -> None:
    """Keeps the first of several duplicates and names the others' sources in its ``also``.

    A document whose twin is gone comes back; one that came before its twin takes its place.
    """
    records = {record.candidate.id: record for record in ledger.records()}
    dropped = settle(_ordered(settings, catalogue, records.values()), ledger.text)
    for document_id, record in records.items():
        twin = dropped.get(document_id, "")
        if twin != record.duplicate_of:
            _regroup(record, twin, ledger, writer)
    writer.flush()
    also: dict[str, list[str]] = {}
    for document_id, kept in dropped.items():
        also.setdefault(kept, []).append(records[document_id].candidate.source)
    for document_id, record in records.items():
        wanted = () if document_id in dropped else tuple(sorted(set(also.get(document_id, []))))
        if wanted != record.also:
            catalogue.put_info(replace(ledger.document(document_id).info, also=wanted))


def _ordered(settings: IndexSettings, catalogue: Catalogue, records: Collection[Record]) -> list[Candidate]:
    """In the order of config.yaml, then of the sources, then within the source."""
    place: dict[str, int] = {}
    for number, one in enumerate(settings.sources):
        place.setdefault(origin(one), number)
    origins = {name: row["origin"] for name, row in catalogue.sources().items()}

    def key(record: Record) -> tuple[int, str, int, str]:
        source = record.candidate.source
        return place.get(origins.get(source, ""), len(place)), source, record.ordinal, record.candidate.id

    return [one.candidate for one in sorted(records, key=key)]


def _regroup(record: Record, twin: str, ledger: Ledger, writer: Writer) -> None:
    """A document becomes a duplicate, or stops being one, or becomes one of another document."""
    document = ledger.document(record.candidate.id)
    document = replace(document, info=replace(document.info, also=()))
    passages = () if twin else split(document)
    writer.add(Entry(document, passages, record.fingerprint, record.ordinal, record.candidate.imprint, twin))
