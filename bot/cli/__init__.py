"""The commands. Each one decides what is wanted and hands over; heavy imports happen only where they are needed."""

from __future__ import annotations

import typer

from bot.cli.asking import ask, evaluate
from bot.cli.reading import search, source, sources
from bot.cli.start import remember_config
from bot.cli.talking import chat, run
from bot.cli.upkeep import doctor, status, sync

__all__ = ["app"]

app = typer.Typer(
    name="paragraf",
    help="Answers questions about chip export policy in German and English, with a citation for every sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(remember_config)
for _command in (run, chat, ask, search, source, sources, sync, status, doctor):
    app.command()(_command)
app.command(name="eval")(evaluate)
