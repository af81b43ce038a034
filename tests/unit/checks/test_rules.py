from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.checks import FAMILIES, RULES, RULES_VERSION, check
from pipeline.domain.draft import Draft, Pem
from pipeline.domain.report import CheckStatus, Severity
from pipeline.profiles.loading import load_profile
from tests.unit.checks.making import document, draft, found, statement
from tests.unit.checks.pairs import PAIRS

_PAGE = Path(__file__).resolve().parents[3] / "docs/rules.md"


@pytest.mark.parametrize("code", RULES)
def test_rule_when_draft_is_wrong_then_flagged_at_its_field(code: str) -> None:
    pair = PAIRS[code]
    assert pair.field in {finding.field for finding in found(code, pair.flagged, pair.source, pair.verification)}


@pytest.mark.parametrize("code", RULES)
def test_rule_when_draft_is_the_nearest_right_one_then_silent(code: str) -> None:
    pair = PAIRS[code]
    source = pair.neighbour_source or pair.source
    assert found(code, pair.unflagged, source, pair.neighbour_verification) == ()


def test_rules_then_each_has_a_section_of_the_page_with_all_its_parts() -> None:
    page = _PAGE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### ([A-Z]\d{3})\b(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(sections) == list(RULES)
    for code, words in sections.items():
        for part in ("*Why.*", "*Flagged.*", "*Not flagged.*"):
            assert part in words, f"{code} lacks {part}"
        assert f"({RULES[code].severity})" in words.splitlines()[0], code


def test_check_then_every_family_of_the_design_is_named_once() -> None:
    report = check(draft(), document())
    assert [one.family for one in report.checks] == list("ENDWPCSOLMIV")
    assert [one.family for one in report.checks if one.status is CheckStatus.NOT_RUN] == ["V"]  # no model was asked
    assert all(one.reason for one in report.checks if one.status is not CheckStatus.RAN)


def test_check_when_language_cannot_be_read_then_word_rules_are_not_run_and_say_so() -> None:
    wrong = draft(statement("Grip fell by 18.3%.", "Grip strength fell by 18.3% in patients."), study={"n_total": 1})
    report = check(wrong, document(language="de"))
    status = {one.family: one for one in report.checks}
    assert "E005" in (status["E"].reason or "")
    assert "language: de" in (status["N"].reason or "")
    assert status["E"].status is status["N"].status is CheckStatus.PARTLY
    rules = {finding.rule for finding in report.findings}
    assert "E001" in rules
    assert not rules & {rule.code for rule in RULES.values() if rule.reads_words}


def test_check_when_severity_is_changed_then_the_finding_has_it() -> None:
    pair = PAIRS["E003"]
    report = check(pair.flagged, document(), severities={"E003": Severity.NOTE})
    assert {finding.severity for finding in report.findings if finding.rule == "E003"} == {Severity.NOTE}


def test_check_when_run_twice_then_equal() -> None:
    pair = PAIRS["N001"]
    assert check(pair.flagged, document()) == check(pair.flagged, document())


def test_report_then_names_draft_and_rules() -> None:
    wrong = PAIRS["N001"].flagged
    report = check(wrong, document())
    assert report.draft_digest == wrong.digest()
    assert report.rules_version == RULES_VERSION


def test_families_then_codes_begin_with_their_letter() -> None:
    for family in FAMILIES:
        assert all(rule.code[0] == family.letter for rule in family.rules)


def test_number_finding_then_span_is_the_number_in_the_statement() -> None:
    (finding,) = found("N001", PAIRS["N001"].flagged)
    assert finding.span is not None
    text = PAIRS["N001"].flagged.summary.observed_findings[0].text
    assert text[slice(*finding.span)] == "18.3%"
    assert "13.8%" in finding.message


def test_quote_finding_then_nearest_passage_and_the_difference_are_shown() -> None:
    (finding,) = found("E001", PAIRS["E001"].flagged)
    assert finding.nearest is not None
    assert "13.8%" in finding.nearest
    assert "page 1" in finding.message
    assert "18.3%" in finding.message


def test_quote_when_nothing_is_like_it_then_said() -> None:
    (finding,) = found("E001", draft(statement("It rained.", "Zebras quickly jumped over lazy foxes, wrote nobody.")))
    assert finding.nearest is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sleep was poor in 34 of the 48 patients.", "Of the patients, 34 reported poor sleep."),
        ("About 7 in 10 patients slept poorly.", "Of the patients, 34 reported poor sleep."),
        (
            "Of those who slept poorly, 14 slept through, that is 14 of 34.",
            "Of the 34 patients with poor sleep, 14 (41.2%)",
        ),
        ("In all 87 people came.", "We enrolled 48 patients and 39 healthy controls."),
        ("One of the signs was weak grip.", "Grip strength fell by 13.8% in patients."),
        ("Grip was 21.9 kilograms in men.", "Mean grip was 21.9 kg in men"),
        ("Relief held up to week 16.", "Relief held until week 16 after the first dose."),
        ("Eight of the patients had 11 serious events.", "Eleven serious events occurred in eight patients."),
    ],
)
def test_numbers_when_reworded_without_harm_then_nothing_is_asked_of_the_reviewer(text: str, quote: str) -> None:
    assert _of_numbers_and_evidence(draft(statement(text, quote))) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sleep was poor in 43 of the 48 patients.", "Of the patients, 34 reported poor sleep."),
        ("Eleven people had serious events.", "Eleven serious events occurred in eight patients."),
        ("Relief lasted for 16 weeks after the dose.", "Relief held until week 16 after the first dose."),
        ("Grip was 21.9 watts in men.", "Mean grip was 21.9 kg in men"),
        ("Fatigue did not change (P = 0.04).", "Fatigue did not change (P = 0.41)."),
    ],
)
def test_numbers_when_meaning_changes_then_flagged(text: str, quote: str) -> None:
    assert _of_numbers_and_evidence(draft(statement(text, quote)))


