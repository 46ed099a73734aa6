"""`paragraf sources` marks everything that was guessed about a file."""

from __future__ import annotations

import hashlib
import io

from rich.console import Console

from bot.console.render import sources_view
from index.documents import Fetched, Language
from index.read import read


def test_each_guess_about_a_file_is_visible() -> None:
    content = "12. März 2025\nDie Behörde prüft die Ausfuhr nach Übersee sehr genau.\n".encode("cp1252")
    (document,) = read(Fetched("folder/note.txt", content, hashlib.sha256(content).hexdigest()))
    console = Console(width=300, file=io.StringIO())
    console.print(sources_view([document.info], Language.EN))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    for guess in ("de (guessed)", "2025-03-12 (guessed)", "news (guessed)", "folder/note.txt (encoding guessed)"):
        assert guess in shown
