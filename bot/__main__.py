"""Wiring: runs a command, and turns every error into one line that says what to do. No stack trace reaches a person."""

from __future__ import annotations

import logging
import os
import sys
import uuid
from logging.handlers import RotatingFileHandler
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "false")

from bot.cli import app
from bot.cli.start import spoken
from bot.messages import say
from index.errors import CorpusError
from index.wording import in_language

_LOG = Path(os.environ.get("PARAGRAF_LOG", Path(__file__).resolve().parent.parent / "var" / "paragraf.log"))


def _log_to_file() -> None:
    try:
        _LOG.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            _LOG, maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def main() -> None:
    """Runs the command line. Exit codes: 0 fine, 1 not found or failed checks, 2 wrong input, 130 interrupted."""
    _log_to_file()
    try:
        app()
    except CorpusError as error:
        print(f"paragraf: {in_language(error, spoken())}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:
        reference = uuid.uuid4().hex[:8]
        logging.getLogger("paragraf").exception("unexpected error %s", reference)
        print(f"paragraf: {say('internal_error', spoken(), reference=reference, log=_LOG)}", file=sys.stderr)  # noqa: T201
        sys.exit(1)


if __name__ == "__main__":
    main()
