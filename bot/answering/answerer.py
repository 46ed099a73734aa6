"""The story of an answer: understand the question, search, decide, write, verify, number the citations.

Blocking work (search, encoder) runs off the event loop. The answer room imports no Discord; the terminal and the bot
both call `Answerer.answer`.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from bot.answering import choosing, quotes, refusal
from bot.answering.answer import Answer, Draft, Evidence, NoAnswer, Question, Reason, Statement
from bot.answering.as_of import as_of_from
from bot.answering.citing import cite
from bot.answering.errors import AnswerError, ModelUnavailableError, UncitedAnswerError
from bot.answering.followup import standalone
from bot.answering.injection import question_alone
from bot.answering.keys import assign_keys
from bot.answering.ordering import by_best_sentence
from bot.answering.question_type import asks_for_list, wanted
from bot.answering.quotes import Ask, Candidate
from bot.answering.terms import Terms
from bot.answering.verify import verify
from bot.messages import say
from bot.settings import AnsweringSettings
from index.documents import Hit, Language

OnText = Callable[[str], None]
Result = TypeVar("Result", bound=Answer | NoAnswer)


class Library(Protocol):
    """What the answer room needs of the corpus."""

    def search(self, text: str, language: Language, question: Question, limit: int) -> Sequence[Hit]:
        """Hits for a standalone question, best first."""
        ...

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """Cosine of the question to each sentence."""
        ...

    def terms(self, text: str, language: Language) -> Terms:
        """The weighted terms of a question."""
        ...

    def translate(self, stem: str, language: Language) -> Mapping[str, float]:
        """Stems of the other language with probabilities."""
        ...

    def domain_share(self, text: str, language: Language) -> float:
        """The share (0..1) of a text that is vocabulary of the field."""
        ...

    def gloss(self, text: str, language: Language) -> str:
        """The field's terms in a text with their names in the other language, as one line."""
        ...

    def language_of(self, text: str, default: Language) -> Language:
        """The language of a question."""
        ...

    def newest_source(self) -> date | None:
        """The newest date of any source."""
        ...

    def span(self, document_id: str, start: int, end: int) -> str:
        """A piece of a document's text."""
        ...


class Writer(Protocol):
    """A writer with a model: evidence in, drafts with keys out."""

    async def write(
        self, question: str, language: Language, as_of: date, evidence: Sequence[Evidence], on_text: OnText | None
    ) -> list[Draft]:
        """Drafts with the keys of the evidence they rest on."""
        ...

    async def standalone(self, question: Question, language: Language) -> str:
        """The question of a conversation as one that stands alone."""
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    """A question after language, day and conversation have been settled."""

    asked: Question
    text: str
    language: Language
    as_of: date


@dataclass(frozen=True, slots=True)
class Found:
    """What the search brought and what the refusal decision made of it."""

    ask: Ask
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    features: Mapping[str, float]


