"""Learn the translation lexicon: ``python -m index.training.learn_lexicon``.

Reads the parallel texts, the glossary and our own pairs; writes ``index/data/lexicon.tsv.gz``. Deterministic: the same
data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import typer

from index.compounds import split_compound
from index.lexicon import DEFAULT_PATH, Language, stem
from index.training.alignment import Floats, Ids, TranslationTable, align
from index.training.data import GLOSSARY, PAIRS_FOLDER, Pair, is_held_out, read_glossary, read_own_pairs, read_pairs

LEAST_PROBABILITY = 0.05
MOST_TRANSLATIONS = 8
LEAST_COUNT = 0.4
LONGEST = 48  # words a side: longer sentences align badly and cost quadratically
WHOLE_FROM = 8  # German words seen this often are learned whole, rarer ones as their parts
EXTRA_WEIGHT = {"glossary": 15.0, "domain_pairs": 8.0, "wiktionary-words": 1.5}
_WORDS = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, lower case; no numbers, so no identifiers."""
    return _WORDS.findall(text.lower())


def split_rare(words: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    """The words with the rare compounds among them replaced by their parts."""
    known = _Frequent(counts)
    return [part for word in words for part in ((word,) if counts[word] >= WHOLE_FROM else split_compound(word, known))]


class _Frequent:
    """The words seen often enough to be believed as parts of others."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def __contains__(self, word: object) -> bool:
        return self._counts.get(str(word), 0) >= WHOLE_FROM


def learn(pairs: list[Pair]) -> tuple[list[str], list[str], TranslationTable]:
    """The German stems, the English stems and the table over them."""
    counts = Counter(word for pair in pairs for word in words_of(pair.german))
    german_ids: dict[str, int] = {}
    english_ids: dict[str, int] = {}
    german: list[Ids] = []
    english: list[Ids] = []
    weights: list[float] = []
    for pair in pairs:
        de = [stem(word, "de") for word in split_rare(words_of(pair.german), counts)]
        en = [stem(word, "en") for word in words_of(pair.english)]
        if 0 < len(de) <= LONGEST and 0 < len(en) <= LONGEST:
            german.append(np.array([german_ids.setdefault(s, len(german_ids)) for s in de], np.int32))
            english.append(np.array([english_ids.setdefault(s, len(english_ids)) for s in en], np.int32))
            weights.append(EXTRA_WEIGHT.get(pair.source, max(pair.weight, 0.5)))
    table = align(german, english, np.array(weights, np.float32), (len(german_ids), len(english_ids)))
    return list(german_ids), list(english_ids), table


def entries(
    source: Ids, target: Ids, probability: Floats, count: Floats, names: tuple[list[str], list[str]]
) -> dict[str, list[tuple[str, int]]]:
    """Pruned translations in thousandths, most likely first, by source stem."""
    kept = np.flatnonzero((probability >= LEAST_PROBABILITY) & (count >= LEAST_COUNT))
    kept = kept[np.lexsort((target[kept], -probability[kept], source[kept]))]
    found: dict[str, list[tuple[str, int]]] = {}
    for row in kept:
        translations = found.setdefault(names[0][source[row]], [])
        if len(translations) < MOST_TRANSLATIONS:
            translations.append((names[1][target[row]], round(1000 * float(probability[row]))))
    return found


def write(path: Path, header: list[str], lexicon: Mapping[Language, Mapping[str, list[tuple[str, int]]]]) -> None:
    """Write the file that :class:`index.lexicon.Lexicon` loads; without a time stamp, so that it is reproducible."""
    lines = [f"# {line}" for line in header]
    for language, found in lexicon.items():
        for word in sorted(found):
            fields = [field for text, thousandths in found[word] for field in (text, str(thousandths))]
            lines.append("\t".join([language, word, *fields]))
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Command line: learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS_FOLDER, help="folder of the parallel texts")
    parser.add_argument("--glossary", type=Path, default=GLOSSARY)
    parser.add_argument("--output", type=Path, default=DEFAULT_PATH)
    options = parser.parse_args()
    pairs = [pair for pair in read_pairs(options.pairs, words=True) if not is_held_out(pair)]
    pairs += [*read_glossary(options.glossary), *read_own_pairs()]
    german, english, table = learn(pairs)
    lexicon: dict[Language, dict[str, list[tuple[str, int]]]] = {
        "de": entries(table.german, table.english, table.english_given_german, table.count, (german, english)),
        "en": entries(table.english, table.german, table.german_given_english, table.count, (english, german)),
    }
    header = [
        "German-English translation lexicon over Snowball stems (lower case). Fields, tab-separated:",
        "language of the stem, stem, then pairs of translation and probability in thousandths, most likely first.",
        f"Made by `python -m index.training.learn_lexicon` from {len(pairs):,} pairs",
        "(parallel-de-en, glossary.csv, our own):"
        " IBM model 1, both directions by agreement, 5 rounds; rare German compounds split;"
        f" kept: p >= {LEAST_PROBABILITY}, at most {MOST_TRANSLATIONS} a stem, expected count >= {LEAST_COUNT}.",
        "Learned from texts under CC BY, CC BY-SA, EU reuse, public domain and research-only terms:"
        " see index/encoder/README.md for the list.",
    ]
    write(options.output, header, lexicon)
    sizes = ", ".join(f"{language} {len(found):,}" for language, found in lexicon.items())
    typer.echo(f"{options.output}: {sizes} stems, {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
