"""`atlas review edit`: another sentence, another fact of the study, another part of the citation."""

from __future__ import annotations

import json
from pathlib import Path

import click
from pydantic import JsonValue

from pipeline.cli.options import talk
from pipeline.cli.seat import seat_of
from pipeline.desk import correcting
from pipeline.desk.dossier import Dossier, open_paper
from pipeline.domain.names import BADGE_NAMES

__all__ = ["edit"]

_NUMBERS = {"n_total", "n_studies", "year"}


@click.command()
@click.argument("paper")
@click.argument("field")
@click.argument("text")
@click.pass_obj
def edit(home: Path, paper: str, field: str, text: str) -> None:
    """Put TEXT at FIELD of the draft of PAPER, and check it again; an empty TEXT takes a fact out.

    With another design or context the badge is computed again. An override stays.

    \b
    Example:
      atlas review edit doe-2020-sample-trial /summary/observed_findings/0 "Fatigue fell in both groups."
      atlas review edit doe-2020-sample-trial /study/design cohort
      atlas review edit doe-2020-sample-trial /paper/year 2021
      atlas review edit doe-2020-sample-trial /study/groups '[{"label": "all patients", "n": 42}]'
    """
    with seat_of(home) as seat:
        before = open_paper(seat.desk, paper, seat.person)
        draft, (part, _, name) = before.now.draft, field.removeprefix("/").partition("/")
        if part == "study":
            correcting.edit_study(seat.desk, paper, seat.person, draft, {name: _value(name, text)})
        elif part == "paper":
            correcting.edit_paper(seat.desk, paper, seat.person, draft, {name: _value(name, text)})
        else:
            correcting.edit_text(seat.desk, paper, seat.person, draft, field, text)
        after = open_paper(seat.desk, paper, seat.person)
    _say_badge(before, after)
    found = [one for one in after.report.findings if one.field.startswith(field)]
    for finding in found:
        click.echo(f"{finding.severity.value} {finding.rule}: {finding.message}")
    talk(f"saved; {len(found)} findings on {'this sentence' if part == 'summary' else field}")


def _value(name: str, text: str) -> JsonValue:
    """What was typed as the format has it: a number where one is meant, JSON for a list, nothing for no words."""
    given = text.strip()
    if given[:1] in {"[", "{"}:
        try:
            value: JsonValue = json.loads(given)
        except ValueError as error:
            raise click.UsageError(f"TEXT is no JSON: {error}") from None
        return value
    return int(given) if name in _NUMBERS and given.isascii() and given.isdigit() else given or None


def _say_badge(before: Dossier, after: Dossier) -> None:
    old, new = before.draft.pem, after.draft.pem
    if (old.badge, old.reason) == (new.badge, new.reason):
        return
    reason = f" ({new.reason})" if new.reason else ""
    click.echo(f"badge computed again: {BADGE_NAMES[new.badge]}{reason}, before {BADGE_NAMES[old.badge]}")
    if new.override is not None:
        click.echo(f"the override stays: {BADGE_NAMES[new.override.badge]}")
