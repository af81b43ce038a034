"""`atlas move`: an atlas that has grown goes to another database."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.errors import ConfigurationError
from pipeline.settings import Settings, load
from pipeline.store import Ledger
from pipeline.store.sharing import SharedShelf
from pipeline.wiring import Home, open_ledger, originals_of, shelf_of

__all__ = ["command"]


@click.command()
@click.option("--to", "target", help="The new database: postgresql://... or a path.")
@click.option("--files", is_flag=True, help="Share this home's files at the place that files.place names.")
@home_option
def command(*, target: str | None, files: bool, home: Path) -> None:
    """Copy everything into an empty database and compare it row by row. The old one stays as it is.

    With --files, what was read and the files it came from go to the place that several machines share; what is there
    already is left alone, and this home keeps its own.

    \b
    Example:
      atlas move --to postgresql://atlas@db.example/atlas
      atlas move --files
    """
    if bool(target) == files:
        raise click.UsageError("say --to ADDRESS for the database, or --files for the files")
    if target is None:
        _share(Home(home), load(home).settings)
        return
    with open_ledger(Home(home), load(home).settings) as ledger, Ledger.open(target) as other:
        copied = ledger.copy_to(other, lambda table, rows: talk(f"  {rows:>9} {table.replace('_', ' ')}"))
    click.echo(f"{sum(copied.values())} rows moved, compared one by one")
    talk("Next: put the new address into atlas.toml, as store.url")


def _share(home: Home, settings: Settings) -> None:
    shelf, originals = shelf_of(home, settings), originals_of(home, settings)
    if originals is None or not isinstance(shelf, SharedShelf):
        raise ConfigurationError("no place is set that machines share", hint="set files.place in atlas.toml first")
    files: dict[str, Path] = {}
    with open_ledger(home, settings) as ledger:
        for row in ledger.papers.all():
            files |= {face.key.digest: Path(face.path) for face in ledger.faces.of(row.id)}
    kept = sum(originals.keep(path, digest) for digest, path in files.items())
    click.echo(f"{shelf.share_all()} documents and {kept} of {len(files)} files are at {settings.files.place}")
    if kept < len(files):
        talk("the other files are not where they were read, or are others now; put them back and say it again")
