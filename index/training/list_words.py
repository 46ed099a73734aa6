"""List the German words that compounds are taken apart against: ``python -m index.training.list_words``.

Counts the words of the parallel texts (law, news and the field's own, not captions or documentation) and of the
glossary; writes ``index/data/words-de.txt.gz``. Deterministic.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

from index.glossary import Glossary
from index.training.data import PAIRS_FOLDER
from index.words import WORD_LIST

FILES = (
    "domain-us-law.tsv", "domain-eu-de-law.tsv", "domain-news.tsv", "news-ntrex2019.tsv", "news-pud.tsv",
    "wmt-newstest-2008-2020.tsv", "wmt-newstest2021-de-en.tsv", "wmt-generaltest2022-de-en.tsv", "eu-gdpr.tsv",
    "eu-commission-documents-2019.tsv", "swiss-federal-law.tsv", "wikipedia-mlqe-pe.tsv",
)  # fmt: skip
LEAST_COUNT = 6
_WORDS = re.compile(r"[^\W\d_]{4,}")


def count_words(folder: Path) -> Counter[str]:
    """How often each German word of four letters or more occurs, lower case."""
    counts: Counter[str] = Counter()
    for name in FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            counts.update(word.lower() for word in _WORDS.findall(line.split("\t")[0]))
    return counts


def main() -> None:
    """Writes the list."""
    counts = count_words(PAIRS_FOLDER)
    words = {word for word, count in counts.items() if count >= LEAST_COUNT}
    glossary = Glossary.load()
    words |= {word.lower() for pair in glossary.pairs for form in pair.german for word in _WORDS.findall(form)}
    head = (
        "# German words that compounds are taken apart against. Made by `python -m index.training.list_words`\n"
        f"# from the German side of {len(FILES)} files of parallel-de-en (words seen {LEAST_COUNT} times or more)\n"
        "# and the glossary.\n"
    )
    with gzip.GzipFile(WORD_LIST, "wb", mtime=0) as file:
        file.write((head + "\n".join(sorted(words)) + "\n").encode())


if __name__ == "__main__":
    main()
