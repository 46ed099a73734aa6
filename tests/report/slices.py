"""(b) and (c) as text: way by way, slice by slice; and the fusion against the better leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.report.figures import against_better_leg, estimate, hits, reciprocals
from tests.report.markdown import cell, table
from tests.report.ways import BARE, FUSED, LEGS, LEXICON, WORDS

Ranks = Mapping[str, Sequence[float]]


def parted(ranks: Ranks, names: Sequence[Sequence[str]]) -> dict[str, dict[str, list[float]]]:
    """Ranks by slice and way; ``names``: the slices of each question. Language pairs come first."""
    every = {name for some in names for name in some}
    ordered = sorted(every, key=lambda name: (":" in name, name))
    return {
        name: {
            way: [rank for rank, some in zip(values, names, strict=True) if name in some]
            for way, values in ranks.items()
        }
        for name in ordered
    }


def overview(slices: Mapping[str, Ranks]) -> str:
    """MRR: a row a slice, a column a way."""
    ways = list(next(iter(slices.values())))
    rows = [
        [name, str(len(next(iter(ranks.values())))), *(cell(estimate(reciprocals(ranks[way]))) for way in ways)]
        for name, ranks in slices.items()
    ]
    return table(["MRR of", "n", *ways], rows)


def details(slices: Mapping[str, Ranks]) -> str:
    """At 1, 5, 10 and MRR: a row a slice and way."""
    rows = [
        [name, str(len(values)), way]
        + [cell(estimate(hits(values, at))) for at in (1, 5, 10)]
        + [cell(estimate(reciprocals(values)))]
        for name, ranks in slices.items()
        for way, values in ranks.items()
    ]
    return table(["questions", "n", "way", "@1", "@5", "@10", "MRR"], rows)


def against_legs(slices: Mapping[str, Ranks]) -> str:
    """The fusion minus the better leg, question by question."""
    rows = []
    for name, ranks in slices.items():
        one = against_better_leg(ranks, FUSED, LEGS)
        rows.append(
            [name, str(one.mrr.count), one.leg, cell(one.mrr, signed=True), cell(one.at_five, signed=True), one.verdict]
        )
    return table(["questions", "n", "better leg", "MRR: fused - leg", "@5: fused - leg", "says"], rows)


def lexicon_pays(slices: Mapping[str, Ranks]) -> str:
    """Full text and fusion with the lexicon minus those without, question by question."""
    rows = []
    for name, ranks in slices.items():
        leg, whole = against_better_leg(ranks, LEXICON, [WORDS]), against_better_leg(ranks, FUSED, [BARE])
        cells = [cell(one, signed=True) for one in (leg.mrr, whole.mrr, whole.at_five)]
        rows.append([name, str(leg.mrr.count), *cells, whole.verdict])
    return table(["questions", "n", "full text, MRR", "fused, MRR", "fused, @5", "says, of fused"], rows)
