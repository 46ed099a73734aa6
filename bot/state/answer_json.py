"""An answer as JSON and back, whole enough that every button under it still works after a restart.

Statements, citations (document, passage, span, quote, standing) and the nearest sources of a refusal are kept in full.
Of the evidence only ids and spans are: it is large, and the index has it. Pure functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.answering.answer import Answer, Citation, NoAnswer, Question, Reason, Statement, Turn
from index.documents import DocumentInfo, Filters, Hit, Kind, Language, Passage, Status
from index.law_in_time import Standing, StandingOn

VERSION = 1
NEAREST_KEPT = 5

_INFO_DAYS = ("effective_from", "effective_to", "facts_as_of", "stayed_until")
_INFO_TUPLES = ("supersedes", "superseded_by", "topics", "guesses", "also")


class UnreadableAnswerError(ValueError):
    """A stored answer is of another version or broken; to a person it is as if it were gone."""


def dump(result: Answer | NoAnswer) -> dict[str, Any]:
    """The JSON object of an answer or a refusal."""
    common = {
        "version": VERSION,
        "question": _dump_question(result.question),
        "language": result.language.value,
        "as_of": result.as_of.isoformat(),
        "newest_source": _iso(result.newest_source),
        "notes": list(result.notes),
        "dropped_statements": result.dropped_statements,
        "seconds": round(result.seconds, 3),
    }
    if isinstance(result, NoAnswer):
        nearest = [_dump_hit(hit) for hit in result.nearest[:NEAREST_KEPT]]
        return {**common, "reason": result.reason.value, "nearest": nearest}
    return {
        **common,
        "writer": result.writer,
        "statements": [asdict(one) for one in result.statements],
        "citations": [_dump_citation(one) for one in result.citations],
        "evidence": [
            {"document_id": one.document_id, "passage_id": one.id, "start": one.start, "end": one.end}
            for one in (hit.passage for hit in result.evidence)
        ],
    }


def load(content: Mapping[str, Any]) -> Answer | NoAnswer:
    """The inverse of `dump`, with empty ``evidence``.

    Raises:
        UnreadableAnswerError: another version, or not what `dump` writes.
    """
    if content.get("version") != VERSION:
        raise UnreadableAnswerError(f"stored answer of version {content.get('version')}, expected {VERSION}")
    try:
        return _load_refusal(content) if "reason" in content else _load_answer(content)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswerError(f"stored answer is broken: {error!r}") from error


def _load_answer(content: Mapping[str, Any]) -> Answer:
    return Answer(
        **_common(content),
        writer=content["writer"],
        statements=tuple(
            Statement(one["text"], tuple(one["citations"]), one["quote"]) for one in content["statements"]
        ),
        citations=tuple(_load_citation(one) for one in content["citations"]),
        evidence=(),
    )


def _load_refusal(content: Mapping[str, Any]) -> NoAnswer:
    nearest = tuple(_load_hit(one) for one in content["nearest"])
    return NoAnswer(**_common(content), reason=Reason(content["reason"]), nearest=nearest)


def _common(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "question": _load_question(content["question"]),
        "language": Language(content["language"]),
        "as_of": date.fromisoformat(content["as_of"]),
        "newest_source": _day(content["newest_source"]),
        "notes": tuple(content["notes"]),
        "dropped_statements": content["dropped_statements"],
        "seconds": content["seconds"],
    }


def _dump_question(question: Question) -> dict[str, Any]:
    filters = question.filters
    return {
        "text": question.text,
        "id": question.id,
        "history": [asdict(turn) for turn in question.history],
        "language": question.language.value if question.language else None,
        "as_of": _iso(question.as_of),
        "filters": {**asdict(filters), "as_of": _iso(filters.as_of)},
    }


def _load_question(content: Mapping[str, Any]) -> Question:
    filters = content["filters"]
    return Question(
        text=content["text"],
        id=content["id"],
        history=tuple(Turn(one["role"], one["text"]) for one in content["history"]),
        language=Language(content["language"]) if content["language"] else None,
        as_of=_day(content["as_of"]),
        filters=Filters(
            tuple(Kind(one) for one in filters["kinds"]),
            tuple(filters["jurisdictions"]),
            tuple(Language(one) for one in filters["languages"]),
            tuple(filters["documents"]),
            _day(filters["as_of"]),
        ),
    )


def _dump_citation(citation: Citation) -> dict[str, Any]:
    standing = citation.standing
    return {
        "number": citation.number,
        "info": _dump_info(citation.info),
        "passage": asdict(citation.passage),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "standing": {
            "standing": standing.standing.value,
            "day": standing.day.isoformat(),
            "bound": _iso(standing.bound),
        },
    }


def _load_citation(content: Mapping[str, Any]) -> Citation:
    standing = content["standing"]
    return Citation(
        number=content["number"],
        info=_load_info(content["info"]),
        passage=_load_passage(content["passage"]),
        start=content["start"],
        end=content["end"],
        quote=content["quote"],
        standing=StandingOn(
            Standing(standing["standing"]), date.fromisoformat(standing["day"]), _day(standing["bound"])
        ),
    )


def _dump_hit(hit: Hit) -> dict[str, Any]:
    return {"info": _dump_info(hit.info), "passage": asdict(hit.passage), "score": round(float(hit.score), 6)}


def _load_hit(content: Mapping[str, Any]) -> Hit:
    return Hit(_load_passage(content["passage"]), _load_info(content["info"]), content["score"])


def _dump_info(info: DocumentInfo) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(info).items()}


def _load_info(content: Mapping[str, Any]) -> DocumentInfo:
    fields = dict(content)
    fields.update({name: _day(fields[name]) for name in _INFO_DAYS})
    fields.update({name: tuple(fields[name]) for name in _INFO_TUPLES})
    fields.update(language=Language(fields["language"]), kind=Kind(fields["kind"]), status=Status(fields["status"]))
    return DocumentInfo(**fields)


def _load_passage(content: Mapping[str, Any]) -> Passage:
    return Passage(**{**content, "headings": tuple(content["headings"])})


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
