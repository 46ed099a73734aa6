"""Sentence spans of German and English prose and law text.

The library sentencex finds the boundaries; repairs on top know what it does not: a full stop without a space after it
("werden.Entsprechendes"), a heading glued to a sentence ("NvidiaIm April"), legal abbreviations, enumerations that
are one sentence of a page. Spans are exact and cover every character that is not white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from index.documents import Language

Span = tuple[int, int]

_LONG = 400
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•–—]\s|\(?\d{1,3}[.)]\s|\([A-Za-z]{1,5}\)\s|[a-z]{1,2}\)\s)")
_MISSING_SPACE = re.compile(
    r"(?<![.\d/@:])\b(?P<word>[^\W\d_]{3,}|\d{1,4}|[^\W\d_]*\))(?P<stop>[.!?][“”\"»]?)"
    r"(?=[„“\"»«]?(?:[A-ZÄÖÜ][a-zäöüß]{2,}|Es|Er|In|Im|Am|Um|So|Zu|Ob|An|Ab|We|He|It|At|By|To|On|If|As|No|A|I)[\s,’'-])"
)
_SEAM_WORDS = (
    "Im|In|Am|An|Die|Der|Das|Den|Dem|Ein|Eine|Einer|Bei|Nach|Seit|Auch|Wie|Mit|Für|Laut|Doch|Zudem|Wenn|Als|Da|Es|Sie|Er|Wir|"
    "The|This|That|These|On|At|For|After|With|It|He|She|We|But"
)
_SEAM = re.compile(rf"(?<=[a-zäöüß])(?<=[^\W\d_]{{4}})(?=(?:{_SEAM_WORDS})\s)")
_NUMERAL_END = re.compile(
    r"\b(?:Anhang|Anhangs|Anlage|Annex|Teil|Part|Titel|Title|Kapitel|Chapter|Kategorie|Category)\s[IVX]{1,5}\.(?=\s[„“\"]?[A-ZÄÖÜ])"
)
"""Libraries take the numeral of "Anhang I." for the initial of a name."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")
_ALWAYS = (
    "Abs Nr Nrn Art Buchst lit Ziff Rn Rdnr Kap Tz vgl Vgl z.B z. bzw ggf sog insb insbes gem i.V.m i.S.d i.d.R "
    "i.d.F v.a u.a d.h Dr Prof Hr Fr St Mr Mrs Ms Messrs Sen Rep Gov Gen Col Lt No Nos Supp Sec Secs Para Paras "
    "para paras pt Pt e.g i.e cf Cf viz vs Fig Figs approx Fed Reg Cir Stat Pub Exec Ord Vol vol pp p a.k.a f.k.a "
    "ca Ca Bd Anm Abb Tab BGBl BAnz ABl Abschn Anl U.S.C C.F.R"
)
_OFTEN = (
    "U.S U.K U.N E.U Inc Ltd Co Corp Mio Mrd Tsd etc usw Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez Jr "
    "Sr Hrsg bzgl inkl exkl zzgl max min seq al ff f S.A B.V N.V L.P z.T a.m p.m D.C"
)
_ALWAYS_OPEN = frozenset(_ALWAYS.split())
"""Abbreviations that stand before what they belong to: a sentence never ends on them."""
_OFTEN_OPEN = frozenset(_OFTEN.split())
"""Abbreviations that may end a sentence: what follows decides."""
_LAST_TOKEN = re.compile(r"(?:^|[\s(„“\"'‘§])([^\s(„“\"'‘]+)\.$")
_INITIAL = re.compile(r"(?:^|\s|\()(?:[A-ZÄÖÜ]|[a-zäöü])\.$")
_SPACED_ABBREVIATION = re.compile(
    r"(?:\bi\. ?V\. ?m|\bz\. ?B|\bd\. ?h|\bu\. ?a|\bi\. ?S\. ?d|\bi\. ?d\. ?[RF]|\bv\. ?a|\bz\. ?T|\bo\. ?ä)\.$"
)
_ORDINAL = re.compile(r"(?:^|\s|\()\d{1,2}\.$")
_MONTH = re.compile(
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Quartal|Tag|Jahr|"
    r"Runde|Mal|Halbjahr|Lebensjahr)"
)


def sentence_spans(text: str, language: Language) -> list[Span]:
    """The sentences of ``text`` as ``(start, end)`` offsets, in order, without white space at their ends.

    Every character that is not white space lies in exactly one span. Blank lines and list items always end a sentence;
    a very long sentence (an enumeration of law text) ends at semicolons.
    """
    spans: list[Span] = []
    for block in _blocks(text):
        pieces = _sentences(text, block, language)
        for piece in _repaired(text, pieces):
            spans.extend(_clauses(text, piece))
    return spans


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _blocks(text: str) -> Iterator[Span]:
    """Stretches that no sentence leaves: paragraphs, list items, and lines unless the text is hard-wrapped."""
    wrapped = _is_wrapped(text)
    start = at = 0
    for line in text.splitlines(keepends=True):
        begins = not line.strip() or not wrapped or _LIST_ITEM.match(line)
        if begins and (span := _trim(text, start, at)):
            yield span
            start = at
        at += len(line)
    if span := _trim(text, start, at):
        yield span


