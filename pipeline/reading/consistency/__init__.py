"""Figures of a paper that do not fit each other: what a reviewer should know before quoting one of them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.facts import Inconsistency
from pipeline.reading.consistency.abstract import abstract_against_body
from pipeline.reading.consistency.intervals import intervals_against_estimates
from pipeline.reading.consistency.means import means_in_tables, means_in_text
from pipeline.reading.consistency.shares import shares_against_counts, shares_in_tables
from pipeline.reading.consistency.statistics import p_values_against_statistics
from pipeline.reading.consistency.sums import halves_against_sizes, parts_against_totals, rows_against_totals
from pipeline.reading.grids import Grid
from pipeline.reading.passages import View

__all__ = ["inconsistencies"]


def inconsistencies(paper: View, tables: tuple[Grid, ...]) -> tuple[Inconsistency, ...]:
    """Everything in `paper` that does not fit, in reading order; the same figures once."""
    found = {one.figures: one for one in _everything(paper, tables)}
    return tuple(sorted(found.values(), key=lambda one: (one.passage.start, one.figures[0].start)))


def _everything(paper: View, tables: tuple[Grid, ...]) -> Iterator[Inconsistency]:
    yield from p_values_against_statistics(paper)
    yield from intervals_against_estimates(paper)
    yield from shares_against_counts(paper)
    yield from parts_against_totals(paper)
    yield from means_in_text(paper)
    yield from abstract_against_body(paper)
    for grid in tables:
        yield from shares_in_tables(grid)
        yield from rows_against_totals(grid)
        yield from halves_against_sizes(grid)
        yield from means_in_tables(grid)
