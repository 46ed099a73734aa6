"""Excerpts of the CFR as Markdown (``##### § 742.6 ...``, deeper numbers in ``*italics*``): the file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.documents import DocumentInfo, Fetched, Kind, Language, Section, SourceDocument, Status
from index.read import dates, detect
from index.read.drafting import collapse, shortened, trimmed
from index.read.facts import document_id, with_hints
from index.read.numbering import ITALIC_END, ITALIC_START, Numbering, joined, leading, unmarked
from index.read.provisions import issuer_of

_SECTION = re.compile(r"^#{1,6} § ?(?P<number>7\d{2}\.\d{1,2}|\d{1,4}\.\d{1,4})\s*(?P<name>.*)$", re.MULTILINE)
_LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)
_EXCERPT = re.compile(r"paragraphs? (?P<list>(?:\([a-z]\)(?:\(\d+\))?(?:,? and |, )?)+)")


def is_cfr(text: str) -> bool:
    """Whether a Markdown text is an excerpt of the CFR."""
    return bool(_SECTION.search(text)) and bool(re.search(r"^\(\w{1,4}\)\s*\*", text, re.MULTILINE))


def read(fetched: Fetched) -> list[SourceDocument]:
    """One document per section of the excerpt."""
    text = detect.decode(fetched.content, fetched.source).text
    heads = list(_SECTION.finditer(text))
    documents = []
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        documents.append(_document(text[head.start() : end], head, fetched))
    return documents


def _document(text: str, head: re.Match[str], fetched: Fetched) -> SourceDocument:
    number = head["number"]
    name = collapse(re.sub(r"[#*]+", " ", head["name"]))
    excerpt = _EXCERPT.search(name)
    name = collapse(re.sub(r"\(excerpt.*", "", name)) if excerpt else name
    year = re.search(r"(?<!\d)(20\d{2})(?!\d)", fetched.source.rsplit("/", 1)[-1])
    title = f"§ {number} {name}"
    info = DocumentInfo(
        id=f"us-15-cfr-{number}-{document_id(fetched.source).rsplit('-', 1)[1]}",
        source=fetched.source,
        title=f"{title} ({year.group(1)} text)" if year else title,
        language=Language.EN,
        kind=Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="US",
        issuer=issuer_of("15", number.split(".")[0]),
        citation=f"15 CFR § {number}",
        url=f"https://www.ecfr.gov/current/title-15/section-{number}",
        published=dates.vintage(fetched.source) or (year.group(1) if year else ""),
        status=Status.IN_FORCE,
        guesses=("published",),
    )
    groups = re.findall(r"\([a-z]\)(?:\(\d+\))?", excerpt["list"]) if excerpt else []
    sections = tuple(_sections(text, head.end() - head.start(), f"15 CFR § {number}", title, groups))
    return SourceDocument(with_hints(info, fetched), text, sections)


def _marked(line: str) -> str:
    """Asterisks as italic marks, so that the numbering knows level five; lengths stay equal."""
    opens = True
    out = []
    for char in line:
        if char == "*":
            out.append(ITALIC_START if opens else ITALIC_END)
            opens = not opens
        else:
            out.append(char)
    return "".join(out)


def _sections(text: str, begin: int, base: str, title: str, groups: list[str]) -> Iterator[Section]:
    numbering = Numbering()
    labels: dict[tuple[str, ...], str] = {}
    lines = [span for match in _LINE.finditer(text, begin) if (span := trimmed(text, *match.span()))]
    runs = [leading(_marked(text[start:end]))[0] for start, end in lines]
    remaining = list(groups)
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if re.fullmatch(r"\[\.\.\.\]|\[…\]|\* \* \*", line):
            continue
        remaining = _restarted(numbering, runs[index][0].value if runs[index] else "", remaining)
        path = numbering.path()
        for place, one in enumerate(runs[index]):
            ahead = (*runs[index][place + 1 :], *(later for run in runs[index + 1 : index + 30] for later in run))
            path = numbering.enter(one, ahead)
            if one.heading:
                labels[path] = shortened(f"({one.value}) {unmarked(one.heading)}")
        above = [labels[path[:depth]] for depth in range(1, len(path)) if path[:depth] in labels]
        yield Section(start, end, base + joined(path), (title, *above))


def _restarted(numbering: Numbering, value: str, groups: list[str]) -> list[str]:
    """An excerpt of ``(b)(10)`` begins at ``(10)``: the letter above it comes from the excerpt's own heading."""
    if groups and (match := re.match(r"\(([a-z])\)\((\d+)\)", groups[0])) and match.group(2) == value:
        numbering.stack = [(0, match.group(1), False)]
        return groups[1:]
    return groups
