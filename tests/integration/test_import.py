"""Bibliographies taken in: deduplicated, enriching what is here, judged by scope, and nothing drafted unless asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.acceptance.terminal import ROOT, Answer, here
from tests.integration.test_one_work import ABSTRACT, ris

TITLE = "Pacing and rest in an invented group of people with ME/CFS"
WHEAT = "We grew wheat on 40 fields. Of 40 fields, 24 (60%) gave more grain after rain. Rain may help wheat. " * 3


def _import(home: Path, *words: str | Path) -> Answer:
    return here("import", *words, "--json", "-q", home=home)


def _outcomes(answer: Answer) -> list[str]:
    return [line["outcome"] for line in answer.lines]


def _states(home: Path) -> dict[str, int]:
    told = here("status", "--json", home=home).lines[0]["papers"]
    return {state: count for state, count in told.items() if count}


def _bibtex(title: str, doi: str, *, file: str = "") -> str:
    attached = f",\n  file = {{{file}}}" if file else ""
    return (
        f"@article{{key{doi[-1]},\n  title = {{{title}}},\n  author = {{Doe1001, Jane}},\n  year = {{2026}},\n"
        f"  doi = {{{doi}}},\n  abstract = {{{ABSTRACT.replace('%', chr(92) + '%')}}}{attached}\n}}\n"
    )


def _csl(title: str, doi: str) -> dict[str, object]:
    return {
        "id": doi,
        "type": "article-journal",
        "title": title,
        "author": [{"family": "Doe1001", "given": "Jane"}],
        "issued": {"date-parts": [[2026]]},
        "DOI": doi,
        "abstract": ABSTRACT,
    }


def _nbib(title: str, number: str, doi: str) -> str:
    return (
        f"PMID- {number}\nTI  - {title}\nFAU - Doe1001, Jane\nDP  - 2026\nAB  - {ABSTRACT}\n"
        f"LID - {doi} [doi]\nPT  - Journal Article\n"
    )


def test_one_library_in_four_formats_is_one_set_of_papers_and_nothing_is_drafted(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(ris(TITLE, "10.5555/a", ABSTRACT) + ris(TITLE, "10.5555/a", ABSTRACT), "utf-8")
    (tmp_path / "b.bib").write_text(_bibtex(TITLE, "10.5555/A") + _bibtex("Sleeping, " + TITLE, "10.5555/b"), "utf-8")
    (tmp_path / "c.json").write_text(
        json.dumps([_csl(TITLE, "10.5555/a"), _csl("Resting, " + TITLE, "10.5555/c")]), "utf-8"
    )
    (tmp_path / "d.nbib").write_text(_nbib(TITLE, "700001", "10.5555/a"), "utf-8")
    answer = _import(tmp_path, tmp_path / "a.ris")
    assert (answer.code, _outcomes(answer)) == (0, ["imported", "duplicate"]), answer.err
    assert _outcomes(_import(tmp_path, tmp_path / "b.bib")) == ["known", "imported"]
    assert _outcomes(_import(tmp_path, tmp_path / "c.json")) == ["known", "imported"]
    assert _outcomes(_import(tmp_path, tmp_path / "d.nbib")) == ["enriched"], "its PubMed number is new"
    assert _states(tmp_path) == {"imported": 3}
    again = _import(tmp_path, *(tmp_path / name for name in ("a.ris", "b.bib", "c.json", "d.nbib")))
    assert set(_outcomes(again)) == {"known", "duplicate"}


def test_what_was_imported_is_drafted_when_somebody_asks_and_by_no_worker(tmp_path: Path) -> None:
    library = tmp_path / "library.ris"
    library.write_text(ris(TITLE, "10.5555/a", ABSTRACT) + ris("Resting, " + TITLE, "10.5555/b", ABSTRACT), "utf-8")
    first, second = (line["paper"] for line in _import(tmp_path, library).lines)
    here("worker", home=tmp_path)
    assert _states(tmp_path) == {"imported": 2}
    assert here("draft", "--paper", first, "--json", home=tmp_path).lines[0]["state"] == "drafted"
    assert _states(tmp_path) == {"imported": 1, "drafted": 1}
    states = {line["paper"]: line["state"] for line in here("draft", library, "--json", home=tmp_path).lines}
    assert states == {first: "known", second: "drafted"}


def test_with_draft_what_is_new_and_in_scope_is_drafted(tmp_path: Path) -> None:
    library = tmp_path / "library.ris"
    wheat = ris("Wheat after rain on many fields", "10.5555/w", WHEAT)
    library.write_text(ris(TITLE, "10.5555/a", ABSTRACT) + wheat, "utf-8")
    answer = _import(tmp_path, library, "--draft")
    assert _outcomes(answer) == ["imported", "out_of_scope"]
    assert _states(tmp_path) == {"drafted": 1, "out_of_scope": 1}


def test_records_in_doubt_or_broken_are_named_and_need_a_person(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    other = _bibtex("Growing wheat on an invented island in the sea", "10.5555/a").replace("Doe1001", "Roe")
    library.write_text(_bibtex(TITLE, "10.5555/a") + other + "@article{broken, title = {\n", "utf-8")
    answer = _import(tmp_path, library)
    assert answer.code == 3
    assert _outcomes(answer)[:2] == ["in_doubt", "in_doubt"]
    assert all(line["reason"] for line in answer.lines)


def test_the_folder_of_an_export_is_read_with_its_files_and_none_outside_it(tmp_path: Path) -> None:
    export = tmp_path / "export"
    (export / "files/1").mkdir(parents=True)
    sample = ROOT / "inputs/trial-samplexine.pdf"
    shutil.copy(sample, export / "files/1/trial.pdf")
    shutil.copy(sample, tmp_path / "secret.pdf")
    title = (
        "Samplexine for fatigue and unrefreshing sleep in adults with myalgic encephalomyelitis/chronic fatigue "
        "syndrome: a randomised, double-blind, placebo-controlled trial"
    )
    record = _bibtex(title, "10.5555/jim.2024.0117", file="Full Text:files/1/trial.pdf:application/pdf")
    outside = _bibtex("Resting, " + TITLE, "10.5555/b", file="Secret:../secret.pdf:application/pdf")
    text = record.replace("Doe1001, Jane", "Specimen, Ada").replace("2026", "2024") + outside
    (export / "library.bib").write_text(text, "utf-8")
    answer = _import(tmp_path, export)
    told = {Path(line["input"]).name: line["outcome"] for line in answer.lines}
    assert told == {
        "library.bib#1": "imported",
        "library.bib#2": "imported",
        "trial.pdf": "attached",
        "secret.pdf": "not_there",
    }
    assert answer.code == 0, "files that lie elsewhere are told and need nobody"
    papers = {Path(line["input"]).name: line["paper"] for line in answer.lines}
    assert papers["trial.pdf"] == papers["library.bib#1"]
    (line,) = here("draft", "--paper", papers["trial.pdf"], "--json", home=tmp_path).lines
    draft = json.loads(Path(line["draft"]).read_text("utf-8"))
    assert draft["source"]["level"] == "fulltext_pdf", "the attached file is what it is drafted from"
    assert draft["source"]["identity"] == "agrees"


def test_a_file_attached_to_the_wrong_record_is_told_and_joined_by_nobody(tmp_path: Path) -> None:
    shutil.copy(ROOT / "inputs/trial-samplexine.pdf", tmp_path / "one.pdf")
    (tmp_path / "library.bib").write_text(_bibtex(TITLE, "10.5555/a", file=":one.pdf:PDF"), "utf-8")
    answer = _import(tmp_path, tmp_path / "library.bib")
    told = {Path(line["input"]).name: line for line in answer.lines}
    assert told["one.pdf"]["outcome"] == "elsewhere"
    assert "atlas review same" in told["one.pdf"]["hint"]
    assert told["one.pdf"]["paper"] != told["library.bib"]["paper"]


def test_a_drafted_paper_that_gains_a_text_by_an_import_is_redrafted_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(ris(TITLE, "10.5555/a", ABSTRACT), "utf-8")
    (paper,) = {line["paper"] for line in here("draft", tmp_path / "a.ris", "--json", home=tmp_path).lines}
    (tmp_path / "b.ris").write_text(ris(TITLE, "10.5555/a", ABSTRACT + " More is known now."), "utf-8")
    assert _outcomes(_import(tmp_path, tmp_path / "b.ris")) == ["enriched"]
    assert _states(tmp_path) == {"imported": 1}
    assert here("draft", "--paper", paper, "--json", home=tmp_path).lines[0]["state"] == "drafted"


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("paper.pdf", "%PDF-1.4", "atlas draft"),
        ("draft.json", '{"schema": "atlas.draft/1"}', "--source"),
        ("ids.txt", "10.5555/a\n10.5555/b\n", "atlas add"),
    ],
)
def test_what_is_no_bibliography_is_refused_with_the_command_for_it(
    tmp_path: Path, name: str, content: str, hint: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    answer = _import(tmp_path, tmp_path / name)
    assert answer.code == 65
    assert hint in answer.err


def test_the_bibliographies_of_the_field_are_taken_in_whole(corpus: Path, tmp_path: Path) -> None:
    files = sorted((corpus / "records").glob("mecfs_*.bib"))
    answer = _import(tmp_path, *files)
    assert answer.code in (0, 3), answer.err
    count = sum(file.read_text("utf-8", "replace").count("\n@") + 1 for file in files)
    assert len([line for line in answer.lines if "#" in line["input"]]) >= count * 0.95
    assert "drafted" not in _states(tmp_path)
