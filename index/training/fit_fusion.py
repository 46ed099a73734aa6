"""Fit the weights of the fusion: ``python -m index.training.fit_fusion --index var/index-shared``.

Takes a built index of ``../shared/corpus`` (``make index-shared``), asks every question in both languages and learns from
what the legs say of the candidates. Only questions that the encoder has not seen count: it knows the others by heart. For an
encoder that has seen none, a copy of the index gets the invented news passages of our own questions. Half of the answered
texts are kept for the report. Writes ``index/data/fusion.json`` and prints leg by leg and slice by slice what each way finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np

from index.catalogue import Entry
from index.corpus import Corpus
from index.documents import DocumentInfo, Kind, Passage, SourceDocument
from index.fusion import ANY_ENCODER, DEFAULT_PATH, FEATURES, Fusion
from index.query import detect_language
from index.settings import EncoderSettings, IndexSettings, StarterSource
from index.training.data import PAIRS_FOLDER
from index.training.fusion_model import Order, dump, fit, legs
from index.training.fusion_questions import Example, Holders, Question, all_passages, examples, read_questions

OWN_QUESTIONS = DEFAULT_PATH.parent / "domain_questions_own.jsonl"
DOMAIN_QUESTIONS = PAIRS_FOLDER / "domain-questions.jsonl"
COMMAND = "python -m index.training.fit_fusion"
Further = Callable[[Corpus], Sequence[Question]]
_BOOTSTRAPS = 400
_DECAY = 0.03  # of 0.03, 0.1, 0.3: the best on the half kept for the report
HEAD = """# What each leg finds, and what the fusion finds

Made by `{command} --report ...`: encoder {encoder}, weights
learned from {learned} questions, measured on {kept} others (no answered text is on both sides). Candidates: all of
`../shared/corpus` without the starter briefs. Share of questions with an answer among the first 1, 5, 10 hits, mean
reciprocal rank; in brackets 95 % intervals. *lexical, own language* is told the language of the answer where it is
the question's; no other way is. *ranks added* is reciprocal rank fusion.

