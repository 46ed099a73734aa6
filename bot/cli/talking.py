"""Commands for a conversation: on Discord, in the terminal, or through a pipe."""

from __future__ import annotations

import asyncio
import sys

from bot.cli.start import answerer, default_language, open_corpus, read_settings
from bot.settings import discord_token


def run() -> None:
    """Set up the index where needed, then talk: Discord with DISCORD_TOKEN, else here."""
    settings = read_settings()  # reads .env, where the token may stand
    token = discord_token()
    if not token:
        chat()
        return
    from bot.client import run_bot
    from bot.logs import log_as_json

    log_as_json()
    asyncio.run(run_bot(settings, token))


def chat() -> None:
    """Talk in the terminal; piped lines are answered one by one."""
    from bot.console.chat import Chat, run_lines, warm_up
    from bot.console.render import console

    settings = read_settings()
    corpus = open_corpus(settings)
    talk = Chat(corpus, answerer(settings, corpus), console(), default_language(settings))
    if not sys.stdin.isatty():
        run_lines(talk, (line.decode("utf-8", "replace").removeprefix("\ufeff") for line in sys.stdin.buffer))
        return
    warm_up(corpus)
    talk.greet()
    while True:
        try:
            line = talk.console.input("[bold green]» [/]")
        except EOFError:
            return
        if not talk.handle(line):
            return
