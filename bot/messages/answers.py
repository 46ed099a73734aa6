"""What stands in and around an answer, in the terminal and on Discord; why there is none; what became of the model."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "as_of": ("Stand {day}", "as of {day}"),
    "sources": ("Quellen", "Sources"),
    "newest_source": ("Neueste Quelle {day}", "Newest source {day}"),
    "newest_source_unknown": ("Neueste Quelle: ohne Datum", "Newest source: undated"),
    "disclaimer_quotes": ("Zitate wörtlich, keine Rechtsberatung", "Quotes verbatim, not legal advice"),
    "disclaimer_model": (
        "Von einem Sprachmodell formuliert, jeder Satz gegen die Quelle geprüft; keine Rechtsberatung",
        "Worded by a language model, every sentence checked against its source; not legal advice",
    ),
    "original_language_de": ("Original auf Deutsch", "original in German"),
    "original_language_en": ("Original auf Englisch", "original in English"),
    "gloss": ("Begriffe: {pairs}", "Terms: {pairs}"),
    "partial_note": ("Vermerk der Quelle: {note}", "Note in the source: {note}"),
    "open_clock": (
        "Achtung: Die Frist in [{number}] lief am {day} ab, nach der neuesten Quelle dazu. Ob sie verlängert wurde, steht "
        "nicht in den Quellen. Vor einer Entscheidung die amtliche Quelle prüfen.",
        "Careful: the clock in [{number}] ran out on {day}, after the newest source on it. Whether it was extended is not "
        "in the sources. Check the official source before you rely on either.",
    ),
    "dropped": (
        "{count} Satz/Sätze wurden gestrichen, weil die Quelle sie nicht belegt.",
        "{count} sentence(s) were cut because the source does not support them.",
    ),
    "followup_read_as": ("Verstanden als: {question}", "Read as: {question}"),
    "no_answer_not_in_corpus": (
        "Dazu steht in den Quellen nichts, was die Frage beantwortet.",
        "The sources say nothing that answers this question.",
    ),
    "no_answer_off_topic": (
        "Das ist nicht mein Gebiet. Ich beantworte Fragen zur Exportkontrolle von Chips (US-EAR und BIS, Entity List, "
        "EU- und deutsches Dual-Use-Recht, Chinas Gegenmaßnahmen) aus belegten Quellen.",
        "That is not my field. I answer questions about chip export controls (US EAR and BIS, the Entity List, EU and "
        "German dual-use law, China's counter-measures) from cited sources.",
    ),
    "no_answer_small_talk": (
        "Hallo! Ich beantworte Fragen zur Exportkontrolle von Chips und belege jeden Satz. Zum Beispiel: "
        "„Darf Nvidia den H20 nach China liefern?“ oder „Was regelt 15 CFR 744.23?“",
        "Hello! I answer questions about chip export controls and prove every sentence. For example: "
        "“Does the Affiliates Rule apply?” or “What does 15 CFR 744.23 say?”",
    ),
    "no_answer_empty_question": (
        "Die Frage ist leer. Bitte eine Frage zur Exportkontrolle stellen.",
        "The question is empty. Please ask something about export controls.",
    ),
    "no_answer_nothing_verified": (
        "Kein Satz der Antwort ließ sich mit den Quellen belegen; deshalb gibt es keine.",
        "No sentence of the answer could be proved by the sources; so there is none.",
    ),
    "nearest": ("Am nächsten liegt:", "Nearest:"),
    "add_sources": (
        "Fehlt eine Quelle? In config.yaml unter index.sources eintragen und `paragraf sync` aufrufen.",
        "Is a source missing? Add it to index.sources in config.yaml and run `paragraf sync`.",
    ),
    "model_unreachable": (
        "Das Sprachmodell ist nicht erreichbar; stattdessen wörtliche Zitate.",
        "The language model cannot be reached; verbatim quotes instead.",
    ),
    "model_slow": (
        "Das Sprachmodell antwortet nicht rechtzeitig; stattdessen wörtliche Zitate.",
        "The language model did not answer in time; verbatim quotes instead.",
    ),
    "model_rate_limited": (
        "Das Sprachmodell ist gerade ausgelastet; stattdessen wörtliche Zitate.",
        "The language model is rate-limited right now; verbatim quotes instead.",
    ),
    "model_server_error": (
        "Das Sprachmodell meldet einen Fehler; stattdessen wörtliche Zitate.",
        "The language model reports an error; verbatim quotes instead.",
    ),
    "model_auth": (
        "Der Schlüssel des Sprachmodells fehlt oder wird abgewiesen (in der Umgebung prüfen, z. B. OPENAI_API_KEY); stattdessen wörtliche Zitate.",
        "The language model's key is missing or rejected (check it in the environment, e.g. OPENAI_API_KEY); verbatim quotes instead.",
    ),
    "model_unknown": (
        "Das Sprachmodell gibt es dort nicht (model.name und model.base_url in config.yaml prüfen); stattdessen wörtliche Zitate.",
        "The language model does not exist there (check model.name and model.base_url in config.yaml); verbatim quotes instead.",
    ),
    "model_too_long": (
        "Die Quellen sind dem Sprachmodell zu lang (in config.yaml answering.evidence senken oder ein Modell mit mehr Kontext nennen); stattdessen wörtliche Zitate.",
        "The sources are too long for the language model (lower answering.evidence in config.yaml, or name a model with more context); verbatim quotes instead.",
    ),
    "model_nonsense": (
        "Das Sprachmodell gab keine brauchbare Antwort; stattdessen wörtliche Zitate.",
        "The language model gave no usable answer; verbatim quotes instead.",
    ),
    "model_cut_off": (
        "Die Antwort des Sprachmodells brach ab; stattdessen wörtliche Zitate.",
        "The language model's answer broke off; verbatim quotes instead.",
    ),
    "model_unproved": (
        "Die Antwort des Sprachmodells ließ sich nicht belegen; stattdessen wörtliche Zitate.",
        "The language model's answer could not be proved; verbatim quotes instead.",
    ),
}
