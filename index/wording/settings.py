"""What is wrong with a file of settings or of questions as a whole."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "config_missing": (
        "{path}: keine solche Datei; mit --config PFAD eine andere nennen",
        "{path}: no such file; name another with --config PATH",
    ),
    "file_unreadable": ("{path}: nicht lesbar ({error})", "{path}: cannot be read ({error})"),
    "not_yaml": ("{path}: kein gültiges YAML: {error}", "{path}: not valid YAML: {error}"),
    "config_form": (
        "{path}: erwartet sind die Abschnitte index, answering, model und discord, gefunden {found}",
        "{path}: expected the sections index, answering, model and discord, found {found}",
    ),
    "model_name": ("config.yaml: model.name: {name}: {error}", "config.yaml: model.name: {name}: {error}"),
    "model_name_form": (
        "config.yaml: model.name: {name}: {error}; Anbieter:Modell schreiben, zum Beispiel ollama:qwen3",
        "config.yaml: model.name: {name}: {error}; write provider:model, for example ollama:qwen3",
    ),
    "no_questions": ("{path}: keine einzige Frage darin", "{path}: not one question in it"),
    "question_json": ("{place}: kein gültiges JSON ({error})", "{place}: not valid JSON ({error})"),
    "question_no_object": ("{place}: kein JSON-Objekt", "{place}: not a JSON object"),
    "question_field_missing": ("{place}: Feld {field} fehlt", "{place}: field {field} is missing"),
    "question_field_wrong": ("{place}: Feld mit falschem Wert: {error}", "{place}: field with a wrong value: {error}"),
    "span_outside": (
        "{place}: Feld spans: eine Stelle liegt außerhalb von {name}; die Positionen neu schreiben",
        "{place}: field spans: a span lies outside {name}; write the offsets anew",
    ),
}
