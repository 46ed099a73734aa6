"""The conversation in a terminal: questions, follow-ups, and a few commands that begin with a slash."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console
from rich.live import Live
from rich.text import Text

from bot.answering.answer import Answer, NoAnswer, Question, Turn
from bot.answering.answerer import Answerer
from bot.answering.as_of import parse_day
from bot.answering.contract import answer_text
from bot.answering.library import CorpusLibrary
from bot.answering.ordering import search_by_sentences
from bot.console.last_answer import citation_number
from bot.console.render import answer_view, hits_view, passage_view
from bot.messages import day, say
from index.corpus import Corpus
from index.documents import Filters, Language
from index.query import detect_language
from index.search import Query

_MEMORY = 12
_log = logging.getLogger(__name__)


@dataclass
class Chat:
    """One conversation. `handle` takes a line as typed and returns False when it was the last one."""

    corpus: Corpus
    answerer: Answerer
    console: Console
    default: Language
    language: Language | None = None
    as_of: date | None = None
    history: list[Turn] = field(default_factory=list)
    last: Answer | NoAnswer | None = None
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    @property
    def spoken(self) -> Language:
        """The language of the program's own lines."""
        return self.language or (self.last.language if self.last else self.default)

    def greet(self) -> None:
        """Says what this is and how much it knows."""
        newest = day(self.corpus.newest_source(), self.spoken)
        self.console.print(say("welcome", self.spoken, documents=self.corpus.catalogue.counts()[0], newest=newest))

    def handle(self, line: str) -> bool:
        """Answers a question or obeys a command."""
        text = line.strip()
        if not text:
            return True
        if text.startswith("/"):
            name, _, rest = text.partition(" ")
            return self._command(name, rest.strip())
        try:
            self._ask(text)
        except KeyboardInterrupt:
            if not self.console.is_terminal:
                raise
            self.console.print(say("answer_stopped", self.spoken))  # Ctrl-C ends the answer, not the conversation
        return True

    def _command(self, name: str, rest: str) -> bool:
        if name in ("/quit", "/exit", "/q"):
            self.console.print(say("goodbye", self.spoken))
            return False
        commands: dict[str, Callable[[str], None]] = {
            "/help": lambda _: self.console.print(say("help", self.spoken)),
            "/source": self._source,
            "/as-of": self._set_as_of,
            "/asof": self._set_as_of,
            "/lang": self._set_language,
            "/search": self._search,
            "/forget": self._forget,
        }
        if name in commands:
            commands[name](rest)
        else:
            self.console.print(say("unknown_command", self.spoken, command=name))
        return True

    def _ask(self, text: str) -> None:
        question = Question(text=text, history=tuple(self.history), language=self.language, as_of=self.as_of)
        if self.console.is_terminal:
            # Proved sentences appear as they are written; the finished answer with its sources takes their place.
            with Live(Text(say("thinking", self.spoken), style="dim"), console=self.console, transient=True) as live:
                answering = self.answerer.answer(question, lambda text: live.update(Text(text)))
                self.last = self._runner.run(answering)
        else:
            self.last = self._runner.run(self.answerer.answer(question))
        self.console.print(answer_view(self.last))
        self.history += [Turn("user", text), Turn("assistant", answer_text(self.last))]
        del self.history[:-_MEMORY]

    def _source(self, wanted: str) -> None:
        mark: tuple[int, int] | None = None
        number = citation_number(wanted)
        if number is None:
            passages = self.corpus.lookup(wanted)
        else:
            cited = (
                [one for one in self.last.citations if one.number == number] if isinstance(self.last, Answer) else []
            )
            passages = [one.passage for one in cited]
            mark = (cited[0].start, cited[0].end) if cited else None
        info = self.corpus.info(passages[0].document_id) if passages else None
        if info is None:
            self.console.print(say("no_such_source", self.spoken, wanted=wanted))
            return
        around = self.corpus.neighbours(passages[0], 1)
        self.console.print(passage_view(info, passages[0], around, self.spoken, mark))

    def _set_as_of(self, text: str) -> None:
        parsed = parse_day(text) if text else None
        if text and parsed is None:
            self.console.print(say("bad_date", self.spoken, text=text))
            return
        self.as_of = parsed
        key = "as_of_set" if parsed else "as_of_cleared"
        self.console.print(say(key, self.spoken, day=parsed) if parsed else say(key, self.spoken))

    def _set_language(self, text: str) -> None:
        if text and text not in ("de", "en"):
            self.console.print(say("bad_language", self.spoken))
            return
        self.language = Language(text) if text else None
        self.console.print(say("language_set" if text else "language_auto", self.spoken))

    def _search(self, text: str) -> None:
        language = self.language or detect_language(text, self.default)
        query = Query(text, filters=Filters(as_of=self.as_of), limit=10)
        hits = search_by_sentences(CorpusLibrary(self.corpus), query, language)
        self.console.print(hits_view(hits, self.spoken))

    def _forget(self, _rest: str) -> None:
        self.history.clear()
        self.last = None
        self.console.print(say("forgotten", self.spoken))


def warm_up(corpus: Corpus) -> None:
    """Loads the encoder behind the greeting, so that the first question does not wait for it."""

    def load() -> None:
        try:
            corpus.encoder.encode_query("Exportkontrolle")
        except Exception:  # noqa: BLE001 - the first question meets the same error; a program at its end needs no trace
            _log.info("the encoder was not warmed up", exc_info=True)

    threading.Thread(target=load, daemon=True).start()


def run_lines(chat: Chat, lines: Iterable[str]) -> None:
    """Answers what is piped in, line by line."""
    for line in lines:
        if not chat.handle(line):
            return
