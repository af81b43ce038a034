"""`atlas purge`: a takedown."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from pipeline.cli.options import home_option, talk
from pipeline.domain.ledger import Face
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.store.sharing import PAGES
from pipeline.wiring import Home, SystemClock, open_ledger, originals_of, shared_of, shelf_of

__all__ = ["command"]


@click.command()
@click.argument("paper")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def command(paper: str, *, yes: bool, home: Path) -> None:
    """Take the texts of PAPER out: what was read of it, its drafts, its pages, and what people wrote about it.

    The digests in the log of decisions stay, so `atlas verify` still holds. The paper stays known, so that it is not
    drafted again. What machines share of it (`files.place`) goes too. Files in inputs/, replies of a model and what was
    published elsewhere are yours to delete.

    \b
    Example:
      atlas purge doe-2020-sample-trial
    """
    where, settings = Home(home), load(home).settings
    with open_ledger(where, settings) as ledger:
        faces = ledger.faces.of(ledger.papers.get(paper).id)
        if not yes:
            click.confirm(f"Take every text of {paper} out? This cannot be undone.", abort=True)
        alone = [face for face in faces if _is_of_one_paper(face, ledger)]
        documents = ledger.purge(paper, SystemClock().now())
    shelf, originals = shelf_of(where, settings), originals_of(where, settings)
    shared = shared_of(where, settings.files)
    for key in documents:
        shelf.remove(key)
    shutil.rmtree(where.papers / paper, ignore_errors=True)
    for face in faces:
        pages = face.key.digest.removeprefix("sha256:")
        shutil.rmtree(where.pages / pages, ignore_errors=True)
        if shared is not None:
            shared.remove(f"{PAGES}/{pages}")
        if originals is not None and face in alone:
            originals.remove(face.key.digest)
    talk(f"the texts of {paper} are gone; its decisions keep their digests")


def _is_of_one_paper(face: Face, ledger: Ledger) -> bool:
    """Whether no other paper was read from the same file: a library holds many."""
    others = ledger.faces.known([face.key.digest]).get(face.key.digest, ())
    return all(other.paper == face.paper for other in others)
