"""What commands start from: the options they share, the configuration, the opened corpus and its answerer."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.messages import say
from bot.settings import Settings, find_config, load_settings
from index.documents import Language

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from index.corpus import Corpus

JsonFlag = Annotated[bool, typer.Option("--json", help="machine-readable output")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="the day that counts, e.g. 2025-11-01 or 'May 2025'")]
Lang = Annotated[Language | None, typer.Option("--lang", help="language of the answer; default: as the question")]


class _State:
    """The config path given before the command, and the language of the configuration once it was read."""

    config: Path | None = None
    language: Language | None = None


def remember_config(
    config: Annotated[
        Path | None, typer.Option("--config", help="another config.yaml; its paths are relative to it")
    ] = None,
) -> None:
    """Keeps the configuration that is named before the command."""
    _State.config, _State.language = config, None


def config_file() -> Path:
    """The configuration that counts: the one given, else the one found. SettingsError where there is none."""
    return find_config(_State.config)


def read_settings() -> Settings:
    """The settings of `config_file`; SettingsError with file and field where something is wrong."""
    settings = load_settings(config_file())
    _State.language = default_language(settings)
    return settings


def spoken() -> Language:
    """The language of the program's own lines: that of the configuration; while there is none, of the system."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return _State.language or (Language.DE if system.startswith("de") else Language.EN)


def refuse(line: str) -> NoReturn:
    """Ends the command: what was typed is wrong, and ``line`` says how it should be."""
    typer.echo(f"paragraf: {line}", err=True)
    raise typer.Exit(2)


def readable(text: str | None) -> str | None:
    """What was typed as valid Unicode: bytes that are no UTF-8 arrive as lone surrogates, which nothing can store."""
    return text and text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def default_language(settings: Settings) -> Language:
    """The language where neither the command nor the question says one."""
    return Language(settings.answering.default_language)


def day_of(text: str | None) -> date | None:
    """The day of ``--as-of``; the command ends where it is no day."""
    from bot.answering.as_of import parse_day

    if text is None:
        return None
    parsed = parse_day(text)
    if parsed is None:
        refuse(f"--as-of: {say('bad_date', spoken(), text=text)}")
    return parsed


def open_corpus(settings: Settings) -> Corpus:
    """The corpus, built first where it is missing or the configured sources changed."""
    from bot.console.syncing import ensure_built
    from index.corpus import Corpus

    ensure_built(settings.index, default_language(settings))
    return Corpus.open(settings.index)


def answerer(settings: Settings, corpus: Corpus) -> Answerer:
    """What answers questions from this corpus."""
    from bot.assembly import build_answerer

    return build_answerer(settings, corpus)


def print_json(value: object) -> None:
    """Prints a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
