"""Puts an effective-date note onto the exact paragraphs and sentences it names.

The eCFR prints stayed text inside a section and says so only in a note at the section's end; whoever reads one
paragraph must see the note, so it travels with the span.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.documents import Language, Section
from index.read.ecfr_notes import Stay, StayedText
from index.sentences import sentence_spans


def apply(
    text: str, sections: Sequence[Section], base: str, stays: Sequence[Stay], bodies: Mapping[int, int]
) -> tuple[Section, ...]:
    """``sections`` with the notes of ``stays``; a section of which only some sentences are stayed becomes several.

    ``base`` is the citation of the whole provision; ``bodies`` maps a section's start to where its running text begins
    (after number and heading), so that "the first sentence" is not the heading.
    """
    current = list(sections)
    for stay in stays:
        for covered in stay.covers:
            current = [
                piece
                for section in current
                for piece in _noted(text, section, base, stay, covered, body=bodies.get(section.start, section.start))
            ]
    return tuple(current)


def _noted(text: str, section: Section, base: str, stay: Stay, covered: StayedText, *, body: int) -> Iterator[Section]:
    path = section.citation.removeprefix(base)
    if not section.citation.startswith(base) or not _concerns(path, covered):
        yield section
    elif covered.sentences:
        yield from _by_sentence(text, section, stay, covered, body)
    else:
        yield replace(section, note=stay.text)


def _concerns(path: str, covered: StayedText) -> bool:
    if path.startswith(" ("):
        return False  # the note itself, and the rows of a list
    number = path.split(" Note", maxsplit=1)[0].split(",", maxsplit=1)[0].strip()
    if covered.introductory or covered.sentences:
        return number == covered.path and " Note" not in path
    return number == covered.path or number.startswith(covered.path + "(") or not covered.path


def _by_sentence(text: str, section: Section, stay: Stay, covered: StayedText, body: int) -> Iterator[Section]:
    spans = [(start + body, end + body) for start, end in sentence_spans(text[body : section.end], Language.EN)]
    stayed = (
        {index % len(spans) for index in covered.sentences if -len(spans) <= index < len(spans)} if spans else set()
    )
    if not stayed:
        yield replace(section, note=stay.text)
        return
    start = section.start
    for index, (_, end) in enumerate(spans):
        last = index == len(spans) - 1
        if last or ((index in stayed) != (index + 1 in stayed)):
            note = stay.text if index in stayed else section.note
            yield replace(section, start=start, end=section.end if last else end, note=note)
            if not last:
                start = spans[index + 1][0]
