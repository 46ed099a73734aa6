"""The words of the report around its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.report import slices, ways
from tests.report.markdown import table
from tests.report.slices import Ranks


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured, where and on how much."""

    made: str
    machine: str
    encoder: str
    passages: int
    learned: int
    checked: int
    measured: int
    sample: int | None
    minutes: float


HEAD = """# Encoder, lexicon and fusion, measured

Made by `make report` (`python -m tests.report`) on {made}, {machine}, in {minutes:.0f} minutes; encoder `{encoder}`,
{passages:,} passages. MRR is the mean reciprocal rank; brackets hold 95 % bootstrap intervals.
{warning}
![quality against milliseconds](quality-ms.png)

"""
SAMPLE = "\n**A quick run on {sample} questions a slice: the figures below only show that the command works.**\n"
SEARCH = """
## (b) Search, leg by leg and slice by slice

Which passage of all of `../shared/corpus` (without the starter briefs) answers? Measured on {measured} questions that
no weight was fitted on: {checked} from the "check" part of
`bot/evaluation/data/questions-own.jsonl` (*real texts*), and {rest} from the half of the fitting questions that is kept by
answered text, without those that the encoder was trained on. The fusion here is **not** the shipped one, which is fitted on both halves, but one
fitted by the same code on the other {learned} questions only. One leak is left: its prior (the weights for any encoder, without
cosines) saw the kept half, though never the check part.

- *{told}*: the full text may look only at the question's own language. No other way is told that much of the answer.
- *{words}*: stems, compounds and identifiers, neither lexicon nor glossary.
- *{lexicon}*: with the translations of both.
- *{minilm}*: cosine of the packaged English encoder to all passages (only with `--minilm`).
- *{added}*: reciprocal rank fusion of full text + lexicon and dense, 60 as constant.
- *{bare}*: the learned score over candidates and measures without lexicon and glossary.
- *{fused}*: the learned score.

Slices: language of the question → language of the answer. An answer that a way does not bring to its candidates counts
as never found. Slices of fewer than 30 questions say little.

"""
LEXICON = """
### What the lexicon costs and brings

With the lexicon minus without it. The full text alone then ranks passages of both languages in one list, so that those of the other
language push down some of the question's own; the fusion weighs the languages. Its weights were learned with the lexicon.

"""
FUSION = """
## (c) Is the fusion ever below the better leg?

Paired differences, question by question, to that of *{lexicon}* and *{dense}* which is better on the slice itself.
The leg is picked after looking, which favours the legs.

"""
DETAILS = """
<details><summary>Every way at 1, 5 and 10</summary>

"""
TIMES = """
## (d) Milliseconds a question

Median of {questions} questions x {repeats} repeats, all ways in turn in one process, no question remembered; in brackets the
middle four fifths. Full text and dense are timed as the search runs them, up to an order of rows; the whole search
also fetches, merges and judges its hits. The answer quotes; no language model.

"""
WHOLE = """
## (e) The whole search

As every face shows it: shipped weights, hits in the order of their best sentences. *five articles* are looked for among all of
`../shared/corpus`, and questions on US rules are asked where their section is in it; our own briefs are hidden there, as they say much of
the same and nobody marked where they answer too. In the lines with briefs they are beside, and a brief that comes first counts as
wrong. *check* are the questions of ours that nothing was fitted on; the line above it has all of ours, most of which the
shipped fusion was fitted with. `questions-dev.jsonl` (briefs beside) was looked at during development. *asked* is what the
issue asks of unseen questions.

"""


def note(questions: int, repeats: int, passages: int) -> str:
    """The line under the picture."""
    return f"{passages:,} passages; median of {questions} questions x {repeats} repeats, one process, one run"


def report(
    facts: Facts,
    alone: str,
    parts: Mapping[str, Ranks],
    medians: Mapping[str, tuple[float, float, float]],
    searched: str,
    timed: tuple[int, int],
) -> str:
    """The whole report as Markdown."""
    warning = SAMPLE.format(sample=facts.sample) if facts.sample else ""
    names = {"told": ways.OWN_LANGUAGE, "words": ways.WORDS, "lexicon": ways.LEXICON, "dense": ways.DENSE}
    names |= {"minilm": ways.MINILM, "added": ways.ADDED, "fused": ways.FUSED, "bare": ways.BARE}
    counts = {"measured": facts.measured, "checked": facts.checked, "learned": facts.learned}
    rows = [[way, f"{middle:.1f} ({low:.1f}-{high:.1f})"] for way, (middle, low, high) in medians.items()]
    return "".join(
        [
            HEAD.format(
                made=facts.made,
                machine=facts.machine,
                minutes=facts.minutes,
                encoder=facts.encoder,
                passages=facts.passages,
                warning=warning,
            ),
            alone,
            SEARCH.format(rest=facts.measured - facts.checked, **counts, **names),
            slices.overview(parts),
            LEXICON,
            slices.lexicon_pays(parts),
            DETAILS,
            slices.details(parts),
            "\n</details>\n",
            FUSION.format(**names),
            slices.against_legs(parts),
            TIMES.format(questions=timed[0], repeats=timed[1]),
            table(["way", "milliseconds"], rows),
            WHOLE,
            searched,
        ]
    )
