"""Every fault at once for a while, over people who ask in all ways: was anything lost, was anything answered twice?"""

from __future__ import annotations

import contextlib
import itertools
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.discord.reading import parts, private, text
from tests.discord.server import LocalDiscord
from tests.discord.world import APPLICATION, Channel, Interaction, User

QUESTIONS = {"de": "Darf Nvidia den H20 nach China liefern?", "en-US": "When was the Affiliates Rule suspended?"}
_WORDS = re.compile(
    r"waiting already|warten schon|something newer|etwas Neueres|reference|Referenz|restarted|neu gestartet|try again",
    re.I,
)
_SIGN = re.compile(r"storm(\d+)x")
_STORMS = itertools.count(1)
_FAULTS = (
    ("POST", "/callback$", (429, 500, 503)),
    ("PATCH", "/messages/@original$", (429, 500, 502, 503)),
    ("POST", r"/channels/\d+/messages$", (429, 500, 502, 503)),
    ("PATCH", r"/channels/\d+/messages/\d+$", (429, 500, 503)),
    ("DELETE", "/messages/@original$", (500,)),
    ("POST", r"/webhooks/\d+/[^/]+$", (500, 503)),
)


@dataclass
class Outcome:
    """What came of the questions; ``seconds`` until each was answered or told."""

    asked: int = 0
    answered: int = 0
    told: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        done = sorted(self.seconds) or [0.0]
        p50, p95 = done[len(done) // 2], done[int(len(done) * 0.95)]
        faults = ", ".join(f"{count} × {name}" for name, count in sorted(self.faults.items()))
        return (
            f"{self.asked} asked, {self.answered} answered, {self.told} told why not, {len(self.lost)} lost, "
            f"{len(self.twice)} answered twice; p50 {p50:.1f} s, p95 {p95:.1f} s\nfaults: {faults}"
        )


@dataclass
class _Asked:
    number: int
    how: str
    begun: float
    interaction: Interaction | None = None
    source: dict[str, Any] | None = None
    done: float = 0.0


class Storm:
    """Run it with `run`; the same seed gives the same order of faults and questions."""

    def __init__(self, discord: LocalDiscord, channel: Channel, seed: int = 7, *, every: float = 0.6) -> None:
        self._discord = discord
        self._channel = channel
        self._random = random.Random(seed)
        self._every = every
        self._asked: list[_Asked] = []
        self._people = [discord.add_user(f"storm{n}", ("de", "en-US")[n % 2]) for n in range(12)]
        self._outcome = Outcome()
        self._first = 1000 * next(_STORMS)
        self._stop = threading.Event()

    def run(self, seconds: float, patience: float = 120) -> Outcome:
        """Storms for ``seconds``, then waits until everybody has seen an end."""
        end = time.monotonic() + seconds
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        next_fault = next_drop = time.monotonic()
        while time.monotonic() < end:
            if time.monotonic() > next_drop:
                next_drop = time.monotonic() + self._random.uniform(6, 14)
                self._drop()
            if time.monotonic() > next_fault:
                next_fault = time.monotonic() + self._random.uniform(0.2, 0.8)
                self._break_something()
            if self._discord.gateway.connected:
                self._ask()
            time.sleep(self._random.uniform(0.3, 1.7) * self._every)
        self._discord.troubles.clear()
        limit = time.monotonic() + patience
        while time.monotonic() < limit and any(not one.done for one in self._asked):
            time.sleep(0.2)
        with contextlib.suppress(AssertionError):
            self._discord.until(lambda: self._discord.settled_requests(3.0), 30)
        self._stop.set()
        watcher.join(5)
        return self._judged()

    def _ask(self) -> None:
        person = self._random.choice(self._people)
        number = self._first + len(self._asked)
        question = f"{QUESTIONS[person.locale]} storm{number}x"
        how = self._random.choice(("ask", "ask", "private", "mention", "dm", "expired", "deleted"))
        one = _Asked(number, how, time.monotonic())
        self._asked.append(one)
        if how in ("mention", "dm"):
            channel = self._channel if how == "mention" else self._discord.dm(person)
            said = f"<@{APPLICATION}> {question}" if how == "mention" else question
            one.source = self._discord.say(person, said, channel)
        else:
            one.interaction = self._discord.command(
                person, "ask", self._channel, question=question, private=how == "private"
            )
            if how in ("expired", "deleted"):
                threading.Thread(target=self._spoil, args=(one,), daemon=True).start()

    def _spoil(self, one: _Asked) -> None:
        """The token expires, or a moderator deletes the response, while the bot is at work."""
        asked = one.interaction
        assert asked is not None
        with contextlib.suppress(AssertionError):
            self._discord.until(lambda: asked.original, 5)
            if any(parts(shown) for shown in self._discord.shown(asked)):
                return
            if one.how == "expired":
                asked.expired = True
            else:
                self._discord.delete(self._channel, asked.original or 0)
            self._outcome.faults[one.how] += 1

    def _break_something(self) -> None:
        method, path, statuses = self._random.choice(_FAULTS)
        status = self._random.choice(statuses)
        after = status >= 500 and self._random.random() < 0.5
        self._discord.trouble(method, path, status, after=after, retry_after=self._random.uniform(0.2, 1.0))
        self._outcome.faults[f"{status}{' after the effect' if after else ''}"] += 1

    def _drop(self) -> None:
        kind = self._random.choice(("drop", "drop", "reconnect", "new session"))
        self._outcome.faults[f"gateway {kind}"] += 1
        if kind == "reconnect":
            self._discord.gateway.ask_to_reconnect()
        else:
            self._discord.gateway.drop(resumable=kind == "drop")

    # --- what came of it --------------------------------------------------------------------------------------
    def _everything(self) -> list[dict[str, Any]]:
        """All messages of the bot, wherever they are."""
        shown: dict[str, dict[str, Any]] = {}
        for channel in list(self._discord.channels.values()):
            shown |= {one["id"]: one for one in self._discord.replies(channel)}
        shown |= {one["id"]: one for one in list(self._discord.gateway.private.values())}
        return list(shown.values())

    def _answers(self) -> dict[int, list[dict[str, Any]]]:
        """By question: the messages with an answer in them (the title is the question)."""
        found: dict[int, list[dict[str, Any]]] = {}
        for one in self._everything():
            titles = " ".join([*(each.get("title") or "" for each in one["embeds"]), one["content"]])
            number = _SIGN.search(titles)
            if number and parts(one):
                found.setdefault(int(number[1]), []).append(one)
        return found

    def _told(self, one: _Asked) -> bool:
        """Whether the asker got a word instead."""
        if one.interaction is not None:
            return any(_WORDS.search(text(shown)) for shown in self._discord.shown(one.interaction)) or (
                one.how in ("expired", "deleted", "private") and self._word_in_dm(one.interaction.user, one)
            )
        if one.source is None:
            return False
        replies = [
            each
            for each in self._everything()
            if (each.get("message_reference") or {}).get("message_id") == one.source["id"]
        ]
        return any(_WORDS.search(text(each)) for each in replies)

    def _seen(self, one: _Asked) -> list[str]:
        """What the asker of a lost question did see."""
        if one.interaction is not None:
            return [text(shown)[:200] for shown in self._discord.shown(one.interaction)]
        source = one.source or {"id": "0"}
        references = [(each.get("message_reference") or {}, each) for each in self._everything()]
        return [text(each)[:200] for reference, each in references if reference.get("message_id") == source["id"]]

    def _word_in_dm(self, person: User, one: _Asked) -> bool:
        since = one.interaction.id if one.interaction else 0
        return any(_WORDS.search(text(each)) for each in self._discord.replies(self._discord.dm(person), since))

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            answers = self._answers()
            for one in self._asked:
                if not one.done and (one.number in answers or self._told(one)):
                    one.done = time.monotonic()

    def _judged(self) -> Outcome:
        answers, made = self._answers(), self._outcome
        made.asked = len(self._asked)
        for one in self._asked:
            name = f"storm{one.number} ({one.how})"
            found = answers.get(one.number, [])
            if len(found) > 1:
                made.twice.append(f"{name}: {[(each['channel_id'], private(each)) for each in found]}")
            if found:
                made.answered += 1
            elif self._told(one):
                made.told += 1
            else:
                made.lost.append(f"{name}: {self._seen(one)}")
            if one.done:
                made.seconds.append(one.done - one.begun)
        return made
