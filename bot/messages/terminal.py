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
    "no_question": (
        'die Frage fehlt: paragraf ask "…" (oder --jsonl mit Fragen auf der Standardeingabe)',
        'a question is missing: paragraf ask "..." (or --jsonl with questions on standard input)',
    ),
    "jsonl_line": ("Zeile {line}: {problem}", "line {line}: {problem}"),
    "jsonl_not_utf8": ("kein UTF-8 (Byte {at})", "not UTF-8 (byte {at})"),
    "jsonl_not_json": ("kein gültiges JSON ({error}, Spalte {at})", "not valid JSON ({error} at column {at})"),
    "jsonl_too_deep": ("das JSON ist zu tief verschachtelt", "the JSON is nested too deeply"),
    "jsonl_no_question": (
        'erwartet wird ein Objekt mit einem Textfeld "question"',
        'expected an object with a text field "question"',
    ),
    "jsonl_id": (
        '"id" muss Text oder eine ganze Zahl sein, gefunden {found}',
        '"id" must be text or a whole number, found {found}',
    ),
    "jsonl_as_of": (
        '"as_of" muss ein Datum wie "2025-11-01" sein, gefunden {found}',
        '"as_of" must be a date such as "2025-11-01", found {found}',
    ),
    "jsonl_language": (
        '"language" muss "de" oder "en" sein, gefunden {found}',
        '"language" must be "de" or "en", found {found}',
    ),
    "jsonl_history": (
        '"history" muss eine Liste von {"role", "text"} sein',
        '"history" must be a list of {"role", "text"}',
    ),
    "jsonl_turn": (
        '"history"[{at}] muss {{"role": "user"|"assistant", "text": …}} sein',
        '"history"[{at}] must be {{"role": "user"|"assistant", "text": ...}}',
    ),
    "no_hits": ("Keine Treffer.", "No hits."),
    "goodbye": ("Auf Wiedersehen.", "Goodbye."),
    "answer_stopped": ("Abgebrochen. Noch einmal Strg-C oder /quit beendet.", "Stopped. Ctrl-C again or /quit ends."),
    "thinking": ("Suche …", "Searching …"),
    "internal_error": (
        "Das ging schief (Kennung {reference}, Einzelheiten in {log}).",
        "That went wrong (reference {reference}, details in {log}).",
    ),
}
