"""Why no document could be made of a file's bytes, and what to do about it."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "about": ("{source}: {reason}", "{source}: {reason}"),
    "no_text": ("enthält keinen Text", "holds no text"),
    "gone_while_reading": ("nicht mehr lesbar ({error})", "cannot be read any more ({error})"),
    "reader_failed": ("nicht lesbar ({error})", "not readable ({error})"),
    "half_character": (
        "enthält ein halbes Zeichen (einzelnes Surrogat wie \\ud800); neu als UTF-8 speichern",
        "holds half a character (a lone surrogate such as \\ud800); save it again as UTF-8",
    ),
    "no_document": (
        "kein Dokument darin; prüfen, ob die Datei vollständig ist",
        "no document in it; check that the download is complete",
    ),
    "other_kind_of_file": (
        "das ist {what}; in PDF, DOCX, HTML oder Text umwandeln",
        "this is {what}; convert it to PDF, DOCX, HTML or text",
    ),
    "file_png": ("ein PNG-Bild", "a PNG picture"),
    "file_jpeg": ("ein JPEG-Bild", "a JPEG picture"),
    "file_gif": ("ein GIF-Bild", "a GIF picture"),
    "file_gzip": ("ein gzip-Archiv", "a gzip archive"),
    "file_7z": ("ein 7z-Archiv", "a 7z archive"),
    "file_old_office": ("eine alte Office-Datei (.doc, .xls)", "an old Office file (.doc, .xls)"),
    "file_program": ("ein Programm", "a program"),
    "file_database": ("eine Datenbank", "a database"),
    "file_empty": ("die Datei ist leer; entfernen oder füllen", "the file is empty; remove it or fill it"),
    "broken_encoding": (
        "fehlerhaftes {encoding} bei Byte {at}; als UTF-8 speichern",
        "broken {encoding} at byte {at}; save it as UTF-8",
    ),
    "control_characters": (
        "Binärdaten, kein Text (viele Steuerzeichen); in Text, PDF oder DOCX umwandeln",
        "binary content, no text (many control characters); convert it to text, PDF or DOCX",
    ),
    "only_boilerplate": (
        "kein lesbarer Text, nur Beiwerk; die Datei prüfen",
        "no readable text in it, only boilerplate lines; check the download",
    ),
    "no_text_below_headings": (
        "kein Text unter den Überschriften; einen Absatz schreiben oder die Datei entfernen",
        "no text below the headings; write a paragraph or remove the file",
    ),
    "front_matter_yaml": (
        "{where}Kopfdaten: {problem}; den Wert in Anführungszeichen setzen",
        "{where}front matter: {problem}; quote the value",
    ),
    "line": ("Zeile {line}: ", "line {line}: "),
    "front_matter_date": (
        "Feld {field}: {error}; ein Datum des Kalenders als JJJJ-MM-TT schreiben",
        "field {field}: {error}; write a date of the calendar as YYYY-MM-DD",
    ),
    "front_matter_no_fields": (
        "Zeile 2: Kopfdaten: keine Zeilen „Feld: Wert“; so schreiben oder eine Leerzeile vor das erste --- setzen",
        "line 2: front matter: not 'key: value' lines; write it so, or put an empty line above the first ---",
    ),
    "front_matter_fields": ("{problems}; die Kopfdaten berichtigen", "{problems}; correct the front matter"),
    "hint_field": (
        "Feld {field}: {error}; in config.yaml berichtigen",
        "field {field}: {error}; correct it in config.yaml",
    ),
    "pdf_pictures": (
        "das PDF enthält nur Bilder, keinen Text; zuerst eine Texterkennung (OCR) darüber laufen lassen",
        "the PDF holds no text, only pictures; run a text recognition (OCR) over it first",
    ),
    "pdf_locked": (
        "das PDF ist mit einem Passwort gesperrt; eine offene Kopie speichern",
        "the PDF is locked with a password; save an unlocked copy",
    ),
    "pdf_damaged": (
        "das PDF ist beschädigt oder abgeschnitten ({error}); neu holen",
        "the PDF is damaged or cut off ({error}); fetch it again",
    ),
    "word_damaged": (
        "die Word-Datei ist beschädigt ({error}); neu als .docx speichern",
        "the Word file is damaged ({error}); save it again as .docx",
    ),
    "word_empty": (
        "die Word-Datei enthält keinen Text; Bilder von Text brauchen eine Texterkennung (OCR)",
        "the Word file holds no text; pictures of text need a text recognition (OCR)",
    ),
    "archive_without_text": (
        "ein ZIP-Archiv ohne Word-Datei und ohne Gesetz; in den Ordner entpacken",
        "a ZIP archive without a Word file or a law in it; unpack it into the folder",
    ),
    "archive_too_large": (
        "wird entpackt zu {size} MB ({what}), höchstens {limit} MB werden gelesen; aufteilen",
        "unpacks to {size} MB of {what}, and {limit} MB is the most; split it",
    ),
    "archive_damaged": (
        "das Archiv ist beschädigt oder abgeschnitten ({error}); neu holen",
        "the archive is damaged or cut off ({error}); fetch it again",
    ),
    "page_without_article": (
        "kein Artikeltext auf der Seite; sie braucht wohl JavaScript oder eine Anmeldung",
        "no article text in the page; it may need JavaScript or be a login page",
    ),
    "xml_broken": (
        "{where}fehlerhaftes XML ({error}); die Datei ist wohl abgeschnitten: neu holen",
        "{where}broken XML ({error}); the file may be cut off: fetch it again",
    ),
    "xml_unknown": (
        "XML mit der Wurzel <{tag}> hat keine bekannte Form; gelesen werden eCFR, Federal Register, gesetze-im-internet.de",
        "XML with the root <{tag}> is of no known form; supported are eCFR, Federal Register, gesetze-im-internet.de",
    ),
    "ecfr_without_section": (
        "eCFR-XML ohne Paragraf (DIV8) und ohne Anhang (DIV9); einen Teil holen",
        "eCFR XML without a section (DIV8) or supplement (DIV9); fetch a part",
    ),
    "register_without_paragraph": (
        "kein Absatz im XML des Federal Register; full_text_xml_url neu holen",
        "no paragraph in the Federal Register XML; fetch full_text_xml_url again",
    ),
    "law_without_norm": (
        "kein <norm> darin; das xml.zip des Gesetzes von gesetze-im-internet.de holen",
        "no <norm> in it; fetch the law's xml.zip from gesetze-im-internet.de",
    ),
    "law_without_text": (
        "das Gesetz hat keine Vorschrift mit Text; sein xml.zip neu holen",
        "the law has no provision with text; fetch its xml.zip again",
    ),
    "eurlex_without_article": (
        "EUR-Lex-Seite ohne Artikel; den HTML-Text des Rechtsakts holen, nicht die Zusammenfassung",
        "EUR-Lex page without articles; fetch the act's HTML text, not its summary",
    ),
    "json_unknown": (
        "JSON unbekannter Form; gelesen werden {supported}",
        "JSON of an unknown form; supported are {supported}",
    ),
    "json_broken": (
        "Zeile {line}: {error}; das JSON ist fehlerhaft oder abgeschnitten",
        "line {line}: {error}; the JSON is broken or cut off",
    ),
    "json_too_deep": (
        "das JSON ist zu tief verschachtelt für ein Dokument",
        "the JSON is nested too deeply to be a document",
    ),
    "json_bad_line": (
        "Zeile {line}: {error}; die Zeile berichtigen oder entfernen",
        "line {line}: {error}; correct or remove that line",
    ),
    "record_differs": (
        "Datensatz {record}: es fehlen Felder, die der erste hat",
        "record {record}: fields are missing that the first record has",
    ),
    "record_field": (
        "Datensatz {record}: {fields} fehlt oder ist kein Text",
        "record {record}: {fields} is missing or no text",
    ),
    "entry_no_object": ("{where}: kein Objekt", "{where}: not an object"),
    "entry_no_text": ("{where}: fehlt oder ist kein Text", "{where}: missing or no text"),
    "field_other_form": (
        "Feld {field} fehlt oder hat eine andere Form als erwartet",
        "field {field} is missing or has another form than expected",
    ),
}
