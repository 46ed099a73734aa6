"""What `paragraf doctor` says of each part of the installation."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "doctor_config": (
        "{error}; die Datei berichtigen oder mit --config PFAD eine andere nennen",
        "{error}; correct the file or name another with --config PATH",
    ),
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
        "{error}; prüfen, ob der Server läuft, dazu model.name, model.base_url und den Schlüssel in der Umgebung; bis dahin sind Antworten wörtliche Zitate",
        "{error}; check that the server runs, model.name, model.base_url and its key in the environment; until then answers are verbatim quotes",
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
    "doctor_remote": (
        "eingestellt; `paragraf sync` holt sie (hier nicht angefragt)",
        "configured; `paragraf sync` fetches it (not contacted here)",
    ),
}