def test_finding_when_it_follows_a_cited_result_then_credited_to_others() -> None:
    quote = "The loss was largest after heavy lifting."
    assert found("E005", draft(statement("The loss was largest after lifting.", quote)))


def test_summary_when_it_gives_background_then_not_flagged_but_a_cited_result_is() -> None:
    background = statement("Many cannot work.", "About 60 of 100 people with this illness cannot work [3].")
    cited = statement("Grip fell by 55%.", "Weaver et al. reported a fall in grip of 55% [4].")
    assert found("E005", draft(background, section="why_it_matters")) == ()
    assert found("E005", draft(cited, section="quick_summary"))


def test_study_when_evidence_lacks_the_size_but_groups_add_up_then_silent() -> None:
    assert found("N005", draft()) == ()


def test_check_when_draft_is_nearly_empty_then_report() -> None:
    bare = draft(study={"evidence": [], "groups": [], "n_total": None})
    assert {finding.rule for finding in check(bare, document()).findings if finding.severity is not Severity.NOTE} == {
        "O005"
    }


def _of_numbers_and_evidence(checked: Draft) -> list[str]:
    """The rules on numbers and quotes that ask something of a reviewer."""
    report = check(checked, document())
    return [
        finding.rule for finding in report.findings if finding.severity is not Severity.NOTE and finding.rule[0] in "EN"
    ]


def test_check_when_no_profile_is_given_then_rules_that_need_one_say_so() -> None:
    wrong = draft(study={"design": "rct"})
    assert "S001" in {finding.rule for finding in check(wrong, document(), profile=load_profile()).findings}
    without = check(wrong, document())
    assert "S001" not in {finding.rule for finding in without.findings}
    reasons = {one.family: one.reason or "" for one in without.checks}
    assert "no profile was given" in reasons["S"]
    assert "S001" in reasons["S"]


def test_badge_when_rules_refute_required_then_blocking_and_otherwise_a_warning() -> None:
    pair = PAIRS["C001"]
    assert {finding.severity for finding in found("C001", pair.flagged, pair.source)} == {Severity.BLOCKING}
    unclear = draft(pem={"badge": "unclear", "reason": "no_set"})
    assert {finding.severity for finding in found("C001", unclear, pair.source)} == {Severity.WARNING}


def test_badge_when_a_person_decided_then_left_alone() -> None:
    pair = PAIRS["C001"]
    override = {"badge": "required", "reason": "seen in the registry", "by": "a reviewer", "at": "2026-01-01"}
    decided = pair.flagged.model_copy(
        update={"pem": Pem.model_validate({**pair.flagged.pem.model_dump(), "override": override})}
    )
    assert found("C001", decided, pair.source) == ()


def test_numbers_that_the_evidence_has_instead_are_listed_in_its_own_order() -> None:
    quote = "Mean grip was 21.9 kg in men and 18.6 kg in women."
    (finding,) = found("N001", draft(statement("Mean grip was 14.2 kg in men.", quote)))
    assert "it has 21.9 kg, 18.6 kg" in finding.message


def test_a_figure_of_the_paper_in_doubt_is_a_warning_where_it_is_told_and_a_note_where_it_is_not() -> None:
    source, quote = (
        document(text="Sleep was poor in 3 of 8 patients (41%)."),
        "Sleep was poor in 3 of 8 patients (41%).",
    )
    cases = (
        ("Sleep was poor in 41%.", "/summary/observed_findings/0", Severity.WARNING),
        ("Three of eight is printed as 41%, which does not fit.", "/summary/observed_findings/0", Severity.NOTE),
        ("Sleep was often poor.", "/source", Severity.NOTE),
    )
    for text, field, severity in cases:
        (finding,) = found("I006", draft(statement(text, quote)), source)
        assert (finding.field, finding.severity) == (field, severity), text
        assert "3 of 8 is 37.5 %" in finding.message


def test_an_offline_draft_without_a_sentence_of_the_paper_is_in_nobody_else_s_words() -> None:
    letter = statement("No findings: this is a letter or comment and reports none.", basis="design_rule")
    assert found("L001", draft(letter, made_by="offline")) == ()
    copied = statement("Grip was weaker in patients.", "Grip was weaker in patients.")
    assert len(found("L001", draft(letter, copied, made_by="offline"))) == 1
