"""Commands for the installation: sync the index, see its state, have everything checked."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.start import JsonFlag, config_file, default_language, print_json, read_settings, spoken


def sync(
    only: Annotated[list[str] | None, typer.Option(help="only sources of this name or type")] = None,
    dry_run: Annotated[bool, typer.Option(help="show the plan, change nothing")] = False,
    allow_mass_removal: Annotated[bool, typer.Option(help="go on although many documents would be removed")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Bring the index up to date with the configured sources."""
    from bot.console.syncing import run_sync

    settings = read_settings()
    code = run_sync(
        settings.index,
        default_language(settings),
        only=tuple(only or ()),
        dry_run=dry_run,
        allow_mass_removal=allow_mass_removal,
        as_json=as_json,
    )
    raise typer.Exit(code)


def status(as_json: JsonFlag = False) -> None:
    """Say what the index holds and how fresh it is."""
    from bot.console.listing import status_of, status_view
    from bot.console.render import console

    settings = read_settings()
    state = status_of(settings)
    if as_json:
        print_json(state)
    else:
        console().print(status_view(state, default_language(settings)))


def doctor(as_json: JsonFlag = False) -> None:
    """Check config, encoder, store, model, prompts and sources; one line each, with what to type."""
    from bot.console.doctor import examine, findings_view
    from bot.console.render import console

    findings = examine(config_file(), spoken())
    if as_json:
        print_json([{"check": one.check, "ok": one.ok, "message": one.message} for one in findings])
    else:
        console().print(findings_view(findings))
    raise typer.Exit(0 if all(one.ok for one in findings) else 1)
