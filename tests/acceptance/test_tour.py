"""The README's first ten minutes, from an empty folder: the samples in, checked drafts out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.acceptance.terminal import ROOT, Answer, atlas

BADGES = {"required", "not_required", "unclear", "not_applicable"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home made by `atlas init`, with the sample papers in its inputs."""
    folder = tmp_path_factory.mktemp("tour")
    assert atlas("init", "my-atlas", cwd=folder).code == 0
    shutil.copytree(ROOT / "inputs", folder / "my-atlas/inputs", dirs_exist_ok=True)
    return folder / "my-atlas"


@pytest.fixture(scope="module")
def first(home: Path) -> Answer:
    """The first `atlas draft inputs/`."""
    return atlas("draft", "inputs/", "--json", cwd=home)


def _of(answer: Answer, name: str) -> dict[str, str]:
    return next(line for line in answer.lines if line["input"].endswith(name))


def test_every_sample_ends_in_a_named_state_and_two_need_a_person(first: Answer) -> None:
    assert first.code == 3, first.err
    states = {Path(line["input"]).name: line["state"] for line in first.lines}
    assert states == {
        "case-control-exemplin.pdf": "drafted",
        "case-series-inventol.xml": "drafted",
        "library.ris#1": "drafted",
        "library.ris#2": "insufficient_source",
        "retraction-exemplin-notice.pdf": "insufficient_source",
        "review-blood-flow.txt": "drafted",
        "survey-heart-rate-monitors.xml": "drafted",
        "trial-samplexine-record.xml": "duplicate",
        "trial-samplexine.pdf": "drafted",
    }
    assert all(line["reason"] for line in first.lines if line["state"] != "drafted")


def test_the_record_and_the_pdf_of_the_trial_are_one_paper(first: Answer) -> None:
    assert _of(first, "trial-samplexine-record.xml")["paper"] == _of(first, "trial-samplexine.pdf")["paper"]


def test_the_samples_show_the_badge_in_all_its_values(first: Answer) -> None:
    drafts = [json.loads(Path(line["draft"]).read_bytes()) for line in first.lines if line["state"] == "drafted"]
    badges = {Path(draft["source"]["file"]).name: draft["pem"]["badge"] for draft in drafts}
    assert set(badges.values()) == BADGES
    assert badges["trial-samplexine.pdf"] == "required"
    assert badges["case-control-exemplin.pdf"] == "not_required"
    assert badges["case-series-inventol.xml"] == "unclear"
    assert badges["review-blood-flow.txt"] == "not_applicable"
    assert all(draft["pem"]["evidence"] for draft in drafts if draft["pem"]["badge"] in {"required", "not_required"})


def test_the_designs_of_the_samples_are_told_by_what_was_done(first: Answer) -> None:
    drafts = [json.loads(Path(line["draft"]).read_bytes()) for line in first.lines if line["state"] == "drafted"]
    assert {
        Path(draft["source"]["file"]).name: (draft["study"]["design"], draft["study"]["n_total"]) for draft in drafts
    } == {
        "trial-samplexine.pdf": ("rct", 96),
        "case-control-exemplin.pdf": ("case_control", 120),
        "case-series-inventol.xml": ("case_series", 4),
        "survey-heart-rate-monitors.xml": ("survey", 1036),
        "review-blood-flow.txt": ("systematic_review", 1988),
        "library.ris": ("cohort", 142),
    }


def test_each_statement_stands_on_its_page_or_says_its_basis(home: Path, first: Answer) -> None:
    line = _of(first, "trial-samplexine.pdf")
    draft = json.loads(Path(line["draft"]).read_bytes())
    document = json.loads(atlas("extract", "inputs/trial-samplexine.pdf", "--format", "json", cwd=home).out)
    page_of = {
        document["text"][sentence["span"][0] : sentence["span"][1]]: sentence["page"]
        for sentence in document["sentences"]
    }
    for section, statements in draft["summary"].items():
        for statement in statements:
            assert statement["evidence"] or statement["basis"] != "source", (section, statement["text"])
            for evidence in statement["evidence"]:
                assert page_of[evidence["quote"]] == evidence["page"]


