"""Discord: names and descriptions of the options of commands."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "opt_question": ("frage", "question"),
    "opt_question_about": (
        "z. B. Darf Nvidia den H20 nach China liefern?",
        "e.g. Does the 50 % Affiliates Rule apply?",
    ),
    "opt_as_of": ("stichtag", "as_of"),
    "opt_as_of_about": (
        "Tag, der gelten soll, z. B. 2025-11-01 (sonst heute)",
        "the day that counts, e.g. 2025-11-01 (else today)",
    ),
    "opt_sources": ("quellen", "sources"),
    "opt_sources_about": ("Welche Quellen zählen", "which sources count"),
    "opt_language": ("sprache", "language"),
    "opt_language_about": (
        "Sprache der Antwort (sonst wie die Frage)",
        "language of the answer (else as the question)",
    ),
    "opt_language_guild_about": ("Sprache der Antworten auf diesem Server", "language of the answers on this server"),
    "opt_private": ("privat", "private"),
    "opt_private_about": ("Nur du siehst die Antwort", "only you see the answer"),
    "opt_query": ("suchtext", "query"),
    "opt_query_about": (
        "Wörter, Fundstelle oder ECCN, höchstens 70 Zeichen",
        "words, a citation or an ECCN, at most 70 characters",
    ),
    "opt_citation": ("fundstelle", "citation"),
    "opt_citation_about": (
        "z. B. 744.23(a)(2), 3A090.a, § 8 AWV oder ein Titel",
        "e.g. 744.23(a)(2), 3A090.a, § 8 AWV or a title",
    ),
    "opt_topic": ("thema", "topic"),
    "opt_topic_about": ("z. B. H20, Affiliates Rule, Gallium", "e.g. H20, Affiliates Rule, gallium"),
    "opt_watch_topic_about": ("Nur Neues zu diesem Thema (leer: alles)", "only news on this topic (empty: all)"),
    "opt_from": ("von", "from"),
    "opt_from_about": ("Erster Tag, z. B. 2025-01-01", "first day, e.g. 2025-01-01"),
    "opt_to": ("bis", "to"),
    "opt_to_about": ("Letzter Tag, z. B. 2025-12-31", "last day, e.g. 2025-12-31"),
    "opt_kind": ("art", "kind"),
    "opt_kind_about": ("Nur Dokumente dieser Art", "only documents of this kind"),
    "opt_channel": ("kanal", "channel"),
    "opt_channel_about": (
        "Hier antworten; noch einmal genannt: hier nicht mehr",
        "answer here; named again: no longer here",
    ),
    "opt_everywhere": ("überall", "everywhere"),
    "opt_everywhere_about": ("Wieder in allen Kanälen antworten", "answer in all channels again"),
    "opt_model": ("modell", "model"),
    "opt_model_about": (
        "Sprachmodell für die Formulierung; aus: wörtliche Zitate",
        "language model for the wording; off: verbatim quotes",
    ),
    "opt_person": ("person", "person"),
    "opt_person_about": ("Fragen je Person und Zeitfenster", "questions a person may ask within the window"),
    "opt_server": ("server", "server"),
    "opt_server_about": ("Fragen des ganzen Servers je Zeitfenster", "questions of the whole server within the window"),
    "opt_dms": ("direktnachrichten", "dms"),
    "opt_dms_about": ("Direktnachrichten von Mitgliedern beantworten", "answer direct messages of members"),
    "opt_stop": ("beenden", "stop"),
    "opt_stop_about": ("Nummer der Beobachtung, die enden soll", "number of the watch to end"),
}
