"""All that needs the index: the corpus, reading it, and the two answerers. Opened when the index is built."""

from __future__ import annotations

import asyncio

from bot.answering.answer import Question
from bot.answering.answerer import Answerer
from bot.answering.library import CorpusLibrary
from bot.assembly import build_answerer
from bot.exts.reading import Reading
from bot.settings import Settings
from bot.state import GuildSettings
from index.corpus import Corpus


class Room:
    """The answer room over an opened corpus."""

    def __init__(self, settings: Settings, corpus: Corpus) -> None:
        self.corpus = corpus
        self.reading = Reading(corpus)
        self.library = CorpusLibrary(corpus)
        self._by_default = settings.discord.model
        self._answerer = self._quoter = build_answerer(settings, corpus)
        if settings.model.name:
            silent = settings.model.model_copy(update={"name": ""})
            self._quoter = build_answerer(settings.model_copy(update={"model": silent}), corpus)

    @classmethod
    async def open(cls, settings: Settings) -> Room:
        """Opens the index and loads what the first person would wait for.

        Raises:
            CorpusError: the index cannot be opened.
        """
        room = cls(settings, await asyncio.to_thread(Corpus.open, settings.index))
        await asyncio.to_thread(room.corpus.warm)
        await room.reading.refresh()
        for words in ("Was regelt 15 CFR 744.23?", "Does the Affiliates Rule apply?"):
            await room._quoter.answer(Question(words))
        return room

    def answerer_for(self, settings: GuildSettings | None) -> Answerer:
        """With the model where there is one and the server wants it, else with quotes."""
        wanted = self._by_default if settings is None or settings.model is None else settings.model
        return self._answerer if wanted else self._quoter

    async def close(self) -> None:
        """Gives files and memory back."""
        await asyncio.to_thread(self.corpus.close)
