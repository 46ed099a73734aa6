"""The figures of an evaluation as a table for the terminal and as a Markdown report."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.table import Table

from bot.evaluation.run import Results, Row

_COLUMNS = (
    ("slice", "name"),
    ("n", "questions"),
    ("hit@1", "hit1"),
    ("hit@5", "hit5"),
    ("hit@10", "hit10"),
    ("MRR", "mrr"),
    ("gold strings", "gold_strings"),
    ("cit. precision", "precision"),
    ("cit. recall", "recall"),
    ("refused", "refused"),
    ("s", "seconds"),
)


def _cell(row: Row, field: str) -> str:
    value = getattr(row, field)
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def table_view(results: Results) -> Table:
    """The slices as a table."""
    table = Table(box=None, header_style="bold")
    for title, field in _COLUMNS:
        table.add_column(title, justify="left" if field == "name" else "right")
    for row in results.rows():
        table.add_row(*(_cell(row, field) for _, field in _COLUMNS))
    return table


def markdown(results: Results, name: str) -> str:
    """The report: slices, misses by id, and every question with its outcome."""
    summary = results.summary()
    head = " | ".join(title for title, _ in _COLUMNS)
    lines = [
        f"# Evaluation on {name}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {len(results.measured)} questions · "
        f"every quote verbatim: {'yes' if summary['verbatim'] else 'NO'}",
        "",
        f"| {head} |",
        "|" + " --- |" * len(_COLUMNS),
        *(f"| {' | '.join(_cell(row, field) for _, field in _COLUMNS)} |" for row in results.rows()),
        "",
        *(
            f"- {key.replace('_', ' ')}: {', '.join(summary[key]) or 'none'}"
            for key in ("wrongly_refused", "wrongly_answered", "missing_strings", "evidence_missed_at_5")
        ),
        "",
        "| id | outcome | rank of evidence | strings | question | answer |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in results.measured:
        rank = next((at + 1 for at, good in enumerate(one.relevant) if good), None)
        answer = " ".join(statement["text"] for statement in one.answer["statements"]) or one.answer["reason"] or ""
        cells = (
            one.gold.id,
            one.answer["outcome"],
            str(rank or "-"),
            "yes" if one.contains else "no",
            one.gold.question,
            answer[:300],
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
