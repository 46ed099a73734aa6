"""The corpus as the answer room sees it: the one place where answering meets the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from bot.answering.answer import Question
from bot.answering.terms import Terms
from bot.answering.words import content_stems
from index.corpus import Corpus
from index.documents import Hit, Language
from index.query import detect_language
from index.search import Query


class CorpusLibrary:
    """Implements `bot.answering.answerer.Library` over an opened `Corpus`."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def search(self, text: str, language: Language, question: Question, limit: int) -> Sequence[Hit]:
        """Hits for the standalone text under the question's filters; the day judges hits, it does not hide them."""
        filters = replace(question.filters, as_of=None)
        return self.corpus.search(Query(text=text, language=language, filters=filters, limit=limit))

    def terms(self, text: str, language: Language) -> Terms:
        """The weighted terms of a question."""
        return Terms.of(*self.corpus.searcher.terms(text, language))

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """Cosine of the question to each sentence."""
        encoder = self.corpus.encoder
        vectors = encoder.encode_passages(list(sentences))
        values: list[float] = np.asarray(vectors @ encoder.encode_query(question)).tolist()
        return values

    def translate(self, stem: str, language: Language) -> Mapping[str, float]:
        """Stems of the other language with the probability that they translate this one."""
        return self.corpus.searcher.translations(stem, language)

    def domain_share(self, text: str, language: Language) -> float:
        """The share of a text's content stems that are terms of the field; an identifier makes it 1."""
        terms = self.corpus.searcher.field_terms(text, language)
        if terms.identifiers:
            return 1.0
        stems = content_stems(text, language)
        return min(1.0, terms.covered / len(stems)) if stems else 0.0

    def gloss(self, text: str, language: Language) -> str:
        """The field's terms in a text of ``language``, each with its name in the other one, as one line."""
        return "; ".join(f"{term} = {name}" for term, name in self.corpus.searcher.gloss(text, language))

    def language_of(self, text: str, default: Language) -> Language:
        """The language of a question; the default where it cannot be told."""
        return detect_language(text, default)

    def newest_source(self) -> date | None:
        """The newest date of any source."""
        return self.corpus.newest_source()

    def span(self, document_id: str, start: int, end: int) -> str:
        """``text[start:end]`` of a document."""
        return self.corpus.catalogue.span(document_id, start, end)
