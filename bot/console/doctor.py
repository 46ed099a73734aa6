"""`paragraf doctor`: what is wrong and what to type, a line each. Every check stands alone; one that fails stops none."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group
from rich.text import Text

from bot.settings import Settings, discord_token, load_settings
from index.errors import CorpusError
from index.settings import FolderSource

# View channels, send messages (in threads too), embed links, attach files, read message history, create public threads.
_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 38 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 35


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; ``message`` says what is wrong and what to type."""

    check: str
    ok: bool
    message: str


def examine(config: Path) -> list[Finding]:
    """Runs all checks on the configuration at ``config``."""
    try:
        settings = load_settings(config)
    except CorpusError as error:
        return [Finding("config", False, f"{error}; correct the file or name another with --config PATH")]
    found = [Finding("config", True, str(config))]
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("encoder", _encoder),
        ("store", _store),
        ("prompts", _prompts),
        ("model", _model),
        ("discord", _discord),
    )
    found.extend(_guarded(name, check, settings) for name, check in checks)
    found.extend(_sources(settings))
    return found


def _guarded(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, True, check(settings))
    except Exception as error:  # noqa: BLE001 - a check reports whatever broke, in one line
        return Finding(name, False, " ".join(str(error).split())[:300] or type(error).__name__)


def _encoder(settings: Settings) -> str:
    from index.embed import load_encoder

    encoder = load_encoder(settings.index.encoder)
    length = float((encoder.encode_query("Exportkontrolle") ** 2).sum() ** 0.5)
    if abs(length - 1) > 0.02:
        raise CorpusError(
            f"{encoder.name}: vectors have length {length:.2f}, expected 1; choose another index.encoder.model"
        )
    return f"{encoder.name}, {encoder.dimension} dimensions"


def _store(settings: Settings) -> str:
    from index.corpus import Corpus

    corpus = Corpus.open(settings.index)
    documents, passages = corpus.catalogue.counts()
    vectors = corpus.store.count()
    if vectors != passages:
        raise CorpusError(f"{passages} passages but {vectors} vectors: run `paragraf sync` to mend the index")
    return f"{documents} documents, {passages} passages at {settings.index.path}"


def _prompts(_settings: Settings) -> str:
    from bot.answering.prompts import load_prompts

    return f"version {load_prompts().version}"


def _model(settings: Settings) -> str:
    if not settings.model.name:
        return "none configured: answers are verbatim quotes (set model.name in config.yaml for prose)"
    import asyncio

    from bot.answering.errors import ModelUnavailableError
    from bot.answering.model import ModelWriter, open_model

    try:
        open_model(settings.model)
        return asyncio.run(ModelWriter(settings.model).probe())
    except ModelUnavailableError as error:
        raise CorpusError(
            f"{error}; check that the server runs, model.name, model.base_url and its key in the environment; "
            "until then answers are verbatim quotes"
        ) from error


def _discord(_settings: Settings) -> str:
    """The token's form and the link that invites the bot; Discord itself is not asked."""
    token = discord_token()
    if not token:
        return (
            "no DISCORD_TOKEN: `paragraf run` talks in the terminal (README: from a new application to the first /ask)"
        )
    application = application_of(token)
    if application is None:
        raise CorpusError(
            "DISCORD_TOKEN: this is no bot token (three parts with dots between them); "
            "copy it from the developer portal: your application, Bot, Reset Token"
        )
    return f"token of application {application}; invite the bot with {invite_link(application)}"


def application_of(token: str) -> int | None:
    """The application's id, which is the first part of every bot token; None where it is no token. Pure."""
    parts = token.removeprefix("Bot ").split(".")
    if len(parts) != 3 or not all(re.fullmatch(r"[\w-]+", part) for part in parts) or len(parts[2]) < 20:
        return None
    try:
        text = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)).decode("ascii")
    except (ValueError, UnicodeDecodeError):
        return None
    return int(text) if re.fullmatch(r"\d{15,20}", text) else None


def invite_link(application: int) -> str:
    """Where an administrator adds the bot: commands, and the permissions it uses and no others. Pure."""
    return f"https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={_PERMISSIONS}"


def _sources(settings: Settings) -> Iterator[Finding]:
    for source in settings.index.sources:
        name = source.name or source.type
        if isinstance(source, FolderSource) and not source.path.is_dir():
            yield Finding(
                f"source {name}", False, f"{source.path}: no such folder; correct index.sources in config.yaml"
            )
        elif isinstance(source, FolderSource):
            yield Finding(f"source {name}", True, str(source.path))
        else:
            yield Finding(f"source {name}", True, "configured; `paragraf sync` fetches it")


def findings_view(findings: list[Finding]) -> Group:
    """One line a finding."""
    return Group(
        *(
            Text.assemble(
                ("ok   " if one.ok else "FAIL ", "green" if one.ok else "bold red"), f"{one.check}: {one.message}"
            )
            for one in findings
        )
    )
