"""Sets of criteria: what names them, what only looks like a name, and how they are joined."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import Connective
from tests.unit.reading.passages import facts_of


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Patients met the CDC-1994 definition.", ["fukuda1994"]),
        ("Patients met the Fukuda and the Canadian criteria.", ["fukuda1994", "ccc2003"]),
        ("Patients met the 1988 or the 1994 American definition of CFS.", ["holmes1988", "fukuda1994"]),
        ("Patients fulfilled the ICC for ME.", ["icc2011"]),
        ("Patients with CFS were tested; the reliability was ICC = 0.82.", []),
        ("In CFS, agreement between raters was good (ICC(2,1) = 0.9; CCC = 0.88).", []),
        ("Patients met the Canadian Consensus Criteria (CCC). The CCC of the two scales was 0.7.", ["ccc2003"]),
        ("CFS was diagnosed at the University of Oxford.", []),
        ("Patients with CFS met the Oxford criteria.", ["oxford1991"]),
        (
            "People not meeting the Canadian criteria were compared with those diagnosed by Fukuda.",
            ["ccc2003", "fukuda1994"],
        ),
        ("Patients met the international consensus criteria of 2011.", ["icc2011"]),
        ("Patients met the international criteria of 1994.", ["fukuda1994"]),
        ("Patients met the empirical definition of the CDC for CFS.", ["reeves2005"]),
        ("Patients met the revised Canadian case definition of 2010.", ["ccc2010"]),
        ("Cases of ME/CFS were found by ICD-10 code G93.3.", ["ehr_code"]),
        ("The Australian National Physical Activity Guidelines were met by half of the patients with CFS.", []),
    ],
)
def test_sets_are_named_by_their_spellings_and_by_nothing_else(text: str, ids: list[str]) -> None:
    found = [one.id for one in facts_of(text).definitions if one.id != "clin_dx"]
    assert sorted(found) == sorted(ids)


@pytest.mark.parametrize(
    ("text", "connective"),
    [
        ("Patients met Fukuda.", Connective.SINGLE),
        ("Patients met both the Fukuda and the Canadian criteria.", Connective.AND),
        ("Patients met either the Fukuda or the Canadian criteria.", Connective.OR),
        ("Patients met the Fukuda and/or the Canadian criteria.", Connective.AND_OR),
        ("Any of the CCC, ICC and IOM definitions sufficed for cases of ME/CFS.", Connective.OR),
        ("Patients with ME/CFS were tested.", Connective.NONE),
        ("Adults met Fukuda, adolescents the Canadian criteria.", Connective.OR),
    ],
)
def test_the_connective_of_the_entry_sets_is_read(text: str, connective: Connective) -> None:
    assert facts_of(text).connective is connective


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Patients met Fukuda; 60 % also met the Canadian criteria.", {"fukuda1994": "entry", "ccc2003": "described"}),
        ("Entry was by Oxford; a subgroup met the London criteria.", {"oxford1991": "entry", "london1994": "subgroup"}),
        (
            (
                "Any set was accepted (the Oxford criteria are not acceptable); most had been diagnosed by the "
                "Canadian criteria."
            ),
            {"oxford1991": "described"},
        ),
    ],
)
def test_a_set_is_told_apart_as_entry_subgroup_or_described(text: str, roles: dict[str, str]) -> None:
    found = {one.id: one.role.value for one in facts_of(text).definitions}
    assert {set_id: found.get(set_id) for set_id in roles} == roles


def test_words_broken_at_the_end_of_a_line_still_name_the_set() -> None:
    found = facts_of("Patients met the Cana-\ndian Con\u00adsensus Cri\u00adteria for ME\u2011CFS.").definitions
    assert [one.id for one in found] == ["ccc2003"]
