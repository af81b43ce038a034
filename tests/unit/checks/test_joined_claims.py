"""A sentence that joins a right claim and a wrong one: the right one must not hide the other."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.checks import check
from pipeline.domain.document import Role
from pipeline.domain.report import Severity
from pipeline.profiles.loading import load_profile
from tests.unit.checks.invented_drafts import INVENTED, Told
from tests.unit.checks.making import document, draft, found, statement

_ALONE_SEEN = [told for told in INVENTED if told.kind != "misattributed" and not told.missed]


def test_direction_when_the_right_claim_names_the_same_axis_then_the_wrong_one_is_still_seen() -> None:
    quotes = (
        "Pain scores rose by a third in the drug group.",
        "Walking distance fell in the drug group after a month.",
    )
    right = "Pain scores rose in the drug group, and walking distance fell after a month."
    wrong = "Pain scores rose in the drug group, and walking distance rose after a month."
    paper = document(parts={Role.RESULTS: " ".join(quotes)})
    assert found("D001", draft(statement(right, *quotes)), paper) == ()
    (finding,) = found("D001", draft(statement(wrong, *quotes)), paper)
    assert finding.span is not None
    assert wrong[slice(*finding.span)] == "rose"
    assert finding.repair == right


def test_doubt_when_the_other_claim_keeps_its_own_then_the_lost_one_is_still_seen() -> None:
    quotes = ("Early rest may shorten the illness in some.", "Long walks may lengthen the illness of young people.")
    told = "Early rest may shorten the illness in some, and long walks lengthen the illness of young people."
    paper = document(parts={Role.DISCUSSION: " ".join(quotes)})
    assert found("W002", draft(statement(told, *quotes), section="inferred_conclusions"), paper)


@pytest.mark.parametrize("kind", ["direction_flip", "hedge_drop", "negation", "number_role", "entity_swap"])
def test_rules_when_claims_are_joined_then_most_errors_are_still_seen_and_few_right_ones_asked_about(kind: str) -> None:
    wrong = [told for told in _ALONE_SEEN if told.kind == kind]
    pairs = [(_partner(told, at), told) for at, told in enumerate(wrong)]
    asked_in_vain = sum(bool(_asked(first, second, second.right)) for first, second in pairs)
    seen = sum(
        bool(_asked(first, second, second.wrong) - _asked(first, second, second.right)) for first, second in pairs
    )
    assert seen >= 0.75 * len(pairs)
    assert asked_in_vain <= 0.06 * len(pairs)


def _partner(told: Told, at: int) -> Told:
    """Another record whose right line may stand in the same section, of the same design where there is one."""
    others = [one for one in _ALONE_SEEN if one is not told and one.section == told.section]
    return (alike := [one for one in others if one.design == told.design] or others)[at % len(alike)]


def _asked(first: Told, second: Told, text: str) -> Counter[str]:
    joined = f"{first.right.rstrip('.')}, and {text[0].lower()}{text[1:]}"
    checked = draft(
        statement(joined, first.quote, second.quote),
        section=second.section,
        study={"design": second.design, "n_total": None, "groups": []},
    )
    paper = document(parts={Role.RESULTS: f"{first.quote} {second.quote}"})
    findings = check(checked, paper, profile=load_profile()).findings
    place = f"/summary/{second.section}/0"
    asking = (one for one in findings if one.severity is not Severity.NOTE and one.field.startswith(place))
    return Counter(one.rule for one in asking if one.rule != "L006")
