"""`atlas sent`: what left the house."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.settings import load
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]


@click.command()
@click.argument("papers", nargs=-1)
@home_option
@json_option
def command(papers: tuple[str, ...], *, home: Path, json_: bool) -> None:
    """Show which papers' text went to which model server, when, and how much of it.

    One line for each call, also for those that failed, whose text may have arrived. `model.never_send` in atlas.toml
    names papers and licences that no model may see.

    \b
    Example:
      atlas sent
      atlas sent smith-2021-pacing-rest
      atlas sent --json | jq -r .endpoint | sort | uniq -c
    """
    with open_ledger(Home(home), load(home).settings) as ledger:
        calls = [one for one in ledger.calls.sent() if not papers or one.paper in papers]
    for one in calls:
        if json_:
            echo_json(asdict(one) | {"schema": "atlas.sent/1", "started": one.started.isoformat()})
            continue
        failed = f"  failed: {one.failed}" if one.failed else ""
        when = f"{one.started:%Y-%m-%d %H:%M:%S}"
        click.echo(f"{when}  {one.paper:<40} {one.bytes:>8} bytes  {one.model}  {one.endpoint}{failed}")
    if not calls and not json_:
        talk("nothing was sent to a model" + (f" of {', '.join(papers)}" if papers else ""))
