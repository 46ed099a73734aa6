"""Discord: what went wrong and what the person can do."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_reference": ("(Kennung {reference})", "(reference {reference})"),
    "discord_error_full": (
        "Es warten schon {waiting} Fragen. Bitte in einer Minute noch einmal.",
        "{waiting} questions are waiting already. Please try again in a minute.",
    ),
    "discord_error_superseded": (
        "Abgebrochen: Du hast inzwischen etwas Neueres gefragt.",
        "Stopped: you have asked something newer meanwhile.",
    ),
    "discord_error_stopping": (
        "Ich werde gerade neu gestartet. Bitte gleich noch einmal fragen.",
        "I am being restarted. Please ask again in a moment.",
    ),
    "discord_error_guild_only": ("Das geht nur auf einem Server.", "That works on a server only."),
    "discord_error_admins": (
        "Das dürfen nur Mitglieder, die den Server verwalten.",
        "Only members who manage the server may do that.",
    ),
    "discord_error_cooldown": ("Bitte in {seconds} s noch einmal.", "Please try again in {seconds} s."),
    "discord_error_input": ("Diese Eingabe verstehe ich nicht.", "I do not understand this input."),
    "discord_error_old_command": (
        "Dieser Befehl hat sich geändert. Bitte Discord neu laden (Strg+R) und noch einmal versuchen.",
        "This command has changed. Please reload Discord (Ctrl+R) and try again.",
    ),
    "discord_error_old_button": ("Diesen Knopf kenne ich nicht mehr.", "I no longer know this button."),
    "discord_error_forgotten": (
        "Diese Antwort ist nicht mehr gespeichert. Bitte noch einmal fragen.",
        "This answer is no longer stored. Please ask again.",
    ),
    "discord_error_permission": (
        "Dafür fehlt mir in diesem Kanal ein Recht (Nachrichten senden, Links einbetten oder Threads erstellen).",
        "I lack a permission for that in this channel (send messages, embed links or create threads).",
    ),
    "discord_error_gone": ("Die Nachricht oder der Kanal ist nicht mehr da.", "The message or the channel is gone."),
    "discord_error_discord": (
        "Discord antwortet gerade nicht richtig. Bitte gleich noch einmal.",
        "Discord does not reply properly right now. Please try again.",
    ),
    "discord_error_state": (
        "Mein Gedächtnis ist gerade nicht erreichbar. Fragen geht trotzdem.",
        "My memory cannot be reached right now. Asking still works.",
    ),
    "discord_error_index": ("Die Quellen sind gerade nicht lesbar.", "The sources cannot be read right now."),
    "discord_error_model": (
        "Das Sprachmodell gab keine brauchbare Antwort.",
        "The language model gave no usable answer.",
    ),
    "discord_error_slow": ("Das hat zu lange gedauert. Bitte noch einmal.", "That took too long. Please try again."),
    "discord_error_disk": (
        "Der Speicher des Bots ist voll. Bitte den Betreibenden Bescheid geben.",
        "The bot's disk is full. Please tell whoever runs it.",
    ),
    "discord_error_unknown": ("Das ging schief.", "That went wrong."),
}
