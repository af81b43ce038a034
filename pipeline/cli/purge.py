"""`atlas purge`: a takedown."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.settings import load
from pipeline.store.documents import DocumentShelf
from pipeline.wiring import Home, SystemClock, open_ledger

__all__ = ["command"]


@click.command()
@click.argument("paper")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def command(paper: str, *, yes: bool, home: Path) -> None:
    """Take the texts of PAPER out: what was read of it, its drafts, its pages, and what people wrote about it.

    The digests in the log of decisions stay, so `atlas verify` still holds. The paper stays known, so that it is not
    drafted again. Files in inputs/, replies of a model and what was published elsewhere are yours to delete.

    \b
    Example:
      atlas purge doe-2020-sample-trial
    """
    where = Home(home)
    with open_ledger(where, load(home).settings) as ledger:
        faces = ledger.faces.of(ledger.papers.get(paper).id)
        if not yes:
            click.confirm(f"Take every text of {paper} out? This cannot be undone.", abort=True)
        documents = ledger.purge(paper, SystemClock().now())
    shelf = DocumentShelf(where.documents)
    for key in documents:
        shelf.remove(key)
    shutil.rmtree(where.papers / paper, ignore_errors=True)
    for face in faces:
        shutil.rmtree(where.outputs / "pages" / face.key.digest.removeprefix("sha256:"), ignore_errors=True)
    talk(f"the texts of {paper} are gone; its decisions keep their digests")
