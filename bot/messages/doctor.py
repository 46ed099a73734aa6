"""What `paragraf doctor` says of each part of the installation."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "doctor_config": (
        "{error}; die Datei berichtigen oder mit --config PFAD eine andere nennen",
        "{error}; correct the file or name another with --config PATH",
    ),
    "doctor_config_missing": ("{error}", "{error}"),
    "doctor_encoder": ("{name}, {dimension} Dimensionen", "{name}, {dimension} dimensions"),
    "doctor_encoder_length": (
        "{name}: Vektoren haben die Länge {length:.2f} statt 1; einen anderen index.encoder.model wählen",
        "{name}: vectors have length {length:.2f}, expected 1; choose another index.encoder.model",
    ),
    "doctor_store": (
        "{documents} Dokumente, {passages} Abschnitte in {path}",
        "{documents} documents, {passages} passages at {path}",
    ),
    "doctor_store_gap": (
        "{passages} Abschnitte, aber {vectors} Vektoren: `paragraf sync` bessert den Index aus",
        "{passages} passages but {vectors} vectors: run `paragraf sync` to mend the index",
    ),
    "doctor_store_broken": (
        "der Index ist beschädigt ({error}): den Ordner {path} löschen, `paragraf sync` baut ihn neu",
        "the index is damaged ({error}): delete the folder {path}, `paragraf sync` builds it anew",
    ),
    "doctor_prompts": ("Version {version}", "version {version}"),
    "doctor_no_model": (
        "keines eingestellt: Antworten sind wörtliche Zitate (model.name in config.yaml setzen für freie Antworten)",
        "none configured: answers are verbatim quotes (set model.name in config.yaml for prose)",
    ),
    "doctor_model_away": (
        "{problem} Gemeldet: {detail}. Zu prüfen: läuft der Server, stimmen model.name, model.base_url und der Schlüssel in der Umgebung?",
        "{problem} Reported: {detail}. Check: does the server run, are model.name, model.base_url and the key in the environment right?",
    ),
    "doctor_no_token": (
        "kein DISCORD_TOKEN: `paragraf run` spricht im Terminal (README: von der neuen Anwendung zum ersten /ask)",
        "no DISCORD_TOKEN: `paragraf run` talks in the terminal (README: from a new application to the first /ask)",
    ),
    "doctor_bad_token": (
        "DISCORD_TOKEN: das ist kein Bot-Token (drei Teile mit Punkten dazwischen); im Developer Portal kopieren: Anwendung, Bot, Reset Token",
        "DISCORD_TOKEN: this is no bot token (three parts with dots between them); copy it from the developer portal: your application, Bot, Reset Token",
    ),
    "doctor_token": (
        "Token der Anwendung {application}; der Bot wird eingeladen mit {link}",
        "token of application {application}; invite the bot with {link}",
    ),
    "doctor_no_folder": (
        "{path}: kein solcher Ordner; index.sources in config.yaml berichtigen",
        "{path}: no such folder; correct index.sources in config.yaml",
    ),
    "doctor_starter": ("liegt dem Programm bei", "ships with the program"),
    "doctor_reached": ("antwortet (Adressen gefragt: {count})", "answers (addresses asked: {count})"),
    "doctor_refused": (
        "{error}{more}; die Adresse in config.yaml (index.sources) berichtigen; bis dahin bleibt der alte Stand",
        "{error}{more}; correct the address in config.yaml (index.sources); until then the old copy stays",
    ),
    "doctor_away": (
        "{error}{more}; die Verbindung ins Netz (HTTPS_PROXY) prüfen, später `paragraf sync`; bis dahin bleibt der alte Stand",
        "{error}{more}; check the network (HTTPS_PROXY), later run `paragraf sync`; until then the old copy stays",
    ),
    "doctor_more_addresses": (" (und {count} weitere)", " (and {count} more)"),
    "doctor_prompts_broken": (
        "{error}; den Ordner prompts/ aus dem Quelltext wiederherstellen (git checkout prompts) oder das Programm neu installieren",
        "{error}; restore the folder prompts/ from the source (git checkout prompts) or install the program again",
    ),
    "doctor_check_failed": (
        "die Prüfung scheiterte ({error}); `make install` richtet das Programm neu ein",
        "the check failed ({error}); `make install` sets the program up anew",
    ),
}
