"""`atlas backup`: a copy of everything that cannot be bought again."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.errors import Conflict
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.store.bucket import Bucket
from pipeline.store.objects import FolderObjects
from pipeline.store.sharing import DOCUMENTS
from pipeline.store.whole_files import write_whole
from pipeline.wiring import Home, open_ledger, shared_of

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
    settings = load(home).settings
    with open_ledger(where, settings) as ledger, Ledger.open(part) as copy:
        copied = ledger.copy_to(copy, lambda table, rows: talk(f"  {rows:>9} {table.replace('_', ' ')}"))
    if where.documents.is_dir():
        shutil.copytree(where.documents, directory / "documents", dirs_exist_ok=True)
    shared = shared_of(where, settings.files)
    if shared is not None:  # other machines read the rest
        _copy_missing(shared, directory)
    part.replace(file)
    click.echo(f"{sum(copied.values())} rows in {file}, compared one by one")


def _copy_missing(shared: FolderObjects | Bucket, directory: Path) -> None:
    for key in shared.keys(DOCUMENTS):
        if not (directory / key).is_file() and (content := shared.get(key)) is not None:
            write_whole(directory / key, content)
