"""SourceDocument → passages: exact spans that follow the document's own structure.

``document.text[p.start:p.end] == p.text`` for every passage. A passage never crosses two sections with different
pinpoints, with one exception: very small neighbours below one paragraph are read together and cited by that paragraph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Language, Passage, Section, SourceDocument
from index.read.pinpoints import parent, within
from index.sentences import sentence_spans

TINY = 50
"""Characters below which a numbered paragraph may be read together with its neighbours."""
_SLACK = 1.3
"""A section up to this many times the target stays whole: two halves of a paragraph read worse than a long one."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring sections that become passages together."""

    sections: tuple[Section, ...]
    citation: str

    @property
    def start(self) -> int:
        return self.sections[0].start

    @property
    def end(self) -> int:
        return self.sections[-1].end


def split(document: SourceDocument, *, target: int = 700, maximum: int = 1200) -> list[Passage]:
    """The passages of ``document``, in order; ``target`` and ``maximum`` are lengths in characters.

    Passages do not overlap. A piece of a long section ends on a sentence; only a single sentence over ``maximum`` is
    cut inside, at the best separator there is.
    """
    passages: list[Passage] = []
    for run in _runs(document.text, document.sections, target):
        for start, end in _pieces(document.text, run, document.info.language, target, maximum):
            passages.append(_passage(document, run, start, end, len(passages)))
    return passages


def _runs(text: str, sections: Sequence[Section], target: int) -> Iterator[_Run]:
    run: _Run | None = None
    for section in sections:
        grown = _grown(text, run, section, target) if run else None
        if grown:
            run = grown
            continue
        if run:
            yield run
        run = _Run((section,), section.citation)
    if run:
        yield run


def _grown(text: str, run: _Run, section: Section, target: int) -> _Run | None:
    """The run with one more section, or None where they do not belong together."""
    last = run.sections[-1]
    if text[last.end : section.start].strip() or section.note != last.note or section.end - run.start > target:
        return None
    if section.citation == run.citation and section.headings == last.headings:
        return _Run((*run.sections, section), run.citation)
    if section.end - section.start >= TINY or any(one.end - one.start >= TINY for one in run.sections):
        return None
    common = _common(run, section)
    return _Run((*run.sections, section), common) if common else None


def _common(run: _Run, section: Section) -> str:
    """The paragraph that cites the whole run with ``section`` in it; empty where there is none nearby."""
    above = parent(section.citation)
    if not above or not run.citation:
        return ""
    if within(section.citation, run.citation) and above:
        return run.citation
    if len({one.citation for one in run.sections}) == 1 and parent(run.citation) == above:
        return above
    return ""


def _pieces(text: str, run: _Run, language: Language, target: int, maximum: int) -> Iterator[tuple[int, int]]:
    length = run.end - run.start
    if length <= min(maximum, int(target * _SLACK)):
        yield run.start, run.end
        return
    units = [unit for span in _sentences(text, run, language) for unit in _bounded(text, span, maximum)]
    count = max(1, round(length / target))
    aim = length / count
    begin: int | None = None
    finish = run.start
    for start, end in units:
        if begin is not None and (end - begin > maximum or _better_closed(begin, finish, end, aim)):
            yield begin, finish
            begin = None
        if begin is None:
            begin = start
        finish = end
    if begin is not None:
        yield begin, finish


def _better_closed(begin: int, finish: int, end: int, aim: float) -> bool:
    """Whether a piece is nearer to its aim without the next sentence."""
    return abs(finish - begin - aim) <= abs(end - begin - aim)


def _sentences(text: str, run: _Run, language: Language) -> list[tuple[int, int]]:
    return [(run.start + start, run.start + end) for start, end in sentence_spans(text[run.start : run.end], language)]


def _bounded(text: str, span: tuple[int, int], maximum: int) -> Iterator[tuple[int, int]]:
    """A sentence, or its parts where it is longer than ``maximum`` (LangChain's splitter picks the separator)."""
    start, end = span
    if end - start <= maximum:
        yield span
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=["\n", "; ", ". ", ": ", ", ", " ", ""],
        chunk_size=maximum,
        chunk_overlap=0,
        add_start_index=True,
        keep_separator="end",
        strip_whitespace=True,
    )
    for part in splitter.create_documents([text[start:end]]):
        left = start + int(part.metadata["start_index"])
        yield left, left + len(part.page_content)


def _passage(document: SourceDocument, run: _Run, start: int, end: int, ordinal: int) -> Passage:
    text = document.text[start:end]
    key = f"{document.info.id}\n{start}\n{end}\n{text}"
    first = run.sections[0]
    headings = first.headings
    if len(run.sections) > 1:
        headings = _shared([one.headings for one in run.sections])
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:24],
        document_id=document.info.id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=text,
        citation=run.citation,
        headings=headings,
        note=first.note,
    )


def _shared(all_headings: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shared: list[str] = []
    for level in zip(*all_headings, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
