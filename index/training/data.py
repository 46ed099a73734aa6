"""The German-English pairs that the encoder and the lexicon are learned from.

Each source has a weight: how often its pairs are drawn, relative to others. Law, news and the field's own
texts are worth more than captions and documentation. Cleaning is the same for all: whitespace, entities,
equal pairs once, pairs of very unequal length out.
"""

from __future__ import annotations

import csv
import hashlib
import html
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.training.question_forms import expand

PAIRS_FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "parallel-de-en"
GLOSSARY = Path(__file__).parents[3] / "shared" / "glossary.csv"
OWN_FOLDER = Path(__file__).parents[1] / "data"

# (file, weight, the German column). The weight multiplies the chance that a pair is drawn in a pass.
TABLES: tuple[tuple[str, float, int], ...] = (
    ("domain-us-law.tsv", 4.0, 0),
    ("domain-eu-de-law.tsv", 4.0, 0),
    ("domain-news.tsv", 4.0, 0),
    ("news-ntrex2019.tsv", 2.0, 0),
    ("news-pud.tsv", 2.0, 0),
    ("wmt-newstest-2008-2020.tsv", 1.6, 0),
    ("wmt-newstest2021-de-en.tsv", 1.6, 0),
    ("wmt-newstest2021-en-de.tsv", 1.6, 0),
    ("wmt-generaltest2022-de-en.tsv", 1.4, 0),
    ("wmt-generaltest2022-en-de.tsv", 1.4, 0),
    ("wmt-generaltest2023-de-en.tsv", 1.0, 0),
    ("wmt-generaltest2023-en-de.tsv", 1.0, 0),
    ("wikipedia-mlqe-pe.tsv", 2.0, 0),
    ("news-simple-german-2025-2026.tsv", 1.5, 0),
    ("eu-gdpr.tsv", 1.5, 0),
    ("eu-commission-documents-2019.tsv", 1.5, 0),
    ("swiss-federal-law.tsv", 0.6, 0),
    ("mozilla-legal-docs.tsv", 1.0, 0),
    ("tatoeba-challenge-tests.tsv", 1.0, 0),
    ("tatoeba-anki-deu-eng-short.tsv", 0.25, 1),
    ("chat-bcontrast.tsv", 0.4, 0),
    ("multi30k-captions.tsv", 0.4, 0),
    ("opensource-guide.tsv", 0.7, 0),
    ("prompt-engineering-guide.tsv", 0.5, 0),
    ("eforms-procurement-terms.tsv", 0.4, 0),
    ("business-central-docs.tsv", 0.2, 0),
    ("debian-website.tsv", 0.35, 0),
    ("php-manual.tsv", 0.2, 0),
)
WORDS_TABLE = ("wiktionary-words.tsv", 0.15, 0)
_SPACES = re.compile(r"\s+")
_TOKENISED = re.compile(r" ([.,;:!?%)’']|&apos;|'s\b)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages, where it is from and how often it is drawn."""

    german: str
    english: str
    source: str
    weight: float


@dataclass(frozen=True, slots=True)
class QuestionPassage:
    """A question in both languages and the passage that answers it, in the passage's own language."""

    german: str
    english: str
    passage: str
    source: str


def clean(text: str) -> str:
    """Entities resolved, whitespace single, spaces of a tokeniser before punctuation removed."""
    text = _SPACES.sub(" ", html.unescape(text)).strip()
    return _TOKENISED.sub(r"\1", text)


def is_fit(german: str, english: str) -> bool:
    """Whether two texts can be translations: neither empty nor huge, lengths within a factor of 2.2."""
    short, long = sorted((len(german) + 8, len(english) + 8))
    return bool(german and english) and long <= 2.2 * short and long <= 700


def read_pairs(folder: Path = PAIRS_FOLDER, *, words: bool = False) -> list[Pair]:
    """All pairs of a folder, cleaned, each once, in file order. ``words`` adds the dictionary of single words."""
    tables = (*TABLES, WORDS_TABLE) if words else TABLES
    raw: list[Pair] = [
        *(pair for name, weight, german in tables for pair in _read_table(folder / name, weight, german)),
        *_read_twin_files(folder),
        *_read_similarity_tables(folder),
    ]
    return list(_unique(raw))


def read_glossary(path: Path = GLOSSARY, weight: float = 3.0) -> list[Pair]:
    """Each English term of the glossary with each of its German alternatives."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Pair(german.strip(), english.strip(), "glossary", weight)
            for row in csv.DictReader(rows)
            for english in row["en"].split("|")
            for german in row["de"].split("|")
        ]


def read_questions(path: Path) -> list[QuestionPassage]:
    """Questions with their passages from a JSON-lines file. Raises ValueError naming file, line and field."""
    found: list[QuestionPassage] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        missing = {"question_de", "question_en", "passage"} - row.keys()
        if missing:
            raise ValueError(f"{path}:{number}: missing {', '.join(sorted(missing))}")
        found.append(
            QuestionPassage(row["question_de"], row["question_en"], row["passage"], row.get("source", path.stem))
        )
    return found


def _read_table(path: Path, weight: float, german: int) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) == 2:
            yield Pair(clean(columns[german]), clean(columns[1 - german]), path.stem, weight)


def _read_twin_files(folder: Path) -> Iterator[Pair]:
    for part in ("train", "val", "test"):
        german, english = (
            (folder / f"wmt-opennmt-{part}.{language}.txt").read_text(encoding="utf-8").split("\n")
            for language in ("de", "en")
        )
        for de, en in zip(german, english, strict=True):
            yield Pair(clean(de), clean(en), f"wmt-opennmt-{part}", 0.8)


def _read_similarity_tables(folder: Path) -> Iterator[Pair]:
    with (
        (folder / "stsb-de-train.csv").open(encoding="utf-8", newline="") as german,
        (folder / "stsb-en-train.csv").open(encoding="utf-8", newline="") as english,
    ):
        for de, en in zip(csv.reader(german), csv.reader(english), strict=True):
            for column in (0, 1):
                yield Pair(clean(de[column]), clean(en[column]), "stsb", 0.6)


def _unique(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Fit pairs, each German and English text together only once (upper and lower case alike)."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        key = (pair.german.casefold(), pair.english.casefold())
        if key not in seen and is_fit(pair.german, pair.english):
            seen.add(key)
            yield pair


def is_held_out(pair: Pair) -> bool:
    """Whether a pair belongs to the development split: one in 150, by a hash of its English text.

    By the text and not by position, so that a sentence that two files share is held out of both.
    """
    digest = hashlib.blake2b(pair.english.casefold().encode(), digest_size=4).digest()
    return int.from_bytes(digest) % 150 == 0


def draw_order(pairs: Sequence[Pair], seed: int = 1) -> list[Pair]:
    """The pairs in weighted random order (Efraimidis and Spirakis): heavy ones tend to come first.

    A run that gets through only a part of the data has then seen the part that is worth most.
    """
    chance = random.Random(seed)
    keys = [chance.random() ** (1.0 / pair.weight) for pair in pairs]
    return [pairs[index] for index in sorted(range(len(pairs)), key=lambda index: -keys[index])]


def paragraphs(pairs: Sequence[Pair], sources: Sequence[str], sentences: int = 3, limit: int = 12_000) -> list[Pair]:
    """Runs of consecutive sentence pairs of running text joined: what the index holds is longer than a sentence."""
    joined: list[Pair] = []
    for start in range(0, len(pairs) - sentences + 1, sentences):
        run = pairs[start : start + sentences]
        if run[0].source in sources and len({pair.source for pair in run}) == 1:
            german, english = (" ".join(texts) for texts in zip(*((p.german, p.english) for p in run), strict=True))
            if 150 <= len(english) <= 700:
                joined.append(Pair(german, english, run[0].source, run[0].weight))
    return draw_order(joined, seed=2)[:limit]


def is_held_out_source(question: QuestionPassage) -> bool:
    """Whether a question is kept for development: one passage in eight, all questions of it together."""
    digest = hashlib.blake2b(question.passage.encode(), digest_size=4).digest()
    return int.from_bytes(digest) % 8 == 0


def read_own_pairs(folder: Path = OWN_FOLDER) -> list[Pair]:
    """Our own translations: ``domain_pairs*.jsonl`` (fields ``de``, ``en``), then questions put together from forms."""
    forms = expand(folder / "question_forms.tsv", folder / "question_names.tsv")
    own = [
        Pair(clean(row["de"]), clean(row["en"]), path.stem, 4.0)
        for path in sorted(folder.glob("domain_pairs*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    return [*own, *(Pair(german, english, "question-forms", 1.0) for german, english in forms)]
