from __future__ import annotations

import pytest

from pipeline.domain.document import Role
from pipeline.sources.roles import bare_heading, role_of_heading, role_under


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("1. Introduction", Role.INTRODUCTION),
        ("Background and objectives", Role.OBJECTIVE),
        ("2.1. Study population", Role.PARTICIPANTS),
        ("Inclusion and exclusion criteria", Role.PARTICIPANTS),
        ("Design, setting and participants", Role.PARTICIPANTS),
        ("Patients and methods", Role.METHODS),
        ("MATERIALS AND METHODS", Role.METHODS),
        ("Main outcome measures", Role.METHODS),
        ("II. METHODS", Role.METHODS),
        ("Results and Discussion", Role.RESULTS),
        ("Case presentation", Role.RESULTS),
        ("Strengths and limitations of this study", Role.LIMITATIONS),
        ("4.3. Limitations and Strengths", Role.LIMITATIONS),
        ("5. Conclusions and future directions", Role.CONCLUSIONS),
        ("Interpretation", Role.CONCLUSIONS),
        ("A B S T R A C T", Role.SUMMARY),
        ("What this study adds", Role.SUMMARY),
        ("Plain language summary", Role.SUMMARY),
        ("Role of the funding source", Role.FUNDING),
        ("Acknowledgments and funding", Role.FUNDING),
        ("Conflict of interest", Role.INTERESTS),
        ("Declaration of competing interest", Role.INTERESTS),
        ("Data availability statement", Role.BACK),
        ("Ethics approval and consent to participate", Role.BACK),
        ("Authors’ contributions", Role.BACK),
        ("References", Role.REFERENCES),
        ("Literature Cited", Role.REFERENCES),
        ("Keywords", Role.FRONT),
    ],
)
def test_role_when_a_heading_is_usual_then_it_is_known(heading: str, role: Role) -> None:
    assert role_of_heading(heading) is role


@pytest.mark.parametrize("heading", ["Polyethylene glycol", "Sodium phosphate (NaP)", "", "3.1.", "Of mice", "x" * 200])
def test_role_when_a_heading_says_nothing_then_there_is_none(heading: str) -> None:
    assert role_of_heading(heading) is None


@pytest.mark.parametrize(
    ("parent", "heading", "role"),
    [
        (Role.METHODS, "2.2. Eligibility criteria", Role.PARTICIPANTS),
        (Role.METHODS, "2.3. Results of the pilot", Role.METHODS),
        (Role.RESULTS, "Participant characteristics", Role.RESULTS),
        (Role.DISCUSSION, "Limitations", Role.LIMITATIONS),
        (Role.DISCUSSION, "Comparison with earlier work", Role.DISCUSSION),
        (Role.BACK, "Funding", Role.FUNDING),
        (Role.OTHER, "Methods", Role.METHODS),
        (None, "Something odd", Role.OTHER),
    ],
)
def test_role_when_a_section_lies_in_another_then_it_keeps_that_role_unless_it_matters(
    parent: Role | None, heading: str, role: Role
) -> None:
    assert role_under(parent, heading) is role


def test_bare_heading_when_numbered_and_punctuated_then_only_words_stay() -> None:
    assert bare_heading("2.1. Study Population (Table 1):") == "study population"
