"""Discord: what curators read and close, and what is said while the index is built."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "cmd_reports": ("meldungen", "reports"),
    "cmd_reports_about": (
        "Antworten, die jemand als falsch gemeldet hat",
        "Answers that somebody reported as wrong",
    ),
    "discord_reports_title": ("Gemeldete Antworten", "Reported answers"),
    "discord_reports_footer": ("Neueste zuerst; ohne Namen", "Newest first; without names"),
    "discord_report_line": ("**Nr. {number}** · {day}", "**No. {number}** · {day}"),
    "discord_report_question": ("Gefragt: {question}", "Asked: {question}"),
    "discord_report_gone": (
        "Die Antwort ist nicht mehr gespeichert.",
        "The answer is no longer stored.",
    ),
    "discord_no_reports": ("Keine offenen Meldungen.", "No open reports."),
    "discord_menu_gap_done": ("Erledigt: Frage schließen …", "Done: close a question …"),
    "discord_menu_report_done": ("Erledigt: Meldung schließen …", "Done: close a report …"),
    "discord_building": (
        "Ich lese gerade meine Quellen ein. Frag mich in ein paar Minuten noch einmal.",
        "I am reading my sources right now. Please ask again in a few minutes.",
    ),
}
