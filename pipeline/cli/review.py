"""`atlas review`: the review desk, in the browser or from the terminal."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.cli.progress import now_and_then
from pipeline.cli.reviewing import COMMANDS
from pipeline.cli.seat import my_name
from pipeline.desk.services import Desk
from pipeline.settings import Settings, load
from pipeline.wiring import Home, SeededDesks, made_as_here, open_desk_with_pictures, open_ledger, shared_of

__all__ = ["command"]


@click.group(invoke_without_command=True)
@click.option("--port", default=8788, show_default=True, help="Port on this machine; 0 takes any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@home_option
@click.pass_context
def command(context: click.Context, *, port: int, no_browser: bool, home: Path) -> None:
    """Open the review desk: every sentence of a draft beside the passage it rests on.

    It listens on this machine alone, and prints its address with a link that lets one person in, once. A team signs
    in with accounts: see `atlas reviewer --help` and [desk] in atlas.toml.

    \b
    Example:
      atlas review
      atlas review --no-browser --port 0
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    from pipeline.web.seeding import Seeding
    from pipeline.web.serving import serve

    settings = load(home).settings

    def started(address: str) -> None:
        click.echo(address)
        talk("Stop the desk with Ctrl-C; every decision is kept as it is made.")
        if not no_browser:
            webbrowser.open(address)

    where = Home(home)
    with (
        open_desk_with_pictures(where, settings) as (desk, drawer),
        open_ledger(where, settings) as ledger,
        _seeds(desk, settings) as seeds,
    ):
        seeding = Seeding(desk.people, ledger.measuring, settings.desk.seeded, settings.desk.timing, seeds)
        alone = settings.desk.sign_in == "link"
        serve(
            desk,
            drawer,
            ledger.accounts,
            ledger.sign_ins,
            where.outputs,
            desk.people.named(my_name(settings), desk.story.clock.now()).id if alone else "",
            settings.desk,
            shared=shared_of(where, settings.files),
            port=port,
            anybody=bool(ledger.accounts.all()),
            seeding=seeding,
            started=started,
            told=now_and_then("making the queue ready: {} of {} drafts"),
        )


@contextmanager
def _seeds(desk: Desk, settings: Settings) -> Iterator[SeededDesks | None]:
    """The seeded drafts, where they are switched on; they go when the desk closes."""
    if not settings.desk.seeded:
        yield None
        return
    seeds = SeededDesks(settings, made_as_here(desk))
    try:
        yield seeds
    finally:
        seeds.close()


for subcommand in COMMANDS:
    command.add_command(subcommand)
