"""With a chat model the answer is written live: by edits of one message, never faster than Discord takes them."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.discord.process import BotProcess
from tests.discord.reading import text
from tests.discord.server import LocalDiscord
from tests.discord.talking import RULE_EN
from tests.discord.world import User


class SlowModel:
    """A chat-completions server that cites the first sentence of each passage, one every ``pause`` seconds."""

    def __init__(self) -> None:
        self.pause = 0.7
        self.away = False
        self.loop = asyncio.new_event_loop()
        self.port = 0
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._start(), self.loop).result(10)

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._handle)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if self.away:
            return web.json_response({"error": {"message": "overloaded"}}, status=503)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for key, passage in re.findall(
            r'<source key="(ev:\w+)"[^>]*>\n(.*?)\n</source>', body["messages"][-1]["content"], re.S
        )[:5]:
            sentence = re.split(r"(?<=[.!?])\s", passage.strip())[0].rstrip(".")
            await self._send(response, {"content": f"{sentence} [{key}].\n"})
            await asyncio.sleep(self.pause)
        await self._send(response, {}, "stop")
        await response.write(b"data: [DONE]\n\n")
        return response

    async def _send(self, response: web.StreamResponse, delta: dict, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "slow", "choices": [choice]}
        await response.write(f"data: {json.dumps(chunk)}\n\n".encode())


@pytest.fixture(scope="module")
def model() -> SlowModel:
    return SlowModel()


@pytest.fixture(scope="module")
def live(discord: LocalDiscord, bot: BotProcess, bot_home: Path, model: SlowModel) -> Iterator[BotProcess]:
    """A bot with a model in the place of the one without; that one comes back afterwards."""
    config = bot_home / "config-live.yaml"
    shutil.copy(bot_home / "config.yaml", config)
    config.write_text(
        config.read_text() + f'model: {{name: "openai:slow", base_url: "http://127.0.0.1:{model.port}/v1"}}\n'
    )
    bot.terminate()
    process = BotProcess(discord, config, bot_home / "live.log", OPENAI_API_KEY="none").start()
    yield process
    process.terminate()
    bot.restart()


def test_an_answer_is_written_live_and_ends_with_the_whole(discord: LocalDiscord, live: BotProcess, bob: User) -> None:
    asked = discord.command(bob, "ask", question=RULE_EN)
    discord.until(lambda: asked.original)
    seen: list[str] = []

    def whole():  # type: ignore[no-untyped-def]
        shown = discord.shown(asked)[0]
        if not seen or seen[-1] != text(shown):
            seen.append(text(shown))
        return shown if shown["components"] else None

    final = discord.until(whole, 60)
    drafts = [one for one in seen if "writing" in one]
    edits = [at for at, method, path, _ in list(discord.requests) if method == "PATCH" and asked.token in path]
    assert drafts and len(drafts) < 6
    assert all(later - earlier > 1.0 for earlier, later in itertools.pairwise(edits[:-1]))
    assert "Sources" in text(final) and "language model" in text(final)


def test_a_killed_process_leaves_no_half_written_answer(discord: LocalDiscord, live: BotProcess, bob: User) -> None:
    asked = discord.command(bob, "ask", question="What does 15 CFR 744.23 say?")
    discord.until(lambda: discord.shown(asked) and "writing" in text(discord.shown(asked)[0]))
    live.kill()
    live.restart()
    discord.until(lambda: "restarted" in text(discord.shown(asked)[0]) or discord.shown(asked)[0]["components"])
    time.sleep(0.5)
    assert "writing" not in text(discord.shown(asked)[0])


def test_a_model_that_is_away_or_switched_off_leaves_answers_in_quotes(
    discord: LocalDiscord, live: BotProcess, model: SlowModel, bob: User
) -> None:
    model.away = True
    shown = discord.settled(discord.command(bob, "ask", question=RULE_EN), 90)
    model.away = False
    assert "Sources" in text(shown) and "verbatim" in text(shown)
    discord.settled(discord.command(discord.owner, "settings", model="off"))
    try:
        shown = discord.settled(discord.command(bob, "ask", question=RULE_EN), 60)
        assert "verbatim" in text(shown) and "language model" not in text(shown)
    finally:
        discord.settled(discord.command(discord.owner, "settings", model="on"))
    asked = discord.command(bob, "ask", question=RULE_EN)
    discord.until(lambda: discord.shown(asked) and "language model" in text(discord.shown(asked)[0]), 60)
