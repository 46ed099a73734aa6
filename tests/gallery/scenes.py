"""What people do in the gallery, on the starter corpus: one scene is one picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.discord.reading import custom_id, parts
from tests.discord.server import LocalDiscord
from tests.discord.world import APPLICATION, Interaction, User
from tests.gallery.page import Sight


@dataclass(frozen=True, slots=True)
class Stage:
    """The local Discord and its people: Anna reads German, Ben English."""

    discord: LocalDiscord
    anna: User
    ben: User

    def used(self, person: User, command: str, local: str = "", **options: Any) -> tuple[Interaction, list[Sight]]:
        """A slash command and everything that came of it."""
        done = self.discord.command(person, command, **options)
        self.discord.settled(done, 90)
        german = person.locale == "de"
        name = f"/{local or command}"
        return done, [
            Sight(one, person.name, name if at == 0 else "", german=german)
            for at, one in enumerate(self.discord.shown(done))
        ]

    def pressed(self, person: User, shown: dict[str, Any], verb: str, values: list[str] | None = None) -> Sight:
        """A button or a menu of a message, and the message that it brings or changes."""
        done = self.discord.press(person, shown, custom_id(shown, verb), values)
        return Sight(self.discord.settled(done, 60), german=person.locale == "de")

    def mentioned(self, person: User, question: str, reply_to: dict[str, Any] | None = None) -> list[Sight]:
        """What a person writes in the channel, and the bot's reply."""
        text = question if reply_to else f"<@{APPLICATION}> {question}"
        said = self.discord.say(person, text, reply_to=reply_to)

        def replied() -> dict[str, Any] | None:
            found = [
                one
                for one in self.discord.replies(self.discord.general, int(said["id"]))
                if (one.get("message_reference") or {}).get("message_id") == said["id"] and one["components"]
            ]
            return found[0] if found else None

        reply = self.discord.until(replied, 60, "no reply came")
        german = person.locale == "de"
        asked = question if reply_to else f"@Paragraf {question}"
        quoted = (reply_to or {"embeds": [{"title": ""}]})["embeds"][0]["title"]
        return [
            Sight(said, "Paragraf", replied=quoted, german=german),
            Sight(reply, person.name, replied=asked, german=german),
        ]


def _answer_de(stage: Stage) -> list[Sight]:
    return stage.used(stage.anna, "ask", "fragen", question="Darf Nvidia den H20 nach China liefern?")[1]


def _answer_en(stage: Stage) -> list[Sight]:
    return stage.used(stage.ben, "ask", question="Has China suspended its export ban on gallium to the US?")[1]


def _follow_up(stage: Stage) -> list[Sight]:
    first = stage.mentioned(stage.ben, "When was the Affiliates Rule suspended?")
    return stage.mentioned(stage.ben, "And until when?", first[-1].message)


def _no_answer(stage: Stage) -> list[Sight]:
    return stage.used(stage.ben, "ask", question="How many export licences did BIS grant to Intel in 2021?")[1]


def _context(stage: Stage) -> list[Sight]:
    _, shown = stage.used(stage.ben, "ask", question="What does 15 CFR 744.23 say about advanced-node fabrication?")
    menu = next(one for one in parts(shown[0].message) if one["type"] == 3)
    return [stage.pressed(stage.ben, shown[0].message, "source", [menu["options"][0]["value"]])]


def _search(stage: Stage) -> list[Sight]:
    return stage.used(stage.ben, "search", query="licence exception advanced chips China")[1]


def _timeline_de(stage: Stage) -> list[Sight]:
    return stage.used(stage.anna, "timeline", "zeitleiste", topic="H20")[1]


def _timeline_en(stage: Stage) -> list[Sight]:
    return stage.used(stage.ben, "timeline", topic="Affiliates Rule")[1]


def _claims(stage: Stage) -> list[Sight]:
    claim = (
        "ECCN 3A090.a begins at a TPP of 4800. The Affiliates Rule took effect on 29 September 2024. "
        "The Wassenaar Arrangement has 42 members. Huawei bought a castle in Bavaria last week."
    )
    said = stage.discord.say(stage.anna, claim)
    done = stage.discord.menu(stage.ben, "Check the claims", said)
    stage.discord.settled(done, 90)
    checked = [Sight(one, stage.ben.name, "Check the claims") for one in stage.discord.shown(done)]
    return [Sight(said), *checked]


def _coverage(stage: Stage) -> list[Sight]:
    return stage.used(stage.ben, "coverage")[1]


def _sources(stage: Stage) -> list[Sight]:
    return stage.used(stage.anna, "sources", "quellen")[1]


def _help(stage: Stage) -> list[Sight]:
    return stage.used(stage.anna, "help", "hilfe")[1]


SCENES: dict[str, Callable[[Stage], list[Sight]]] = {
    "answer-de": _answer_de,
    "answer-en": _answer_en,
    "follow-up-en": _follow_up,
    "no-answer-en": _no_answer,
    "context-en": _context,
    "search-en": _search,
    "timeline-de": _timeline_de,
    "timeline-en": _timeline_en,
    "claims-en": _claims,
    "coverage-en": _coverage,
    "sources-de": _sources,
    "help-de": _help,
}
