"""The shared corpus, where it is present: the span law, pinpoints, and every gold sentence of the development set."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from index.documents import Fetched, Passage, SourceDocument
from index.read import read
from index.read.pinpoints import within
from index.split import TINY, split

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
_OUTSIDE = {"parallel-de-en", "api-samples"}


class Read(NamedTuple):
    path: Path
    document: SourceDocument
    passages: list[Passage]


def fetched(path: Path) -> Fetched:
    content = path.read_bytes()
    return Fetched(str(path.relative_to(SHARED)), content, hashlib.sha256(content).hexdigest())


@pytest.fixture(scope="module")
def corpus() -> list[Read]:
    files = (
        one
        for one in sorted(CORPUS.rglob("*"))
        if one.is_file() and one.name != "README.md" and not _OUTSIDE & set(one.parts)
    )
    return [Read(path, document, split(document)) for path in files for document in read(fetched(path))]


def test_the_span_law_holds_for_every_passage(corpus: list[Read]) -> None:
    for one in corpus:
        end = 0
        for passage in one.passages:
            assert one.document.text[passage.start : passage.end] == passage.text
            assert passage.text and passage.text == passage.text.strip()
            assert passage.start >= end
            end = passage.end
    lengths = [len(passage.text) for one in corpus for passage in one.passages]
    by_file = Counter(one.path.name for one in corpus for _ in one.passages)
    print(f"\n{len(corpus)} documents, {len(lengths)} passages, longest {max(lengths)} characters")
    print("\n".join(f"{count:6} {name}" for name, count in by_file.most_common()))
    assert max(lengths) <= 1200
    assert 15_000 < len(lengths) < 30_000


def test_no_passage_crosses_two_numbered_paragraphs(corpus: list[Read]) -> None:
    for one in corpus:
        for passage in one.passages:
            crossed = [s for s in one.document.sections if s.start < passage.end and passage.start < s.end]
            assert crossed
            pinpoints = {section.citation for section in crossed}
            if pinpoints == {passage.citation}:
                continue
            assert all(within(citation, passage.citation) for citation in pinpoints), (passage.citation, pinpoints)
            assert all(section.end - section.start < TINY for section in crossed), passage.citation


def test_ids_are_unique(corpus: list[Read]) -> None:
    documents = Counter(one.document.info.id for one in corpus)
    assert not [name for name, count in documents.items() if count > 1]
    passages = Counter(passage.id for one in corpus for passage in one.passages)
    assert not [name for name, count in passages.items() if count > 1]


def test_plain_files_are_kept_to_the_character(corpus: list[Read]) -> None:
    for one in corpus:
        if one.path.suffix in (".txt", ".md") and "742.6" not in one.path.name:
            assert one.document.text == one.path.read_text(encoding="utf-8"), one.path.name


def test_every_gold_sentence_lies_in_one_passage_or_two_neighbours(corpus: list[Read]) -> None:
    texts = [[re.sub(r"\s+", " ", passage.text) for passage in one.passages] for one in corpus]
    questions = [json.loads(line) for line in (SHARED / "questions-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    for question in questions:
        for evidence in question["evidence"]:
            wanted = re.sub(r"\s+", " ", evidence)
            single = any(wanted in text for document in texts for text in document)
            assert single or any(
                wanted in f"{left} {right}" for document in texts for left, right in pairwise(document)
            ), (question["id"], evidence)


def test_the_sections_that_questions_name_have_passages(corpus: list[Read]) -> None:
    citations = {passage.citation for one in corpus for passage in one.passages}
    for wanted in (
        "15 CFR § 744.15",
        "15 CFR § 744.17",
        "15 CFR § 744.22",
        "15 CFR § 744.23(a)(2)",
        "15 CFR § 744.21(b)",
    ):
        assert any(within(citation, wanted) for citation in citations), wanted
    for wanted in (
        "ECCN 3A090",
        "ECCN 3A090.a.1",
        "ECCN 3B001.q",
        "ECCN 3B993.c.1",
        "ECCN 3D993.d",
        "ECCN 3E905",
        "ECCN 4E091",
    ):
        assert wanted in citations, wanted
    assert "§ 8 Abs. 1 AWV" in citations
    assert any(citation.startswith("Art. 4(1)") for citation in citations)


def test_the_stayed_affiliates_text_carries_its_note(corpus: list[Read]) -> None:
    noted: dict[str, set[str]] = {}
    for one in corpus:
        for passage in one.passages:
            if passage.note:
                noted.setdefault(one.document.info.id, set()).add(
                    passage.citation.removeprefix(one.document.info.citation)
                )
    assert noted["us-15-cfr-744.8"] == {"(a)(2)", "(b)"}
    assert "(a)(1)" in noted["us-15-cfr-744.11"]
    assert noted["us-15-cfr-744.16"] == {"(e)"}
    assert {"(a)(3)", "(b)(2)", "(d)"} <= noted["us-15-cfr-744.21"]
    assert noted["us-15-cfr-744-supp-4"] == noted["us-15-cfr-744-supp-7"] == {""}
    assert noted["us-15-cfr-744-supp-8"] == {"(a)", "(b)", "(c)"}


def test_the_samples_of_the_public_interfaces_are_read() -> None:
    samples = CORPUS / "api-samples"
    counts = {
        path.name: len(read(fetched(path)))
        for path in sorted(samples.glob("*"))
        if not path.name.startswith(("ecfr-structure", "ecfr-titles"))
    }
    assert counts["fr-documents-search-2026.json"] == 5
    assert counts["fr-document-2025-05887.json"] == counts["fr-full-text-2015-09000.xml"] == 1
    assert counts["ecfr-full-title3-part101-2024-05-17.xml"] >= 5
    assert counts["ecfr-full-title3-2024-05-17.xml"] > 5
