"""The table of what became of each input: columns for people on a terminal, tab-separated where it is piped."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence

from pipeline.endings import Ended

__all__ = ["endings_table"]

_MOST_ROWS = 60
#: What needs a look comes first.
_ORDER = (
    "failed",
    "in_doubt",
    "needs_attention",
    "unreadable",
    "insufficient_source",
    "not_an_identifier",
    "not_found",
    "could_not_ask",
    "retry_later",
    "drafted",
    "duplicate",
    "known",
)


def endings_table(ended: Sequence[Ended]) -> str:
    """One line for each input, those that need a person first; on a terminal at most sixty."""
    ranked = sorted(ended, key=lambda one: _ORDER.index(one.state) if one.state in _ORDER else len(_ORDER))
    if not sys.stdout.isatty():
        lines = ("\t".join((one.state, one.paper or "", one.input, _why(one))) for one in ranked)
        return "".join(line + "\n" for line in lines)
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("state", "paper", "input", "why"):
        table.add_column(name, overflow="fold", no_wrap=name == "state")
    for one in ranked[:_MOST_ROWS]:
        table.add_row(one.state.replace("_", " "), one.paper or "", _short(one.input), _why(one))
    screen = Console(file=io.StringIO(), width=shutil.get_terminal_size().columns, force_terminal=True, markup=False)
    screen.print(table)
    more = len(ranked) - _MOST_ROWS
    rest = f"... and {more} more; all of them with --json or `atlas status`\n" if more > 0 else ""
    return f"{screen.file.getvalue() if isinstance(screen.file, io.StringIO) else ''}{rest}"


def _why(one: Ended) -> str:
    return "; ".join(part for part in (one.reason.rstrip("."), one.hint if one.state != "known" else "") if part)


def _short(label: str) -> str:
    """The last part of a path, which is what a person recognises."""
    return label.rpartition("/")[2]
