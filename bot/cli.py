"""The commands. Each one decides what is wanted and hands over; heavy imports happen only where they are needed."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.messages import say
from bot.settings import Settings, discord_token, find_config, load_settings
from index.documents import Filters, Kind, Language

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from index.corpus import Corpus

app = typer.Typer(
    name="paragraf",
    help="Answers questions about chip export policy in German and English, with a citation for every sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
JsonFlag = Annotated[bool, typer.Option("--json", help="machine-readable output")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="the day that counts, e.g. 2025-11-01 or 'May 2025'")]
Lang = Annotated[Language | None, typer.Option("--lang", help="language of the answer; default: as the question")]


class _State:
    """The config path given before the command."""

    config: Path | None = None


@app.callback()
def _main(
    config: Annotated[
        Path | None, typer.Option("--config", help="another config.yaml; its paths are relative to it")
    ] = None,
) -> None:
    _State.config = config


def _settings() -> Settings:
    return load_settings(find_config(_State.config))


def _default(settings: Settings) -> Language:
    return Language(settings.answering.default_language)


def _day(text: str | None) -> date | None:
    from bot.answering.as_of import parse_day

    if text is None:
        return None
    parsed = parse_day(text)
    if parsed is None:
        raise typer.BadParameter(say("bad_date", Language.EN, text=text), param_hint="--as-of")
    return parsed


def _print(text: str) -> None:
    typer.echo(text)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _open(settings: Settings) -> Corpus:
    """The corpus, built first where it is missing or the configured sources changed."""
    from bot.console.syncing import ensure_built
    from index.corpus import Corpus

    ensure_built(settings.index, _default(settings))
    return Corpus.open(settings.index)


def _answerer(settings: Settings, corpus: Corpus) -> Answerer:
    from bot.assembly import build_answerer

    return build_answerer(settings, corpus)


@app.command()
def run() -> None:
    """Set up the index where needed, then talk: Discord with DISCORD_TOKEN, else here."""
    settings = _settings()  # reads .env, where the token may stand
    token = discord_token()
    if not token:
        chat()
        return
    from bot.console.syncing import ensure_built

    ensure_built(settings.index, _default(settings))
    from bot.client import run_bot
    from bot.logs import log_as_json

    log_as_json()
    asyncio.run(run_bot(settings, token))


@app.command()
def chat() -> None:
    """Talk in the terminal; piped lines are answered one by one."""
    from bot.console.chat import Chat, run_lines, warm_up
    from bot.console.render import console

    settings = _settings()
    corpus = _open(settings)
    talk = Chat(corpus, _answerer(settings, corpus), console(), _default(settings))
    if not sys.stdin.isatty():
        run_lines(talk, sys.stdin)
        return
    warm_up(corpus)
    talk.greet()
    while True:
        try:
            line = talk.console.input("[bold green]» [/]")
        except EOFError:
            return
        if not talk.handle(line):
            return


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="the question; leave out with --jsonl")] = None,
    as_of: AsOf = None,
    lang: Lang = None,
    as_json: JsonFlag = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="questions as JSON lines on standard input, answers as JSON lines")
    ] = False,
) -> None:
    """Answer one question, or a stream of them with --jsonl."""
    settings = _settings()
    if jsonl:
        from bot.console.stream import answer_lines

        corpus = _open(settings)
        raise typer.Exit(answer_lines(_answerer(settings, corpus), sys.stdin, _print, _day(as_of), lang))
    if question is None:
        raise typer.BadParameter(
            'a question is missing: paragraf ask "..." (or --jsonl with questions on standard input)'
        )
    from bot.answering.answer import Question
    from bot.answering.contract import to_json
    from bot.console.render import answer_view, console

    corpus = _open(settings)
    result = asyncio.run(_answerer(settings, corpus).answer(Question(question, language=lang, as_of=_day(as_of))))
    if as_json:
        _print_json(to_json(result))
    else:
        console().print(answer_view(result))


@app.command()
def search(
    query: str,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    kind: Annotated[list[Kind] | None, typer.Option(help="only documents of this kind; may be repeated")] = None,
    jurisdiction: Annotated[list[str] | None, typer.Option(help="US, EU, DE, CN ...; may be repeated")] = None,
    source_language: Annotated[list[Language] | None, typer.Option(help="only sources in this language")] = None,
    document: Annotated[list[str] | None, typer.Option(help="only this document id; may be repeated")] = None,
    as_of: AsOf = None,
    lang: Lang = None,
    as_json: JsonFlag = False,
) -> None:
    """Find passages without answering."""
    from bot.answering.contract import hit_json
    from bot.console.render import console, hits_view
    from index.query import detect_language
    from index.search import Query

    settings = _settings()
    corpus = _open(settings)
    filters = Filters(
        tuple(kind or ()), tuple(jurisdiction or ()), tuple(source_language or ()), tuple(document or ()), _day(as_of)
    )
    language = lang or detect_language(query, _default(settings))
    hits = corpus.search(Query(text=query, language=language, filters=filters, limit=limit))
    if as_json:
        _print_json([hit_json(hit) for hit in hits])
    else:
        console().print(hits_view(hits, language))


@app.command()
def source(citation: str, lang: Lang = None, as_json: JsonFlag = False) -> None:
    """Show a passage in its context: a citation (15 CFR 744.23(a)(2), 3A090.a, § 8 AWV) or a document id."""
    from bot.console.render import console, passage_view
    from index.read.links import deep_link

    settings = _settings()
    language = lang or _default(settings)
    corpus = _open(settings)
    passages = corpus.lookup(citation)
    info = corpus.info(passages[0].document_id) if passages else None
    if info is None:
        typer.echo(say("no_such_source", language, wanted=citation), err=True)
        raise typer.Exit(1)
    if as_json:
        _print_json(
            [
                {
                    "document_id": one.document_id,
                    "citation": one.citation,
                    "title": info.title,
                    "source": info.source,
                    "url": deep_link(info, one),
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "note": one.note,
                }
                for one in passages
                if one.document_id == info.id
            ]
        )
        return
    around = corpus.neighbours(passages[0], 1)
    console().print(passage_view(info, passages[0], around, language))


@app.command()
def sources(lang: Lang = None, as_json: JsonFlag = False) -> None:
    """List the documents of the index; what was guessed about them is marked."""
    from bot.console.render import console, sources_view

    settings = _settings()
    corpus = _open(settings)
    infos = corpus.infos()
    if as_json:
        from bot.console.listing import info_json

        _print_json([info_json(info) for info in infos])
    else:
        console().print(sources_view(infos, lang or _default(settings)))


@app.command()
def sync(
    only: Annotated[list[str] | None, typer.Option(help="only sources of this name or type")] = None,
    dry_run: Annotated[bool, typer.Option(help="show the plan, change nothing")] = False,
    allow_mass_removal: Annotated[bool, typer.Option(help="go on although many documents would be removed")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Bring the index up to date with the configured sources."""
    from bot.console.syncing import run_sync

    settings = _settings()
    code = run_sync(
        settings.index,
        _default(settings),
        only=tuple(only or ()),
        dry_run=dry_run,
        allow_mass_removal=allow_mass_removal,
        as_json=as_json,
    )
    raise typer.Exit(code)


