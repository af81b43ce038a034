"""The invented samples of the project are read as their author meant them."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.domain.facts import Facts
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts

INPUTS = Path(__file__).parents[3] / "inputs"


def _facts(name: str) -> Facts:
    return read_facts(pipeline.read(INPUTS / name), load_profile("mecfs"))


@pytest.mark.parametrize(
    ("name", "design", "total", "badge", "reason"),
    [
        ("case-series-inventol.xml", "case_series", 4, "unclear", "no_set"),
        ("case-control-exemplin.pdf", "case_control", 120, "not_required", "O_set"),
        ("review-blood-flow.txt", "systematic_review", 1988, "not_applicable", "review_rule"),
        ("survey-heart-rate-monitors.xml", "survey", 1036, "not_required", "known_rule_no_PEM"),
        ("trial-samplexine.pdf", "rct", 96, "required", "M_set"),
        ("trial-samplexine-record.xml", "rct", 96, "required", "M_set"),
        ("retraction-exemplin-notice.pdf", "retraction_notice", None, "not_applicable", "inherit"),
    ],
)
def test_a_sample_is_read_as_meant(name: str, design: str, total: int | None, badge: str, reason: str) -> None:
    facts = _facts(name)
    assert facts.design.design.value == design
    assert facts.sample.n_total == total
    assert (facts.pem.badge.value, facts.pem.reason) == (badge, reason)


def test_groups_of_a_trial_have_short_names() -> None:
    groups = _facts("trial-samplexine.pdf").sample.groups
    assert [(group.label, group.n) for group in groups] == [("samplexine", 49), ("placebo", 47)]


def test_a_review_counts_the_studies_it_kept() -> None:
    assert _facts("review-blood-flow.txt").sample.n_studies == 23


def test_a_set_only_recorded_is_described_and_named_without_its_citation_mark() -> None:
    named = {one.id: one for one in _facts("trial-samplexine.pdf").definitions}
    assert named["icc2011"].role.value == "described"
    assert named["icc2011"].verbatim == "International Consensus Criteria"
