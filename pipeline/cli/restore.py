"""`atlas restore`: a backup brought back."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipeline.cli.backup import BACKUP_NAME
from pipeline.cli.options import home_option, talk
from pipeline.errors import InputMissing
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.store.sharing import SharedShelf
from pipeline.wiring import Home, open_ledger, shelf_of

__all__ = ["command"]


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@home_option
def command(directory: Path, *, home: Path) -> None:
    """Bring the backup in DIRECTORY into this home, whose database must hold nothing yet.

    \b
    Example:
      atlas restore /media/disk/atlas-2026-12-01 --home my-atlas
    """
    where, settings, file = Home(home), load(home).settings, directory / BACKUP_NAME
    if not file.is_file():
        raise InputMissing(f"there is no {file}", hint="name the folder that `atlas backup` wrote")
    with Ledger.open(file) as backup, open_ledger(where, settings) as ledger:
        copied = backup.copy_to(ledger, lambda table, rows: talk(f"  {rows:>9} {table.replace('_', ' ')}"))
    if (directory / "documents").is_dir():
        shutil.copytree(directory / "documents", where.documents, dirs_exist_ok=True)
        shelf = shelf_of(where, settings)
        if isinstance(shelf, SharedShelf):
            shelf.share_all()
    click.echo(f"{sum(copied.values())} rows restored, compared one by one")
    talk("Next: atlas verify")
