"""Web pages, EUR-Lex, PDF and Word files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from index.documents import Fetched, Kind, Language, SourceDocument
from index.errors import UnreadableDocumentError
from index.read import read
from index.split import split


def one(data: bytes | str, source: str, media_type: str = "", **hints: str) -> SourceDocument:
    content = data.encode() if isinstance(data, str) else data
    (document,) = read(Fetched(source, content, hashlib.sha256(content).hexdigest(), media_type, hints))
    for passage in split(document):
        assert document.text[passage.start : passage.end] == passage.text
    return document


def said(document: SourceDocument) -> list[str]:
    return [document.text[section.start : section.end] for section in document.sections]


PAGE = """<!doctype html><html lang="de"><head><title>Chips für China | Zeitung</title>
<link rel="canonical" href="https://zeitung.example/chips"><meta property="og:site_name" content="Die Zeitung">
<meta property="article:published_time" content="2025-08-12T10:00:00+02:00"></head>
<body><nav><a href="/">Start</a> <a href="/politik">Politik</a></nav><main><article><h1>Chips für China</h1>
<p>Die US-Regierung hat im August 2025 eine Vereinbarung getroffen. Sie sieht einen Anteil von 15 Prozent vor.</p>
<h2>Reaktionen</h2><p>Die Branche reagierte verhalten auf die Vereinbarung, wie Fachleute in Berlin sagten.</p>
<ul><li>Erster Punkt mit einigem Text darin</li><li>Zweiter Punkt mit einigem Text darin</li></ul>
<table><tr><th>Chip</th><th>TPP</th></tr><tr><td>H20</td><td>2368</td></tr></table><p>3 Kommentare</p></article></main>
<footer>Impressum und Datenschutz © 2025</footer><script>var a = 'tracking';</script></body></html>"""


def test_a_web_page_gives_its_article_and_facts() -> None:
    document = one(PAGE, "https://zeitung.example/chips?utm=1")
    info = document.info
    assert (info.title, info.language, info.issuer) == ("Chips für China", Language.DE, "Die Zeitung")
    assert (info.url, info.published) == ("https://zeitung.example/chips", "2025-08-12")
    assert "kind" in info.guesses
    text = "\n".join(said(document))
    for left_out in ("Politik", "Impressum", "tracking", "Kommentare", "<"):
        assert left_out not in text
    assert "H20; 2368" in text
    below = next(section for section in document.sections if document.text[section.start :].startswith("Die Branche"))
    assert below.headings == ("Chips für China", "Reaktionen")


def test_a_declared_encoding_is_obeyed() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').encode("iso-8859-1")
    assert "Die US-Regierung hat im August 2025" in one(page, "page.html").text
    assert "für" in one(page, "page.html").info.title


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(UnreadableDocumentError, match="JavaScript"):
        one("<!doctype html><html><head><title>App</title></head><body><div id='root'></div></body></html>", "app.html")


ACT = """<!doctype html><html><head><title>L_2021206</title></head><body><div class="eli-container">
<p class="oj-doc-ti">VERORDNUNG (EU) 2021/821 DES EUROPÄISCHEN PARLAMENTS UND DES RATES vom 20. Mai 2021</p>
<p class="oj-doc-ti">über eine Unionsregelung</p><p class="oj-normal">gestützt auf den Vertrag,</p>
<div class="eli-subdivision" id="art_4"><p class="oj-ti-art">Artikel 4</p><p class="oj-sti-art">Auffangklausel</p>
<p class="oj-normal">(1)   Für die Ausfuhr ist eine Genehmigung erforderlich, wenn die Güter bestimmt sind</p>
<table><tr><td><p class="oj-normal">a)</p></td><td><p class="oj-normal">für Massenvernichtungswaffen;</p></td></tr>
<tr><td><p class="oj-normal">b)</p></td><td><p class="oj-normal">für eine militärische Endverwendung.</p></td></tr></table>
<p class="oj-normal">(2)   Ist einem Ausführer dies bekannt, so unterrichtet er die Behörde.</p></div>
<p class="oj-doc-ti">ANHANG I</p><p class="oj-normal">Liste der Güter</p><p class="oj-normal">3A001 Elektronische Bauelemente wie folgt:</p>
<table><tr><td><p>a.</p></td><td><p>integrierte Schaltungen wie folgt:</p></td></tr><tr><td><p>1.</p></td><td><p>strahlungsfeste Schaltungen;</p></td></tr>
<tr><td><p>b.</p></td><td><p>Mikrowellenbauelemente.</p></td></tr></table></div></body></html>"""


def test_an_act_from_eur_lex_is_cited_by_article_and_point() -> None:
    source = "https://eur-lex.europa.eu/legal-content/DE/TXT/?uri=CELEX:32021R0821"
    document = one(ACT, source, citation="VO (EU) 2021/821", language="de")
    found = {section.citation: document.text[section.start : section.end] for section in document.sections}
    act = "VO (EU) 2021/821"
    assert found[f"Art. 4(1) {act}"].startswith("(1) Für die Ausfuhr")
    assert found[f"Art. 4(1)(b) {act}"] == "b) für eine militärische Endverwendung."
    assert found[f"Art. 4(2) {act}"].startswith("(2) Ist einem")
    assert found[f"Anhang I {act}, 3A001"].startswith("3A001 Elektronische")
    assert found[f"Anhang I {act}, 3A001.a.1"] == "1. strahlungsfeste Schaltungen;"
    assert found[f"Anhang I {act}, 3A001.b"] == "b. Mikrowellenbauelemente."
    info = document.info
    assert (info.id, info.language, info.kind, info.published) == (
        "eu-32021r0821-de",
        Language.DE,
        Kind.REGULATION,
        "2021-05-20",
    )


def test_a_consolidated_act_is_in_force_from_its_day() -> None:
    page = (
        ACT.replace("VERORDNUNG", "REGULATION")
        .replace("vom 20. Mai 2021", "of 20 May 2021")
        .replace("Artikel", "Article")
    )
    document = one(page, "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02021R0821-20251115")
    assert document.info.effective_from == date(2025, 11, 15)
    assert any(section.citation == "Art. 4(1) Regulation (EU) 2021/821" for section in document.sections)


def pdf(*pages: list[str]) -> bytes:
    """A small PDF with the given lines on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        shown = "".join(
            f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj 0 -14 Td " for line in lines
        )
        stream = f"BT /F1 11 Tf 60 760 Td {shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + trailer.encode()


