"""Logs of the bot as JSON, a line an event: for people with grep and for machines. Tokens never reach them."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_TOKEN = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?]+")
_QUIET = ("httpx", "aiohttp.access", "matplotlib", "chromadb", "sentence_transformers", "alembic")


class JsonLines(logging.Formatter):
    """One JSON object a record: when, level, where, what, and whatever was passed as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return without_tokens(json.dumps(line, ensure_ascii=False, default=str))


def without_tokens(text: str) -> str:
    """An address of Discord without the token that would let a reader speak for the bot."""
    return _TOKEN.sub(r"\1…", text)


def log_as_json() -> None:
    """Sends all logs to standard error as JSON lines; a file handler that is there already writes them too."""
    root = logging.getLogger()
    for handler in root.handlers:
        handler.setFormatter(JsonLines())
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    root.addHandler(stream)
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