def _is_wrapped(text: str) -> bool:
    """Hard-wrapped prose: several lines in a row of much the same middling length, none of them long."""
    lengths = [len(line.rstrip()) for line in text.splitlines() if line.strip()]
    if len(lengths) < 3 or max(lengths) > 110:
        return False
    inner = [length for length in lengths if length >= 55]
    return len(inner) >= 0.6 * (len(lengths) - 1)


def _sentences(text: str, block: Span, language: Language) -> list[Span]:
    start, end = block
    chunk = text[start:end]
    cuts = {0, len(chunk)}
    at = 0
    for sentence in sentencex.segment(language.value, chunk):
        at = chunk.find(sentence, at)
        if at < 0:  # the library changed the text: keep what it did not cover as one piece
            break
        at += len(sentence)
        cuts.add(at)
    cuts |= _missing_cuts(chunk)
    addresses = [match.span() for match in _ADDRESS.finditer(chunk)]
    ordered = sorted(cut for cut in cuts if not any(left < cut < right for left, right in addresses))
    spans = (_trim(text, start + left, start + right) for left, right in pairwise(ordered))
    return [span for span in spans if span is not None]


def _missing_cuts(chunk: str) -> set[int]:
    cuts = {match.end() for match in _MISSING_SPACE.finditer(chunk) if not _is_open(chunk[: match.end("word") + 1])}
    for match in _SEAM.finditer(chunk):
        begin = max(chunk.rfind(stop, 0, match.start()) for stop in (". ", "! ", "? ", "\n")) + 1
        heading = chunk[begin : match.start()].strip()
        # Safe only where what stands before the seam looks like a heading: short, no comma, opens with a capital.
        if 10 <= len(heading) <= 90 and "," not in heading and heading[:1].isupper():
            cuts.add(match.start())
    return cuts | {match.end() for match in _NUMERAL_END.finditer(chunk)}


def _is_open(before: str) -> bool:
    """Whether ``before`` ends on an abbreviation that always goes on."""
    token = _LAST_TOKEN.search(before)
    return bool(token and token.group(1) in _ALWAYS_OPEN) or bool(_SPACED_ABBREVIATION.search(before))


def _goes_on(before: str, after: str) -> bool:
    """Whether the boundary between two pieces is a false one."""
    if _is_open(before):
        return True
    if not before.endswith("."):
        return not re.search(r"[.!?;:…][)\]”“\"'’‘»]*$", before)
    if re.match(r"[a-zäöüß]{2}(?![A-Z])", after) or re.search(r"[:;]\s\d{1,2}\.$", before):
        return True  # "6A002.a.3. includes", "ssp. graminis", "Notes: 1. ..."
    token = _LAST_TOKEN.search(before)
    lower = bool(re.match(r"[a-zäöüß0-9(§,;:)]", after))
    if token and token.group(1) in _OFTEN_OPEN and lower:
        return True
    if _INITIAL.search(before) and not _LIST_ITEM.match(after) and not _NUMERAL_END.search(f"{before} {after[:2]}"):
        return True
    return bool(_ORDINAL.search(before) and (_MONTH.match(after) or re.match(r"[a-zäöüß]", after)))


def _repaired(text: str, pieces: list[Span]) -> list[Span]:
    """Pieces with false boundaries closed: abbreviations, initials, ordinals, lone closing quotes and numbers."""
    merged: list[Span] = []
    for piece in pieces:
        if merged:
            start, end = merged[-1]
            after = text[piece[0] : piece[1]]
            if piece[0] == end and _SEAM.match(text, end):
                merged.append(piece)
                continue
            stray = re.fullmatch(r"[\W_]*(?:or|and|oder|und)?[\W_]*|\[Reserved\]\.?", after) and len(after) < 12
            number = re.fullmatch(r"\(?[A-Za-z0-9]{1,4}(?:\.[A-Za-z0-9]{1,3})*[.)]", text[start:end])
            torn = piece[0] == end and re.search(r"\b[A-Z]\.$", text[start:end])  # "U." "S. persons"
            if stray or number or torn or _goes_on(text[max(start, end - 40) : end], after):
                merged[-1] = (start, piece[1])
                continue
        merged.append(piece)
    return merged


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """A sentence over `_LONG` characters, cut behind semicolons into pieces of at most that many where it can be."""
    start, end = span
    if end - start <= _LONG:
        yield span
        return
    stops = [match.end() for match in re.finditer(r";(?=\s)", text[start:end])]
    begin = start
    for index, stop in enumerate(stops):
        following = start + stops[index + 1] if index + 1 < len(stops) else end
        if following - begin > _LONG and (piece := _trim(text, begin, start + stop)):
            yield piece
            begin = start + stop
    if piece := _trim(text, begin, end):
        yield piece
