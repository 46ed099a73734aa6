"""Discord: settings, sync, status and watches of a server."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_settings_title": ("Einstellungen dieses Servers", "Settings of this server"),
    "discord_settings_saved": ("✓ Gespeichert.", "✓ Saved."),
    "discord_settings_channels": ("**Kanäle:** {channels}", "**Channels:** {channels}"),
    "discord_settings_everywhere": (
        "**Kanäle:** alle, in denen ich schreiben darf",
        "**Channels:** all in which I may write",
    ),
    "discord_settings_language": ("**Sprache:** {spoken}", "**Language:** {spoken}"),
    "discord_settings_model": ("**Sprachmodell:** {state}", "**Language model:** {state}"),
    "discord_settings_no_model": (
        "**Sprachmodell:** keines eingerichtet (wörtliche Zitate)",
        "**Language model:** none configured (verbatim quotes)",
    ),
    "discord_settings_rates": (
        "**Grenzen:** {person} Fragen in {person_seconds} s je Person, {guild} in {guild_seconds} s für den Server",
        "**Limits:** {person} questions in {person_seconds} s a person, {guild} in {guild_seconds} s for the server",
    ),
    "discord_settings_dms": (
        "**Direktnachrichten von Mitgliedern:** {state}",
        "**Direct messages of members:** {state}",
    ),
    "discord_sync_title": ("Abgleich der Quellen", "Sync of the sources"),
    "discord_sync_running": ("Die Quellen werden abgeglichen …", "Syncing the sources …"),
    "discord_sync_too_soon": (
        "Der letzte Abgleich ist keine fünf Minuten her; die Quellen sind auf dem Stand.",
        "The last sync was less than five minutes ago; the sources are up to date.",
    ),
    "discord_status_title": ("Zustand", "Status"),
    "discord_status_corpus": (
        "**Quellen:** {documents} Dokumente, {passages} Textstellen, neueste {newest}",
        "**Sources:** {documents} documents, {passages} passages, newest {newest}",
    ),
    "discord_status_work": (
        "**Arbeit:** {busy} Antworten in Arbeit, {waiting} warten · Gateway {latency} ms · gestartet {since}",
        "**Work:** {busy} answers at work, {waiting} waiting · gateway {latency} ms · started {since}",
    ),
    "discord_status_model": ("**Sprachmodell:** {model}", "**Language model:** {model}"),
    "discord_status_feedback": (
        "**Rückmeldungen:** {helpful} hilfreich, {wrong} falsch",
        "**Feedback:** {helpful} helpful, {wrong} wrong",
    ),
    "discord_watch_title": ("Beobachtet in diesem Kanal", "Watched in this channel"),
    "discord_watch_line": ("**{number}** · {topic}", "**{number}** · {topic}"),
    "discord_watch_all": ("alles Neue", "everything new"),
    "discord_watch_none": ("Nichts. `/beobachten` beginnt eine Beobachtung.", "Nothing. `/watch` begins one."),
}