@app.command()
def status(as_json: JsonFlag = False) -> None:
    """Say what the index holds and how fresh it is."""
    from bot.console.listing import status_of, status_view
    from bot.console.render import console

    settings = _settings()
    state = status_of(settings)
    if as_json:
        _print_json(state)
    else:
        console().print(status_view(state, _default(settings)))


@app.command()
def doctor(as_json: JsonFlag = False) -> None:
    """Check config, encoder, store, model, prompts and sources; one line each, with what to type."""
    from bot.console.doctor import examine, findings_view
    from bot.console.render import console

    findings = examine(find_config(_State.config))
    if as_json:
        _print_json([{"check": one.check, "ok": one.ok, "message": one.message} for one in findings])
    else:
        console().print(findings_view(findings))
    raise typer.Exit(0 if all(one.ok for one in findings) else 1)


@app.command(name="eval")
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

    settings = _settings()
    folders = [one.path for one in settings.index.sources if isinstance(one, FolderSource)]
    gold = load_questions(questions, folders)
    corpus = _open(settings)
    results = run_evaluation(_answerer(settings, corpus), corpus, gold)
    target = report or settings.index.path.parent / f"eval-{questions.stem}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(markdown(results, questions.name), encoding="utf-8")
    if as_json:
        _print_json(results.summary())
    else:
        console().print(table_view(results))
        typer.echo(f"→ {target}")
