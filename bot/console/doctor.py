"""`paragraf doctor`: what is wrong and what to type, a line each. Every check stands alone; one that fails stops none."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from bot.console.reaching import addresses, failures
from bot.messages import say
from bot.settings import Settings, database_url, discord_token, load_settings
from index.documents import Language
from index.errors import CorpusError
from index.settings import FolderSource, Source, StarterSource
from index.sources import label
from index.sources.http import AnswerError
from index.wording import in_language

if TYPE_CHECKING:
    from bot.state.database import Database

# View channels, send messages (in threads too), embed links, attach files, read message history, create public threads.
_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 38 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 35


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; ``message`` says what is wrong and what to type."""

    check: str
    ok: bool
    message: str


def examine(config: Path, language: Language) -> list[Finding]:
    """Runs all checks on the configuration at ``config``; ``language`` is for a configuration that names none."""
    try:
        settings = load_settings(config)
    except CorpusError as error:
        key = "doctor_config" if config.exists() else "doctor_config_missing"
        return [Finding("config", False, say(key, language, error=error))]
    found = [Finding("config", True, str(config))]
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("encoder", _encoder),
        ("store", _store),
        ("state", _state),
        ("prompts", _prompts),
        ("model", _model),
        ("discord", _discord),
    )
    found.extend(_guarded(name, check, settings) for name, check in checks)
    sources = settings.index.sources
    found.extend(
        _guarded(f"source {label(one)}", partial(_source, one, errors), settings)
        for one, errors in zip(sources, failures(sources), strict=True)
    )
    return found


def _say(settings: Settings, key: str, **values: object) -> str:
    return say(key, Language(settings.answering.default_language), **values)


def _guarded(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, True, check(settings))
    except CorpusError as error:
        return Finding(name, False, in_language(error, Language(settings.answering.default_language)))
    except Exception as error:  # noqa: BLE001 - a check reports whatever broke, in one line
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        return Finding(name, False, _say(settings, "doctor_check_failed", error=reason))


def _encoder(settings: Settings) -> str:
    from index.embed import load_encoder

    encoder = load_encoder(settings.index.encoder)
    length = float((encoder.encode_query("Exportkontrolle") ** 2).sum() ** 0.5)
    if abs(length - 1) > 0.02:
        raise CorpusError(_say(settings, "doctor_encoder_length", name=encoder.name, length=length))
    return _say(settings, "doctor_encoder", name=encoder.name, dimension=encoder.dimension)


def _store(settings: Settings) -> str:
    path = settings.index.path
    try:
        documents, passages, vectors = _counts(settings)
    except CorpusError:
        raise
    except Exception as error:  # whatever Chroma, tantivy or SQLite say of a damaged file
        reason = " ".join(str(error).split())[:120]
        raise CorpusError(_say(settings, "doctor_store_broken", error=reason, path=path)) from error
    if vectors != passages:
        raise CorpusError(_say(settings, "doctor_store_gap", passages=passages, vectors=vectors))
    return _say(settings, "doctor_store", documents=documents, passages=passages, path=path)


def _counts(settings: Settings) -> tuple[int, int, int]:
    from index.corpus import Corpus

    corpus = Corpus.open(settings.index)
    return (*corpus.catalogue.counts(), corpus.store.count())


def _state(settings: Settings) -> str:
    """Whether the database server of the bot's state answers; a SQLite file is made when the bot starts."""
    import asyncio

    from bot.state.database import Database

    database = Database(database_url(settings))
    if not database.is_sqlite:
        asyncio.run(_ping(database))
    return database.name


async def _ping(database: Database) -> None:
    async with database.reading():
        pass
    await database.close()


def _prompts(settings: Settings) -> str:
    from bot.answering.errors import PromptError
    from bot.answering.prompts import load_prompts

    try:
        return _say(settings, "doctor_prompts", version=load_prompts().version)
    except PromptError as error:
        raise CorpusError(_say(settings, "doctor_prompts_broken", error=error)) from error


def _model(settings: Settings) -> str:
    if not settings.model.name:
        return _say(settings, "doctor_no_model")
    import asyncio

    from bot.answering.errors import ModelUnavailableError
    from bot.answering.model import ModelWriter, open_model

    try:
        open_model(settings.model)
        return asyncio.run(ModelWriter(settings.model).probe())
    except ModelUnavailableError as error:
        problem = _say(settings, f"model_{error.reason.value}")
        raise CorpusError(
            _say(settings, "doctor_model_away", problem=problem, detail=error.detail.rstrip(".") or "-")
        ) from error


def _discord(settings: Settings) -> str:
    """The token's form and the link that invites the bot; Discord itself is not asked."""
    token = discord_token()
    if not token:
        return _say(settings, "doctor_no_token")
    application = application_of(token)
    if application is None:
        raise CorpusError(_say(settings, "doctor_bad_token"))
    return _say(settings, "doctor_token", application=application, link=invite_link(application))


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


def _source(source: Source, errors: Sequence[AnswerError], settings: Settings) -> str:
    if isinstance(source, FolderSource):
        if not source.path.is_dir():
            raise CorpusError(_say(settings, "doctor_no_folder", path=source.path))
        return str(source.path)
    if isinstance(source, StarterSource):
        return _say(settings, "doctor_starter")
    if not errors:
        return _say(settings, "doctor_reached", count=len(addresses(source)))
    key = "doctor_refused" if any(400 <= one.status < 500 for one in errors) else "doctor_away"
    more = _say(settings, "doctor_more_addresses", count=len(errors) - 1) if errors[1:] else ""
    raise CorpusError(_say(settings, key, error=errors[0], more=more))


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
