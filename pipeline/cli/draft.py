"""`atlas draft`: papers in, checked drafts out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.collecting import collect_batches
from pipeline.cli.drafting import draft_files, drafter_options, settings_with, talk_of
from pipeline.cli.expecting import what_it_costs, what_to_expect
from pipeline.cli.moving import drafts_of, echo_moved
from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.cli.table import endings_table
from pipeline.domain.costs import PaidCall
from pipeline.endings import Ended
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.sources.files import walk
from pipeline.wiring import Home, open_ledger
from pipeline.workflow import Wanted

__all__ = ["command"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--paper", "names", multiple=True, metavar="ID", help="A paper that is here, also one out of scope.")
@drafter_options
@click.option("--again", is_flag=True, help="Draft papers again that are drafted already.")
@click.option(
    "--identity-checked",
    is_flag=True,
    help="Draft papers in doubt too: you compared each with the input that claims the same identifier.",
)
@click.option(
    "--as-study",
    is_flag=True,
    help="Draft also what its record calls a comment, a summary for patients, a talk's abstract or a protocol.",
)
@click.option("--queue", is_flag=True, help="Read and group only; `atlas worker` drafts.")
@click.option("--batch", is_flag=True, help="Ask the model in the provider's batches: cheaper, answers within a day.")
@click.option("--collect", is_flag=True, help="Fetch what batches brought, and go on with their papers; no PATHS.")
@click.option("--dry-run", is_flag=True, help="Say what is new and stop; reads nothing, writes nothing.")
@click.option("--concurrency", type=click.IntRange(1, 512), help="Papers in work at the same time.")
@home_option
@json_option
@verbosity
def command(
    paths: tuple[Path, ...],
    *,
    names: tuple[str, ...],
    offline: bool,
    model: str | None,
    base_url: str | None,
    max_cost: float | None,
    max_tokens: int | None,
    again: bool,
    identity_checked: bool,
    as_study: bool,
    queue: bool,
    batch: bool,
    collect: bool,
    dry_run: bool,
    concurrency: int | None,
    home: Path,
    json_: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Draft every paper under PATHS: files, folders or both; PDF, JATS and PubMed XML, records, plain text.

    What a file is, is read from its content. A paper that was drafted before is not drafted again. One bad file never
    stops the rest; Ctrl-C finishes the papers in work, and the same command goes on where it stopped. A paper that is
    drafted --again keeps what people wrote where its passages still stand; with --paper, what moved is shown.

    \b
    Example:
      atlas draft inputs/
      atlas draft smith-2021.pdf export.ris --json
      atlas draft --paper doe-2020-sample-trial --again
      atlas draft inputs/ --model NAME --base-url http://localhost:8000/v1 --max-cost 5
      atlas draft inputs/ --batch, and the next day: atlas draft --collect
    """
    start_logging(verbose, quiet=quiet)
    if collect is bool(paths or names):
        raise click.UsageError(
            "give PATHS, or papers that are here with --paper ID, or --collect alone, which goes on with those it knows"
        )
    if names and dry_run:
        raise click.UsageError("--dry-run looks at files; a paper that is here is not new")
    if (batch or collect) and (again or queue or identity_checked):
        raise click.UsageError("a batch asks what was never asked: --again, --queue and --identity-checked ask at once")
    if queue and (again or identity_checked or names):
        raise click.UsageError("--queue leaves drafting to workers, which draft what waits; --again needs no queue")
    settings = settings_with(
        home,
        offline=offline,
        model=model,
        base_url=base_url,
        max_cost=max_cost,
        max_tokens=max_tokens,
        concurrency=concurrency,
    )
    batched = (batch or collect or settings.model.in_batches) and not (again or queue or identity_checked)
    if (batch or collect) and settings.drafter.kind == "offline":
        raise click.UsageError("rules are not asked in batches: name a model, with --model or in atlas.toml")
    if collect:
        sys.exit(collect_batches(Home(home), settings, json_=json_, quiet=quiet))
    outputs = Home(home).outputs.resolve()
    files = [file for file in walk(paths) if not file.resolve().is_relative_to(outputs)]
    if not files and not names:
        raise InputError("there is no file under the given paths", hint="put papers there, or give other paths")
    where = Home(home)
    if dry_run:
        _say_what_is_new(files, where, settings)
        return
    before = drafts_of(names, where, settings) if again and names else {}
    wanted = None if queue else Wanted(again=again, identity_checked=identity_checked, by_name=bool(names) or as_study)
    ended, code = draft_files(
        files,
        where,
        settings,
        wanted,
        command="draft",
        quiet=quiet,
        in_batches=batched,
        names=names,
        as_study=as_study,
    )
    _report(ended, where, json_=json_, quiet=quiet)
    if before and not json_:
        echo_moved(before, drafts_of(names, where, settings))
    sys.exit(code)


def _report(ended: Sequence[Ended], home: Home, *, json_: bool, quiet: bool) -> None:
    if json_:
        for one in ended:
            echo_json(
                {
                    "input": one.input,
                    "state": one.state,
                    "reason": one.reason or None,
                    "hint": one.hint or None,
                    "paper": one.paper,
                    "draft": str(one.draft) if one.draft else None,
                    "cost_usd": one.cost_usd,
                }
            )
        return
    click.echo(endings_table(ended), nl=False)
    talk_of(ended, home, quiet=quiet)


def _say_what_is_new(files: Sequence[Path], home: Home, settings: Settings) -> None:
    known: set[str] = set()
    calls: tuple[PaidCall, ...] = ()
    if settings.store.url or home.database.exists():
        with open_ledger(home, settings) as ledger:
            known = set(ledger.faces.at(str(file.absolute()) for file in files))
            calls = ledger.calls.paid()
    new = [file for file in files if str(file.absolute()) not in known]
    for file in files:
        click.echo(f"{'new' if file in new else 'known'}\t{file}")
    talk(f"{len(new)} of {len(files)} files are new; {what_it_costs(settings)}")
    for line in what_to_expect(len(new), calls, settings):
        talk(line)
