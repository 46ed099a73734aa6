"""Answers, hits and passages for a terminal: rich where it is one, plain text where it is a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Answer, Citation, NoAnswer
from bot.answering.contract import caveats, citation_label, footer, quoted, refusal_lines
from bot.answering.naming import named
from bot.messages import day, kind_name, say, standing_name
from index.documents import DocumentInfo, Hit, Language, Passage
from index.law_in_time import standing_on
from index.read.links import deep_link


def answer_view(result: Answer | NoAnswer) -> RenderableType:
    """An answer with its numbered, linked sources; or the refusal with the nearest ones."""
    if isinstance(result, NoAnswer):
        return Group(*(Text(line) for line in refusal_lines(result)), Text(footer(result), style="dim"))
    rows: list[RenderableType] = []
    for statement in result.statements:
        text = Text(quoted(statement.text, result.language) if statement.quote else statement.text)
        for number in statement.citations:
            text.append(f" [{number}]", style="bold cyan")
        rows.append(text)
        if statement.gloss:
            rows.append(Text(say("gloss", result.language, pairs=statement.gloss), style="dim"))
        rows.append(Text(""))
    rows.append(Text(say("sources", result.language), style="bold"))
    rows.extend(_source_line(one, result.language) for one in result.citations)
    rows.extend(Text(line, style="yellow") for line in caveats(result))
    rows.append(Text(footer(result), style="dim"))
    return Group(*rows)


def _source_line(citation: Citation, language: Language) -> RenderableType:
    line = Text(f"[{citation.number}] ", style="bold cyan")
    url = deep_link(citation.info, citation.passage)
    label = citation_label(citation, language)
    if citation.info.language is not language:
        label += f" · {say(f'original_language_{citation.info.language.value}', language)}"
    line.append(label, style="default")
    if url:
        line.append(f"\n    {url}", style=f"blue link {url}")
    return line


def hits_view(hits: Sequence[Hit], language: Language) -> RenderableType:
    """Search hits, best first."""
    if not hits:
        return Text(say("no_hits", language))
    rows: list[RenderableType] = []
    for number, hit in enumerate(hits, start=1):
        head = Text(f"{number}. ", style="bold cyan")
        pinpoint = hit.passage.citation or hit.info.citation or hit.info.title
        head.append(named(hit.info, pinpoint, language), style="bold")
        head.append(f" · {hit.info.title} · {kind_name(hit.info.kind, language)} · {hit.score:.2f}", style="dim")
        rows.append(head)
        rows += [Text(f"   {_shortened(hit.passage.text)}"), Text("")]
    return Group(*rows)


def passage_view(
    info: DocumentInfo,
    passage: Passage,
    around: Sequence[Passage],
    language: Language,
    mark: tuple[int, int] | None = None,
) -> RenderableType:
    """A passage between its neighbours, with the cited span marked."""
    text = Text()
    for one in (one for one in around if one.end <= passage.start):
        text.append(one.text + "\n\n", style="dim")
    body = Text(passage.text)
    if mark is not None:
        body.stylize("bold", max(0, mark[0] - passage.start), min(len(passage.text), mark[1] - passage.start))
    text.append_text(body)
    for one in (one for one in around if one.start >= passage.end):
        text.append("\n\n" + one.text, style="dim")
    if passage.note:
        text.append("\n\n" + say("partial_note", language, note=passage.note), style="yellow")
    url = deep_link(info, passage)
    state = standing_name(standing_on(info, _today()), language)
    subtitle = f"{kind_name(info.kind, language)} · {state} · {info.published or say('undated', language)}"
    pinpoint = named(info, passage.citation or info.citation or info.id, language)
    panel = Panel(text, title=f"{pinpoint} · {info.title}", subtitle=subtitle)
    return Group(panel, Text(url, style=f"blue link {url}")) if url else panel


def sources_view(infos: Sequence[DocumentInfo], language: Language) -> RenderableType:
    """All documents with what was guessed about them marked."""
    table = Table(box=None, header_style="bold", expand=False)
    for name in ("id", "title", "kind", "language", "published", "status", "source"):
        table.add_column(name, overflow="fold")
    guessed = say("guess", language)
    for info in infos:

        def shown(field: str, value: str, info: DocumentInfo = info) -> str:
            return f"{value} ({guessed})" if field in info.guesses else value

        table.add_row(
            info.id,
            shown("title", info.title),
            shown("kind", kind_name(info.kind, language)) + (f" ({say('brief', language)})" if info.own_words else ""),
            shown("language", info.language.value),
            shown("published", info.published or day(None, language)),
            standing_name(standing_on(info, _today()), language),
            " + ".join((info.source, *info.also))
            + (f" ({say('guess_encoding', language)})" if "encoding" in info.guesses else ""),
        )
    return table


def _shortened(text: str, limit: int = 400) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: flat.rfind(" ", 0, limit)] + " …"


def _today() -> date:
    return date.today()


def console(*, stderr: bool = False) -> Console:
    """A console; piped output is not broken into lines of a terminal's width."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, soft_wrap=True, width=200)
