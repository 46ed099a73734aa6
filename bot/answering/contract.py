"""The public contract: an answer as text for a person and as the JSON that the README describes and that stays stable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answering.answer import Answer, Citation, NoAnswer, Statement
from bot.answering.naming import full_title, named
from bot.messages import day, kind_name, say, standing_name
from index.documents import Hit, Language
from index.law_in_time import Standing, standing_on
from index.read.links import deep_link

_QUOTATION = {Language.DE: ("„", "“"), Language.EN: ("“", "”")}


def quoted(text: str, language: Language) -> str:
    """A verbatim text in the quotation marks of the asker's language."""
    opening, closing = _QUOTATION[language]
    return f"{opening}{text}{closing}"


def citation_label(citation: Citation, language: Language) -> str:
    """What stands beside a number: pinpoint or publisher, title, kind, legal state, date; of a brief, that it is one."""
    info = citation.info
    pinpoint = citation.passage.citation or info.citation
    parts = [part for part in (pinpoint, info.title) if part]
    if len(parts) == 2 and parts[0] in parts[1]:
        parts = parts[1:]
    parts[:1] = [named(info, part, language) for part in parts[:1]]
    state = kind_name(info.kind, language)
    if citation.standing.standing is not Standing.REPORTED:
        state += f", {standing_name(citation.standing, language)}"
    return " · ".join([*parts, state, info.published or say("undated", language)])


def statement_line(statement: Statement, language: Language) -> str:
    """A statement with its numbers."""
    text = quoted(statement.text, language) if statement.quote else statement.text
    return f"{text} {''.join(f'[{number}]' for number in statement.citations)}"


def answer_lines(answer: Answer) -> list[str]:
    """The statements; a quote is followed by where it stands, in the asker's language."""
    by_number = {one.number: one for one in answer.citations}
    lines: list[str] = []
    for statement in answer.statements:
        lines.append(statement_line(statement, answer.language))
        if statement.quote:
            citation = by_number[statement.citations[0]]
            label = citation_label(citation, answer.language)
            if citation.info.language is not answer.language:
                label += f" · {say(f'original_language_{citation.info.language.value}', answer.language)}"
            lines.append(f"— {label}")
            if statement.gloss:
                lines.append(say("gloss", answer.language, pairs=statement.gloss))
    return lines


def caveats(answer: Answer) -> list[str]:
    """Lines that must stand beside the statements: open clocks, notes printed in the source, cut sentences, fallbacks."""
    lines: list[str] = []
    for citation in answer.citations:
        if citation.standing.standing is Standing.OPEN and citation.standing.bound is not None:
            lines.append(
                say(
                    "open_clock",
                    answer.language,
                    number=citation.number,
                    day=citation.standing.bound.isoformat(),
                )
            )
        if citation.passage.note:
            lines.append(say("partial_note", answer.language, note=f"[{citation.number}] {citation.passage.note}"))
    if answer.dropped_statements:
        lines.append(say("dropped", answer.language, count=answer.dropped_statements))
    return [*dict.fromkeys(lines), *answer.notes]


def footer(result: Answer | NoAnswer) -> str:
    """As-of date, the newest source and what kind of text this is."""
    language = result.language
    newest = (
        say("newest_source", language, day=day(result.newest_source, language))
        if result.newest_source
        else say("newest_source_unknown", language)
    )
    parts = [say("as_of", language, day=result.as_of.isoformat()), newest]
    if isinstance(result, Answer):
        parts.append(say(f"disclaimer_{result.writer}", language))
    return " · ".join(parts)


def refusal_lines(result: NoAnswer) -> list[str]:
    """Why there is no answer, and what lies nearest."""
    language = result.language
    lines = [say(f"no_answer_{result.reason.value}", language)]
    if result.reason.value in ("not_in_corpus", "nothing_verified") and result.nearest:
        lines.append(say("nearest", language))
        lines.extend(f"· {nearest_label(hit, result)}" for hit in distinct(result.nearest)[:3])
        lines.append(say("add_sources", language))
    return [*lines, *result.notes]


def distinct(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each document, in order."""
    return list({hit.info.id: hit for hit in reversed(hits)}.values())[::-1]


def nearest_label(hit: Hit, result: NoAnswer) -> str:
    """A near source in one line."""
    state = standing_name(standing_on(hit.info, result.as_of), result.language)
    pinpoint = hit.passage.citation or hit.info.citation
    return " · ".join(part for part in (hit.info.title, named(hit.info, pinpoint, result.language), state) if part)


def answer_text(result: Answer | NoAnswer) -> str:
    """The whole answer as plain text (the ``answer`` field of the JSON)."""
    if isinstance(result, NoAnswer):
        return "\n".join([*refusal_lines(result), footer(result)])
    return "\n".join([*answer_lines(result), *caveats(result), footer(result)])


def to_json(result: Answer | NoAnswer) -> dict[str, Any]:
    """The answer's JSON object as the README describes it."""
    answered = isinstance(result, Answer)
    hits = result.evidence if isinstance(result, Answer) else result.nearest
    return {
        "id": result.question.id,
        "question": result.question.text,
        "language": result.language.value,
        "as_of": result.as_of.isoformat(),
        "outcome": "answered" if answered else "no_answer",
        "reason": None if isinstance(result, Answer) else result.reason.value,
        "writer": result.writer if isinstance(result, Answer) else None,
        "answer": answer_text(result),
        "statements": [
            {"text": one.text, "citations": list(one.citations)}
            for one in (result.statements if isinstance(result, Answer) else ())
        ],
        "citations": [_citation(one) for one in (result.citations if isinstance(result, Answer) else ())],
        "evidence": [_evidence(hit) for hit in hits],
        "newest_source": result.newest_source.isoformat() if result.newest_source else None,
        "dropped_statements": result.dropped_statements,
        "seconds": round(result.seconds, 3),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    info = citation.info
    return {
        "number": citation.number,
        "document_id": info.id,
        "source": info.source,
        "title": full_title(info),
        "kind": info.kind.value,
        "citation": citation.passage.citation or info.citation,
        "url": deep_link(info, citation.passage),
        "published": info.published or None,
        "status": citation.standing.standing.value,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _evidence(hit: Hit) -> dict[str, Any]:
    return {
        "document_id": hit.info.id,
        "source": hit.info.source,
        "citation": hit.passage.citation or hit.info.citation,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": round(hit.score, 4),
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A search hit as JSON: the evidence fields, title, kind, link and date."""
    return {
        **_evidence(hit),
        "title": full_title(hit.info),
        "kind": hit.info.kind.value,
        "url": deep_link(hit.info, hit.passage),
        "published": hit.info.published or None,
    }
