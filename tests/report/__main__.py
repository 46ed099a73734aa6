"""`python -m tests.report`: measures encoder, legs and fusion, and writes README.md and quality-ms.png beside itself.

Needs a built index of ../shared/corpus (`make index-shared`). ``--sample 10`` is a quick look on ten questions a slice.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.report", description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "config.shared.yaml")
    parser.add_argument("--sample", type=int, metavar="N", help="so many questions a slice only, to try it out")
    parser.add_argument("--repeats", type=int, default=5, help="of the timings")
    parser.add_argument(
        "--minilm", action="store_true", help="search with MiniLM, too (encodes the corpus: long, once)"
    )
    parser.add_argument("--index", type=Path, help="another folder with a built index")
    parser.add_argument("--out", type=Path, default=HERE, help="where report and picture go")
    given = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from bot.settings import load_settings
    from tests.report.build import build, problem

    settings = load_settings(given.config)
    if given.index is not None:
        index = settings.index.model_copy(update={"path": given.index})
        settings = settings.model_copy(update={"index": index})
    shared = ROOT.parent / "shared"
    why = problem(settings.index.path, shared)
    if why:
        raise SystemExit(why)
    given.out.mkdir(parents=True, exist_ok=True)
    build(settings, shared, given.out, sample=given.sample, repeats=given.repeats, minilm=given.minilm)


if __name__ == "__main__":
    main()
