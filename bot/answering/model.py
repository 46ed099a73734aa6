"""The writer with a chat model: evidence in, drafts with keys out.

It streams. A sentence is shown only after it has been held against its evidence, with the number that the finished
answer will give its source: what scrolls by is what stands in the end. Nothing is asked twice but a reply that invents
keys, once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import date

from bot.answering.answer import Draft, Evidence, Question
from bot.answering.chat_model import ChatModel, open_model
from bot.answering.citing import places_of
from bot.answering.errors import ModelFailure, ModelUnavailableError, UncitedAnswerError, UnknownKeyError
from bot.answering.evidence_block import conversation_block, evidence_block, question_block
from bot.answering.keys import CitationNumbers, find_keys
from bot.answering.prompts import Prompts, load_prompts
from bot.answering.statements import NO_ANSWER, StatementParser
from bot.answering.terms import Translate
from bot.answering.verify import verify
from bot.settings import ModelSettings
from index.documents import Language

__all__ = ["ModelWriter", "open_model"]

OnText = Callable[[str], None]
_LONGEST_QUESTION = 500
_LONGEST_REPLY = 5  # times the words asked for: a list may need more, a model in a loop never ends


class ModelWriter:
    """Writes the drafts of an answer with the configured chat model.

    ``translate`` names stems in the other language, so that support across languages can be judged while streaming.

    Raises:
        SettingsError: the model's provider is unknown or its package is missing.
        PromptError: a prompt file is missing or wrong.
    """

    def __init__(
        self,
        settings: ModelSettings,
        max_words: int = 120,
        translate: Translate | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        self._timeout = settings.timeout_seconds
        self._max_words = max_words
        self._translate = translate
        self._prompts = prompts or load_prompts()
        self._name = settings.name
        self._model: ChatModel | ModelUnavailableError
        try:
            self._model = open_model(settings)
        except ModelUnavailableError as error:
            self._model = error  # a missing key must not keep the bot from quoting: said at every question instead

    @property
    def name(self) -> str:
        """Model and prompt version, for the record of an answer."""
        return f"{self._name} (prompts {self._prompts.version})"

    async def probe(self) -> str:
        """One short exchange, as a line for a person.

        Raises:
            ModelUnavailableError: no usable reply came, see its reason.
        """
        start = time.perf_counter()
        await self.complete("Reply with the word OK.", "OK?")
        return f"{self.name} replies in {time.perf_counter() - start:.1f} s"

    async def write(
        self, question: str, language: Language, as_of: date, evidence: Sequence[Evidence], on_text: OnText | None
    ) -> list[Draft]:
        """Drafts with keys of ``evidence``; none where the model says that the evidence does not hold the answer.

        ``on_text`` gets the whole text so far, proved sentences only, each time it grows.

        Raises:
            ModelUnavailableError: no usable reply came, see its reason.
            UnknownKeyError: the reply invents keys, and so does the one after a correction.
            UncitedAnswerError: no sentence cites anything.
        """
        if not evidence:
            return []
        messages = self._question_messages(question, language, as_of, evidence)
        async with _limit(self._timeout):
            words = _LONGEST_REPLY * self._max_words
            reply = _Reply(language, evidence, on_text, self._translate, words)
            try:
                return await self._read(messages, reply)
            except UnknownKeyError as error:
                messages += [("ai", reply.parser.text), ("human", self._correction(language, error, evidence))]
            return await self._read(messages, _Reply(language, evidence, on_text, self._translate, words))

    async def standalone(self, question: Question, language: Language) -> str:
        """The question reworded so that it needs no conversation.

        Raises:
            ModelUnavailableError: no usable reply came, see its reason.
        """
        system, user = self._prompts.get("standalone_question", language).fill(
            history=conversation_block(question.history), question=question_block(question.text)
        )
        lines = (await self.complete(system, user)).strip().strip('"„“”').splitlines()
        if len(lines) != 1 or len(lines[0]) > _LONGEST_QUESTION or find_keys(lines[0]):
            raise ModelUnavailableError(ModelFailure.NONSENSE, "not one question")
        return lines[0]

    async def complete(self, system: str, user: str) -> str:
        """The whole reply to one prompt.

        Raises:
            ModelUnavailableError: no usable reply came, see its reason.
        """
        async with _limit(self._timeout):
            text = "".join([piece async for piece in self._stream([("system", system), ("human", user)])])
        if not text.strip():
            raise ModelUnavailableError(ModelFailure.NONSENSE, "an empty reply")
        return text

    def _stream(self, messages: Sequence[tuple[str, str]]) -> AsyncGenerator[str]:
        if isinstance(self._model, ModelUnavailableError):
            raise ModelUnavailableError(self._model.reason, self._model.detail)
        return self._model.stream(messages)

    def _question_messages(
        self, question: str, language: Language, as_of: date, evidence: Sequence[Evidence]
    ) -> list[tuple[str, str]]:
        system, user = self._prompts.get("answer", language).fill(
            as_of=as_of.isoformat(),
            evidence=evidence_block(evidence, as_of),
            example_key=evidence[0].key,
            max_words=str(self._max_words),
            no_answer=NO_ANSWER,
            question=question_block(question),
        )
        return [("system", system), ("human", user)]

    def _correction(self, language: Language, error: UnknownKeyError, evidence: Sequence[Evidence]) -> str:
        known = ", ".join(one.key for one in evidence)
        prompt = self._prompts.get("correction", language)
        return prompt.fill(unknown=", ".join(error.keys), known=known, no_answer=NO_ANSWER)[1]

    async def _read(self, messages: Sequence[tuple[str, str]], reply: _Reply) -> list[Draft]:
        async with aclosing(self._stream(messages)) as pieces:
            async for piece in pieces:
                reply.take(reply.parser.feed(piece))
                if reply.is_full:
                    break
            else:
                reply.take(reply.parser.finish())
        return reply.drafts_or_error()


class _Reply:
    """One reply as it comes in: its drafts, and the proved ones shown with their final numbers."""

    def __init__(
        self,
        language: Language,
        evidence: Sequence[Evidence],
        on_text: OnText | None,
        translate: Translate | None,
        words: int,
    ) -> None:
        self.parser = StatementParser(language)
        self._language = language
        self._hits = {one.key: one.hit for one in evidence}
        self._numbers = CitationNumbers(self._hits, places_of(self._hits))
        self._on_text = on_text
        self._translate = translate
        self._drafts: list[Draft] = []
        self._shown: list[str] = []
        self._words_left = words

    @property
    def is_full(self) -> bool:
        """Whether more would be longer than any answer may be."""
        return self._words_left <= 0

    def take(self, drafts: Sequence[Draft]) -> None:
        """Adds drafts, none twice. Raises UnknownKeyError at the first invented key, before anything of it is shown."""
        for draft in drafts:
            self._words_left -= len(draft.text.split())
            if self.is_full:
                return
            if draft in self._drafts:
                continue
            self._drafts.append(draft)
            checked = verify([draft], self._hits, self._language, self._translate)
            for one in checked.kept:
                self._show(one.draft)

    def drafts_or_error(self) -> list[Draft]:
        """All drafts of the finished reply."""
        if self.parser.no_answer:
            return []
        if not self._drafts:
            raise ModelUnavailableError(ModelFailure.NONSENSE, "a reply without a sentence")
        if not any(draft.keys for draft in self._drafts):
            raise UncitedAnswerError(len(self._drafts))
        return self._drafts

    def _show(self, draft: Draft) -> None:
        if self._on_text is None:
            return
        opening, closing = ("„", "“") if self._language is Language.DE else ("“", "”")
        text = f"{opening}{draft.text}{closing}" if draft.quote else draft.text
        self._shown.append(text + " " + "".join(f"[{number}]" for number in self._numbers.number(draft.keys)))
        self._on_text("\n".join(self._shown))


@asynccontextmanager
async def _limit(seconds: float) -> AsyncIterator[None]:
    """Ends its block after ``seconds`` with the reason ``slow``."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise ModelUnavailableError(ModelFailure.SLOW, "no whole reply in time") from error
