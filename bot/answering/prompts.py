"""The prompts: text files in ``prompts/`` with named placeholders, loaded and checked once at start.

A file is Markdown with a part ``## system`` (not in every file) and a part ``## user``; placeholders are those of
`string.Template` (``$name``; a dollar sign is ``$$``). A placeholder too many or too few is an error that names it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from bot.answering.errors import PromptError
from index.documents import Language

PROMPTS_PATH = Path(__file__).resolve().parents[2] / "prompts"
# What each prompt is given; every language of it must use all of it and nothing else.
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"as_of", "evidence", "example_key", "max_words", "no_answer", "question"}),
    "correction": frozenset({"known", "no_answer", "unknown"}),
    "standalone_question": frozenset({"history", "question"}),
}
_PART = re.compile(r"^## (system|user)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of one language, ready to be filled; ``system`` may be empty."""

    system: Template
    user: Template

    def fill(self, **values: str) -> tuple[str, str]:
        """(system, user) with every placeholder replaced once: a ``$name`` inside a value stays as it is."""
        return self.system.substitute(values).strip(), self.user.substitute(values).strip()


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts; ``version`` is a short hash that changes when any file does."""

    version: str
    _prompts: Mapping[tuple[str, Language], Prompt]

    def get(self, name: str, language: Language) -> Prompt:
        """The prompt ``name`` in ``language``."""
        return self._prompts[name, language]


def load_prompts(folder: Path = PROMPTS_PATH) -> Prompts:
    """Loads and checks every prompt.

    Raises:
        PromptError: a file is missing or unreadable, lacks its user part, or has other placeholders than declared.
    """
    digest = hashlib.sha256()
    prompts: dict[tuple[str, Language], Prompt] = {}
    for name, placeholders in sorted(PLACEHOLDERS.items()):
        for language in Language:
            path = folder / f"{name}.{language.value}.md"
            text = _read(path)
            digest.update(f"{path.name}\0{text}\0".encode())
            prompts[name, language] = _parse(path, text, placeholders)
    return Prompts(digest.hexdigest()[:8], prompts)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: cannot be read ({error}); put the prompt file back") from error


def _parse(path: Path, text: str, placeholders: frozenset[str]) -> Prompt:
    pieces = _PART.split(text)
    parts = {name: Template(content) for name, content in zip(pieces[1::2], pieces[2::2], strict=True)}
    if "user" not in parts:
        raise PromptError(f"{path}: has no part '## user'")
    for template in parts.values():
        if not template.is_valid():
            raise PromptError(f"{path}: a dollar sign that is no placeholder; write $$ for a dollar sign")
    found = {name for template in parts.values() for name in template.get_identifiers()}
    if missing := placeholders - found:
        raise PromptError(f"{path}: the placeholder ${sorted(missing)[0]} is missing")
    if extra := found - placeholders:
        raise PromptError(
            f"{path}: unknown placeholder ${sorted(extra)[0]}; known are {', '.join(sorted(placeholders))}"
        )
    return Prompt(parts.get("system", Template("")), parts["user"])