def test_the_page_for_people_is_laid_out_like_an_entry(first: Answer) -> None:
    page = Path(_of(first, "trial-samplexine.pdf")["draft"]).with_name("draft.md").read_text(encoding="utf-8")
    for words in (
        "## Quick Summary",
        "## Observed Findings",
        "## What This Study Does Not Prove",
        "PEM required",
        "L001",
    ):
        assert words in page
    assert "extractive" in page.lower() or "without a language model" in page


def test_show_and_status_tell_the_same_story(home: Path, first: Answer) -> None:
    paper = _of(first, "trial-samplexine.pdf")["paper"]
    shown = atlas("show", paper, cwd=home)
    assert shown.code == 0
    assert "# Samplexine" in shown.out
    status = atlas("status", "--json", cwd=home).lines[0]
    assert status["papers"]["drafted"] == 6
    assert status["papers"]["insufficient_source"] == 2
    assert all(entry["hint"] for entry in status["waiting"])


def test_the_draft_passes_its_own_check_but_for_the_one_finding_that_it_must_be_reworded(
    home: Path, first: Answer
) -> None:
    draft = _of(first, "trial-samplexine.pdf")["draft"]
    answer = atlas("check", draft, "--source", "inputs/trial-samplexine.pdf", "--json", cwd=home)
    assert answer.code == 3
    report = answer.lines[0]
    assert report["schema"] == "atlas.report/1"
    assert [finding["rule"] for finding in report["findings"] if finding["severity"] == "blocking"] == ["L001"]


def test_a_changed_number_and_a_changed_quote_are_caught(home: Path, first: Answer) -> None:
    draft = json.loads(Path(_of(first, "trial-samplexine.pdf")["draft"]).read_bytes())
    findings = draft["summary"]["observed_findings"]
    place = next(index for index, one in enumerate(findings) if "0.71" in one["text"])
    findings[place]["text"] = findings[place]["text"].replace("0.71", "0.77")
    draft["summary"]["limitations"][0]["evidence"][0]["quote"] += " and more"
    changed = home / "changed.json"
    changed.write_text(json.dumps(draft), encoding="utf-8")
    report = atlas("check", changed, "--source", "inputs/trial-samplexine.pdf", "--json", cwd=home).lines[0]
    caught = {
        (finding["rule"], finding["field"]) for finding in report["findings"] if finding["severity"] == "blocking"
    }
    assert ("N001", f"/summary/observed_findings/{place}") in caught
    assert any(rule == "E001" and field.startswith("/summary/limitations/0") for rule, field in caught)


def test_a_second_run_does_no_work_and_asks_for_nothing(home: Path, first: Answer) -> None:
    before = {path: path.stat().st_mtime_ns for path in (home / "outputs/papers").rglob("*")}
    again = atlas("draft", "inputs/", "--json", cwd=home)
    assert again.code == 0, again.err
    assert {line["state"] for line in again.lines} == {"known", "insufficient_source"}
    assert {path: path.stat().st_mtime_ns for path in (home / "outputs/papers").rglob("*")} == before
    assert len(again.lines) == len(first.lines)


def test_deleted_files_are_written_again_without_drafting(home: Path, first: Answer) -> None:
    page = Path(_of(first, "review-blood-flow.txt")["draft"]).with_name("draft.md")
    content = page.read_bytes()
    page.unlink()
    assert atlas("draft", "inputs/", cwd=home).code == 0
    assert page.read_bytes() == content


def test_facts_print_one_line_for_each_file_in_order(home: Path) -> None:
    names = ["inputs/trial-samplexine.pdf", "inputs/library.ris", "inputs/README.md"]
    answer = atlas("facts", *names, "--json", cwd=home)
    assert [line["file"] for line in answer.lines] == names
    assert answer.lines[0]["pem"]["badge"] == "required"
    assert answer.lines[0]["evidence"]["design"]


def test_doctor_says_where_values_come_from(home: Path) -> None:
    answer = atlas("doctor", "--json", cwd=home, env={"ATLAS_RUN__CONCURRENCY": "7"})
    assert answer.code == 0
    assert answer.lines[0]["settings"]["run.concurrency"] == {"value": "7", "origin": "environment"}
    assert all(check["ok"] for check in answer.lines[0]["checks"])
