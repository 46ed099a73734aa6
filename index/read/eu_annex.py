"""Annex I of Regulation (EU) 2021/821 as JSON: one document per entry, per article, per general authorisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read.drafting import Draft, collapse, shortened
from index.read.eu_articles import pieces
from index.read.facts import slug, with_hints
from index.wording import message

ACT = "Regulation (EU) 2021/821"
_ADOPTED = {"32021R0821": "2021-06-11"}
_LINE = re.compile(
    r"^(?P<code>\d[A-E]\d{3})(?P<items>(?:\.[a-z](?![a-z])|\.\d{1,3}(?!\d))*)\.?\s+(?P<rest>.*)$", re.DOTALL
)
_NOTE = re.compile(r"^(?P<label>(?:Technical )?Notes?(?: \d+)?|N\.B\.)\s*:?\s", re.IGNORECASE)


def is_annex(value: object) -> bool:
    """Whether a JSON object is this edition of Annex I."""
    return isinstance(value, Mapping) and "entries" in value and "celex" in value and isinstance(value["entries"], list)


def read(data: Mapping[str, Any], fetched: Fetched) -> list[SourceDocument]:
    """Entries, articles and notes, authorisations, in the file's order.

    Raises:
        UnreadableDocumentError: an entry lacks its code or text; the message names its position.
    """
    edition = _Edition(data, fetched)
    documents = [edition.entry(entry, position) for position, entry in enumerate(data["entries"])]
    documents += [edition.doc(doc, position) for position, doc in enumerate(data.get("docs") or [])]
    documents += [edition.authorisation(one, position) for position, one in enumerate(data.get("geas") or [])]
    common = data.get("gea_common_list")
    if isinstance(common, str) and common.strip():
        documents.append(edition.common_list(common))
    return documents


class _Edition:
    """What all documents of one edition share."""

    def __init__(self, data: Mapping[str, Any], fetched: Fetched) -> None:
        self.fetched = fetched
        self.valid_from = str(data.get("valid_from") or "")
        celex = str(data.get("celex") or "")
        basic = re.sub(r"^0(\d{4}R\d{4}).*", r"3\1", celex)
        self.url = f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{data.get('corpus_version') or celex}"
        self.adopted = _ADOPTED.get(basic, self.valid_from)
        self.seen: dict[str, int] = {}

    def _required(self, record: object, keys: tuple[str, ...], where: str) -> tuple[str, ...]:
        if not isinstance(record, Mapping):
            raise UnreadableDocumentError(self.fetched.source, message("entry_no_object", where=where))
        for key in keys:
            if not isinstance(record.get(key), str) or not record[key].strip():
                raise UnreadableDocumentError(self.fetched.source, message("entry_no_text", where=f"{where}.{key}"))
        return tuple(record[key] for key in keys)

    def _info(self, name: str, title: str, citation: str, published: str, kind: Kind = Kind.REGULATION) -> DocumentInfo:
        self.seen[name] = self.seen.get(name, 0) + 1
        unique = name if self.seen[name] == 1 else f"{name}-{self.seen[name]}"
        info = DocumentInfo(
            id=unique,
            source=self.fetched.source,
            title=title,
            language=Language.EN,
            kind=kind,
            sha256=self.fetched.sha256,
            jurisdiction="EU",
            issuer="European Union",
            citation=citation,
            url=self.url,
            published=published,
            effective_from=date.fromisoformat(published) if published == self.valid_from and published else None,
            status=Status.IN_FORCE,
        )
        return with_hints(info, self.fetched)

    def entry(self, record: object, position: int) -> SourceDocument:
        code, text = self._required(record, ("entry_code", "verbatim_text"), f"entries[{position}]")
        lines = [line for line in text.split("\n") if line.strip()]
        heading = collapse(lines[0].removeprefix(code))
        title = shortened(f"{code}: {heading}", 240)
        draft = Draft()
        leads: dict[str, str] = {}
        for line in lines:
            items, rest = _parts(line, code)
            citation = f"Annex I {ACT}, {code}{items}"
            note = _NOTE.match(rest)
            above = _above(leads, items, own=bool(note))
            draft.add(collapse(line), f"{citation}, {note['label']}" if note else citation, (title, *above))
            if not note:
                leads[items] = shortened(line)
        info = self._info(f"eu-annex1-{code}", title, f"Annex I {ACT}, {code}", self.valid_from)
        return draft.document(info)

    def doc(self, record: object, position: int) -> SourceDocument:
        kind, title, text = self._required(record, ("doc_type", "title", "verbatim_text"), f"docs[{position}]")
        title = collapse(title)
        article = re.match(r"Article (\d+)", title)
        draft = Draft()
        if article:
            base = f"Art. {article.group(1)}"
            for pinpoint, piece, lead in pieces(text, article.group(1)):
                draft.add(piece, f"{base}{pinpoint} {ACT}", (ACT, title, *([lead] if lead else [])))
            info = self._info(f"eu-2021-821-art-{article.group(1)}", f"{title} ({ACT})", f"{base} {ACT}", self.adopted)
            return draft.document(info)
        citation = f"Annex I {ACT}"
        for line in filter(str.strip, text.split("\n")):
            term = re.match(r"[\"“‘'](?P<term>[^\"”’']{2,80})[\"”’'] \(", line)
            draft.add(collapse(line), citation, (f"{ACT}, Annex I", title, *([term["term"]] if term else [])))
        name = (
            f"eu-annex1-{slug(kind.replace('_', '-'))}" if kind != "section_note" else f"eu-annex1-note-{slug(title)}"
        )
        definition = Kind.DEFINITION if "definition" in kind or kind == "acronyms" else Kind.REGULATION
        return draft.document(self._info(name, title, citation, self.valid_from, definition))

    def authorisation(self, record: object, position: int) -> SourceDocument:
        code, title, text = self._required(record, ("id", "title", "verbatim_text"), f"geas[{position}]")
        citation = f"Annex II {ACT}, {code}"
        draft = Draft()
        part = ""
        for piece in _authorisation_pieces(text):
            found = re.match(r"Part \d+", piece)
            part = found.group(0) if found else part
            draft.add(piece, f"{citation}, {part}" if part else citation, (collapse(title), *([part] if part else [])))
        return draft.document(self._info(f"eu-{code.lower()}", collapse(title), citation, self.valid_from))

    def common_list(self, text: str) -> SourceDocument:
        title = "Section I of Annex II: items excluded from the general export authorisations"
        citation = f"Annex II {ACT}, Section I"
        draft = Draft()
        for line in filter(str.strip, text.split("\n")):
            draft.add(collapse(line), citation, (title,))
        return draft.document(self._info("eu-annex2-section-1", title, citation, self.valid_from))


def _parts(line: str, code: str) -> tuple[str, str]:
    match = _LINE.match(line.strip())
    if match and match["code"] == code:
        return match["items"], match["rest"]
    return "", line.strip()


def _above(leads: dict[str, str], items: str, *, own: bool) -> list[str]:
    parts = items.split(".")[1:]
    depths = range(1, len(parts) + (1 if own else 0))
    return [leads[key] for depth in depths if (key := "." + ".".join(parts[:depth])) in leads]


def _authorisation_pieces(text: str) -> Iterator[str]:
    for line in filter(str.strip, text.split("\n")):
        yield from (piece.strip() for piece in re.split(r"(?=\bPart \d+ [—–-] )", collapse(line)) if piece.strip())
