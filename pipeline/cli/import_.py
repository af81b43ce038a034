"""`atlas import`: a draft made elsewhere, into the store and the desk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from pipeline.cli.check import read_draft
from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.desk.importing import import_draft
from pipeline.domain.report import Severity
from pipeline.errors import InputMissing
from pipeline.settings import load
from pipeline.store.leases import this_process
from pipeline.wiring import Home, open_desk

__all__ = ["command"]


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--source", required=True, type=click.Path(path_type=Path), help="The paper that the draft is about.")
@home_option
@json_option
def command(draft: Path, *, source: Path, home: Path, json_: bool) -> None:
    """Bring DRAFT (format atlas.draft/1), whoever wrote it, into this atlas; it is checked and waits at the desk.

    \b
    Example:
      atlas import theirs.json --source paper.pdf
    """
    given = read_draft(draft)
    if not source.is_file():
        raise InputMissing(f"{source} is not there", hint="give the paper that the draft is about")
    with open_desk(Home(home), load(home).settings) as desk:
        taken = asyncio.run(import_draft(given, source, desk, this_process("import")))
    if json_:
        echo_json(
            {
                "paper": taken.paper,
                "draft_digest": taken.digest,
                "report": taken.report.model_dump(mode="json", by_alias=True),
            }
        )
        return
    click.echo(f"{taken.paper}: {taken.report.count(Severity.BLOCKING)} blocking findings")
    talk(f"Next: atlas review show {taken.paper}")
