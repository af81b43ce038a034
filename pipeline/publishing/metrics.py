"""An atlas in numbers, in the text format that Prometheus and node_exporter read. Pure.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format (0.0.4). Moments are Unix seconds, so
that an alert is `time() - atlas_source_last_success_timestamp_seconds > 2 * 86400`, true also when the figures are old;
what never happened is 0, which is long ago.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.feed import Cursor
from pipeline.domain.health import Health

__all__ = ["as_prometheus"]


@dataclass(frozen=True, slots=True)
class _Metric:
    """One gauge: its name, what it tells, and a value for each set of labels."""

    name: str
    about: str
    samples: tuple[tuple[Mapping[str, str], float], ...]


def as_prometheus(health: Health, version: str) -> str:
    """Every figure as a gauge, each with its meaning; a figure that is not known is left out."""
    return "".join(line + "\n" for metric in _metrics(health, version) for line in _lines(metric))


def _metrics(health: Health, version: str) -> Iterator[_Metric]:
    backlog = health.backlog
    yield _one("atlas_info", "The version of the software.", 1, {"version": version})
    yield _Metric(
        "atlas_papers",
        "Papers by state.",
        tuple(({"state": state}, count) for state, count in health.papers.items()),
    )
    yield _one("atlas_papers_in_work", "Papers that somebody works on now.", health.in_work)
    yield _Metric(
        "atlas_drafts_waiting",
        "Drafts that wait for people: nobody has looked, or in review.",
        (({"stage": "unseen"}, backlog.unseen), ({"stage": "in_review"}, backlog.in_review)),
    )
    if backlog.per_week is not None:
        yield _one("atlas_drafts_settled_per_week", "Papers that people settled a week, of late.", backlog.per_week)
    if backlog.weeks is not None:
        yield _one("atlas_drafts_waiting_weeks", "Weeks of work that wait, at that pace.", backlog.weeks)
    yield _Metric(
        "atlas_source_last_success_timestamp_seconds",
        "When a search or source last answered to the end; 0: never.",
        tuple(({"source": one.search}, _moment(one.succeeded)) for one in health.cursors),
    )
    yield _Metric(
        "atlas_source_outage",
        "1 where the last try to ask a search or source failed.",
        tuple(({"source": one.search}, float(_is_out(one))) for one in health.cursors),
    )
    yield _Metric(
        "atlas_run_last_start_timestamp_seconds",
        "When a command last began.",
        tuple(({"command": run.command}, _moment(run.started)) for run in health.runs),
    )
    ended = [run for run in health.runs if run.finished is not None]
    yield _Metric(
        "atlas_run_last_end_timestamp_seconds",
        "When the last run of a command ended; missing while it runs, or where it was killed.",
        tuple(({"command": run.command}, _moment(run.finished)) for run in ended),
    )
    yield _Metric(
        "atlas_run_last_exit_code",
        "How the last run of a command ended (docs/commands.md).",
        tuple(({"command": run.command}, run.exit_code) for run in ended if run.exit_code is not None),
    )
    yield _one("atlas_batches_out", "Batches of calls that a provider still works on.", len(health.batches))
    yield _one("atlas_spent_usd", "What calls to models cost in all, at the worst.", health.spent.total_usd)
    yield _one("atlas_spent_month_usd", "The same in this calendar month (UTC).", health.spent_month.total_usd)
    yield _one("atlas_budget_month_usd", "The most that a calendar month may cost.", health.month_usd)
    yield _one("atlas_calls_unpriced", "Calls whose price is not known, in neither sum.", health.spent.unpriced_calls)
    yield _Metric(
        "atlas_disk_bytes",
        "Bytes on disk.",
        (({"what": "database"}, health.database_bytes), ({"what": "documents"}, health.documents_bytes)),
    )


def _one(name: str, about: str, value: float, labels: Mapping[str, str] | None = None) -> _Metric:
    return _Metric(name, about, ((labels or {}, value),))


def _is_out(one: Cursor) -> bool:
    return bool(one.fault) and one.tried != one.succeeded


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0


def _lines(metric: _Metric) -> Iterator[str]:
    if not metric.samples:
        return
    yield f"# HELP {metric.name} {_escaped(metric.about)}"
    yield f"# TYPE {metric.name} gauge"
    for labels, value in metric.samples:
        said = ",".join(f'{name}="{_quoted(text)}"' for name, text in labels.items())
        yield f"{metric.name}{{{said}}} {_number(value)}" if said else f"{metric.name} {_number(value)}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _quoted(text: str) -> str:
    """A label's value; a lone surrogate, which no UTF-8 holds, as a question mark."""
    return _escaped(text.encode(errors="replace").decode()).replace('"', '\\"')


def _number(value: float) -> str:
    if math.isinf(value):
        return "+Inf"
    return str(int(value)) if value == int(value) else repr(float(value))
