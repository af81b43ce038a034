"""`atlas backup`: a copy of everything that cannot be bought again."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.errors import Conflict
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.wiring import Home, open_ledger

__all__ = ["BACKUP_NAME", "command"]

BACKUP_NAME = "atlas-backup.db"


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@home_option
def command(directory: Path, *, home: Path) -> None:
    """Copy decisions, drafts, paid calls and what was read into DIRECTORY, and compare the copy row by row.

    The copy is one SQLite file, whichever database the atlas uses, beside the documents. It can be made while others
    work.

    \b
    Example:
      atlas backup /media/disk/atlas-2026-12-01
    """
    where = Home(home)
    file = directory / BACKUP_NAME
    if file.exists():
        raise Conflict(f"{file} is there already", hint="name a new folder; a backup is never written over")
    part = directory / f"{BACKUP_NAME}.part"
    part.unlink(missing_ok=True)
    with open_ledger(where, load(home).settings) as ledger, Ledger.open(part) as copy:
        copied = ledger.copy_to(copy, lambda table, rows: talk(f"  {rows:>9} {table.replace('_', ' ')}"))
    if where.documents.is_dir():
        shutil.copytree(where.documents, directory / "documents", dirs_exist_ok=True)
    part.replace(file)
    click.echo(f"{sum(copied.values())} rows in {file}, compared one by one")
