"""What the answer room finds for questions with gold evidence: the material that sentence choice and refusal are fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer, Found, Understood
from bot.answering.as_of import as_of_from
from bot.answering.followup import standalone
from bot.evaluation.metrics import proves
from bot.evaluation.questions import Gold, load_questions
from index.documents import Language
from index.errors import SettingsError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Sample:
    """A question, what was found for it, and which candidate sentences prove its answer."""

    gold: Gold
    found: Found
    proving: tuple[bool, ...]


def own_questions(folders: list[Path]) -> list[Gold]:
    """The project's own questions: with gold evidence, and without an answer in the corpus."""
    return [*load_questions(DATA / "questions-own.jsonl", folders), *unanswerable(DATA / "unanswerable.tsv")]


def unanswerable(path: Path) -> Iterator[Gold]:
    """Rows of label, language, question. Raises SettingsError with file and line for a wrong row."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != 3 or row[0] not in ("unanswerable", "off_topic") or row[1] not in ("de", "en"):
            raise SettingsError(
                f"{path}:{number}: expected unanswerable|off_topic, de|en and a question, tab-separated"
            )
        kind = "chitchat" if row[0] == "off_topic" else "unanswerable"
        split = "check" if number % 3 == 0 else "fit"
        yield Gold(f"un-{number}", Language(row[1]), row[2], kind, (), (), (), (), (), None, split=split)


def collect(answerer: Answerer, questions: Iterable[Gold], today: date) -> Iterator[Sample]:
    """Searches for every question as an answer would; injections are left out."""
    for gold in questions:
        if not gold.judged:
            continue
        text = standalone(gold.question, gold.history, gold.language)
        understood = Understood(gold.asked(), text, gold.language, gold.as_of or as_of_from(text) or today)
        found = answerer.find(understood)
        proving = tuple(
            proves(one.text, one.hit.passage.citation or one.hit.info.citation, one.hit.info.source, gold)
            for one in found.candidates
        )
        yield Sample(gold, found, proving)
