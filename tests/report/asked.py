"""(b) The questions that are measured, and those that the report's own weights are learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.evaluation import fit_search
from bot.evaluation.collect import DATA
from bot.evaluation.questions import load_questions
from index.corpus import Corpus
from index.fusion import ANY_ENCODER, Fusion
from index.training.fit_fusion import collect, is_kept_for_report, weights_for
from index.training.fusion_questions import Example, Question, examples

CHECK = "check"
SLICES = ("real texts", "articles", "law", "keywords")
Of = Callable[[Question], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Material:
    """Examples to measure on, and weights that none of them taught."""

    measured: tuple[Example, ...]
    fusion: Fusion
    learned: int


def check_questions(corpus: Corpus) -> list[Question]:
    """The "check" part of our own questions, with the passages that hold their evidence."""
    shown = [info for info in corpus.infos() if "starter" not in info.source]
    passages = [(info, passage) for info in shown for passage in corpus.passages_of(info.id)]
    golds = load_questions(DATA / "questions-own.jsonl", [fit_search.SHARED])
    chosen = [gold for gold in golds if gold.split == CHECK and gold.answerable and gold.judged]
    made = (fit_search._question(gold, passages) for gold in chosen)
    return [replace(one, group=CHECK) for one in made if one is not None]


def material(corpus: Corpus, sample: int | None) -> Material:
    """Asks everything, learns from one half, keeps the other and the check part.

    ``sample``: so many measured questions a language pair.
    """
    asked = collect(corpus, True)
    asked += examples(corpus, fit_search.with_evidence(corpus))
    check = examples(corpus, check_questions(corpus))
    learned = [one for one in asked if not is_kept_for_report(one.question)]
    label = corpus.encoder.name.split("@", 1)[0]
    fusion = weights_for(label, learned, Fusion.load(ANY_ENCODER))[label]
    kept = [one for one in asked if is_kept_for_report(one.question)]
    measured = [*check, *kept]
    return Material(tuple(first_of_each(measured, sample) if sample else measured), fusion, len(learned))


def first_of_each(some: Sequence[Example], most: int) -> list[Example]:
    """The first examples of each language pair."""
    seen: dict[str, int] = defaultdict(int)
    chosen = []
    for one in some:
        pair = pair_of(one.question)
        seen[pair] += 1
        if seen[pair] <= most:
            chosen.append(one)
    return chosen


def pair_of(question: Question) -> str:
    """Language of the question and of what answers it."""
    return f"{question.language}→{question.gold_language}"


def slices_of(question: Question, sources: Mapping[str, str]) -> list[str]:
    """Under which names a question is reported; ``sources``: by passage, the file it is from."""
    pair = pair_of(question)
    kinds = {"real texts"} if question.group == CHECK else set()
    if question.keywords:
        kinds.add("keywords")
    kinds |= {"articles" if "articles/" in sources[one] else "law" for one in question.gold if one in sources}
    return [pair, *(f"{kind}: {pair}" for kind in SLICES if kind in kinds)]


def sources_of(corpus: Corpus) -> dict[str, str]:
    """By passage id, the file it is from."""
    sources = {info.id: info.source for info in corpus.infos()}
    return {passage: sources[document] for passage, document in corpus.catalogue.passage_ids() if document in sources}
