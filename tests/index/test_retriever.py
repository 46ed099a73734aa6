from __future__ import annotations

from langchain_core.runnables import RunnableLambda

from index.corpus import Corpus
from index.documents import Filters, Kind
from index.retriever import CorpusRetriever


def test_it_is_a_langchain_retriever_whose_documents_say_where_they_stand(small_corpus: Corpus) -> None:
    retriever = CorpusRetriever(corpus=small_corpus, limit=3)
    documents = retriever.invoke("Was regelt § 744.23(a)(2)?")
    assert 0 < len(documents) <= 3
    first = documents[0]
    assert first.metadata["citation"] == "15 CFR § 744.23(a)(2)"
    assert first.metadata["source"] == "us-744-23.md"
    assert 0 <= first.metadata["score"] <= 1
    whole = small_corpus.document(first.metadata["document_id"])
    assert whole is not None
    assert whole.text[first.metadata["start"] : first.metadata["end"]] == first.page_content


def test_it_goes_into_a_chain_and_keeps_its_filters(small_corpus: Corpus) -> None:
    retriever = CorpusRetriever(corpus=small_corpus, search_filters=Filters(kinds=(Kind.NEWS,)))
    chain = retriever | RunnableLambda(lambda documents: {one.metadata["kind"] for one in documents})
    assert chain.invoke("China") == {"news"}


async def test_it_answers_asynchronously(small_corpus: Corpus) -> None:
    documents = await CorpusRetriever(corpus=small_corpus, limit=2).ainvoke("H200")
    assert documents[0].metadata["document_id"] == "us-h200"


def test_a_document_without_a_pinpoint_is_cited_by_its_document(small_corpus: Corpus) -> None:
    documents = CorpusRetriever(corpus=small_corpus, limit=1).invoke("H200")
    assert documents[0].metadata["citation"] == ""
    assert documents[0].metadata["title"] == "H200 sales to China"
