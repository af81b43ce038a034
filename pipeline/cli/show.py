"""`atlas show`: one paper's draft, with what each sentence rests on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.draft import Draft
from pipeline.domain.feed import NO_STATUS
from pipeline.domain.report import Report
from pipeline.drafting.files import written
from pipeline.profiles.loading import load_profile
from pipeline.settings import load
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]


@click.command()
@click.argument("paper")
@home_option
@json_option
def command(paper: str, *, home: Path, json_: bool) -> None:
    """Show the newest draft of PAPER (its id, as `atlas draft` and `atlas status` print it) as Markdown.

    \b
    Example:
      atlas show doe-2020-sample-trial
      atlas show doe-2020-sample-trial --json | jq .report.findings
    """
    settings = load(home).settings
    with open_ledger(Home(home), settings) as ledger:
        row = ledger.papers.get(paper)
        stored = ledger.drafts.latest(paper)
        standing = [one for one in ledger.standings.of(paper) if one.source not in NO_STATUS]
    if json_:
        echo_json(
            {
                "paper": row.id,
                "title": row.title,
                "state": row.state.value,
                "reason": row.reason or None,
                "hint": row.hint or None,
                "identifiers": {scheme: value for scheme, value in row.identifiers if scheme != "title"},
                "standing": [
                    asdict(one) | {"affected": one.affected.value, "tried": one.tried.isoformat()} for one in standing
                ],
                "draft": json.loads(stored.body) if stored else None,
                "report": json.loads(stored.report) if stored else None,
            }
        )
    elif stored is None:
        click.echo(f"{row.id}: {row.title}\n{row.state.value.replace('_', ' ')}: {row.reason}\n{row.hint}".rstrip())
    else:
        draft, report = Draft.model_validate_json(stored.body), Report.model_validate_json(stored.report)
        click.echo(written(draft, report, load_profile(settings.profile.name), paper)["draft.md"].decode())
