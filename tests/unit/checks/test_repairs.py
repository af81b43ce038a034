"""A finding that proves the right words carries them; put in place, they take the finding away and bring no other."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.checks import check
from pipeline.domain.document import Document, Level, Role
from pipeline.domain.draft import Draft, Summary
from pipeline.domain.report import Finding, Report
from pipeline.profiles.loading import load_profile
from tests.unit.checks.invented_drafts import INVENTED, Told
from tests.unit.checks.making import document, draft, found, statement
from tests.unit.checks.pairs import PAIRS


def _repaired(wrong: Draft, finding: Finding) -> Draft:
    """The draft with the repair of one finding in place of its statement."""
    assert finding.repair is not None
    section, _, index = finding.field.removeprefix("/summary/").partition("/")
    kept = {name: list(wrong.summary.section(name)) for name in Summary.model_fields}
    kept[section][int(index)] = kept[section][int(index)].model_copy(update={"text": finding.repair})
    return wrong.model_copy(update={"summary": Summary.model_validate(kept)})


def _report(checked: Draft, source: Document) -> Report:
    return check(checked, source, profile=load_profile())


def _counted(report: Report) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.field) for finding in report.findings)


@pytest.mark.parametrize(
    ("rule", "wrong", "quote", "right"),
    [
        ("N001", "Grip strength fell by 18.3% in patients.", "Grip strength fell by 13.8% in patients.",
         "Grip strength fell by 13.8% in patients."),
        ("N004", "Women had a mean grip of 21.9 kg, and men had one of 18.6 kg.",
         "Mean grip was 21.9 kg in men and 18.6 kg in women.",
         "Women had a mean grip of 18.6 kg, and men had one of 21.9 kg."),
        ("N003", "Relief lasted 16 weeks after the dose.", "Relief held until week 16 after the first dose.",
         "Relief lasted until week 16 after the dose."),
        ("D001", "Grip strength rose in patients.", "Grip strength fell by 13.8% in patients.",
         "Grip strength fell in patients."),
        ("D001", "More patients than controls walked.", "Fewer patients than controls walked.",
         "Fewer patients than controls walked."),
        ("D001", "Grip was stronger in controls than in runners.", "Grip of runners exceeded that of controls.",
         "Grip was weaker in controls than in runners."),
        ("D002", "Diet was recorded.", "Diet was not recorded in either group.",
         "Diet was not recorded."),
        ("D002", "Smokers were not included.", "Smokers were included in the sample.",
         "Smokers were included."),
        ("W001", "Poor sleep causes weak grip.", "Poor sleep was associated with weak grip.",
         "Poor sleep goes with weak grip."),
        ("P008", "Grip fell in people with chronic fatigue.", "Grip strength fell by 13.8% in patients.",
         "Grip fell in people with chronic fatigue syndrome."),
        ("L005", "Grip fell in sufferers of the illness.", "Grip strength fell by 13.8% in patients.",
         "Grip fell in people with the illness."),
    ],
)  # fmt: skip
def test_finding_when_the_evidence_proves_the_right_words_then_carries_them(
    rule: str, wrong: str, quote: str, right: str
) -> None:
    paper = document(text=quote)
    finding = found(rule, draft(statement(wrong, quote)), paper)[0]
    assert finding.repair == right


def test_finding_when_a_doubt_was_lost_then_the_repair_restores_it() -> None:
    told = statement("Short walks ease fatigue in some patients.", "Short walks may relieve fatigue in some patients.")
    (finding,) = found("W002", draft(told, section="inferred_conclusions"))
    assert finding.repair == "It may be that short walks ease fatigue in some patients."


def test_finding_when_a_doubt_was_lost_before_a_name_then_the_name_keeps_its_capital() -> None:
    quote = "Our data suggest that COVID-19 weakens grip."
    (finding,) = found("W002", draft(statement("COVID-19 weakens grip.", quote), section="inferred_conclusions"))
    assert finding.repair == "The authors suggest that COVID-19 weakens grip."


def test_finding_when_only_the_abstract_was_read_then_the_repair_says_so() -> None:
    told = statement("The paper does not mention harms.", basis="absence")
    (finding,) = found("L009", draft(told, section="limitations"), document(level=Level.ABSTRACT))
    assert finding.repair == "The abstract does not mention harms."


@pytest.mark.parametrize(
    ("wrong", "quote"),
    [
        ("Poor sleep was told by 29 of them.", "Of the 34 patients, 14 slept through and 9 slept by day."),
        (
            "Grip was weak in 43 patients.",
            "Grip was weak in 34 patients at first and weak in 12 patients later.",
        ),
    ],
)
def test_finding_when_several_figures_could_be_meant_then_nothing_is_proposed(wrong: str, quote: str) -> None:
    paper = document(parts={Role.RESULTS: quote})
    (finding,) = found("N001", draft(statement(wrong, quote)), paper)
    assert finding.repair is None


def test_finding_when_the_repair_would_bring_another_then_nothing_is_proposed() -> None:
    quote = "Grip strength fell by 13.8% in patients after the long walk."
    told = "Grip strength fell by 18.3% in patients after the long walk."
    (finding,) = found("N001", draft(statement(told, quote)), document(text=quote))
    copied = found("L006", draft(statement(quote, quote)), document(text=quote))
    assert copied
    assert finding.repair is None


def test_finding_when_the_repair_would_repeat_another_statement_then_nothing_is_proposed() -> None:
    quote = "Grip strength fell by 13.8% in patients."
    alone = draft(statement("Grip strength fell by 18.3% in patients.", quote))
    twice = draft(statement(quote, quote), statement("Grip strength fell by 18.3% in patients.", quote))
    assert [finding.repair for finding in found("N001", alone)] == [quote]
    assert [finding.repair for finding in found("N001", twice)] == [None]


@pytest.mark.parametrize("code", PAIRS)
def test_repairs_of_every_pair_when_put_in_place_then_their_finding_goes_and_none_comes(code: str) -> None:
    pair = PAIRS[code]
    _assert_sound(pair.flagged, pair.source or document())


@pytest.mark.parametrize("told", INVENTED, ids=lambda told: told.name)
def test_repairs_of_invented_lines_when_put_in_place_then_their_finding_goes_and_none_comes(told: Told) -> None:
    study: dict[str, object] = {"design": told.design, "n_total": None, "groups": []}
    wrong = draft(statement(told.wrong, told.quote), section=told.section, study=study)
    _assert_sound(wrong, document(parts={Role.RESULTS: f"Grip was measured twice. {told.quote}"}))


def _assert_sound(wrong: Draft, source: Document) -> None:
    before = _report(wrong, source)
    for finding in before.findings:
        if finding.repair is not None:
            after = _counted(_report(_repaired(wrong, finding), source))
            assert after[finding.rule, finding.field] < _counted(before)[finding.rule, finding.field]
            assert not after - _counted(before), finding


def test_finding_when_a_not_was_lost_of_both_then_no_repair_says_not_both() -> None:
    quote = "Diet was not recorded in either group."
    (finding,) = found("D002", draft(statement("Diet was recorded in both groups.", quote)), document(text=quote))
    assert finding.repair is None
