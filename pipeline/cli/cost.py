"""`atlas cost`: what was spent, on what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.domain.costs import Cost, summed
from pipeline.domain.desk import Filter
from pipeline.settings import load
from pipeline.wiring import Home, SystemClock, open_ledger

__all__ = ["command"]


@click.command()
@home_option
@json_option
def command(*, home: Path, json_: bool) -> None:
    """Show what the calls to models cost, by day, model and prompt, and what an approved entry has cost on average.

    Drafting (prompt `summarize`), verifying (`verify`) and the small questions about what a server can do (`probe`)
    have lines of their own. Input that the provider had kept (cached) costs what [budget.prices] says of it.

    A price that nobody told is unknown, never nothing. What may have been paid and cannot be known (a broken
    connection) counts at its worst.

    \b
    Example:
      atlas cost
      atlas cost --json | jq -s 'map(.known_usd // 0) | add'
    """
    with open_ledger(Home(home), load(home).settings) as ledger:
        rows = summed(ledger.calls.paid())
        approved = ledger.desk_rows.queue(Filter(state="approved"), SystemClock().now(), size=1).total
    for row in rows:
        if json_:
            echo_json(asdict(row) | {"schema": "atlas.cost/1", "day": row.day.isoformat(), "task": row.task})
        else:
            click.echo(_line(row))
    if json_:
        return
    known, uncertain = sum(row.known_usd for row in rows), sum(row.uncertain_usd for row in rows)
    unpriced = sum(row.unpriced for row in rows)
    for task in sorted({row.task for row in rows}):
        talk(f"{task}: {_of_task(row for row in rows if row.task == task)}")
    total = f"{known:.2f} USD" + (f", and {uncertain:.2f} that may have been paid" if uncertain else "")
    total += f", and {unpriced} calls whose price is not known" if unpriced else ""
    talk(total if rows else "no model was asked yet")
    if approved and rows:
        share = "at least " if unpriced else ""
        each = f"{share}{(known + uncertain) / approved:.2f} USD each"
        talk(f"{approved} approved entries: {each}, the drafts of others included")


def _of_task(rows: Iterable[Cost]) -> str:
    """Calls, tokens and money of one task over all days."""
    held = tuple(rows)
    calls, unpriced = sum(row.calls for row in held), sum(row.unpriced for row in held)
    tokens = f"{sum(row.input for row in held)} tokens in, {sum(row.output for row in held)} out"
    money = f"{sum(row.known_usd + row.uncertain_usd for row in held):.4f} USD"
    if unpriced:
        money = "price unknown" if unpriced == calls else f"{money}, and {unpriced} calls whose price is not known"
    return f"{calls} calls, {tokens}, {money}"


def _line(row: Cost) -> str:
    kept = f"{row.cached} cached" if row.cached or not row.untold else "cached not told"
    if row.cached and row.untold:
        kept += f", not told of {row.untold} calls"
    tokens = f"{row.input} in ({kept}), {row.output} out"
    money = "price unknown" if row.unpriced == row.calls else f"{row.known_usd + row.uncertain_usd:.4f} USD"
    return (
        f"{row.day}  {row.model:<28} {row.prompt:<14} {row.calls:>6} calls  {row.papers:>6} papers  {tokens}  {money}"
    )