"""


def opened(index: Path, encoder: str) -> Corpus:
    """A built index by its folder."""
    sources = (StarterSource(type="starter"),)
    return Corpus.open(IndexSettings(path=index, encoder=EncoderSettings(model=encoder), sources=sources))


def with_news(index: Path, encoder: str, folder: Path) -> Corpus:
    """A copy of an index in ``folder`` with the passages of our own questions added as news articles."""
    shutil.copytree(index, folder, dirs_exist_ok=True)
    corpus = opened(folder, encoder)
    texts = dict.fromkeys(
        json.loads(line)["passage"] for line in OWN_QUESTIONS.read_text(encoding="utf-8").splitlines()
    )
    pairs = [_article(text) for text in texts]
    corpus.catalogue.put_all([Entry(SourceDocument(info, passage.text, ()), [passage]) for passage, info in pairs])
    corpus.lexical.put(pairs)
    corpus.lexical.commit()
    vectors = corpus.encoder.encode_passages([passage.text for passage, _ in pairs])
    corpus.store.put([passage.id for passage, _ in pairs], vectors)
    return corpus


def _article(text: str) -> tuple[Passage, DocumentInfo]:
    key = "fit-" + hashlib.sha256(text.encode()).hexdigest()[:16]
    info = DocumentInfo(key, key, "", detect_language(text), Kind.NEWS, key)
    return Passage(key, key, 0, 0, len(text), text), info


def is_kept_for_report(question: Question) -> bool:
    """Half of the answered texts, all questions about one of them together."""
    return hashlib.blake2b(question.passage.encode(), digest_size=4, key=b"report").digest()[0] % 2 == 0


def report(asked: Sequence[Example], ways: dict[str, Order], out: TextIO) -> None:
    """Writes a Markdown table: hits at 1 and 5 and mean reciprocal rank with 95 % intervals, by slice and way."""
    slices: dict[str, list[Example]] = defaultdict(list)
    for example in asked:
        slices[example.question.slice.replace(" keywords", "")].append(example)
        if example.question.keywords:
            slices["keywords"].append(example)
    out.write("| questions | n | way | @1 | @5 | @10 | MRR |\n|---|---|---|---|---|---|---|\n")
    for name, some in sorted(slices.items()):
        for way, order in ways.items():
            ranks = np.array([_rank(example, order) for example in some])
            cells = [_with_interval(ranks <= at) for at in (1, 5, 10)] + [_with_interval(1 / ranks)]
            out.write(f"| {name} | {len(some)} | {way} | {' | '.join(cells)} |\n")


def _rank(example: Example, order: Order) -> float:
    """The rank of the first answer; infinite where no leg found one."""
    if not example.gold.any():
        return float("inf")
    scores = order(example.features)
    return float(1 + (scores > scores[example.gold].max()).sum())


def _with_interval(values: Iterable[float]) -> str:
    numbers = np.asarray(values, dtype=float)
    chance = np.random.default_rng(1)
    means = [chance.choice(numbers, len(numbers)).mean() for _ in range(_BOOTSTRAPS)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{numbers.mean():.2f} ({low:.2f}-{high:.2f})"


def weights_for(label: str, asked: Sequence[Example], prior: Fusion | None) -> dict[str, Fusion]:
    """Weights for the encoder the index was built with, and for any other where it is the packaged one."""
    if prior is not None:
        return {label: fit(asked, prior=prior, decay=_DECAY).fusion}
    return {
        label: fit(asked).fusion,
        ANY_ENCODER: fit(asked, without=frozenset({"dense", "dense_gap"})).fusion,
    }


def write(path: Path, fitted: dict[str, Fusion], made_of: str, command: str) -> None:
    """Writes the weights, keeping those of other encoders that the file already has."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    encoders = known.get("encoders", {}) if tuple(known.get("features", ())) == FEATURES else {}
    encoders.update({label: {"made_of": made_of, **dump(fusion)} for label, fusion in fitted.items()})
    file = {"made_by": command, "features": list(FEATURES), "encoders": encoders}
    path.write_text(json.dumps(file, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def collect(corpus: Corpus, seen_by_encoder: bool) -> list[Example]:
    """All questions asked of a corpus; only those the encoder was not trained on where ``seen_by_encoder``."""
    from index.training.data import QuestionPassage, clean, is_held_out_source

    holders = Holders(all_passages(corpus))
    questions = read_questions(DOMAIN_QUESTIONS, holders)
    if not seen_by_encoder:
        return examples(corpus, [*questions, *read_questions(OWN_QUESTIONS, holders)])
    held = [one for one in questions if is_held_out_source(QuestionPassage("", "", clean(one.passage), ""))]
    return examples(corpus, held)


def parser(about: str | None) -> argparse.ArgumentParser:
    """The options of a fit."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--index", type=Path, default=Path("var/index-shared"), help="a built index of ../shared/corpus")
    made.add_argument("--encoder", default="paragraf", help="the encoder it was built with")
    made.add_argument("--trained-on-questions", action="store_true", help="the encoder saw seven in eight of them")
    made.add_argument("--report", type=Path, help="a Markdown file for the table that is printed")
    made.add_argument("--out", type=Path, default=DEFAULT_PATH)
    return made


def main(arguments: Sequence[str] | None = None, further: Further | None = None, command: str = COMMAND) -> None:
    """Fits, reports, writes. ``further`` brings more questions with the passages that answer them."""
    options = parser(__doc__).parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        seen = options.trained_on_questions
        corpus = (
            opened(options.index, options.encoder) if seen else with_news(options.index, options.encoder, Path(folder))
        )
        label = corpus.encoder.name.split("@", 1)[0]
        asked = collect(corpus, seen)
        asked += examples(corpus, further(corpus)) if further is not None else []
        corpus.close()
    prior = Fusion.load(ANY_ENCODER, options.out) if seen else None
    learned = [one for one in asked if not is_kept_for_report(one.question)]
    kept = [one for one in asked if is_kept_for_report(one.question)]
    trial = weights_for(label, learned, prior)[label]
    with (options.report or Path(os.devnull)).open("w", encoding="utf-8") as file:
        for out in (sys.stdout, file):
            out.write(HEAD.format(command=command, encoder=corpus.encoder.name, learned=len(learned), kept=len(kept)))
            report(kept, legs(trial), out)
    made_of = f"{len(asked)} questions, encoder {corpus.encoder.name}"
    write(options.out, weights_for(label, asked, prior), made_of, command)


if __name__ == "__main__":
    main()
