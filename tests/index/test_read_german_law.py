"""German law: Markdown of a law stays as it is; XML from gesetze-im-internet.de gives the same pinpoints."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from index.documents import Fetched, Kind, Language, SourceDocument, Status
from index.errors import UnreadableDocumentError
from index.read import read
from index.split import split

LONG = (
    "Güter, die in einem Land außerhalb der Liste hergestellt werden und für einen der genannten Zwecke bestimmt sind, wenn ihr Wert "
    "die genannte Grenze nicht erreicht und kein Anhaltspunkt für eine andere Verwendung besteht"
)
LAW = f"""% Testwirtschaftsverordnung  (TWV)
% Ausfertigungsdatum: 02.08.2013

# Inhaltsübersicht

# § 1 – Begriffe

Ein Satz ohne Absatznummer steht hier. Noch einer folgt.

# § 8 – Genehmigungserfordernisse

(1) Die Ausfuhr bedarf der Genehmigung für

1. Güter der Liste,

2. Software.

(2) Eine Genehmigung ist nicht erforderlich für

1. {LONG},

2. {LONG}:

a) {LONG},

1. {LONG},

2a. {LONG},

3. {LONG}; und

{LONG}.

# § 9a – (weggefallen)

# Anlage 1 – Ausfuhrliste

1\\.

Die Liste nennt Güter.

<table>
<tr><td>Abschnitt A:</td><td>Liste für Waffen, Munition und Rüstungsmaterial</td></tr>
</table>

0001

Handfeuerwaffen mit glattem Lauf wie folgt:

a)

Gewehre mit gezogenem Lauf, die nach dem Jahr 1938 hergestellt wurden und noch schießen;

3B1901k

Ausrüstung für das Trockenätzen mit einer der folgenden Eigenschaften:

Anmerkung:

Nummer 3B1901k erfasst auch gebrauchte Ausrüstung.

| AIP | Außenluftunabhängige Antriebssysteme |
|:----|:----|
| CVD | Chemische Beschichtung |

