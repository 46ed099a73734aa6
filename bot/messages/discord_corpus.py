"""Discord: what the corpus holds, what is new in it, what it lacks."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_published": ("veröffentlicht {day}", "published {day}"),
    "discord_facts": ("Fakten bis {day}", "facts to {day}"),
    "discord_search_title": ("Suche: {query}", "Search: {query}"),
    "discord_page": ("Seite {page} von {pages} · {count} insgesamt", "Page {page} of {pages} · {count} in all"),
    "discord_no_documents": ("Der Korpus ist leer.", "The corpus is empty."),
    "discord_sources_title": ("Dokumente im Korpus", "Documents in the corpus"),
    "discord_changes_title": ("Neues im Korpus ({count})", "New in the corpus ({count})"),
    "discord_changes_footer": ("Beobachtet mit /beobachten", "Watched with /watch"),
    "discord_gaps_title": ("Unbeantwortete Fragen", "Questions without an answer"),
    "discord_gaps_footer": (
        "Nach Häufigkeit; ähnliche Fragen zusammengefasst, ohne Namen",
        "Most asked first; similar questions grouped, without names",
    ),
    "discord_gap_line": ("{people} Fragende · zuletzt {last}", "asked by {people} · last on {last}"),
    "discord_no_gaps": ("Keine offenen Fragen.", "No open questions."),
    "discord_coverage_title": ("Was der Korpus abdeckt", "What the corpus covers"),
    "discord_coverage_counts": (
        "{documents} Dokumente, {passages} Abschnitte",
        "{documents} documents, {passages} passages",
    ),
    "discord_coverage_languages": (
        "{german} auf Deutsch, {english} auf Englisch",
        "{german} in German, {english} in English",
    ),
    "discord_coverage_line": (
        "**{name}** · {count} · neueste Quelle {newest}",
        "**{name}** · {count} · newest source {newest}",
    ),
    "discord_synced": ("Zuletzt abgeglichen {when}", "Last synced {when}"),
    "discord_clock": ("Frist {day}", "clock {day}"),
    "discord_open_clocks": (
        "Geltung ungeklärt: vor Gebrauch prüfen",
        "Validity unresolved: check before you rely on them",
    ),
    "discord_not_covered": ("Nicht enthalten", "Not in it"),
    "discord_never_covered": (
        "Einzelne Genehmigungen, Gerichtsakten, Zolltarife und alles nach der neuesten Quelle",
        "Single licences, court files, customs tariffs, and anything after the newest source",
    ),
    "discord_absent_jurisdictions": ("Nichts zu: {names}", "Nothing on: {names}"),
    "discord_absent_kinds": ("Keine Dokumente der Art: {names}", "No documents of the kind: {names}"),
}
