"""Passages written before the rules met them: the first half must be read right, the second must not fall behind.

Nobody looks at the wrong readings of the second half while writing rules, so it is held by floors only.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.reading.written import Written, written_passages, wrong_readings

# Readings of the first half known to be wrong, with what stands in the way.
KNOWN: Mapping[str, frozenset[str]] = {
    "abs-criteria-history": frozenset({"design"}),  # a history of definitions reads like a proposal of one
    "trial-historical-controls": frozenset({"n_total"}),  # two groups of 25 in two sentences
    "def-2011-criteria-fibromyalgia": frozenset({"badge"}),  # another illness: unclear is the cautious reading
    "cs-nurses-burnout": frozenset({"badge"}),
    "cc-gulf-war": frozenset({"badge"}),
    "trial-cluster-schools": frozenset({"badge"}),
    "def-pem-discussed": frozenset({"reason"}),
    "dec-exclusion-by-ccc": frozenset({"badge"}),  # a state after an infection that the profile does not name as one
    "dec-pem-crash-interviews": frozenset(
        {"badge"}
    ),  # "described themselves as having": unclear is the cautious reading
    "dec-biobank-some-ccc": frozenset({"n_total"}),  # samples of people, counted as samples
    "dec-pem-instrument-required": frozenset({"design"}),  # "submitted the form"
    "dec-two-of-three": frozenset({"badge"}),  # the illness is never named
    "dec-ped": frozenset({"badge"}),  # a broad definition described in passing
    "pos-postcovid-ccc": frozenset({"n_total"}),  # "all 29 and 19 recovered persons"
    "pos-severe-ccc": frozenset({"n_total"}),  # two groups of 25 in two sentences
    "neg-mecfs-clinic-no-set": frozenset({"n_total"}),  # "71 gave it": the verb stands for another clause's
    "des-before-after": frozenset({"design"}),
    "des-nested-cc": frozenset({"n_total"}),  # a product: 412, each with two
    "des-sysrev": frozenset({"n_studies"}),
    "des-cost": frozenset({"design"}),  # a hypothetical cohort is none
    "des-docking": frozenset({"design"}),
    "des-abs-cohort": frozenset({"n_total", "badge"}),  # "of 1,233, 870 were seen again"
    "num-withdrew": frozenset({"design"}),
    "num-two-groups-words": frozenset({"badge"}),
    "chk-ccc-consecutive": frozenset({"n_total"}),  # two groups in two sentences
    "chk-pem-protein": frozenset({"design"}),  # "given one of two feeds by random allocation"
    "chk-either-def": frozenset({"n_total"}),  # "of 81 included"
    "chk-letter-authors": frozenset({"design", "badge"}),  # a letter printed under a heading of methods
    "chk-editor-criteria": frozenset({"badge"}),  # sets that an instrument was built from
    "trial-secondary-mediation": frozenset({"reason"}),  # the parent study stands in the sentence before
}
FIRST = tuple(one for one in written_passages() if one.is_first_half)
SECOND = tuple(one for one in written_passages() if not one.is_first_half)
# Shares of right readings in the second half, a little below those measured. The later batches were written to mislead
# and have floors of their own, so that they can neither lift nor lower those of the others.
MISLEADING = frozenset({"baits", "choosing"})
FLOORS = {"design": 0.83, "n_total": 0.84, "groups": 0.7, "badge": 0.87, "reason": 0.93}
FLOORS_OF_MISLEADING = {"design": 0.86, "n_total": 0.7, "badge": 0.86}


@pytest.mark.parametrize("passage", FIRST, ids=[one.id for one in FIRST])
def test_a_passage_of_the_first_half_is_read_as_a_careful_reader_would(passage: Written) -> None:
    wrong = {fact: given for fact, right, given in wrong_readings(passage) if not right}
    assert set(wrong) <= KNOWN.get(passage.id, frozenset()), f"{wrong}, right {dict(passage.right)}"


@pytest.mark.parametrize("passage", FIRST, ids=[one.id for one in FIRST])
def test_no_passage_of_the_first_half_is_wrongly_called_required(passage: Written) -> None:
    given = {fact: value for fact, _, value in wrong_readings(passage)}
    assert given.get("badge") != "required" or "required" in passage.right["badge"]


def test_known_wrong_readings_are_still_wrong() -> None:
    mended = {
        passage.id
        for passage in FIRST
        if passage.id in KNOWN
        and not any(fact in KNOWN[passage.id] for fact, right, _ in wrong_readings(passage) if not right)
    }
    assert not mended, f"read right now; take out of the list: {sorted(mended)}"


def _share(fact: str, *, misleading: bool) -> float:
    readings = [
        right
        for passage in SECOND
        if (passage.batch in MISLEADING) is misleading
        for name, right, _ in wrong_readings(passage)
        if name == fact
    ]
    return sum(readings) / len(readings)


@pytest.mark.parametrize("fact", FLOORS)
def test_the_second_half_stays_above_its_floor(fact: str) -> None:
    assert _share(fact, misleading=False) >= FLOORS[fact]


@pytest.mark.parametrize("fact", FLOORS_OF_MISLEADING)
def test_the_second_half_of_what_was_written_to_mislead_stays_above_its_floor(fact: str) -> None:
    assert _share(fact, misleading=True) >= FLOORS_OF_MISLEADING[fact]


def test_a_badge_of_the_second_half_that_says_required_is_mostly_right() -> None:
    given = [right for passage in SECOND for fact, right, value in wrong_readings(passage) if value == "required"]
    assert sum(given) / len(given) >= 0.88
