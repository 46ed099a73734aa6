"""The verdicts on the claims of a message."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_claims_title": ("Aussagen geprüft", "Claims checked"),
    "discord_claims_footer": (
        "Geprüft gegen den Korpus, nicht gegen die Welt",
        "Checked against the corpus, not against the world",
    ),
    "discord_claim_supported": ("Belegt", "Supported"),
    "discord_claim_contradicted": ("Die Quellen sagen es anders", "The sources say otherwise"),
    "discord_claim_not_found": ("Dazu sagen die Quellen nichts", "The sources do not say"),
    "discord_claims_supported": ("{count} belegt", "{count} supported"),
    "discord_claims_contradicted": ("{count} widersprochen", "{count} contradicted"),
    "discord_claims_not_found": ("{count} nicht gefunden", "{count} not found"),
    "discord_claims_also": ("auch", "also"),
    "discord_no_claims": (
        "In der Nachricht steht keine überprüfbare Aussage.",
        "The message makes no claim that could be checked.",
    ),
}
