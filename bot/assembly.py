"""Puts the answerer together from settings and an opened corpus."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.answering.library import CorpusLibrary
from bot.settings import Settings
from index.corpus import Corpus


def build_answerer(settings: Settings, corpus: Corpus) -> Answerer:
    """The answerer of these settings: with the model writer where a model is named, else with quotes."""
    library = CorpusLibrary(corpus)
    if not settings.model.name:
        return Answerer(library, settings.answering)
    from bot.answering.model import ModelWriter

    writer = ModelWriter(settings.model, settings.answering.max_words, library.translate)
    return Answerer(library, settings.answering, writer)
