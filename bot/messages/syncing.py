"""Building and syncing the index, and its status, in the terminal."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "building": (
        "Der Index wird aufgebaut (nur beim ersten Mal oder nach einer Änderung der Konfiguration) …",
        "Building the index (only the first time, or after the configuration changed) …",
    ),
    "stage_survey": ("Quellen", "Sources"),
    "stage_index": ("Einlesen und Einbetten", "Reading and embedding"),
    "stage_tidy": ("Aufräumen", "Tidying"),
    "sync_done": (
        "{documents} Dokumente, {passages} Abschnitte im Index. Neu {added}, geändert {changed}, entfernt {removed}, unverändert {unchanged}.",
        "{documents} documents, {passages} passages in the index. Added {added}, changed {changed}, removed {removed}, unchanged {unchanged}.",
    ),
    "sync_speed": (
        "{seconds:.1f} s, {embedded} Abschnitte neu eingebettet, {cached} aus dem Zwischenspeicher, {rate:.1f} Abschnitte/s.",
        "{seconds:.1f} s, {embedded} passages embedded, {cached} from the cache, {rate:.1f} passages/s.",
    ),
    "sync_failed": (
        "Nicht erreichbar, alter Stand bleibt: {source}: {reason}",
        "Not reachable, the old copy stays: {source}: {reason}",
    ),
    "sync_skipped": ("Übersprungen: {source}: {reason}", "Skipped: {source}: {reason}"),
    "sync_duplicate": (
        "Doppelt vorhanden, einmal behalten: {kept} = {dropped}",
        "Near-duplicate, kept once: {kept} = {dropped}",
    ),
    "sync_more": ("… und {count} weitere", "… and {count} more"),
    "sync_plan": ("Plan (nichts geändert):", "Plan (nothing changed):"),
    "status_head": (
        "{documents} Dokumente, {passages} Abschnitte, neueste Quelle {newest}; Encoder {encoder}; Modell {model}.",
        "{documents} documents, {passages} passages, newest source {newest}; encoder {encoder}; model {model}.",
    ),
    "status_none": ("Noch kein Index. `paragraf sync` baut ihn.", "No index yet. `paragraf sync` builds it."),
    "status_quotes": ("keines (wörtliche Zitate)", "none (verbatim quotes)"),
    "status_source": ("{source}: zuletzt {synced_at}{error}", "{source}: last {synced_at}{error}"),
}
