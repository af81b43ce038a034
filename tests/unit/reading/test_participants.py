"""People counted: totals, groups, and numbers that count something else."""

from __future__ import annotations

import pytest

from tests.unit.reading.passages import facts_of


@pytest.mark.parametrize(
    ("text", "total", "groups"),
    [
        ("We compared 45 patients with 39 healthy controls.", 84, [45, 39]),
        (
            "Blood was drawn from 61 cases and 60 controls, of which four samples failed, leaving 117 for analysis.",
            117,
            None,
        ),
        (
            "A total of 214 patients were screened, 151 were randomised (76 to drug, 75 to placebo) and 140 stayed.",
            151,
            None,
        ),
        (
            "Questionnaires were sent to 900 members of a charity; 514 were returned and 498 could be analysed.",
            498,
            None,
        ),
        ("Data from 96 of the 104 participants who completed the baseline visit were included.", 96, None),
        ("This study investigates sleep in 58 participants (ME/CFS = 31 and healthy controls = 27).", 58, [31, 27]),
        ("The sample comprised 40 individuals with CFS and 40 without, matched for age and sex.", 80, [40, 40]),
        ("Of 1,233 patients hospitalised with COVID-19, 870 were seen again at 12 months.", 870, None),
        ("All 93 new referrals were asked for consent; 71 gave it and had a sleep study.", 71, None),
        ("Blood of patients (n = 45) and controls (n = 39) was drawn.", 84, [45, 39]),
        (
            "We examined 14 patients. Fatigue was alike in the two patient groups. Elsewhere there were 12 controls.",
            14,
            [14],
        ),
        ("One hundred and six adults were treated.", 106, [106]),
        ("A total of 1,250 women were included in the cohort.", 1250, [1250]),
        ("We screened 300 people, and 120 patients were enrolled and followed.", 120, [120]),
        ("Eighty patients (50 women and 30 men) were examined once.", 80, [80]),
        ("The drug group comprised 20 patients. The placebo group comprised 22 patients.", 42, [20, 22]),
        ("Of 60 patients randomised, 55 completed; 31 received the drug and 29 received placebo.", 60, None),
        ("Twenty patients and twenty household contacts gave stool.", 40, [20, 20]),
        ("We included 97 participants (52 with ME/CFS and 45 healthy controls).", 97, [52, 45]),
        ("Urine of 70 women with the illness and of 60 women without it was analysed.", 130, [70, 60]),
        ("Neutrophils of 18 sick and 18 healthy women were challenged.", 36, [18, 18]),
        ("Patients on ward A (n = 23) were given earplugs and those on ward B (n = 21) none.", 44, [23, 21]),
        ("Over 100 million people are ill worldwide; 30 patients were tested once.", 30, [30]),
    ],
)
def test_people_are_counted_and_told_apart_by_group(text: str, total: int, groups: list[int] | None) -> None:
    sample = facts_of(text).sample
    assert sample.n_total == total
    if groups is not None:
        assert [group.n for group in sample.groups] == groups


@pytest.mark.parametrize(
    "text",
    [
        "Patients were aged 18 to 65 years and answered 36 items.",
        "The trial ran in 2015 at two hospitals, and patients rested for 30 minutes.",
        "Patients with CFS took 20 mg of the drug for 12 weeks.",
    ],
)
def test_ages_items_years_and_doses_are_no_people(text: str) -> None:
    assert facts_of(text).sample.n_total is None


def test_a_review_counts_the_studies_kept_and_not_those_found() -> None:
    text = (
        "PubMed and Embase were searched; of 925 studies, six met the inclusion criteria, with a total of "
        "2,280 participants."
    )
    sample = facts_of(text).sample
    assert (sample.n_studies, sample.n_total) == (6, 2280)


def test_a_protocol_gives_the_planned_number() -> None:
    sample = facts_of("We will recruit 198 participants, who will be randomised to rest or exercise.").sample
    assert sample.n_total == 198


def test_a_letter_counts_nobody() -> None:
    assert facts_of("To the editor: the 40 patients of that trial were not like ours.").sample.n_total is None
