"""The set of questions that thresholds and sentence choice are fitted on keeps its promises."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import bot.evaluation
from bot.evaluation.metrics import collapsed, contains_gold, in_section, overlaps, proves
from bot.evaluation.questions import Gold, load_questions
from index import identifiers
from index.documents import Language
from index.errors import SettingsError
from index.sources.starter import STARTER

QUESTIONS = Path(bot.evaluation.__file__).parent / "data" / "questions-own.jsonl"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
KINDS = {
    "fact", "cross_lingual", "definition", "number", "unanswerable", "list", "chitchat", "injection", "compare",
    "followup", "as_of", "date",
}  # fmt: skip
TAGS = {"off_topic", "false_premise", "injection", "scope_seeds"}

with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here: spans cannot be checked")


@pytest.fixture(scope="module")
def gold() -> list[Gold]:
    return load_questions(QUESTIONS)


@pytest.fixture(scope="module")
def resolved() -> list[Gold]:
    return load_questions(QUESTIONS, [CORPUS])


def test_every_line_is_a_question_of_a_known_kind_with_known_tags(gold: list[Gold]) -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(gold) >= 250
    assert {one.kind for one in gold} <= KINDS
    assert {tag for row in rows for tag in row.get("tags", [])} <= TAGS
    assert all(one.question.strip() and row["answer"].strip() for one, row in zip(gold, rows, strict=True))


def test_ids_and_questions_are_unique(gold: list[Gold]) -> None:
    twice = [text for text, count in Counter(one.question for one in gold if not one.history).items() if count > 1]
    assert len({one.id for one in gold}) == len(gold)
    assert twice == []


def test_both_languages_have_their_half(gold: list[Gold]) -> None:
    count = Counter(one.language for one in gold)
    assert min(count[Language.DE], count[Language.EN]) >= 0.4 * len(gold)


def test_the_same_sentence_never_proves_on_both_sides_of_the_split(gold: list[Gold]) -> None:
    sides: dict[tuple[str, tuple[int, int]], set[str]] = {}
    for one in gold:
        if one.spans:
            sides.setdefault((one.files[0], one.spans[0]), set()).add(one.split)
    assert [place for place, split in sides.items() if len(split) > 1] == []


def test_a_third_of_every_kind_is_kept_for_checking(gold: list[Gold]) -> None:
    assert {one.split for one in gold} == {"fit", "check"}
    for kind in KINDS:
        split = Counter(one.split for one in gold if one.kind == kind)
        assert 0.2 <= split["check"] / split.total() <= 0.5, (kind, split)


def test_what_can_be_answered_says_where(gold: list[Gold]) -> None:
    silent = [one.id for one in gold if one.answerable and one.judged and not (one.spans or one.evidence)]
    assert silent == []


def test_evidence_stands_in_the_briefs_word_for_word(gold: list[Gold]) -> None:
    wrong = []
    for one in gold:
        names = one.files if one.evidence else ()
        briefs = [collapsed((STARTER / name).read_text(encoding="utf-8")) for name in names]
        wrong += [(one.id, text) for text in one.evidence if not any(collapsed(text) in brief for brief in briefs)]
    assert wrong == [], "a brief was reworded: write the evidence anew"


def test_every_section_of_law_is_understood(gold: list[Gold]) -> None:
    assert [section for one in gold for section in one.sections if not identifiers.find(section)] == []


@with_corpus
def test_spans_lie_in_their_files_and_hold_text(resolved: list[Gold]) -> None:
    for one in resolved:
        if one.spans:
            assert len(one.evidence) == len(one.spans), (one.id, "file not found")
            assert all(3 < len(text) < 1500 for text in one.evidence), one.id


@with_corpus
def test_the_right_quote_holds_what_an_answer_must_contain(resolved: list[Gold]) -> None:
    """But for answers that are a citation (a section, a date of publication, a list entry): the quote is without it."""
    articles = [one for one in resolved if one.files and one.files[0].endswith(".txt") and one.spans]
    assert len(articles) > 100
    assert [one.id for one in articles if not contains_gold(" ".join(one.evidence), one)] == []


@with_corpus
def test_no_sentence_of_the_corpus_is_in_the_file(resolved: list[Gold]) -> None:
    text = collapsed(QUESTIONS.read_text(encoding="utf-8"))
    pieces = [(one.id, piece) for one in resolved if one.spans for piece in one.evidence]
    assert [name for name, piece in pieces if len(piece) > 80 and collapsed(piece) in text] == []


@with_corpus
def test_the_questions_are_not_those_of_the_development_set(gold: list[Gold]) -> None:
    theirs = {collapsed(one.question) for one in load_questions(SHARED / "questions-dev.jsonl")}
    assert [one.id for one in gold if any(overlaps(one.question, question) for question in theirs)] == []


def _row(**fields: object) -> str:
    return json.dumps({"id": "x", "lang": "de", "question": "Wie viele?", "kind": "number", **fields})


def _load(folder: Path, **fields: object) -> Gold:
    file = folder / "questions.jsonl"
    file.write_text(_row(**fields), encoding="utf-8")
    return load_questions(file, [folder])[0]


@pytest.mark.parametrize(
    ("name", "content", "piece", "seen"),
    [
        ("a.txt", "Eins. Es sind zwölf. Drei.", "Es sind zwölf.", "Es sind zwölf."),
        ("b.xml", "<P>It is <I>twelve</I>&#xA7;.</P>", "It is <I>twelve</I>&#xA7;.", "It is twelve §."),
        ("c.json", '{"text": "a \\"dozen\\" of\\nthem"}', 'a \\"dozen\\" of\\nthem', 'a "dozen" of them'),
    ],
)
def test_a_span_becomes_the_words_that_a_reader_sees(
    tmp_path: Path, name: str, content: str, piece: str, seen: str
) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (below / name).write_text(content, encoding="utf-8")
    start = content.index(piece)
    one = _load(tmp_path, source=[name], evidence=[], spans=[[start, start + len(piece)]])
    assert one.evidence == (seen,)
    assert proves(f"Davor. {seen} Danach.", "", f"shared/{name}", one)
    assert not proves(f"Davor. {seen} Danach.", "", "shared/other.txt", one)


def test_a_span_into_a_file_that_is_not_here_stays_a_span(tmp_path: Path) -> None:
    one = _load(tmp_path, source=["a.txt"], evidence=[], spans=[[0, 5]])
    assert (one.evidence, one.spans) == ((), ((0, 5),))


def test_a_span_outside_its_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("kurz", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"x: field spans: .*a\.txt"):
        _load(tmp_path, source=["a.txt"], evidence=[], spans=[[40, 50]])


@pytest.mark.parametrize(
    ("citation", "section", "expected"),
    [
        ("§ 8 Abs. 3 AWV", "§ 8 AWV", True),
        ("§ 8 Abs. 3 AWV", "§ 8 Abs. 3 AWV", True),
        ("§ 9 Abs. 3 AWV", "§ 8 AWV", False),
        ("§ 8 Abs. 3 AWG", "§ 8 AWV", False),
        ("Art. 4(1) Regulation (EU) 2021/821", "Art. 4 Regulation (EU) 2021/821", True),
        ("Art. 5 VO (EU) 2021/821", "Art. 4 Regulation (EU) 2021/821", False),
        ("Annex I Regulation (EU) 2021/821, 3A001.a.1", "EU Annex I 3A001", True),
        ("15 CFR Part 774, Supp. No. 1, ECCN 3A001.a.1", "EU Annex I 3A001", False),
        ("15 CFR Part 774, Supp. No. 1, ECCN 3A001.a.1", "15 CFR 774 Supp. No. 1, ECCN 3A001", True),
        ("Annex I Regulation (EU) 2021/821, 3A001.a.1", "15 CFR 774 Supp. No. 1, ECCN 3A001", False),
        ("15 CFR Part 744, Supp. No. 2", "15 CFR 744 Supp. No. 2", True),
    ],
)
def test_german_european_and_american_law_are_told_apart(citation: str, section: str, expected: bool) -> None:
    assert in_section(citation, (section,)) is expected