def test_a_pdf_is_joined_to_paragraphs_and_cited_by_page() -> None:
    head = "Merkblatt Ausfuhr"
    document = one(
        pdf(
            [
                head,
                "Die Ausfuhr von Gütern ist für viele Unternehmen geneh-",
                "migungspflichtig und wird vom Amt geprüft.",
                "Seite 1 von 3",
            ],
            [
                head,
                "Die EU- und US-Regeln gelten nebeneinander für alle hier genannten",
                "Unternehmen und ihre Töchter.",
                "Seite 2 von 3",
            ],
            [head, "Fragen beantwortet das Amt im Rahmen seiner Aufgaben gern.", "Seite 3 von 3"],
        ),
        "merkblatt.pdf",
    )
    assert said(document) == [
        "Die Ausfuhr von Gütern ist für viele Unternehmen genehmigungspflichtig und wird vom Amt geprüft.",
        "Die EU- und US-Regeln gelten nebeneinander für alle hier genannten Unternehmen und ihre Töchter.",
        "Fragen beantwortet das Amt im Rahmen seiner Aufgaben gern.",
    ]
    assert [section.citation for section in document.sections] == ["S. 1", "S. 2", "S. 3"]
    assert {"language", "kind", "title"} <= set(document.info.guesses)


def test_a_scan_and_a_locked_pdf_say_what_to_do() -> None:
    with pytest.raises(UnreadableDocumentError, match="OCR"):
        one(pdf([]), "scan.pdf")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Text."]))))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableDocumentError, match="password"):
        one(locked.getvalue(), "locked.pdf")


def test_a_cut_off_pdf_does_not_crash() -> None:
    whole = pdf(["Some text on the page."])
    for share in (0.2, 0.5, 0.8, 0.95):
        try:
            document = one(whole[: int(len(whole) * share)], "cut.pdf")
        except UnreadableDocumentError as error:
            assert "cut.pdf" in str(error)
        else:
            assert "Some text" in document.text


def test_a_word_file_keeps_headings_citations_and_tables(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Guidance on chips", 0)
    word.add_paragraph("The office explains the rule in this paper. It is not binding.")
    word.add_heading("15 CFR § 744.23: Supercomputers", 1)
    word.add_paragraph("The section covers supercomputers.")
    word.add_heading("Details", 2)
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Chip", "TPP", "H20", "2368"), strict=True
    ):
        cell.text = text
    path = tmp_path / "guidance.docx"
    word.save(str(path))
    document = one(path.read_bytes(), "guidance.docx")
    assert (document.info.title, document.info.language) == ("Guidance on chips", Language.EN)
    assert document.info.published == ""
    last = document.sections[-1]
    assert document.text[last.start : last.end] == "Chip: H20; TPP: 2368"
    assert (last.citation, last.headings) == (
        "15 CFR § 744.23",
        ("Guidance on chips", "15 CFR § 744.23: Supercomputers", "Details"),
    )


def test_a_damaged_word_file_says_so(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Text.")
    path = tmp_path / "a.docx"
    word.save(str(path))
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        one(path.read_bytes()[:-400], "a.docx")


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Text.")
    path = tmp_path / "bomb.docx"
    word.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/comments.xml", b"<w:p/>" * 10_000_000)
    with pytest.raises(UnreadableDocumentError, match=r"bomb\.docx.*unpacks to 60 MB of XML.*split it"):
        one(path.read_bytes(), "bomb.docx")
