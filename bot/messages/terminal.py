"""The conversation in the terminal."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "welcome": (
        "Paragraf · Fragen zur Exportkontrolle von Chips, jeder Satz belegt. {documents} Dokumente, neueste Quelle {newest}.\n"
        "Einfach fragen. /help zeigt die Befehle, /quit beendet.",
        "Paragraf · questions about chip export controls, every sentence proved. {documents} documents, newest source {newest}.\n"
        "Just ask. /help lists the commands, /quit ends.",
    ),
    "help": (
        "/source N   Quelle N der letzten Antwort im Zusammenhang (auch: /source 744.23(a)(2))\n"
        "/as-of TAG  Stichtag setzen (JJJJ-MM-TT), /as-of allein löscht ihn\n"
        "/lang de|en Sprache der Antworten, /lang allein: wie die Frage\n"
        "/search …   nur suchen\n"
        "/forget     Gesprächsverlauf vergessen\n"
        "/quit       beenden",
        "/source N   source N of the last answer in its context (also: /source 744.23(a)(2))\n"
        "/as-of DAY  set the date that counts (YYYY-MM-DD); alone: clear it\n"
        "/lang de|en language of the answers; alone: as the question\n"
        "/search …   search only\n"
        "/forget     forget the conversation\n"
        "/quit       end",
    ),
    "unknown_command": (
        "Unbekannter Befehl {command}. /help zeigt alle.",
        "Unknown command {command}. /help lists them.",
    ),
    "as_of_set": ("Stichtag: {day}", "Date that counts: {day}"),
    "as_of_cleared": ("Stichtag gelöscht: heute gilt.", "Date cleared: today counts."),
    "bad_date": (
        "„{text}“ ist kein Datum. Bitte so: 2025-11-01.",
        "“{text}” is no date. Please write it like 2025-11-01.",
    ),
    "language_set": ("Antworten auf Deutsch.", "Answers in English."),
    "language_auto": ("Antworten in der Sprache der Frage.", "Answers in the language of the question."),
    "bad_language": ("Sprachen: de oder en.", "Languages: de or en."),
    "forgotten": ("Verlauf vergessen.", "Conversation forgotten."),
    "no_such_source": (
        "Nichts gefunden unter „{wanted}“. Erlaubt: Nummer aus der letzten Antwort, Fundstelle wie 15 CFR 744.23(a)(2), "
        "ECCN 3A090.a, § 8 AWV oder eine Dokumentkennung.",
        "Nothing found under “{wanted}”. Allowed: a number of the last answer, a citation such as 15 CFR 744.23(a)(2), "
        "ECCN 3A090.a, § 8 AWV, or a document id.",
    ),
    "no_hits": ("Keine Treffer.", "No hits."),
    "goodbye": ("Auf Wiedersehen.", "Goodbye."),
    "thinking": ("Suche …", "Searching …"),
    "internal_error": (
        "Das ging schief (Kennung {reference}, Einzelheiten in {log}).",
        "That went wrong (reference {reference}, details in {log}).",
    ),
}
