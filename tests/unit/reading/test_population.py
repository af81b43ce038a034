"""Who was studied: the paper's own phrases, and never those about people who did not take part."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import Design
from pipeline.reading.participants import read_sample
from pipeline.reading.passages import view
from pipeline.reading.population import read_population
from tests.unit.reading.passages import document, methods


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Patients with mild or moderate disease were seen at home.", "mild or moderate disease"),
        ("People with mild-to-moderate ME/CFS took part.", "mild-to-moderate ME/CFS"),
        ("Inclusion criteria were age over 18 years and disease severity mild, moderate, or severe.",
         "disease severity mild, moderate, or severe"),
        ("Their illness severity ranged from moderate to very severe.",
         "illness severity ranged from moderate to very severe"),
        ("Participants who were housebound answered by telephone.", "housebound"),
        # who did not take part
        ("Patients with either mild or very severe disease were not included. All were women.", ""),
        ("People who were bedbound were excluded. All were women.", ""),
        ("Exclusion criteria were pregnancy and severe illness. All were women.", ""),
        ("We did not recruit very severely affected people. All were women.", ""),
        ("Twelve bedbound patients were too ill to attend. All were women.", ""),
        ("Very severe patients were not represented. The others had moderate illness.", "moderate illness"),
    ],
)  # fmt: skip
def test_the_severity_is_that_of_people_who_took_part(text: str, severity: str) -> None:
    assert read_population(view(document(*methods(text)))).severity == severity


def test_the_age_of_people_who_were_left_out_is_nobodys() -> None:
    text = "Children aged 6 to 12 years were not eligible. Adults aged 18 to 60 years took part."
    assert read_population(view(document(*methods(text)))).age == "aged 18 to 60 years"


@pytest.mark.parametrize(
    "text",
    [
        "Forty patients took part. We enrolled 25 women new to the drug and 15 women who had taken it before.",
        "A total of 60 people were analysed. Serum came from 35 patients. Further serum came from 25 healthy controls.",
    ],
)
def test_groups_that_are_told_apart_from_the_total_have_their_passages(text: str) -> None:
    paper = document(*methods(text))
    sample = read_sample(view(paper), Design.CASE_CONTROL)
    told = " ".join(paper.slice(span) for span in sample.passages)
    assert len(sample.groups) == 2
    assert all(str(group.n) in told for group in sample.groups)
