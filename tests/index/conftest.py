"""A small real index for the tests of searching: own texts, the packaged encoder, real Chroma, real tantivy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from index.catalogue import Catalogue, Entry
from index.corpus import Corpus
from index.documents import DocumentInfo, Kind, Language, Passage, Section, SourceDocument, Status
from index.embed import SentenceEncoder, load_encoder
from index.layout import Layout
from index.lexical import Lexical
from index.settings import EncoderSettings, IndexSettings, StarterSource
from index.store import Store


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the tests: paragraphs with their pinpoints ("" = none)."""

    id: str
    language: Language
    kind: Kind
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    published: str = "2025-01-01"
    jurisdiction: str = "US"
    citation: str = ""
    effective_from: date | None = None
    facts_as_of: date | None = None


DE, EN = Language.DE, Language.EN
TEXTS = (
    Text(
        "us-744-23",
        EN,
        Kind.REGULATION,
        "Supercomputer and semiconductor manufacturing end use",
        (
            (
                "15 CFR § 744.23",
                "This section sets out prohibitions for certain supercomputer and chip plant end uses.",
            ),
            (
                "15 CFR § 744.23(a)(1)",
                "You may not export an integrated circuit when you know that it is destined for a supercomputer in Macau.",
            ),
            (
                "15 CFR § 744.23(a)(2)",
                "You may not export any item when you know that it will be used to make chips at an advanced fab.",
            ),
            ("15 CFR § 744.23(b)", "Additional requirements: BIS may inform persons that a licence is required."),
        ),
        citation="15 CFR 744.23",
    ),
    Text(
        "us-3a090",
        EN,
        Kind.REGULATION,
        "3A090 Integrated circuits",
        (
            ("ECCN 3A090.a", "Circuits with a total processing performance of 4800 or more are controlled here."),
            (
                "ECCN 3A090.b",
                "Circuits with a performance density of 1.6 or more but less than 5.92 are controlled here.",
            ),
        ),
    ),
    Text(
        "us-h200",
        EN,
        Kind.NEWS,
        "H200 sales to China",
        (
            ("", "The H200 may go to approved customers in China after a case-by-case review."),
            ("", "A laboratory in the United States has to test every shipment first."),
        ),
        published="2026-01-15",
    ),
    Text(
        "news-h20-de",
        DE,
        Kind.NEWS,
        "Nvidia darf den H20 wieder liefern",
        (
            ("", "Nvidia bekommt Genehmigungen für den H2O-Chip und will die Lieferung nach China aufnehmen."),
            ("", "Fachleute fürchten, dass der Chip die chinesischen Streitkräfte stärkt."),
        ),
        published="2025-07-15",
    ),
    Text(
        "news-erden-de",
        DE,
        Kind.NEWS,
        "China begrenzt Seltene Erden",
        (
            ("", "Das Handelsministerium verlangt Ausfuhrgenehmigungen für Seltenerdmagnete und sieben Metalle."),
            ("", "Die Lieferketten der Autobauer hängen an diesen Magneten."),
        ),
        published="2025-04-04",
        jurisdiction="CN",
    ),
    Text(
        "de-awv-8",
        DE,
        Kind.REGULATION,
        "Außenwirtschaftsverordnung",
        (
            ("§ 8 Abs. 1 AWV", "Die Ausfuhr der Güter der Ausfuhrliste bedarf der Genehmigung."),
            ("§ 9 Abs. 1 AWV", "Die Ausfuhr von Gütern für kerntechnische Anlagen bedarf der Genehmigung."),
        ),
        jurisdiction="DE",
        effective_from=date(2013, 9, 1),
        published="2013-08-02",
    ),
    Text(
        "us-penalty",
        EN,
        Kind.ANNOUNCEMENT,
        "Applied Materials settles",
        (("", "The toolmaker pays a penalty of 252 million dollars for shipping ion implanters through Korea."),),
        published="2026-02-12",
    ),
)


def make_document(text: Text) -> tuple[SourceDocument, list[Passage]]:
    """The document and its passages, with spans that hold."""
    full, passages, sections = "", [], []
    for ordinal, (citation, paragraph) in enumerate(text.paragraphs):
        start = len(full)
        full += paragraph + "\n\n"
        key = hashlib.sha256(f"{text.id}:{start}:{paragraph}".encode()).hexdigest()[:20]
        end = start + len(paragraph)
        passages.append(Passage(key, text.id, ordinal, start, end, paragraph, citation, (text.title,)))
        sections.append(Section(start, end, citation, (text.title,)))
    info = DocumentInfo(
        id=text.id,
        source=f"{text.id}.md",
        title=text.title,
        language=text.language,
        kind=text.kind,
        sha256=hashlib.sha256(full.encode()).hexdigest(),
        jurisdiction=text.jurisdiction,
        citation=text.citation,
        published=text.published,
        effective_from=text.effective_from,
        facts_as_of=text.facts_as_of,
        status=Status.IN_FORCE if text.kind is Kind.REGULATION else Status.REPORTED,
    )
    return SourceDocument(info, full, tuple(sections)), passages


def write_index(folder: Path, texts: Sequence[Text], encoder: SentenceEncoder) -> IndexSettings:
    """Builds an index of the texts in ``folder`` with the parts that the sync uses; returns its settings."""
    layout = Layout(folder)
    built = [make_document(text) for text in texts]
    pairs = [(passage, document.info) for document, passages in built for passage in passages]
    catalogue = Catalogue.in_folder(folder)
    catalogue.put_all([Entry(document, passages) for document, passages in built])
    catalogue.close()
    lexical = Lexical.open(layout.words)
    lexical.put(pairs)
    lexical.commit()
    store = Store.open(layout.chroma, "", encoder, create=True)
    store.put([passage.id for passage, _ in pairs], encoder.encode_passages([passage.text for passage, _ in pairs]))
    settings = EncoderSettings(model="packaged")
    return IndexSettings(path=folder, encoder=settings, sources=(StarterSource(type="starter"),))


@pytest.fixture(scope="session")
def packaged() -> SentenceEncoder:
    """The packaged encoder, loaded once."""
    return load_encoder(EncoderSettings(model="packaged"))


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory, packaged: SentenceEncoder) -> IndexSettings:
    """Settings of a small built index; nobody writes to it."""
    return write_index(tmp_path_factory.mktemp("small"), TEXTS, packaged)


@pytest.fixture(scope="session")
def small_corpus(small_settings: IndexSettings) -> Iterator[Corpus]:
    """The small index, open."""
    corpus = Corpus.open(small_settings)
    yield corpus
    corpus.close()
