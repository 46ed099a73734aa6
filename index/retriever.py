"""Our search as a LangChain retriever, for chains that other people build."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.corpus import Corpus
from index.documents import Filters, Hit
from index.search import Query


class CorpusRetriever(BaseRetriever):
    """Retrieves passages of a corpus; ``search_filters`` and ``limit`` as in `index.search.Query`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    search_filters: Filters = Filters()
    limit: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        hits = self.corpus.search(Query(query, filters=self.search_filters, limit=self.limit))
        return [as_document(hit) for hit in hits]


def as_document(hit: Hit) -> Document:
    """A hit as a LangChain document; its metadata say where the text stands and how well it matches."""
    passage, info = hit.passage, hit.info
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "citation": passage.citation or info.citation,
            "source": info.source,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
            "document_id": info.id,
            "title": info.title,
            "kind": info.kind.value,
            "language": info.language.value,
            "url": info.url,
            "status": info.status.value,
            "published": info.published,
        },
    )
