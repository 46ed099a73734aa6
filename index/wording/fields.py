"""What is wrong with a field of config.yaml or of front matter; `index.fields` picks the text."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "field": ("{field}: {problem}", "{field}: {problem}"),
    "front_matter_field": ("Feld {field}: {problem}", "field {field}: {problem}"),
    "file": ("Datei", "file"),
    "and_also": ("{one}; {other}", "{one}; {other}"),
    "field_missing": ("fehlt", "missing"),
    "field_unknown": ("gibt es nicht; auf die Schreibweise achten", "no such field; check how it is spelt"),
    "field_choice": ("erlaubt: {limit}; gefunden {found}", "allowed: {limit}; found {found}"),
    "field_at_least": ("muss mindestens {limit} sein, gefunden {found}", "must be at least {limit}, found {found}"),
    "field_at_most": ("darf höchstens {limit} sein, gefunden {found}", "must be at most {limit}, found {found}"),
    "field_above": ("muss größer als {limit} sein, gefunden {found}", "must be greater than {limit}, found {found}"),
    "field_length": ("braucht mindestens {limit} Zeichen", "needs at least {limit} characters"),
    "field_pattern": ("{found} hat nicht die Form {limit}", "{found} is not of the form {limit}"),
    "field_int": ("muss eine ganze Zahl sein, gefunden {found}", "must be a whole number, found {found}"),
    "field_number": ("muss eine Zahl sein, gefunden {found}", "must be a number, found {found}"),
    "field_bool": ("muss true oder false sein, gefunden {found}", "must be true or false, found {found}"),
    "field_text": ("muss Text sein, gefunden {found}", "must be text, found {found}"),
    "field_list": ("muss eine Liste sein, gefunden {found}", "must be a list, found {found}"),
    "field_mapping": (
        "muss aus Zeilen „Feld: Wert“ bestehen, gefunden {found}",
        "must be lines of 'field: value', found {found}",
    ),
    "field_date": (
        "muss ein Datum wie 2025-11-01 sein, gefunden {found}",
        "must be a date such as 2025-11-01, found {found}",
    ),
    "field_published": (
        "JJJJ-MM-TT, JJJJ-MM oder JJJJ schreiben, gefunden {found}",
        "write YYYY-MM-DD, YYYY-MM or YYYY, found {found}",
    ),
    "field_no_type": ("die Zeile „type:“ fehlt", "the line 'type:' is missing"),
    "field_other": ("{limit}", "{limit}"),
}
