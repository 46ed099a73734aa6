"""One small real index a test session: real briefs, the real encoder, real Chroma, real tantivy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "false")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
STARTER = ROOT / "index" / "starter"
BRIEFS = (
    "us-3a090-*",
    "us-tpp-definition-*",
    "us-740-8-nac-aca-*",
    "us-744-23-*",
    "us-744-15-*",
    "us-affiliates-rule-*",
    "us-part-734-scope-*",
    "us-part-772-definitions-*",
    "us-country-groups-e-*",
    "us-h20-*",
    "us-h200-rule-2026-*",
    "us-rule-2024-12-02-*",
    "chip-h20-*",
    "chip-h200-sxm-*",
    "cn-18-2025-*",
    "cn-70-2025-*",
    "de-awv-8-9-11-*",
    "eu-2021-821-art-4-*",
    "int-wassenaar-*",
    "news-estevez-*",
    "news-h20-lutnick-*",
    "news-huang-*",
    "us-ai-diffusion-*",
)

CONFIG = """\
index:
  path: var/index
  encoder: {{model: {encoder}}}
  sources:
    - {{type: folder, path: briefs}}
answering: {{default_language: de}}
"""


def needs_shared() -> None:
    """Skips a test that needs ../shared where it is absent."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("../shared/corpus is absent: this test runs only where the real texts lie beside the clone")


@pytest.fixture(scope="session")
def encoder_name() -> str:
    """The encoder that config.yaml names."""
    import yaml

    return str(yaml.safe_load((ROOT / "config.yaml").read_text())["index"]["encoder"]["model"])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, encoder_name: str) -> Path:
    """A folder with a config.yaml, some fifty real briefs and the index built from them."""
    folder = tmp_path_factory.mktemp("paragraf")
    briefs = folder / "briefs"
    briefs.mkdir()
    for pattern in BRIEFS:
        for brief in STARTER.glob(f"{pattern}.md"):
            shutil.copy(brief, briefs)
    (folder / "config.yaml").write_text(CONFIG.format(encoder=encoder_name), encoding="utf-8")
    from bot.settings import load_settings
    from index.sync import sync

    sync(load_settings(folder / "config.yaml").index)
    return folder


@pytest.fixture(scope="session")
def corpus(home: Path) -> Iterator[object]:
    """The opened corpus of `home`."""
    from bot.settings import load_settings
    from index.corpus import Corpus

    opened = Corpus.open(load_settings(home / "config.yaml").index)
    yield opened
    opened.close()
