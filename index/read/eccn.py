"""One entry of the Commerce Control List as a document, whichever form (eCFR XML, JSON) it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.documents import DocumentInfo, Fetched, Kind, Language, SourceDocument, Status
from index.read.drafting import Draft, collapse, shortened
from index.read.eccn_items import goes_on
from index.read.facts import with_hints
from index.read.provisions import BIS

SUPPLEMENT = "15 CFR Part 774, Supp. No. 1"
SUPPLEMENT_URL = "https://www.ecfr.gov/current/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774"


@dataclass(slots=True)
class Entry:
    """An ECCN while it is read. ``id_stem`` tells two editions of the list apart."""

    code: str
    heading: str
    id_stem: str = "us-eccn"
    draft: Draft = field(default_factory=Draft)
    part: str = ""
    current: str = ""
    leads: dict[str, str] = field(default_factory=dict)
    requirements: list[str] = field(default_factory=list)
    note_place: tuple[str, tuple[str, ...]] = ("", ())
    notes_stay_open: bool = False
    open_note: str | None = None
    closed_note: bool = False

    def __post_init__(self) -> None:
        # The entry's own line and its licence requirements are read together: either is half an answer.
        self.requirements.append(f"{self.code} {self.heading}")
        self.note_place = (f"ECCN {self.code}, Note", (self.title,))

    @property
    def title(self) -> str:
        """The entry's title, as in every heading of its passages."""
        return shortened(f"ECCN {self.code}: {self.heading}".rstrip("."), 240)

    def open_part(self, heading: str) -> None:
        """A heading inside the entry: licence requirements, licence exceptions, list of items controlled."""
        if not (heading.lower().startswith("license requirements") and len(self.requirements) == 1):
            self.flush()
        self.part = heading
        self.current = ""

    def requirement(self, line: str) -> None:
        """A line of licence requirements or exceptions; lines of one part make one section."""
        self.requirements.append(line)

    def flush(self) -> None:
        """Writes the collected lines."""
        lines, self.requirements = self.requirements, []
        if not lines:
            return
        if lines[0].startswith(f"{self.code} ") and not self.draft.sections:
            self.draft.add("\n".join(lines), f"ECCN {self.code}", (self.title,))
        else:
            label = self._part_label()
            self.draft.add("\n".join(lines), f"ECCN {self.code}, {label}", (self.title, label))

    def _part_label(self) -> str:
        lowered = self.part.lower()
        if "exception" in lowered:
            return "List Based License Exceptions"
        if "sta" in lowered.split():
            return "Special Conditions for STA"
        return collapse(re.sub(r"\(.*", "", self.part)) or "License Requirements"

    def related(self, text: str) -> None:
        """Related controls or related definitions."""
        self.flush()
        label, _, content = text.partition(":")
        if content.strip(" .") in ("N/A", "None", ""):
            self.draft.line(text)  # says nothing, so nothing can be proved with it
        else:
            self.draft.add(text, f"ECCN {self.code}, {label}", (self.title, label))

    def item(self, text: str, path: str) -> None:
        """An item paragraph with its number, or a numbered paragraph of an open note: numbers inside notes restart."""
        self.flush()
        inside = bool(self.open_note) and goes_on(str(self.open_note), path)
        if (self.open_note is not None or self.notes_stay_open) and (inside or not goes_on(self.current, path)):
            self.draft.add(text, *self.note_place)
            self.open_note = path
            return
        self.current, self.open_note, self.closed_note = path, None, False
        self.leads = {known: lead for known, lead in self.leads.items() if not f"{known}.".startswith(f"{path}.")}
        above = path.split(".")
        headings = [self.leads[key] for depth in range(1, len(above)) if (key := ".".join(above[:depth])) in self.leads]
        self.draft.add(text, f"ECCN {self.code}.{path}", (self.title, *headings))
        self.leads[path] = shortened(text)

    def text(self, text: str) -> None:
        """A paragraph without a number: a bullet of the note above it, else a part of the item it follows."""
        self.flush()
        if self.closed_note and text.startswith(("—", "–", "•")):
            self.draft.add(text, *self.note_place)
        else:
            self.draft.add(text, self._here(), (self.title, *self._lead()))

    def remark(self, text: str) -> None:
        """A paragraph of a note without a label: cited by the item it names first, else by the whole entry."""
        self.flush()
        if not (text.startswith("(") and self.open_note):
            about = self._about(text[:90]) or f"ECCN {self.code}"
            self.note_place = (f"{about}, Note", (self.title, *self._lead_of(about)))
            self.open_note = ""
        self.draft.add(text, *self.note_place)

    def note(self, label: str, paragraphs: list[str], *, stays_open: bool = False) -> None:
        """A note with its label; it is cited by the item it names, else by the item it follows.

        ``stays_open`` is for a form that does not mark where the note ends.
        """
        self.flush()
        label = label.rstrip(": ")
        about = self._about(label) or self._about(" ".join(paragraphs)[:90]) or self._here()
        named = re.search(r"\d[A-EY]\d{3}", label)
        citation = f"ECCN {self.code}, {label}" if named else f"{about}, {label}"
        self.note_place = (citation, (self.title, *self._lead_of(about), label))
        for index, paragraph in enumerate(paragraphs):
            self.draft.add(f"{label}: {paragraph}" if index == 0 else paragraph, *self.note_place)
        self.closed_note, self.open_note = True, "" if stays_open else None

    def _lead_of(self, citation: str) -> tuple[str, ...]:
        lead = self.leads.get(citation.removeprefix(f"ECCN {self.code}").strip("."))
        return (lead,) if lead else ()

    def _about(self, text: str) -> str:
        """The citation of the first item of this entry that ``text`` names."""
        found = re.search(rf"\b{self.code}((?:\.[a-z](?![a-z])|\.\d{{1,3}}(?!\d))*)", text)
        return f"ECCN {self.code}{found.group(1)}" if found else ""

    def _here(self) -> str:
        return f"ECCN {self.code}.{self.current}" if self.current else f"ECCN {self.code}"

    def _lead(self) -> tuple[str, ...]:
        return (self.leads[self.current],) if self.current in self.leads else ()

    def document(self, fetched: Fetched, published: str, url: str = SUPPLEMENT_URL) -> SourceDocument:
        """The finished entry."""
        self.flush()
        info = DocumentInfo(
            id=f"{self.id_stem}-{self.code}",
            source=fetched.source,
            title=self.title,
            language=Language.EN,
            kind=Kind.REGULATION,
            sha256=fetched.sha256,
            jurisdiction="US",
            issuer=BIS,
            citation=f"{SUPPLEMENT}, ECCN {self.code}",
            url=url,
            published=published,
            status=Status.IN_FORCE,
            topics=(self.code,),
        )
        return self.draft.document(with_hints(info, fetched))
