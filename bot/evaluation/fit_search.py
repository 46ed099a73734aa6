"""Fits the fusion on all our questions: ``python -m bot.evaluation.fit_search --trained-on-questions``.

To the questions of `index.training.fit_fusion` come the "fit" part of those that the answers are measured with, each with
the passages that hold its gold evidence. Options, report and result are those of `index.training.fit_fusion`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.answering.followup import standalone
from bot.evaluation.collect import DATA
from bot.evaluation.metrics import proves
from bot.evaluation.questions import Gold, load_questions
from index.corpus import Corpus
from index.documents import DocumentInfo, Language, Passage
from index.training import fit_fusion
from index.training.data import PAIRS_FOLDER
from index.training.fusion_questions import Question

COMMAND = "python -m bot.evaluation.fit_search --trained-on-questions"
WEIGHT = 4.0
"""Asked as people ask of real texts; the other questions were put together to train an encoder, half of them far from the
words of their passage. At 4 no language pair of the kept half is below its better leg on these; at 1 German is."""
SHARED = PAIRS_FOLDER.parent


def with_evidence(corpus: Corpus) -> Sequence[Question]:
    """The "fit" questions whose evidence is in the corpus, outside the starter briefs."""
    shown = [info for info in corpus.infos() if "starter" not in info.source]
    passages = [(info, passage) for info in shown for passage in corpus.passages_of(info.id)]
    golds = load_questions(DATA / "questions-own.jsonl", [SHARED])
    made = (_question(gold, passages) for gold in golds if gold.split == "fit" and gold.answerable and gold.judged)
    return [one for one in made if one is not None]


def _question(gold: Gold, passages: Sequence[tuple[DocumentInfo, Passage]]) -> Question | None:
    spoken: dict[Language, set[str]] = defaultdict(set)
    for info, passage in passages:
        possible = gold.sections or any(info.source.endswith(one) for one in gold.files)
        if possible and proves(passage.text, passage.citation or info.citation, info.source, gold):
            spoken[info.language].add(passage.id)
    if not spoken:
        return None
    language, ids = max(spoken.items(), key=lambda one: len(one[1]))
    text = standalone(gold.question, gold.history, gold.language)
    place = f"{gold.sources} {gold.spans} {gold.evidence}"
    return Question(text, gold.language, frozenset(ids), language, "evidence", place, keywords=False, weight=WEIGHT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, reports, writes."""
    fit_fusion.main(arguments, with_evidence, COMMAND)


if __name__ == "__main__":
    main()
