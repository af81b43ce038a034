"""`atlas add`: single papers by identifier, fetched and drafted."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from pipeline.adding import Added, Had, add
from pipeline.cli.drafting import draft_files, drafter_options, settings_with, talk_of
from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.cli.table import endings_table
from pipeline.domain.feed import KnownNotice, Standing
from pipeline.domain.pasted import Identified, NotIdentified, read_pasted
from pipeline.endings import Ended
from pipeline.engine.local import Stop
from pipeline.intake import ingest
from pipeline.settings import Settings
from pipeline.store import Ledger
from pipeline.store.leases import this_process
from pipeline.updating import ask_about
from pipeline.wiring import Home, adding_of, open_ledger, open_services, updating_of
from pipeline.workflow import Wanted

__all__ = ["command"]

_NOT_IDENTIFIED = "not_an_identifier"


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that was pasted: what it names, the files that were fetched of it, and how it ended.

    `standing` is what each source says of whether the paper was retracted or corrected.
    """

    name: str
    files: tuple[Path, ...]
    ended: Ended
    standing: tuple[Standing, ...] = ()


@click.command()
@click.argument("identifiers", nargs=-1, required=True)
@drafter_options
@home_option
@json_option
@verbosity
def command(
    identifiers: tuple[str, ...],
    *,
    offline: bool,
    model: str | None,
    base_url: str | None,
    max_cost: float | None,
    max_tokens: int | None,
    home: Path,
    json_: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Fetch papers by IDENTIFIERS and draft them: DOIs, PubMed numbers, PMC numbers, bare or as you copied them.

    The record comes from PubMed or Europe PMC, the full text from Europe PMC where it is open and names its licence;
    both are kept in inputs/added. Crossref and the table of Retraction Watch are asked whether each paper was retracted
    or corrected, and which preprint or article it has. A paper that could not be had is named, with what to do now, and
    stops no other.

    \b
    Example:
      atlas add 10.1186/1471-2377-9-28
      atlas add PMID:19566965 PMC2711959 https://doi.org/10.1111/joim.12658 --json
    """
    start_logging(verbose, quiet=quiet)
    settings = settings_with(
        home, offline=offline, model=model, base_url=base_url, max_cost=max_cost, max_tokens=max_tokens
    )
    where = Home(home)
    services = adding_of(where, settings)
    fetched: list[Added | NotIdentified] = []
    for one in read_pasted(identifiers):
        if isinstance(one, Identified):
            talk(f"looking up {one.name}", quiet=quiet)
            fetched.append(add(one, services))
        else:
            fetched.append(one)
    files = list(dict.fromkeys(file for one in fetched if isinstance(one, Added) for file in one.files))
    ended: tuple[Ended, ...] = ()
    notices: tuple[KnownNotice, ...] = ()
    code = 0
    if files:
        notices = _asked(files, where, settings, quiet=quiet)
        ended, code = draft_files(files, where, settings, Wanted(), command="add", quiet=quiet)
    by_file = {Path(one.input): one for one in ended}
    with open_ledger(where, settings) as ledger:
        rows = [_row(one, by_file, ledger) for one in fetched]
    _report(rows, where, json_=json_, quiet=quiet)
    for notice in notices:
        talk(f"{notice.paper}: {notice.kind.replace('_', ' ')} {notice.reference}, says {notice.source}")
    code = _exit_code(fetched, code)
    sys.exit(3 if notices and code == 0 else code)


def _asked(files: Sequence[Path], where: Home, settings: Settings, *, quiet: bool) -> tuple[KnownNotice, ...]:
    """Take the files in, and ask what became of their papers before anything is drafted; the notices that are new."""
    stop = Stop()
    with (
        open_ledger(where, settings) as ledger,
        open_services(where, settings, stopping=stop, watch=lambda _event, _label: None) as services,
    ):
        run = updating_of(where, settings, services, ledger, this_process("add"))
        names = dict.fromkeys(item.face.paper for item in asyncio.run(ingest(files, services)) if item.face.paper)
        found: list[KnownNotice] = []
        for source in run.statuses:
            talk(f"asking {source.label} what became of {len(names)} papers", quiet=quiet)
            papers = [services.papers.get(name) for name in services.papers.taken(names)]
            found += ask_about(papers, source, run)[1]
    return tuple(found)


def _row(one: Added | NotIdentified, by_file: Mapping[Path, Ended], ledger: Ledger) -> _Row:
    if isinstance(one, NotIdentified):
        nothing = Ended(one.given, _NOT_IDENTIFIED, "this is no identifier of a paper", one.hint, None, None, 0.0, True)
        return _Row("", (), nothing)
    endings = [by_file[file] for file in one.files if file in by_file]
    if not endings:
        state = one.had.value
        return _Row(
            one.wanted.name, one.files, Ended(one.wanted.given, state, one.reason, one.hint, None, None, 0.0, True)
        )
    # The face that was drafted speaks for the paper; its record beside a full text is only another face.
    chosen = next((ending for ending in reversed(endings) if ending.state != "duplicate"), endings[-1])
    told = replace(
        chosen,
        input=one.wanted.given,
        reason="; ".join(part for part in (chosen.reason, one.reason) if part),
        hint="; ".join(part for part in (chosen.hint, one.hint) if part),
    )
    return _Row(one.wanted.name, one.files, told, ledger.standings.of(told.paper) if told.paper else ())


def _report(rows: Sequence[_Row], home: Home, *, json_: bool, quiet: bool) -> None:
    if not json_:
        click.echo(endings_table([row.ended for row in rows]), nl=False)
        talk_of([row.ended for row in rows], home, quiet=quiet)
        return
    for row in rows:
        ended = row.ended
        echo_json(
            {
                "input": ended.input,
                "identifier": row.name or None,
                "state": ended.state,
                "reason": ended.reason or None,
                "hint": ended.hint or None,
                "files": [str(file.absolute()) for file in row.files],
                "paper": ended.paper,
                "draft": str(ended.draft) if ended.draft else None,
                "cost_usd": ended.cost_usd,
                "standing": [
                    {
                        "source": one.source,
                        "affected": one.affected.value,
                        "as_of": one.as_of or None,
                        "reason": one.reason or None,
                    }
                    for one in row.standing
                ],
            }
        )


def _exit_code(fetched: Sequence[Added | NotIdentified], drafted: int) -> int:
    """The drafting's own code; 3 when it went well and something was not had; 69 or 65 when nothing was."""
    missed = [one for one in fetched if isinstance(one, NotIdentified) or one.had is not Had.YES]
    if len(missed) < len(fetched):
        return 3 if missed and drafted == 0 else drafted
    unasked = any(isinstance(one, Added) and one.had is Had.COULD_NOT_ASK for one in missed)
    return 69 if unasked else 65
