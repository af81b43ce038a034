"""Figures of a paper that do not fit each other: what is told, and above all what is not. The texts are invented."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.domain.facts import InconsistencyKind
from pipeline.reading.consistency import inconsistencies
from pipeline.reading.consistency.distributions import (
    beyond_chi_square,
    beyond_f,
    beyond_r,
    beyond_t,
    beyond_z,
)
from pipeline.reading.consistency.means import is_possible_mean
from pipeline.reading.consistency.printed import printed
from pipeline.reading.grids import grids
from pipeline.reading.passages import view
from pipeline.sources.assembly import Block, Heading, Paragraph
from tests.unit.reading.passages import document
from tests.unit.reading.tables import table

# Printed in any table of these distributions, or worked out with another library once.
KNOWN = (
    (beyond_z(1.959964), 0.05),
    (beyond_z(-3.290527), 0.001),
    (beyond_t(2.228139, 10), 0.05),
    (beyond_t(1.0, 1), 0.5),
    (beyond_t(3.646, 30), 0.001),
    (beyond_f(4.964603, 1, 10), 0.05),
    (beyond_f(3.0, 2, 57), 0.0576981),
    (beyond_f(0.0, 2, 57), 1.0),
    (beyond_chi_square(3.841459, 1), 0.05),
    (beyond_chi_square(18.307038, 10), 0.05),
    (beyond_chi_square(1.0, 5), 0.9625658),
    (beyond_r(0.576, 10), 0.05),
)


def _told(*blocks: Block) -> list[tuple[InconsistencyKind, str]]:
    made = document(*blocks)
    return [(one.kind, one.says) for one in inconsistencies(view(made), tuple(grids(made)))]


def _of(text: str) -> list[str]:
    return [says for _, says in _told(Heading("Results", Role.RESULTS), Paragraph(text))]


@pytest.mark.parametrize(("ours", "known"), KNOWN)
def test_a_share_of_a_distribution_is_the_one_of_the_tables(ours: float, known: float) -> None:
    assert ours == pytest.approx(known, rel=2e-3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Scores differed, t(28) = 2.20, p = .36.", "P = 0.036, not P = 0.36, on the other side of 0.05"),
        ("We saw an effect, F(2, 57) = 3.10, p < .001.", "P = 0.053, not P < 0.001"),
        ("Sex mattered, χ²(1, N = 90) = 3.90, p = 0.48.", "P = 0.048, not P = 0.48"),
        ("They correlated, r(30) = −0.15, p = 0.01.", "P = 0.41, not P = 0.01"),
        ("It differed (z = 2.10, p = .20).", "P = 0.036, not P = 0.20"),
        ("It differed, t(28) = 1.2, p = .000.", "P = 0.24, not P = 0.000"),
    ],
)
def test_a_p_value_that_its_statistic_does_not_give_is_told(text: str, says: str) -> None:
    assert says in " ".join(_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Scores differed, t(28) = 2.20, p = .036.",
        "Scores differed, t(28) = 2.0, p < .05.",  # 2.0 may be 2.049
        "Scores differed, t(28) = 5.2, p = .000.",  # rounded, not nothing
        "Scores did not differ, F(1, 20) = 0.5, p > 0.05.",
        "Tests were one-tailed. It rose, z = 2.10, p = .018.",
        "P values were Bonferroni corrected. Scores differed, t(28) = 2.20, p = .11.",
        "It took 28 days, and p = 0.36 was left.",
    ],
)
def test_a_p_value_that_rounding_one_side_or_a_correction_explains_is_not_told(text: str) -> None:
    assert _of(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Women had more (1.36% [95% CI 0.48–0.97]).", "1.36 lies outside its own interval (0.48 to 0.97)"),
        ("The odds ratio was 1.32 (OR = 1.32, 95% CI = 0.52–2.96, p < 0.0001).", "P < 0.0001 does not fit"),
        ("The hazard ratio 0.50, 95% CI 0.35 to 0.71, p = 0.40.", "P = 0.40 does not fit"),
    ],
)
def test_an_interval_that_does_not_fit_is_told(text: str, says: str) -> None:
    assert says in " ".join(_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "The rate was 0.68% [95% CI 0.48–0.97].",
        "The odds ratio was OR = 1.32, 95% CI = 0.99–1.76, p = 0.049.",  # both near the edge
        "The interaction was OR = 0.50, 95% CI 0.35 to 0.71, p for interaction = 0.40.",
        "Of 40, 95% CI 0.35 to 0.71 was found.",  # 40 is no estimate
        "The difference was 7.1, 95% CI −11.29 to −3.01.",  # a sign lost
        "Axis 0 10 20 30 40 r = -0.52 95% CI, 0.23 to 0.80",  # the labels of a figure, in any order
    ],
)
def test_an_interval_that_may_well_fit_is_not_told(text: str) -> None:
    assert _of(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Classes fell in eight participants (37%).", "8 people are not 37 % of any number"),
        ("Fatigue was severe in 34.4% (10/19).", "10 of 19 is 52.6 %, not 34.4 %"),
        ("Ten of the 12 patients (38.3%) improved.", "10 of 12 is 83.3 %, not 38.3 %"),
        ("In all, 3 of 45 (4.4%) patients took none.", "3 of 45 is 6.7 %"),
    ],
)
def test_a_percentage_that_is_not_its_count_is_told(text: str, says: str) -> None:
    assert says in " ".join(_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Classes fell in eight participants (36%).",
        "Twelve out of 28 patients (42.9%) improved.",
        "It rose in 2 of 3 (66.6%) and in 2 of 3 (66.7%).",  # cut off, rounded
        "It rose in about 8 of 22 (37%) and in 8 of 22 (about 37%).",
        "Version 9/20 (45% of points) and allele 03:03 negative patients (43.3%).",
        "Of the 22 patients (37%) were women.",
    ],
)
def test_a_percentage_that_may_be_its_count_is_not_told(text: str) -> None:
    assert _of(text) == []


def test_two_sexes_that_are_more_or_fewer_than_everybody_are_told() -> None:
    assert _of("We saw 20 patients (14 women and 7 men).") == ["14 and 7 make 21, not 20."]
    assert _of("We saw 21 patients (7 men, 14 women).") == []


_HEADS = ("Characteristic", "All (n = 40)", "Naive (n = 25)", "Responders (n = 22)", "Others (n = 18)", "p value")


def test_groups_of_a_table_that_do_not_add_up_to_their_column_are_told() -> None:
    made = table(
        _HEADS,
        ("Female, n (%)", "31 (77.5)", "18 (72.0)", "18 (81.8)", "13 (72.2)", "0.4"),
        ("Naive, n (%)", "25 (62.5)", "25 (100.0)", "14 (63.6)", "12 (66.7)", "0.8"),
        ("Treated, n (%)", "15 (37.5)", "0", "8 (36.4)", "6 (33.3)", "0.8"),
        ("Age, mean", "43", "41", "41", "44", "0.1"),
    )
    sums = [says for kind, says in _told(made) if kind is InconsistencyKind.SUM]
    assert sums == [
        "In “Naive, n (%)”, 14 and 12 make 26, not 25.",
        "In “Treated, n (%)”, 8 and 6 make 14, not 15.",
    ]


def test_two_rows_that_hold_more_people_than_their_column_are_told() -> None:
    made = table(
        _HEADS,
        ("Naive, n (%)", "25 (62.5)", "25 (100.0)", "14 (63.6)", "12 (66.7)", "0.8"),
        ("Treated, n (%)", "15 (37.5)", "0", "9 (40.9)", "6 (33.3)", "0.8"),
    )
    assert "make 14 + 9 = 23 in a column of 22" in " ".join(says for _, says in _told(made))


def test_a_cell_whose_percentage_no_number_of_its_people_gives_is_told() -> None:
    made = table(
        ("", "Ill (n = 33)", "Well (n = 25)", "p value"),
        ("Male, n (%)", "15 (48.4)", "9 (50.6)", "0.9"),  # 15 of 31 is 48.4: two may not have answered
        ("Age, mean (SD)", "60 (5.2)", "58 (6.1)", "0.67"),
    )
    assert [says for _, says in _told(made)] == ["In “Male, n (%)”, 9 of 25 is 36.0 %, not 50.6 %."]


def test_weighted_percentages_are_not_judged() -> None:
    made = table(("", "Ill (n = 33)"), ("Male, n (%)", "9 (50.6)"), caption="Weighted percentages")
    assert _told(made) == []


@pytest.mark.parametrize(
    ("mean", "people", "possible"),
    [("3.45", 20, True), ("3.46", 20, False), ("2.33", 3, True), ("2.34", 3, False), ("3.46", 150, True)],
)
def test_a_mean_of_whole_numbers_is_judged_where_its_precision_tells(mean: str, people: int, *, possible: bool) -> None:
    assert is_possible_mean(printed(mean), people) is possible


def test_an_impossible_mean_number_of_things_is_told_and_a_mean_age_is_not() -> None:
    made = table(
        ("", "Ill (n = 20)", "Well (n = 20)"),
        ("Number of symptoms, mean ± SD", "3.46 ± 1.20", "1.45 ± 1.10"),
        ("Age, mean ± SD", "43.46 ± 9.10", "41.17 ± 8.80"),
    )
    assert _told(made) == [
        (
            InconsistencyKind.MEAN,
            "In “Number of symptoms, mean ± SD”, a mean of 3.46 cannot come from whole numbers of 20 people.",
        )
    ]


_BODY = "Walks were short and nobody minded the rain that fell on them. " * 80


def _with_abstract(abstract: str, body: str) -> list[str]:
    return [
        says
        for _, says in _told(
            Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT),
            Paragraph(abstract),
            Heading("Results", Role.RESULTS),
            Paragraph(f"{body} {_BODY}"),
        )
    ]


def test_a_figure_that_only_the_abstract_prints_is_told() -> None:
    told = _with_abstract(
        "We included 1,028 adults, who walked 45.11 m.", "We included 1047 adults, who walked 45.1 m."
    )
    assert told == ["The abstract prints 1,028; the rest of the paper does not."]


def test_figures_that_are_rounded_bounded_added_or_small_are_not_told() -> None:
    abstract = "Over 1,700 walks by 58 people (31 ill and 27 well) took 12.3 min; 7 fell."
    assert _with_abstract(abstract, "Of 31 ill and 27 well, walks took 12.34 min; 1,926 walks.") == []


def test_a_lone_abstract_is_not_compared_with_what_was_not_read() -> None:
    assert _told(Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT), Paragraph("We included 1,028 adults.")) == []


def test_every_figure_in_doubt_leads_back_to_its_own_words() -> None:
    made = document(Heading("Results", Role.RESULTS), Paragraph("Classes fell in eight partic\u00adipants (37%)."))
    (found,) = inconsistencies(view(made), ())
    assert [made.slice(span) for span in found.figures] == ["eight", "37"]
