"""Commands for answers: one question, a stream of them, or a file of them with gold evidence."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.start import (
    AsOf,
    JsonFlag,
    Lang,
    answerer,
    day_of,
    open_corpus,
    print_json,
    read_settings,
    readable,
    refuse,
    spoken,
)
from bot.messages import say


def ask(
    question: Annotated[
        str | None, typer.Argument(help="the question; leave out with --jsonl", callback=readable)
    ] = None,
    as_of: AsOf = None,
    lang: Lang = None,
    as_json: JsonFlag = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="questions as JSON lines on standard input, answers as JSON lines")
    ] = False,
) -> None:
    """Answer one question, or a stream of them with --jsonl."""
    settings = read_settings()
    day = day_of(as_of)  # a wrong day is said before the corpus is opened or built
    if jsonl:
        from bot.console.stream import answer_lines

        corpus = open_corpus(settings)
        lines = answer_lines(answerer(settings, corpus), sys.stdin.buffer, typer.echo, spoken(), day, lang)
        raise typer.Exit(lines)
    if question is None:
        refuse(say("no_question", spoken()))
    from bot.answering.answer import Question
    from bot.answering.contract import to_json
    from bot.console.last_answer import remember
    from bot.console.render import answer_view, console

    corpus = open_corpus(settings)
    result = asyncio.run(answerer(settings, corpus).answer(Question(question, language=lang, as_of=day)))
    remember(settings.index, result)
    if as_json:
        print_json(to_json(result))
    else:
        console().print(answer_view(result))


def evaluate(
    questions: Path,
    report: Annotated[Path | None, typer.Option(help="where the Markdown report goes")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure search and answers on a file of questions with gold evidence."""
    from bot.console.render import console
    from bot.evaluation.questions import load_questions
    from bot.evaluation.report import markdown, table_view
    from bot.evaluation.run import evaluate as run_evaluation
    from index.settings import FolderSource

    settings = read_settings()
    folders = [one.path for one in settings.index.sources if isinstance(one, FolderSource)]
    gold = load_questions(questions, folders)
    corpus = open_corpus(settings)
    results = run_evaluation(answerer(settings, corpus), corpus, gold)
    target = report or settings.index.path.parent / f"eval-{questions.stem}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(markdown(results, questions.name), encoding="utf-8")
    if as_json:
        print_json(results.summary())
    else:
        console().print(table_view(results))
        typer.echo(f"→ {target}")
