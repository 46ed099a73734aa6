"""Why a source could not be had, and what to do about it."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "bad_address": ("keine gültige Adresse ({error})", "not a valid address ({error})"),
    "not_http": ("keine http- oder https-Adresse", "not an http or https address"),
    "no_answer_in_time": ("keine Antwort in der Zeit", "no answer in time"),
    "bad_redirect": ("die Weiterleitung führt nirgendwohin ({error})", "redirect leads nowhere ({error})"),
    "answer_damaged": ("die gepackte Antwort ist beschädigt", "the compressed answer is damaged"),
    "connection_failed": (
        "Verbindung gescheitert oder abgebrochen ({error})",
        "connection failed or was cut off ({error})",
    ),
    "http_status": ("HTTP {status}", "HTTP {status}"),
    "still_preparing": (
        "HTTP 202: der Server bereitet das Dokument noch vor",
        "HTTP 202: the server is still preparing the document",
    ),
    "ask_again_later": (
        "{reason}, wieder anzufragen in {seconds:.0f} Sekunden",
        "{reason}, to be asked again in {seconds:.0f} seconds",
    ),
    "answer_too_large": (
        "größer als {megabytes:.0f} MB (max_file_megabytes)",
        "larger than {megabytes:.0f} MB (max_file_megabytes)",
    ),
    "answer_of_other_type": (
        "erwartet {expected}, der Server sandte {found}",
        "expected {expected}, the server sent {found}",
    ),
    "no_content_type": ("keinen Inhaltstyp", "no content type"),
    "answer_empty": ("die Antwort ist leer", "the answer is empty"),
    "json_damaged": ("beschädigtes JSON ({error})", "damaged JSON ({error})"),
    "ecfr_no_title": (
        "nennt den Titel {title} nicht; siehe sources.title",
        "does not name title {title}; see sources.title",
    ),
    "ecfr_no_titles": ("nicht die Liste der Titel ({error})", "not the list of titles ({error})"),
    "ecfr_no_part": ("die Antwort ist nicht das XML eines Teils", "the answer is not the XML of a part"),
    "ecfr_no_day": (
        "kein Text vom {day} oder den {days} Tagen davor (HTTP 404); stimmt der Teil?",
        "no text on {day} or the {days} days before (HTTP 404); is the part right?",
    ),
    "eurlex_no_text": (
        "EUR-Lex kennt keinen Text von {celex} in dieser Sprache",
        "EUR-Lex knows no text {celex} in this language",
    ),
    "register_incomplete": (
        "die Schnittstelle zählt {count} Dokumente und gab {given}; ein späteres `since` oder weniger `types` nennen",
        "the API counts {count} documents and gave {given}; name a later `since` or fewer `types`",
    ),
    "register_too_many": ("mehr als {pages} Seiten", "more than {pages} pages"),
    "register_no_page": ("keine Seite mit Dokumenten", "not a page of documents"),
    "register_no_number": ("ein Dokument ohne document_number", "a document without document_number"),
    "no_feed": ("kein Feed ({error})", "not a feed ({error})"),
    "folder_unlistable": (
        "der Ordner ist nicht lesbar ({error}); siehe sources.path",
        "the folder cannot be listed ({error}); see sources.path",
    ),
    "subfolder_unlistable": ("der Ordner ist nicht lesbar ({error})", "the folder cannot be listed ({error})"),
    "bad_pattern": (
        "{source}: include oder exclude hat ein ungültiges Muster ({error})",
        "{source}: include or exclude has a pattern that is none ({error})",
    ),
    "not_a_file": ("keine gewöhnliche Datei", "not a regular file"),
    "file_too_large": (
        "{size:.0f} MB, größer als {limit:.0f} MB (max_file_megabytes)",
        "{size:.0f} MB, larger than {limit:.0f} MB (max_file_megabytes)",
    ),
    "empty_file": ("die Datei ist leer", "the file is empty"),
    "dead_link": ("die Verknüpfung führt nirgendwohin", "the link leads nowhere"),
    "cannot_be_read": ("nicht lesbar ({error})", "cannot be read ({error})"),
    "law_no_xml": ("nicht das XML eines Gesetzes", "not the XML of a law"),
    "law_files": (
        "erwartet eine XML-Datei im Zip, gefunden {count}",
        "expected one XML file in the zip, found {count}",
    ),
    "law_too_large": (
        "das Zip wird entpackt größer als {megabytes:.0f} MB: kein Gesetz",
        "the zip unpacks to more than {megabytes:.0f} MB: not a law",
    ),
    "zip_damaged": ("beschädigtes Zip ({error})", "damaged zip ({error})"),
    "lists_missing": (
        "keine der Listen {lists} ist in der Datei",
        "none of the lists {lists} is in the download",
    ),
    "no_screening_list": ("nicht die Prüfliste: kein `results`", "not the screening list: no `results`"),
    "no_briefs": (
        "keine Kurztexte im installierten Programm ({folder}); neu installieren",
        "no briefs in the installed program ({folder}); install it again",
    ),
    "unknown_source": (
        "keine Quelle heißt {unknown}; es gibt {known}",
        "no source is called {unknown}; there are {known}",
    ),
}
