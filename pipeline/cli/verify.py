"""`atlas verify`: proves that nothing in the log of decisions was changed, added or left out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.identity import digest_of_json
from pipeline.errors import StoreError
from pipeline.review import broken_link
from pipeline.settings import load
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]


@click.command()
@home_option
@json_option
def command(*, home: Path, json_: bool) -> None:
    """Check the chain of decisions from the first to the last, and every stored draft against its digest.

    A text that was taken out (`atlas purge`) is not held against the chain: its digest is still there.

    \b
    Example:
      atlas verify
    """
    with open_ledger(Home(home), load(home).settings) as ledger:
        decisions = ledger.decisions.all()
        drafts = 0
        for row in ledger.papers.all():
            for stored in ledger.drafts.history(row.id):
                drafts += 1
                if digest_of_json(json.loads(stored.body)) != stored.digest:
                    raise StoreError(
                        f"draft {stored.number} of {row.id} is not what its digest says",
                        hint="restore the last backup (atlas restore) and compare",
                    )
    broken = broken_link(decisions)
    if broken is not None:
        raise StoreError(f"the log of decisions does not hold: {broken}", hint="restore the last backup and compare")
    if json_:
        head = decisions[-1].digest if decisions else None
        echo_json({"schema": "atlas.verify/1", "decisions": len(decisions), "drafts": drafts, "head": head})
    else:
        click.echo(f"{len(decisions)} decisions and {drafts} drafts are what their digests say")
