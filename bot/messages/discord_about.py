"""Discord: help, privacy and forgetting."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_help_title": ("Paragraf", "Paragraf"),
    "discord_help": (
        "Fragen zur Exportkontrolle von Chips: US-EAR und BIS, Entity List, EU- und deutsches Dual-Use-Recht, Chinas Gegenmaßnahmen. "
        "Jeder Satz steht mit Fundstelle da, jede Vorschrift mit ihrem Stand; was nicht in den Quellen steht, sage ich nicht.\n\n"
        "**Fragen**\n"
        "`/fragen` *Darf Nvidia den H20 nach China liefern?*\n"
        "-# Mit `stichtag` gilt ein anderer Tag, mit `privat` siehst nur du die Antwort.\n\n"
        "**Nachfragen**\n"
        "Auf meine Antwort antworten, mich erwähnen, im Thread oder als Direktnachricht: *Und seit wann?*\n\n"
        "**Prüfen**\n"
        "Rechtsklick auf eine Nachricht › Apps › *Aussagen prüfen*\n\n"
        "**Nachlesen**\n"
        "`/fundstelle` zeigt eine Textstelle im Zusammenhang, `/suchen` findet Textstellen, `/zeitleiste` zeichnet, was wann geschah.\n\n"
        "**Grenzen**\n"
        "`/quellen` und `/abdeckung` sagen, was ich kenne und was nicht. Keine Rechtsberatung.\n\n"
        "**Deine Daten**\n"
        "`/datenschutz` und `/vergessen`",
        "Questions about chip export controls: US EAR and BIS, the Entity List, EU and German dual-use law, China's counter-measures. "
        "Every sentence comes with its citation, every rule with its legal state; what the sources do not say, I do not say.\n\n"
        "**Ask**\n"
        "`/ask` *Does the 50 % Affiliates Rule apply?*\n"
        "-# With `as_of` another day counts, with `private` only you see the answer.\n\n"
        "**Follow up**\n"
        "Reply to my answer, mention me, in a thread or by direct message: *And since when?*\n\n"
        "**Check**\n"
        "Right-click a message › Apps › *Check the claims*\n\n"
        "**Read**\n"
        "`/source` shows a citation in its context, `/search` finds passages, `/timeline` draws what happened when.\n\n"
        "**Limits**\n"
        "`/sources` and `/coverage` say what I know and what not. Not legal advice.\n\n"
        "**Your data**\n"
        "`/privacy` and `/forget`",
    ),
    "discord_privacy_title": ("Datenschutz", "Privacy"),
    "discord_privacy": (
        "**Gespeichert** wird, was du mich fragst, meine Antwort dazu (für die Knöpfe darunter, {days} Tage), die letzten {turns} Beiträge eines Gesprächs "
        "({hours} Stunden), deine Rückmeldungen und unbeantwortete Fragen.\n"
        "**Nicht gespeichert** werden andere Nachrichten, Namen, und was du nur prüfen lässt.\n"
        "**Löschen** geht sofort und ganz: `/vergessen`.",
        "**Stored** is what you ask me, my answer (for the buttons below it, {days} days), the last {turns} turns of a conversation ({hours} hours), your "
        "feedback, and questions without an answer.\n"
        "**Not stored** are other messages, names, and what you only have checked.\n"
        "**Deleting** is immediate and complete: `/forget`.",
    ),
    "discord_privacy_model": (
        "**Sprachmodell:** Frage und Fundstellen gehen an den Anbieter, den die Betreibenden eingerichtet haben.",
        "**Language model:** question and passages go to the provider that the operators have set up.",
    ),
    "discord_privacy_no_model": (
        "**Sprachmodell:** keines; nichts verlässt diesen Rechner außer den Antworten an Discord.",
        "**Language model:** none; nothing leaves this machine but the answers to Discord.",
    ),
    "discord_stored": (
        "**Über dich:** {answers} Antworten, {turns} Gesprächsbeiträge, {reports} Meldungen, {votes} Stimmen, {questions} unbeantwortete Fragen, "
        "{watches} Beobachtungen, {at_work} in Arbeit.",
        "**About you:** {answers} answers, {turns} turns, {reports} reports, {votes} votes, {questions} unanswered questions, {watches} watches, "
        "{at_work} at work.",
    ),
    "discord_forget_title": ("Vergessen", "Forgotten"),
    "discord_forgotten": (
        "Alles über dich ist gelöscht. Knöpfe unter früheren Antworten sagen jetzt, dass die Antwort nicht mehr gespeichert ist.",
        "Everything about you is deleted. Buttons under earlier answers now say that the answer is no longer stored.",
    ),
}
