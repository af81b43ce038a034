"""`atlas review list`, `show`, `edit`, `approve`...: the desk's decisions from the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from pipeline.cli.correcting import edit
from pipeline.cli.moving import shown
from pipeline.cli.options import echo_json, json_option, talk
from pipeline.cli.relating import different, later, same, say_what_belongs
from pipeline.cli.seat import Seat, seat_of
from pipeline.desk import deciding
from pipeline.desk.dossier import open_paper, queue
from pipeline.desk.looking import Looked, looked_by
from pipeline.desk.services import Desk
from pipeline.desk.together import approve_opened
from pipeline.domain.desk import AGES, Filter
from pipeline.domain.draft import Draft
from pipeline.domain.report import Severity
from pipeline.domain.review import Decision, ReviewState
from pipeline.errors import NotFound, ReviewError
from pipeline.text.difference import difference

__all__ = ["COMMANDS"]


@click.command("list")
@click.option("--state", type=click.Choice([state.value for state in ReviewState]), help="Only drafts in this state.")
@click.option(
    "--findings", type=click.Choice(["blocking", "warnings", "clean"]), help="Only drafts with such findings."
)
@click.option("--age", type=click.Choice(list(AGES)), help="Only drafts that wait for less than a day, 1 to 6 days...")
@click.option("--sort", type=click.Choice(["oldest", "newest"]), help="By how long drafts wait.")
@click.option("--search", default="", help="Words of the title, the authors, the journal.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 5000), help="Lines at most.")
@json_option
@click.pass_obj
def list_(
    home: Path,
    *,
    state: str | None,
    findings: str | None,
    age: str | None,
    sort: str | None,
    search: str,
    limit: int,
    json_: bool,
) -> None:
    """List the drafts that wait for a person, what needs a look most first.

    \b
    Example:
      atlas review list --state drafted --sort oldest
      atlas review list --json | jq -r .paper
    """
    chosen = Filter(state=state or "", findings=findings or "", age=age or "", sort=sort or "", search=search)
    with seat_of(home) as seat:
        page = queue(seat.desk, chosen, size=limit)
    for row in page.rows:
        if json_:
            told = asdict(row) | {"state": row.state.value}
            echo_json({name: _plain(value) for name, value in told.items()})
        else:
            counts = f"{row.blocking} blocking, {row.warnings} warnings"
            click.echo(f"{row.state.value:<10} {row.paper:<44} {counts:<24} {row.title[:80]}")
    if not json_:
        talk(f"{len(page.rows)} of {page.total} drafts; atlas review show PAPER shows one")


@click.command()
@click.argument("paper")
@json_option
@click.pass_obj
def show(home: Path, paper: str, *, json_: bool) -> None:
    """Show the current draft of PAPER, what the rules found, and where it stands with people.

    \b
    Example:
      atlas review show doe-2020-sample-trial
    """
    with seat_of(home) as seat:
        dossier = open_paper(seat.desk, paper, seat.person, shown=True)
    if json_:
        echo_json(
            {
                "schema": "atlas.review/1",
                "paper": paper,
                "state": dossier.review.state.value,
                "why": dossier.review.why,
                "moves": sorted(move.value for move in dossier.review.moves),
                "draft_digest": dossier.now.draft,
                "drafted_anew": list(dossier.now.anew),
                "related": [one.model_dump(mode="json") for one in dossier.related],
                "later": [one.study.model_dump(mode="json") for one in dossier.review.later],
                "may_be_the_same": [one.other for one in dossier.questions],
                "draft": dossier.draft.model_dump(mode="json", by_alias=True),
                "report": dossier.report.model_dump(mode="json", by_alias=True),
            }
        )
        return
    click.echo(f"{dossier.draft.paper.title}\n{dossier.review.state.value.replace('_', ' ')}: {dossier.review.why}\n")
    for line in dossier.now.anew:
        click.echo(f"drafted anew: {line}")
    for field, statement in dossier.draft.summary.statements():
        click.echo(f"{field}\n  {statement.text}")
        for one in statement.evidence:
            click.echo(f"    “{one.quote}”" + (f" (p. {one.page})" if one.page else ""))
        for finding in dossier.report.findings:
            if finding.field.startswith(field):
                click.echo(f"    {finding.severity.value} {finding.rule}: {finding.message}")
    say_what_belongs(dossier)
    blocking = dossier.report.count(Severity.BLOCKING)
    talk(f"{blocking} blocking findings; atlas review edit {paper} FIELD TEXT changes a sentence")


@click.command()
@click.argument("paper")
@click.pass_obj
def diff(home: Path, paper: str) -> None:
    """Show what people changed in the machine's draft of PAPER: [-taken out-] and {+put in+}.

    \b
    Example:
      atlas review diff doe-2020-sample-trial
    """
    with seat_of(home) as seat:
        dossier = open_paper(seat.desk, paper, seat.person)
    before = _sentences(dossier.machine)
    after = _sentences(dossier.draft)
    for field in dict.fromkeys([*before, *after]):
        old, new = before.get(field, ""), after.get(field, "")
        if old != new:
            click.echo(field)
            click.echo("  " + "".join(shown(piece.change, piece.text) for piece in difference(old, new)))


def _sentences(draft: Draft | None) -> dict[str, str]:
    return {field: one.text for field, one in draft.summary.statements()} if draft else {}


@click.command()
@click.argument("paper")
@json_option
@click.pass_obj
def log(home: Path, paper: str, *, json_: bool) -> None:
    """Show every decision on PAPER: who, when, what, and why.

    \b
    Example:
      atlas review log doe-2020-sample-trial --json
    """
    with seat_of(home) as seat:
        names = seat.desk.people.names()
        decisions = seat.desk.decisions.of(paper)
    for one in decisions:
        if json_:
            echo_json(one.model_dump(mode="json", by_alias=True) | {"name": names.get(one.person) or None})
        else:
            who = names.get(one.person) or "(name taken out)"
            why = _how(one) + (f": {one.reason}" if one.reason else "")
            click.echo(f"{one.seq:>5}  {one.at:%Y-%m-%d %H:%M}  {who:<20} {one.act.value:<9} {one.field}{why}")


def _how(decision: Decision) -> str:
    """How somebody looked who approved, as far as the decision says so."""
    told = decision.value if isinstance(decision.value, dict) else {}
    unopened = told.get("unopened")
    where = ["at the terminal"] if told.get("at_terminal") else []
    never = [f"the evidence of {len(unopened)} of its statements never opened"] if isinstance(unopened, list) else []
    return f"({', '.join([*where, *never])})" if where or never else ""


def _deciding(name: str, act: Callable[..., Decision], about: str, *, needs_reason: bool) -> click.Command:
    """A command that makes one decision on the whole of a paper."""

    @click.command(name, help=f"{about}\n\n\b\nExample:\n  atlas review {name} doe-2020-sample-trial --reason 'why'")
    @click.argument("paper")
    @click.option("--reason", required=needs_reason, default="", help="Why, in a few words.")
    @json_option
    @click.pass_obj
    def decide(home: Path, paper: str, *, reason: str, json_: bool) -> None:
        with seat_of(home) as seat:
            draft = open_paper(seat.desk, paper, seat.person).now.draft
            decision = act(seat.desk, paper, seat.person, draft, reason)
            state = open_paper(seat.desk, paper, seat.person).review.state.value
        if json_:
            echo_json(decision.model_dump(mode="json", by_alias=True) | {"state": state})
        else:
            click.echo(f"{paper}: {state.replace('_', ' ')}")

    return decide


@click.command()
@click.argument("papers", metavar="PAPER...", nargs=-1, required=True)
@click.option("--reason", default="", help="Why, in a few words.")
@json_option
@click.pass_obj
def approve(home: Path, papers: tuple[str, ...], *, reason: str, json_: bool) -> None:
    """Approve the current draft of PAPER; with findings that block, only with a reason.

    Several papers at once are approved only where you opened each (atlas review show, or in the browser), nothing was
    changed since, and no finding is open; the others are named and left as they are, and the exit code is 3.

    \b
    Example:
      atlas review approve doe-2020-sample-trial
      atlas review approve doe-2020-sample-trial roe-2021-survey
    """
    refused = 0
    with seat_of(home) as seat:
        for paper in dict.fromkeys(papers):
            try:
                looked = looked_by(seat.desk, paper, seat.person, at_terminal=True)
                decision = _approved(seat, paper, reason, looked, alone=len(set(papers)) == 1)
            except (ReviewError, NotFound) as error:
                if len(set(papers)) == 1:
                    raise
                refused += 1
                talk(f"{paper}: left as it is: {error.message}; {error.hint}")
                continue
            state = open_paper(seat.desk, paper, seat.person).review.state.value
            if json_:
                echo_json(decision.model_dump(mode="json", by_alias=True) | {"state": state})
            else:
                click.echo(f"{paper}: {state.replace('_', ' ')}")
            _say_unopened(paper, looked)
    if refused:
        sys.exit(3)


def _approved(seat: Seat, paper: str, reason: str, looked: Looked, *, alone: bool) -> Decision:
    if alone:
        draft = open_paper(seat.desk, paper, seat.person).now.draft
        return deciding.approve(seat.desk, paper, seat.person, draft, reason, looked)
    opened = seat.desk.people.opened(seat.person, paper)
    return approve_opened(seat.desk, paper, seat.person, opened.draft if opened else "", reason, looked)


def _confirm(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    looked = looked_by(desk, paper, person, at_terminal=True)
    decision = deciding.confirm(desk, paper, person, draft, reason, looked)
    _say_unopened(paper, looked)
    return decision


def _say_unopened(paper: str, looked: Looked) -> None:
    """Say what the decision now says: at the terminal nobody sees a page of the paper."""
    if count := len(looked.unopened):
        statements = "1 of its statements" if count == 1 else f"{count} of its statements"
        talk(f"{paper}: you have not opened the evidence of {statements} in the paper; the history says so")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


#: The subcommands of `atlas review`, in the order in which they are used.
COMMANDS: tuple[click.Command, ...] = (
    list_,
    show,
    edit,
    diff,
    approve,
    _deciding(
        "confirm",
        _confirm,
        "Say that the lapsed approval of PAPER holds for its text as it is now.",
        needs_reason=False,
    ),
    _deciding("return", deciding.return_draft, "Send the draft of PAPER back with a reason.", needs_reason=True),
    _deciding("exclude", deciding.exclude, "Say that PAPER is not for this atlas.", needs_reason=True),
    _deciding("withdraw", deciding.withdraw, "Take the entry of PAPER down; its page says why.", needs_reason=True),
    same,
    different,
    later,
    log,
)