class Answerer:
    """Answers questions over a library, with the model writer where there is one, else with verbatim quotes."""

    def __init__(
        self,
        library: Library,
        settings: AnsweringSettings,
        writer: Writer | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._library = library
        self._settings = settings
        self._writer = writer
        self._today = today

    async def answer(self, question: Question, on_text: OnText | None = None) -> Answer | NoAnswer:
        """An answer whose every sentence is proved, or why there is none and what lies nearest."""
        clock = _Clock()
        language = await asyncio.to_thread(self._language, question)
        if not question.text.strip():
            return clock.stop(self._none(self._plain(question, language), Reason.EMPTY_QUESTION))
        if not question.history and refusal.greeting(question.text, language):
            return clock.stop(self._none(self._plain(question, language), Reason.SMALL_TALK))
        understood = await self._understand(question, language)
        clock.lap("understand")
        found = await asyncio.to_thread(self.find, understood)
        clock.lap("search")
        reason = refusal.decide(found.features, with_model=self._writer is not None)
        if reason is not None:
            return clock.stop(self._none(understood, reason, found.hits))
        result = await self._write(understood, found, on_text)
        clock.lap("write")
        return clock.stop(result)

    def find(self, understood: Understood) -> Found:
        """Searches and scores sentences; blocking. The question may be in another language than its answer shall be."""
        language, text = understood.language, understood.text
        spoken = self._library.language_of(text, language)
        terms = self._library.terms(text, spoken)
        ask = Ask(
            text, language, understood.as_of, wanted(question_alone(understood.asked.text)), terms, asks_for_list(text)
        )
        hits = self._library.search(text, spoken, understood.asked, self._settings.evidence)
        found = tuple(quotes.candidates(ask, hits, self._library.similarity))
        hits = by_best_sentence(hits, found)
        values = refusal.features(ask, hits, found, self._library.domain_share(text, spoken))
        return Found(ask, hits, found, values)

    def _language(self, question: Question) -> Language:
        if question.language is not None:
            return question.language
        spoken = question.text if len(question.text.split()) > 2 or not question.history else question.history[-1].text
        return self._library.language_of(spoken, Language(self._settings.default_language))

    def _plain(self, question: Question, language: Language) -> Understood:
        return Understood(question, question.text, language, question.as_of or self._today())

    async def _understand(self, question: Question, language: Language) -> Understood:
        asked = question_alone(question.text)
        text = standalone(asked, question.history, self._library.language_of(asked, language))
        if self._writer is not None and question.history:
            # Where the model fails, the reading by rules stands.
            with contextlib.suppress(AnswerError):
                text = await self._writer.standalone(question, language)
        today = self._today()
        as_of = question.as_of or as_of_from(text, today) or today
        return Understood(question, text, language, as_of)

    async def _write(self, understood: Understood, found: Found, on_text: OnText | None) -> Answer | NoAnswer:
        evidence = assign_keys(found.hits)
        notes: tuple[str, ...] = ()
        dropped = 0
        if self._writer is not None:
            try:
                drafts = await self._writer.write(
                    understood.text, understood.language, understood.as_of, evidence, on_text
                )
                if not drafts:
                    return self._none(understood, Reason.NOT_IN_CORPUS, found.hits)
                answer, dropped = self._build(understood, found, evidence, drafts, "model")
                if answer is not None:
                    return answer
                notes = (say("model_unproved", understood.language),)
            except ModelUnavailableError as error:
                notes = (say(f"model_{error.reason.value}", understood.language),)
            except AnswerError as error:
                dropped = error.sentences if isinstance(error, UncitedAnswerError) else 0
                notes = (say("model_nonsense", understood.language),)
        drafts = self._quotes(found, evidence)
        answer, cut = self._build(understood, found, evidence, drafts, "quotes", notes)
        if answer is None:
            none = self._none(understood, Reason.NOTHING_VERIFIED, found.hits)
            return replace(none, notes=(*none.notes, *notes), dropped_statements=dropped + cut)
        return replace(answer, dropped_statements=dropped + cut)

    def _quotes(self, found: Found, evidence: Sequence[Evidence]) -> list[Draft]:
        keys = {one.hit.passage.id: one.key for one in evidence}
        chosen = choosing.choose(
            found.ask,
            found.candidates,
            max_words=self._settings.max_words,
            max_statements=self._settings.max_statements,
        )
        drafts: list[Draft] = []
        for one in chosen:
            start, end = choosing.trimmed(one, found.ask.terms)
            text = one.text[start - one.start : end - one.start]
            drafts.append(Draft(text, (keys[one.hit.passage.id],), quote=True))
        return drafts

    def _build(
        self,
        understood: Understood,
        found: Found,
        evidence: Sequence[Evidence],
        drafts: Sequence[Draft],
        writer: str,
        notes: tuple[str, ...] = (),
    ) -> tuple[Answer | None, int]:
        hits = {one.key: one.hit for one in evidence}
        checked = verify(drafts, hits, understood.language, self._library.translate)
        dropped = len(checked.dropped)
        if not checked.kept:
            return None, dropped
        statements, citations = cite(checked.kept, hits, understood.as_of, self._library.span)
        spoken = {one.number: one.info.language for one in citations}
        statements = tuple(self._glossed(one, spoken[one.citations[0]], understood.language) for one in statements)
        answer = Answer(
            question=understood.asked,
            language=understood.language,
            as_of=understood.as_of,
            writer=writer,
            statements=statements,
            citations=citations,
            evidence=found.hits,
            newest_source=self._library.newest_source(),
            notes=(*_read_as(understood), *notes),
            dropped_statements=dropped,
        )
        return answer, dropped

    def _glossed(self, statement: Statement, spoken: Language, language: Language) -> Statement:
        """A quote in the other language with the field's terms in it explained."""
        if not statement.quote or spoken is language:
            return statement
        return replace(statement, gloss=self._library.gloss(statement.text, spoken))

    def _none(self, understood: Understood, reason: Reason, hits: Sequence[Hit] = ()) -> NoAnswer:
        return NoAnswer(
            question=understood.asked,
            language=understood.language,
            as_of=understood.as_of,
            reason=reason,
            nearest=tuple(hits) if reason is not Reason.OFF_TOPIC else tuple(hits)[:10],
            newest_source=self._library.newest_source(),
            notes=_read_as(understood),
        )


def _read_as(understood: Understood) -> tuple[str, ...]:
    if understood.text == understood.asked.text:
        return ()
    return (say("followup_read_as", understood.language, question=understood.text),)


class _Clock:
    """Seconds by stage; what is stopped gets them written in."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = now - self._last
        self._last = now

    def stop(self, result: Result) -> Result:
        return replace(result, seconds=time.perf_counter() - self._start, timings=dict(self._laps))
