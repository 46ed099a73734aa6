"""Which configuration an index was finished for: told without loading a store or a model."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index import ledger as facts
from index.embed import OWN, OWN_FOLDER, PACKAGED, PACKAGED_DISTRIBUTION
from index.intake import versions
from index.settings import EncoderSettings, IndexSettings


def is_built(settings: IndexSettings) -> bool:
    """Whether a finished index of these sources and this encoder is there.

    False also where the last sync was cut off, where config.yaml names other sources now, and where another version of
    the readers wrote it. Whether files or web pages changed since then, only a sync can tell.
    """
    expected = {
        facts.UNFINISHED: "",
        facts.ENCODER: encoder_key(settings.encoder),
        facts.CONFIGURED: configured(settings),
    }
    return all(facts.peek(settings.path, name) == value for name, value in expected.items())


def configured(settings: IndexSettings) -> str:
    """The configured sources and the version of the readers, as one short hash."""
    sources = [one.model_dump(mode="json") for one in settings.sources]
    return hashlib.sha256(json.dumps([versions(), sources]).encode()).hexdigest()[:16]


def encoder_key(settings: EncoderSettings) -> str:
    """How the encoder is configured and what lies on disk for it, without reading its weights."""
    named = settings.model_dump(mode="json", exclude={"threads"})
    return hashlib.sha256(json.dumps([named, _on_disk(settings.model)]).encode()).hexdigest()[:16]


def _on_disk(model: str) -> list[tuple[str, int, int]]:
    """Name, size and time of a model's files; the version of a packaged one; nothing for a name of the hub."""
    if model == PACKAGED:
        try:
            return [(version(PACKAGED_DISTRIBUTION), 0, 0)]
        except PackageNotFoundError:
            return []
    folder = OWN_FOLDER if model == OWN else Path(model).expanduser()
    files = sorted(one for one in folder.rglob("*") if one.is_file()) if folder.is_dir() else []
    return [(str(one.relative_to(folder)), one.stat().st_size, one.stat().st_mtime_ns) for one in files]
