"""Outcomes out of invented tables: who stands against whom, which way it went, which rows are better left unread."""

from __future__ import annotations

import pytest

from pipeline.domain.facts import Direction, OutcomeReading
from pipeline.reading.grids import grids
from pipeline.reading.outcomes_in_tables import outcomes_in
from pipeline.sources.assembly import TableBlock
from tests.unit.reading.passages import document
from tests.unit.reading.tables import table

_UP, _DOWN, _NONE = Direction.INCREASED, Direction.DECREASED, Direction.NO_DIFFERENCE


def _read(made: TableBlock) -> tuple[OutcomeReading, ...]:
    return tuple(outcome for grid in grids(document(made)) for outcome in outcomes_in(grid))


def _ways(made: TableBlock) -> list[tuple[str, Direction]]:
    return [(one.outcome, one.direction) for one in _read(made)]


def test_two_groups_and_a_p_value_tell_which_way_each_row_went() -> None:
    made = table(
        ("Outcome", "Zelomab (n = 30)", "Placebo (n = 30)", "P value"),
        ("Steps a day", "4,200 ± 300", "3,900 ± 310", "0.01"),
        ("Fatigue score", "4.1 (0.9)", "5.2 (1.0)", "<0.001"),
        ("Grip (kg)", "21.9 (4.7)", "22.1 (4.9)", "0.84"),
        ("Sleep (h)", "7.1", "6.9", "NS"),
    )
    assert _ways(made) == [("Steps a day", _UP), ("Fatigue score", _DOWN), ("Grip (kg)", _NONE), ("Sleep (h)", _NONE)]
    steps = _read(made)[0]
    assert (steps.against, steps.p, steps.significant) == ("Placebo (n = 30)", "p = 0.01", True)


def test_the_control_is_the_side_compared_with_wherever_its_column_stands() -> None:
    made = table(("", "Healthy controls", "Patients", "p"), ("Lactate", "1.2 (0.3)", "2.4 (0.4)", "0.002"))
    (outcome,) = _read(made)
    assert (outcome.direction, outcome.against) == (_UP, "Healthy controls")


def test_an_earlier_test_is_what_a_later_one_is_compared_with() -> None:
    made = table(("At peak", "Test 1", "Test 2", "%diff", "P"), ("Work (W)", "122 (28)", "105 (33)", "-12.5%", ".012¶"))
    assert _ways(made) == [("Work (W)", _DOWN)]


def test_counts_are_compared_as_shares_of_their_groups() -> None:
    sized = table(("", "Ill (n = 38)", "Healthy (n = 13)", "p"), ("Falls", "12", "9", "0.01"))
    unsized = table(("", "Ill", "Healthy", "p"), ("Falls", "12", "9", "0.01"))
    shares = table(("", "Ill", "Healthy", "p"), ("Falls, n (%)", "12 (32)", "9 (69)", "0.01"))
    assert (_ways(sized), _ways(unsized), _ways(shares)) == ([("Falls", _DOWN)], [], [("Falls, n (%)", _DOWN)])


def test_each_effect_with_its_interval_is_an_outcome_of_its_own() -> None:
    made = table(
        ("", "Odds ratio (95% CI)", "", "Adjusted odds ratio (95% CI)", "p value"),
        ("Poor sleep", "1.34 (1.18, 1.52)", "", "1.00 [0.83, 1.21]", "0.98"),
        ("Reference", "1", "", "1", ""),
    )
    found = _read(made)
    assert [(one.direction, one.interval, one.p) for one in found] == [
        (_UP, (1.18, 1.52), ""),
        (_NONE, (0.83, 1.21), "p = 0.98"),
    ]
    assert found[0].effect == "Odds ratio (95% CI) 1.34"


def test_a_difference_is_held_against_nought_and_a_ratio_against_one() -> None:
    made = table(
        ("", "Mean difference (95% CI)", "Hazard ratio (95% CI)"),
        ("Death", "0.5 (0.2 to 0.8)", "0.5 (0.2 to 0.8)"),
    )
    assert [one.direction for one in _read(made)] == [_UP, _DOWN]


def test_stacked_heads_and_sections_name_columns_and_rows() -> None:
    made = table(
        ("", "Women", "", ""),
        ("", "Treated", "Untreated", "p-value"),
        ("Pain",),
        ("At rest", "2.1 (0.2)", "3.1 (0.3)", "0.03"),
        ("In motion", "4.0 (0.2)", "4.1 (0.3)", "0.70"),
        heads=2,
    )
    assert [one.outcome for one in _read(made)] == ["Pain: At rest", "Pain: In motion"]
    assert {one.against for one in _read(made)} == {"Untreated"}


def test_the_cells_of_an_outcome_are_its_evidence() -> None:
    source = document(table(("", "Drug", "Placebo", "p"), ("Pain", "2.1 (0.2)", "3.1 (0.3)", "0.03")))
    (outcome,) = (one for grid in grids(source) for one in outcomes_in(grid))
    assert [source.slice(span) for span in outcome.cells] == ["2.1 (0.2)", "3.1 (0.3)", "0.03"]
    assert source.slice(outcome.passage).startswith("Pain")


@pytest.mark.parametrize(
    "made",
    [
        table(("", "Drug", "Placebo", "p"), ("Pain", "2.1", "3.1", "0.03"), caption="Baseline characteristics"),
        table(("", "Drug", "Placebo", "p"), ("Age (years)", "43", "41", "0.03")),
        table(("", "All", "Drug", "p"), ("Pain", "2.1 (1)", "3.1 (1)", "0.03")),  # everybody is no side
        table(("", "A", "B", "C", "p"), ("Pain", "2.1", "3.1", "4.1", "0.03")),  # of three, which two?
        table(("", "Drug", "Placebo", "p"), ("Pain", "2.1", "3.1", "<0.5")),  # neither beyond chance nor within it
        table(("", "Drug", "Placebo", "Score"), ("Pain", "2.1", "3.1", "0.03")),
        table(("", "HR (95% CI)"), ("Death", "1.36 (1.04, 1.24)")),  # a misprint
    ],
)
def test_a_row_that_does_not_clearly_compare_two_sides_is_left_unread(made: TableBlock) -> None:
    assert _read(made) == ()


def test_sizes_that_are_glued_together_in_one_head_are_given_out_in_order() -> None:
    made = table(("", "", "Controls (n = 39) Patients (n = 49)"), ("Median age", "45", "50"), ("Grip, kg", "22", "21"))
    (grid,) = grids(document(made))
    assert [column.size for column in grid.columns] == [39, 49]