„Bibliothek“ (0017) (library): eine Sammlung technischer Informationen.
"""


def one(text: str, source: str = "de/TWV-BJNR1.md") -> SourceDocument:
    data = text.encode()
    (document,) = read(Fetched(source, data, hashlib.sha256(data).hexdigest()))
    return document


@pytest.fixture(scope="module")
def law() -> SourceDocument:
    return one(LAW)


def texts(document: SourceDocument) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in document.sections:
        piece = document.text[section.start : section.end]
        found[section.citation] = f"{found[section.citation]} | {piece}" if section.citation in found else piece
    return found


def test_the_text_is_the_file_and_the_facts_come_from_its_title_lines(law: SourceDocument) -> None:
    assert law.text == LAW
    info = law.info
    assert (info.id, info.title, info.citation) == ("de-twv", "Testwirtschaftsverordnung (TWV)", "TWV")
    assert (info.language, info.kind, info.status, info.jurisdiction) == (
        Language.DE,
        Kind.REGULATION,
        Status.IN_FORCE,
        "DE",
    )
    assert info.published == "2013-08-02"


def test_a_short_absatz_is_one_section_with_its_list(law: SourceDocument) -> None:
    assert (
        texts(law)["§ 8 Abs. 1 TWV"].replace("\n\n", " ")
        == "(1) Die Ausfuhr bedarf der Genehmigung für 1. Güter der Liste, 2. Software."
    )


def test_a_long_absatz_is_cited_down_to_the_nummer_and_a_deeper_list_stays_inside(law: SourceDocument) -> None:
    found = texts(law)
    assert found["§ 8 Abs. 2 TWV"] == "(2) Eine Genehmigung ist nicht erforderlich für"
    assert found["§ 8 Abs. 2 Nr. 2 TWV"].count(LONG) == 3  # with its letter a) and the 1. below that
    assert found["§ 8 Abs. 2 Nr. 2a TWV"].startswith("2a. ")
    assert found["§ 8 Abs. 2 Nr. 3 TWV"].startswith("3. ")
    item = next(one for one in law.sections if one.citation == "§ 8 Abs. 2 Nr. 3 TWV")
    assert item.headings[-1] == "(2) Eine Genehmigung ist nicht erforderlich für"


def test_paragraphs_without_absatz_are_cited_by_the_section(law: SourceDocument) -> None:
    assert texts(law)["§ 1 TWV"].startswith("Ein Satz ohne")


def test_annex_entries_carry_their_list_numbers(law: SourceDocument) -> None:
    found = texts(law)
    assert found["Anlage 1 TWV, Nr. 1"].startswith("Die Liste nennt Güter.")
    assert found["Anlage 1 TWV, Nr. 0001"] == "Handfeuerwaffen mit glattem Lauf wie folgt:"
    assert found["Anlage 1 TWV, Nr. 0001a"].startswith("Gewehre")
    assert "erfasst auch gebrauchte" in found["Anlage 1 TWV, Nr. 3B1901k"]
    sub = next(one for one in law.sections if one.citation == "Anlage 1 TWV, Nr. 0001a")
    assert sub.headings[-1] == "0001 Handfeuerwaffen mit glattem Lauf wie folgt:"
    definition = law.sections[-1]
    assert (definition.citation, definition.headings[-1]) == ("Anlage 1 TWV", "Bibliothek")


def test_tables_are_read_without_tags(law: SourceDocument) -> None:
    said = [law.text[one.start : one.end] for one in law.sections]
    assert "Liste für Waffen, Munition und Rüstungsmaterial" in said
    assert not any("<td" in piece for piece in said)


def test_no_passage_crosses_two_absaetze(law: SourceDocument) -> None:
    for passage in split(law):
        assert law.text[passage.start : passage.end] == passage.text
        assert not ("(1) Die" in passage.text and "(2) Eine" in passage.text)


def test_a_law_without_short_name_in_its_title_takes_the_file_name() -> None:
    text = "% Ausführungsgesetz zu Artikel 26  (Gesetz über die Kontrolle)\n% Ausfertigungsdatum: 20.04.1961\n\n# § 1 – Begriff\n\n(1) Text.\n"
    document = one(text, "de/KrWaffKontrG-BJNR004440961.md")
    assert document.sections[0].citation == "§ 1 Abs. 1 KrWaffKontrG"
    assert document.info.url == "https://www.gesetze-im-internet.de/krwaffkontrg/"


XML = """<?xml version="1.0" encoding="UTF-8"?>
<dokumente builddate="20260819" doknr="BJNR1"><norm><metadaten><jurabk>TWV 2013</jurabk><amtabk>TWV</amtabk>
<ausfertigung-datum manuell="ja">2013-08-02</ausfertigung-datum><langue>Testwirtschaftsverordnung</langue></metadaten></norm>
<norm><metadaten><jurabk>TWV 2013</jurabk><enbez>§ 8</enbez><titel format="parat">Genehmigungen</titel></metadaten>
<textdaten><text format="XML"><Content><P>(1) Die Ausfuhr bedarf der Genehmigung f&#252;r<DL Type="arabic"><DT>1.</DT><DD Font="normal"><LA>G&#252;ter
der Liste und</LA></DD><DT>2.</DT><DD><LA>Software.</LA></DD></DL></P><P>(2) Das Amt pr&#252;ft.</P></Content></text></textdaten></norm></dokumente>"""


def test_the_xml_of_a_law_gives_the_same_pinpoints() -> None:
    document = one(XML, "https://www.gesetze-im-internet.de/twv/")
    found = texts(document)
    assert found["§ 8 Abs. 1 TWV"].split("\n\n")[1] == "1. Güter der Liste und"
    assert found["§ 8 Abs. 2 TWV"] == "(2) Das Amt prüft."
    assert (document.info.id, document.info.published) == ("de-twv", "2013-08-02")


def test_the_zip_of_a_law_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("BJNR1.xml", XML)
    (document,) = read(Fetched("twv/xml.zip", packed.getvalue(), "0"))
    assert "§ 8 Abs. 2 TWV" in texts(document)


def test_a_zip_without_a_law_is_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("picture.png", b"x")
    with pytest.raises(UnreadableDocumentError, match="ZIP archive without"):
        read(Fetched("a.zip", packed.getvalue(), "0"))
