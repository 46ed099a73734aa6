"""The whole of config.yaml. Secrets come only from the environment (or a .env file beside config.yaml)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import yaml
from dotenv import load_dotenv
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import SettingsError
from index.fields import field_problems
from index.settings import IndexSettings, Section, resolve_paths
from index.wording import message

CONFIG_NAME = "config.yaml"


class AnsweringSettings(Section):
    """How long answers are and which language stands in where none can be told."""

    default_language: Literal["de", "en"] = "de"
    max_words: int = Field(default=120, ge=20, le=1000)
    max_statements: int = Field(default=5, ge=1, le=30)
    evidence: int = Field(default=12, ge=10, le=50)


class ModelSettings(Section):
    """The optional chat model; an empty name means answers are verbatim quotes."""

    name: str = Field(default="", description="provider:model as LangChain's init_chat_model takes it")
    base_url: str = ""
    temperature: float = Field(default=0.0, ge=0, le=2)
    max_tokens: int = Field(default=1200, ge=64)
    timeout_seconds: float = Field(default=60, gt=0)
    stall_seconds: float = Field(default=20, gt=0)


class DiscordSettings(Section):
    """The Discord bot: where it answers, how much at once, what it keeps. `/settings` overrides the first block."""

    channels: tuple[int, ...] = Field(default=(), description="ids of the channels it answers in; empty = everywhere")
    model: bool = Field(default=True, description="use the chat model, where one is named, instead of verbatim quotes")
    dms: bool = Field(default=True, description="answer direct messages")
    person_questions: int = Field(default=6, ge=1, le=1000)
    person_seconds: int = Field(default=60, ge=1, le=86_400)
    guild_questions: int = Field(default=60, ge=1, le=10_000)
    guild_seconds: int = Field(default=60, ge=1, le=86_400)

    at_work: int = Field(default=2, ge=1, le=64, description="answers at work at once")
    queue: int = Field(default=100, ge=1, le=10_000, description="questions that may wait for their turn")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty = SQLite beside the index folder")
    memory_turns: int = Field(default=12, ge=2, le=100, description="turns of a conversation that are remembered")
    memory_characters: int = Field(default=6000, ge=500, le=100_000)
    memory_hours: int = Field(default=24, ge=1, le=24 * 365)
    keep_days: int = Field(default=90, ge=1, le=3650, description="how long the buttons of an answer work")
    metrics_port: int = Field(default=0, ge=0, le=65_535, description="Prometheus metrics and health check; 0 = off")
    log_content: bool = Field(default=False, description="question texts in the log")
    message_content: bool = Field(default=False, description="ask for the privileged message content intent")
    owners: tuple[int, ...] = Field(default=(), description="people who may see the gaps and reports of all servers")


class Settings(BaseModel):
    """config.yaml, checked: an unknown key or a wrong value is an error that names the field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    index: IndexSettings
    answering: AnsweringSettings = AnsweringSettings()
    model: ModelSettings = ModelSettings()
    discord: DiscordSettings = DiscordSettings()


def find_config(explicit: Path | None) -> Path:
    """The config.yaml to use: the one named, else the one here, else the one the program came with."""
    if explicit is not None:
        return explicit
    here = Path.cwd() / CONFIG_NAME
    return here if here.exists() else Path(__file__).resolve().parent.parent / CONFIG_NAME


def load_settings(path: Path) -> Settings:
    """Reads and checks config.yaml.

    Raises:
        SettingsError: the file is missing, is no YAML, or a field is wrong; the message names file and field.
    """
    load_dotenv(path.parent / ".env")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(message("config_missing", path=path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(message("file_unreadable", path=path, error=error)) from error
    except yaml.YAMLError as error:
        raise SettingsError(message("not_yaml", path=path, error=_one_line(error))) from error
    if not isinstance(content, dict):
        raise SettingsError(message("config_form", path=path, found=type(content).__name__))
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        raise SettingsError(message("about", source=path, reason=field_problems(error))) from error
    return settings.model_copy(update={"index": resolve_paths(settings.index, path.resolve().parent)})


def discord_token() -> str:
    """The bot's token from the environment; empty where there is none."""
    return os.environ.get("DISCORD_TOKEN", "").strip()


def database_url(settings: Settings) -> str:
    """Where the bot's state lies, as an SQLAlchemy URL: from the environment (it may hold a password) or config.yaml.

    By default a SQLite file beside the index folder, not in it: the index may be deleted and built again, this may not.
    """
    url = os.environ.get("PARAGRAF_DATABASE_URL", "").strip() or settings.discord.database_url
    return url or f"sqlite:///{settings.index.path.parent / 'state' / 'bot.sqlite'}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
