"""`atlas move`: an atlas that has grown goes to another database."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]


@click.command()
@click.option("--to", "target", required=True, help="The new database: postgresql://... or a path.")
@home_option
def command(*, target: str, home: Path) -> None:
    """Copy everything into an empty database and compare it row by row. The old one stays as it is.

    \b
    Example:
      atlas move --to postgresql://atlas@db.example/atlas
    """
    with open_ledger(Home(home), load(home).settings) as ledger, Ledger.open(target) as other:
        copied = ledger.copy_to(other, lambda table, rows: talk(f"  {rows:>9} {table.replace('_', ' ')}"))
    click.echo(f"{sum(copied.values())} rows moved, compared one by one")
    talk("Next: put the new address into atlas.toml, as store.url")
