"""`atlas import`: a bibliography into the ledger; or, with its source, a draft made elsewhere into the desk."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.check import read_draft
from pipeline.cli.drafting import draft_files, drafter_options, settings_with
from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.desk.importing import import_draft
from pipeline.domain.report import Severity
from pipeline.engine.local import Stop, draining
from pipeline.errors import InputMissing, Interrupted
from pipeline.importing import Imported, Outcome, find_bibliographies, import_records
from pipeline.settings import Settings, load
from pipeline.store.leases import this_process
from pipeline.wiring import Home, open_desk, open_services
from pipeline.workflow import Wanted

__all__ = ["command"]

_NEED_A_PERSON = frozenset({Outcome.IN_DOUBT, Outcome.UNREADABLE, Outcome.ELSEWHERE})

#: Many managers write where files lie on their own machine, so one that is not there is told and needs nobody.
_TOLD_WHY = _NEED_A_PERSON | {Outcome.NOT_THERE}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", type=click.Path(path_type=Path), help="FILE is a draft made elsewhere, about this paper.")
@click.option("--draft", "drafts", is_flag=True, help="Draft what is new and in scope, as `atlas draft` does.")
@drafter_options
@home_option
@json_option
@verbosity
def command(
    paths: tuple[Path, ...],
    *,
    source: Path | None,
    drafts: bool,
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
    """Take in bibliographies: RIS, BibTeX, CSL-JSON, nbib and other exports, or the folder of one with its files.

    Records that are here already enrich their papers; new ones are kept, judged by their scope, and drafted only when
    you say so: with --draft, or by `atlas draft`. Files that records name as attached are read where they lie in the
    same folder, never outside it. With --source, FILE is a draft (format atlas.draft/1), whoever wrote it: it is
    checked and waits at the desk.

    \b
    Example:
      atlas import library.bib
      atlas import zotero-export/ --draft --max-cost 5
      atlas import theirs.json --source paper.pdf
    """
    start_logging(verbose, quiet=quiet)
    if source is not None:
        if len(paths) > 1 or drafts:
            raise click.UsageError("--source is for one draft made elsewhere, which needs no drafting")
        _draft_made_elsewhere(paths[0], source, home, json_=json_)
        return
    settings = settings_with(
        home, offline=offline, model=model, base_url=base_url, max_cost=max_cost, max_tokens=max_tokens
    )
    where = Home(home)
    imported = _imported(paths, where, settings, quiet=quiet)
    _report(imported, json_=json_)
    code = _exit_code(imported)
    new = list(dict.fromkeys(one.paper for one in imported if one.paper and one.outcome is Outcome.IMPORTED))
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in _counts(imported).items())
    talk(f"\n{counts}", quiet=quiet)
    if new and drafts:
        wanted = Wanted(by_name=True)
        ended, drafted = draft_files((), where, settings, wanted, command="import", quiet=quiet, names=new)
        talk(f"{sum(one.state == 'drafted' for one in ended)} drafted", quiet=quiet)
        code = code or drafted
    elif new:
        talk("Nothing was drafted. Next: `atlas draft` with the same files, or --paper ID for single ones", quiet=quiet)
    sys.exit(code)


def _imported(paths: Sequence[Path], where: Home, settings: Settings, *, quiet: bool) -> tuple[Imported, ...]:
    bibliographies = find_bibliographies(paths)
    stop = Stop()
    with (
        draining(stop, lambda: talk("stopping: what was read is kept", quiet=quiet)),
        open_services(where, settings, stopping=stop, watch=lambda _event, _label: None) as services,
    ):
        imported = asyncio.run(import_records(bibliographies, services, this_process("import")))
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    return imported


def _report(imported: Sequence[Imported], *, json_: bool) -> None:
    for one in imported:
        if json_:
            echo_json(
                {
                    "input": one.input,
                    "outcome": one.outcome.value,
                    "paper": one.paper,
                    "reason": one.reason or None,
                    "hint": one.hint or None,
                }
            )
        elif one.outcome is not Outcome.KNOWN:
            why = "; ".join(part for part in (one.reason, one.hint) if part and one.outcome in _TOLD_WHY)
            click.echo("\t".join((one.outcome.value, one.paper or "", one.input, why)))


def _counts(imported: Sequence[Imported]) -> Counter[str]:
    return Counter(one.outcome.value for one in imported)


def _exit_code(imported: Sequence[Imported]) -> int:
    """65 when no record could be read; 3 when a person has to look at something."""
    if all(one.outcome in (Outcome.UNREADABLE, Outcome.NOT_THERE) for one in imported):
        return 65
    return 3 if any(one.outcome in _NEED_A_PERSON for one in imported) else 0


def _draft_made_elsewhere(draft: Path, source: Path, home: Path, *, json_: bool) -> None:
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
