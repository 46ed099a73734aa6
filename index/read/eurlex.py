"""Acts from EUR-Lex as HTML: recitals, articles with their paragraphs, annexes with their entries, cited exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml import etree
from lxml import html as lxml_html

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import dates
from index.read.drafting import Draft, collapse, shortened
from index.read.facts import document_id, hinted, with_hints
from index.read.numbering import Designator, Numbering
from index.wording import message

_MARK = re.compile(
    r"class=[\"'](?:oj-)?(?:ti-art|sti-art|doc-ti|ti-grseq-1)[\"']|class=[\"']title-article-norm|eli-subdivision|id=[\"']L_\d{4}\d+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:Article|Artikel)\s+(\d+[a-z]?)$")
_ANNEX = re.compile(r"^(?:ANNEX|ANHANG)(?:\s+([IVXL]+|\d+))?$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"^(?:\((\d{1,3})\)|(\d{1,2})\.)\s+(?=\S)")
_POINT = re.compile(r"^\(?([a-z]{1,3})\)\s*")
_ENTRY = re.compile(r"^(\d[A-E]\d{3})(?:\s|$)")
_ITEM = re.compile(r"^([a-z]|\d{1,2})\.\s")
_ACT = re.compile(
    r"(?P<what>Regulation|Verordnung|Directive|Richtlinie|Decision|Beschluss)\s*\((?:EU|EG|EC)[^)]*\)\s*(?:No\.?|Nr\.)?\s*(?P<number>\d{2,4}/\d{2,4})",
    re.IGNORECASE,
)
_CELEX = re.compile(r"CELEX(?:%3A|:)(\d\w{9,20}(?:-\d{8})?)")
_SHORT = {"verordnung": "VO", "richtlinie": "RL"}
_LETTERS = [*"abcdefghijklmnopqrstuvwxyz"]
_DIGITS = [str(number) for number in range(1, 60)]
_ITEM_LEVELS: tuple[tuple[list[str], bool], ...] = (
    (_LETTERS, False),
    (_DIGITS, False),
    (_LETTERS, False),
    (_DIGITS, False),
)


def is_eurlex(page: str) -> bool:
    """Whether a page is the text of an act from EUR-Lex."""
    return bool(_MARK.search(page)) and ("eur-lex" in page.lower() or "oj-" in page or "title-article-norm" in page)


@dataclass(slots=True)
class _Act:
    """The act while it is read."""

    name: str
    draft: Draft = field(default_factory=Draft)
    article: str = ""
    annex: str = ""
    entry: str = ""
    paragraph: str = ""
    point: str = ""
    headings: tuple[str, ...] = ()
    numbering: Numbering = field(default_factory=lambda: Numbering(_ITEM_LEVELS))
    titled: bool = False

    def citation(self) -> str:
        if self.entry:
            items = "".join(f".{value}" for value in self.numbering.path())
            return f"{self.annex} {self.name}, {self.entry}{items}"
        if self.annex:
            return f"{self.annex} {self.name}"
        if self.article:
            return f"Art. {self.article}{self.paragraph}{self.point} {self.name}"
        return self.name


def read(page: str, fetched: Fetched) -> list[SourceDocument]:
    """One document: the act.

    Raises:
        UnreadableDocumentError: no article and no annex in the page.
    """
    tree = lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    blocks = list(_blocks(tree))
    title = _title(blocks)
    act = _ACT.search(title)
    stated = fetched.hints.get("language", "")
    german = stated == "de" or (
        not stated and bool(re.search(r"Verordnung|Richtlinie|Beschluss", title, re.IGNORECASE))
    )
    name = (
        f"{_SHORT.get(act['what'].lower(), act['what'].capitalize())} (EU) {act['number']}"
        if act
        else shortened(title, 80)
    )
    name = hinted(fetched.hints, "citation", name)
    reading = _Act(name)
    for text, style in blocks:
        _take(reading, text, style, german=german)
    if not any(section.citation.startswith(("Art.", "Annex", "Anhang")) for section in reading.draft.sections):
        raise UnreadableDocumentError(fetched.source, message("eurlex_without_article"))
    return [reading.draft.document(_info(page, title, name, german=german, fetched=fetched))]


def _blocks(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """Text and class of every paragraph; the number cell of a table row is put before its text."""
    pending = ""
    for element in tree.iter("p", "div", "td", "li", "span"):
        inner = [child.tag for child in element.iterdescendants() if isinstance(child.tag, str)]
        if element.tag == "span" or any(tag in ("p", "div", "td", "li", "table") for tag in inner):
            continue
        text = collapse(element.text_content())
        if not text or any(parent.tag in ("script", "style", "nav") for parent in element.iterancestors()):
            continue
        if re.fullmatch(r"\(?[a-z0-9]{1,4}[.)]|[—–-]", text):
            pending = f"{pending}{text} "
            continue
        yield pending + text, element.get("class", "")
        pending = ""


def _title(blocks: list[tuple[str, str]]) -> str:
    named = [text for text, style in blocks[:60] if re.search(r"doc-ti|title-doc|ti-doc", style)]
    if named:
        return " ".join(dict.fromkeys(named))[:400]
    return next((text for text, _ in blocks[:60] if _ACT.search(text)), blocks[0][0] if blocks else "")


def _take(act: _Act, text: str, style: str, *, german: bool) -> None:
    article, annex = _ARTICLE.match(text), _ANNEX.match(text)
    if article:
        act.article, act.annex, act.entry, act.paragraph, act.point = article.group(1), "", "", "", ""
        act.headings, act.titled = (act.name, text), False
        act.draft.line(text)
    elif annex:
        number = f" {annex.group(1).upper()}" if annex.group(1) else ""
        act.annex, act.article, act.entry = f"{'Anhang' if german else 'Annex'}{number}", "", ""
        act.headings = (act.name, text)
        act.draft.line(text)
    elif re.search(r"sti-art|stitle-article", style) and act.article and not act.titled:
        act.headings, act.titled = (act.name, f"{act.headings[-1]} — {shortened(text)}"), True
        act.draft.line(text)
    elif act.annex:
        _annex_line(act, text)
    else:
        _article_line(act, text)


def _article_line(act: _Act, text: str) -> None:
    paragraph = _PARAGRAPH.match(text) if act.article else None
    point = _POINT.match(text) if act.article else None
    if paragraph:
        act.paragraph, act.point = f"({paragraph.group(1) or paragraph.group(2)})", ""
    elif point and len(point.group(1)) == 1 and point.group(1) not in "ivx":
        act.point = f"({point.group(1)})"
    act.draft.add(text, act.citation(), act.headings)


def _annex_line(act: _Act, text: str) -> None:
    entry = _ENTRY.match(text)
    item = _ITEM.match(text) if act.entry else None
    if entry:
        act.entry, act.numbering = entry.group(1), Numbering(_ITEM_LEVELS)
        act.headings = (*act.headings[:2], shortened(text))
    elif item:
        act.numbering.enter(Designator(item.group(1)))
    act.draft.add(text, act.citation(), act.headings)


def _info(page: str, title: str, name: str, *, german: bool, fetched: Fetched) -> DocumentInfo:
    celex = _CELEX.search(fetched.source) or _CELEX.search(page)
    language = Language.DE if german else Language.EN
    number = hinted(fetched.hints, "celex", celex.group(1) if celex else "")
    address = (
        f"https://eur-lex.europa.eu/legal-content/{language.value.upper()}/TXT/?uri=CELEX:{number}" if number else ""
    )
    day = re.search(r"(?:of|vom)\s+(\d{1,2}\.?\s\w+\s\d{4})", title)
    published = dates.as_iso(day.group(1)) if day else ""
    consolidated = re.search(r"-(\d{4})(\d{2})(\d{2})$", number)
    info = DocumentInfo(
        id=f"eu-{number.lower()}-{language.value}" if number else document_id(fetched.source),
        source=fetched.source,
        title=shortened(title, 240) or name,
        language=language,
        kind=Kind.REGULATION,
        sha256=fetched.sha256,
        jurisdiction="EU",
        issuer="Europäische Union" if german else "European Union",
        citation=name,
        url=address or (fetched.source if fetched.source.startswith("http") else ""),
        published=published,
        effective_from=date(*map(int, consolidated.groups())) if consolidated else None,
        status=Status.IN_FORCE,
        guesses=("published",) if published else (),
    )
    return with_hints(info, fetched)
