"""From a draft to a published entry in the words of the command line, and what keeps it safe on the way."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.desk import correcting, remarking
from pipeline.desk.dossier import open_paper
from pipeline.domain.draft import Basis
from pipeline.domain.entry import Entry
from pipeline.review import finding_key
from tests.acceptance.terminal import Answer
from tests.acceptance.terminal import atlas as run
from tests.conftest import ROOT
from tests.desks import TRIAL, as_by_a_model, copied, desk_of, draft_papers, put_draft


def atlas(home: Path, *words: str) -> Answer:
    """A command run in a home."""
    return run(*words, cwd=home)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A home in which the sample trial is drafted."""
    home = tmp_path_factory.mktemp("drafted")
    with desk_of(home) as (desk, _):
        draft_papers(desk, samples / "trial-samplexine.pdf")
    return home


@pytest.fixture
def home(drafted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(drafted, tmp_path / "home")


@pytest.fixture
def plain(home: Path) -> Path:
    """A home whose draft is plain and clean, as a model may have left it."""
    with desk_of(home) as (desk, _):
        put_draft(desk, TRIAL, as_by_a_model(desk))
    return home


def test_a_design_corrected_at_the_terminal_computes_the_badge_again(plain: Path) -> None:
    said = atlas(plain, "review", "edit", TRIAL, "/study/design", "narrative_review")
    assert (said.code, "badge computed again: PEM not applicable (no_participants)" in said.out) == (0, True)
    assert json.loads(atlas(plain, "review", "show", TRIAL, "--json").out)["draft"]["pem"]["badge"] == "not_applicable"
    assert atlas(plain, "review", "edit", TRIAL, "/study/n_total", "95").code == 0
    assert atlas(plain, "review", "edit", TRIAL, "/paper/year", "2021").code == 0
    draft = json.loads(atlas(plain, "review", "show", TRIAL, "--json").out)["draft"]
    assert (draft["study"]["n_total"], draft["paper"]["year"]) == (95, 2021)
    groups = '[{"label": "patients", "n": 14}]'
    assert atlas(plain, "review", "edit", TRIAL, "/study/groups", groups).code == 0
    shown = json.loads(atlas(plain, "review", "show", TRIAL, "--json").out)
    assert shown["draft"]["study"]["groups"] == json.loads(groups)
    assert atlas(plain, "review", "edit", TRIAL, "/study/groups", "[{").code == 2
    refused = atlas(plain, "review", "edit", TRIAL, "/study/design", "guesswork")
    assert (refused.code, "nothing was changed" in refused.err) == (65, True)


def test_an_approval_at_the_terminal_says_so_and_which_evidence_was_never_opened(plain: Path) -> None:
    approved = atlas(plain, "review", "approve", TRIAL, "--reason", "compared", "--json")
    assert (
        json.loads(approved.out)["value"].items()
        >= {
            "at_terminal": True,
            "unopened": ["/summary/quick_summary/0", "/summary/observed_findings/0"],
        }.items()
    )
    assert "you have not opened the evidence of 2 of its statements in the paper" in approved.err
    log = atlas(plain, "review", "log", TRIAL).out
    assert "(at the terminal, the evidence of 2 of its statements never opened): compared" in log
    atlas(plain, "review", "edit", TRIAL, "/summary/quick_summary/0", "This trial tested a drug taken in the evening.")
    confirmed = json.loads(atlas(plain, "review", "confirm", TRIAL, "--json").out)
    assert (confirmed["value"]["at_terminal"], len(confirmed["value"]["unopened"])) == (True, 2)


def test_a_team_is_added_and_changed_from_the_terminal_and_no_open_desk_starts(home: Path) -> None:
    (home / "atlas.toml").write_text('[desk]\nsign_in = "accounts"\n', encoding="utf-8")
    nobody = atlas(home, "review", "--no-browser", "--port", "0")
    assert (nobody.code, "nobody has an account" in nobody.err) == (78, True)
    added = atlas(home, "reviewer", "add", "ada", "--role", "admin", "--name", "Ada Example")
    assert added.code == 0
    assert added.out.startswith("http://127.0.0.1:8788/invited/")
    assert atlas(home, "reviewer", "add", "ada").code == 75
    assert atlas(home, "reviewer", "add", "Ada Example").code == 2
    last = atlas(home, "reviewer", "role", "ada", "reader")
    assert (last.code, "ada is the only admin" in last.err) == (75, True)
    assert atlas(home, "reviewer", "add", "ben", "--role", "admin").code == 0
    assert atlas(home, "reviewer", "role", "ada", "reader").code == 0
    again = atlas(home, "reviewer", "invite", "ada")
    assert again.out.strip() != added.out.strip()
    listed = atlas(home, "reviewer", "list", "--json").lines
    assert [(one["login"], one["role"], one["name"], one["ready"]) for one in listed] == [
        ("ada", "reader", "Ada Example", False),
        ("ben", "admin", "", False),
    ]
    assert atlas(home, "reviewer", "name", "ben", "Ben  Example").err == "ben stands in public as: Ben Example\n"
    assert "was signed in at 0 places" in atlas(home, "reviewer", "sign-out", "ben").err
    assert atlas(home, "reviewer", "remove", "ada", "--forget-name").code == 0
    assert atlas(home, "reviewer", "remove", "ben").code == 75
    assert [one["login"] for one in atlas(home, "reviewer", "list", "--json").lines] == ["ben"]
    (home / "atlas.toml").write_text('[desk]\nlisten = "0.0.0.0"\n', encoding="utf-8")
    open_one = atlas(home, "review", "--no-browser", "--port", "0")
    assert (open_one.code, "who they are" in open_one.err) == (78, True)


def test_an_offline_draft_is_refused_and_after_rewording_from_the_terminal_it_is_approved(home: Path) -> None:
    refused = atlas(home, "review", "approve", TRIAL)
    assert refused.code == 3
    assert "own words" in refused.err
    with desk_of(home) as (desk, _):
        ada = desk.people.named("Ada", desk.story.clock.now()).id
        copied_ones = [
            field for field, one in open_paper(desk, TRIAL, ada).draft.summary.statements() if one.basis is Basis.SOURCE
        ]
        for field in copied_ones[:-1]:
            draft = open_paper(desk, TRIAL, ada).now.draft
            correcting.edit_text(desk, TRIAL, ada, draft, field, f"What {field} says, plainly.")
    assert atlas(home, "review", "approve", TRIAL, "--reason", "all but one").code == 3
    assert atlas(home, "review", "edit", TRIAL, copied_ones[-1], "The last one in plain words.").code == 0
    approved = atlas(home, "review", "approve", TRIAL, "--reason", "compared with the passages", "--json")
    assert json.loads(approved.out)["state"] == "approved"


def test_list_show_diff_and_log_tell_one_story(plain: Path) -> None:
    row = json.loads(atlas(plain, "review", "list", "--json").out)
    assert (row["paper"], row["state"], row["blocking"]) == (TRIAL, "drafted", 0)
    atlas(plain, "review", "edit", TRIAL, "/summary/observed_findings/0", "By week 24 the groups no longer differed.")
    shown = json.loads(atlas(plain, "review", "show", TRIAL, "--json").out)
    assert shown["draft"]["summary"]["observed_findings"][0]["text"] == "By week 24 the groups no longer differed."
    assert "[-, eight weeks after the last dose,-]" in atlas(plain, "review", "diff", TRIAL).out
    log = [json.loads(line) for line in atlas(plain, "review", "log", TRIAL, "--json").out.splitlines()]
    assert [one["act"] for one in log] == ["edit"]
    assert log[0]["schema"] == "atlas.decision/1"


def test_only_what_is_approved_is_published_and_a_withdrawn_entry_says_why(plain: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "mine.md").write_text("a page of my own", encoding="utf-8")
    atlas(plain, "publish", str(site))
    assert not (site / f"{TRIAL}.md").exists()
    atlas(plain, "review", "approve", TRIAL, "--reason", "compared")
    atlas(plain, "publish", str(site))
    entry = Entry.model_validate_json((site / f"{TRIAL}.json").read_bytes())
    assert entry.approved[0].by
    page = (site / f"{TRIAL}.md").read_text(encoding="utf-8")
    assert "A person compared each sentence with its passage" in page
    assert "“We tested whether samplexine, taken by mouth in the evening, reduces fatigue.” (p. 1)" in page
    atlas(plain, "review", "edit", TRIAL, "/summary/quick_summary/0", "This trial tested a drug taken in the evening.")
    atlas(plain, "publish", str(site))
    assert not (site / f"{TRIAL}.md").exists(), "a lapsed approval publishes nothing"
    atlas(plain, "review", "confirm", TRIAL, "--reason", "still true")
    atlas(plain, "review", "withdraw", TRIAL, "--reason", "the trial was misread")
    atlas(plain, "publish", str(site))
    assert "the trial was misread" in (site / f"{TRIAL}.md").read_text(encoding="utf-8")
    assert not (site / f"{TRIAL}.json").exists()
    assert (site / "mine.md").read_text(encoding="utf-8") == "a page of my own"


def test_verify_finds_a_decision_that_somebody_changed_in_the_file(plain: Path) -> None:
    atlas(plain, "review", "return", TRIAL, "--reason", "the arms are swapped")
    assert atlas(plain, "verify").code == 0
    with sqlite3.connect(plain / "outputs" / "atlas.db") as database:
        database.execute("UPDATE decision_text SET body = 'all is well' WHERE kind = 'reason'")
    database.close()
    broken = atlas(plain, "verify")
    assert broken.code == 73
    assert "decision 1 is not what its digest says" in broken.err


def test_a_takedown_leaves_no_word_of_the_paper_and_the_chain_still_holds(plain: Path) -> None:
    atlas(plain, "review", "return", TRIAL, "--reason", "a private remark")
    assert atlas(plain, "purge", TRIAL, "--yes").code == 0
    assert atlas(plain, "verify").code == 0
    assert not (plain / "outputs" / "papers" / TRIAL).exists()
    with sqlite3.connect(plain / "outputs" / "atlas.db") as database:
        database.execute("VACUUM")
    database.close()
    content = (plain / "outputs" / "atlas.db").read_bytes()
    assert b"taken by mouth" not in content
    assert b"a private remark" not in content
    assert list((plain / "outputs" / "documents").glob("*/*.gz")) == []
    again = atlas(plain, "draft", str(ROOT / "inputs" / "trial-samplexine.pdf"), "--json")
    assert json.loads(again.out)["state"] == "out_of_scope"


def test_a_backup_brings_every_decision_back(plain: Path, tmp_path: Path) -> None:
    atlas(plain, "review", "approve", TRIAL, "--reason", "compared")
    assert atlas(plain, "backup", str(tmp_path / "copy")).code == 0
    assert atlas(plain, "backup", str(tmp_path / "copy")).code == 75, "a backup is never written over"
    restored = tmp_path / "restored"
    restored.mkdir()
    assert atlas(restored, "restore", str(tmp_path / "copy")).code == 0
    assert json.loads(atlas(restored, "verify", "--json").out) == json.loads(atlas(plain, "verify", "--json").out)
    assert json.loads(atlas(restored, "review", "list", "--json").out)["state"] == "approved"
    assert atlas(restored, "restore", str(tmp_path / "copy")).code == 75, "nothing is restored over an atlas"


@pytest.mark.postgres
def test_a_grown_atlas_moves_to_postgresql_whole_and_goes_on_there(plain: Path, postgres_schema: str) -> None:
    atlas(plain, "review", "approve", TRIAL, "--reason", "compared")
    moved = atlas(plain, "move", "--to", postgres_schema)
    assert moved.code == 0, moved.err
    before = json.loads(atlas(plain, "verify", "--json").out)
    (plain / "atlas.toml").write_text(f'[store]\nurl = "{postgres_schema}"\n', encoding="utf-8")
    assert json.loads(atlas(plain, "verify", "--json").out) == before
    atlas(plain, "review", "return", TRIAL, "--reason", "on second thought")
    assert json.loads(atlas(plain, "verify", "--json").out)["decisions"] == 2


def test_a_draft_made_elsewhere_is_checked_and_waits_at_the_desk(plain: Path, tmp_path: Path) -> None:
    with desk_of(plain) as (desk, _):
        draft = as_by_a_model(desk)
    lean = draft.model_dump(mode="json", by_alias=True)
    lean["summary"]["quick_summary"][0]["evidence"][0]["quote"] = "words that the paper does not have"
    del lean["made_by"]
    (tmp_path / "theirs.json").write_text(json.dumps(lean), encoding="utf-8")
    home = tmp_path / "empty"
    home.mkdir()
    source = str(ROOT / "inputs" / "trial-samplexine.pdf")
    taken = atlas(home, "import", str(tmp_path / "theirs.json"), "--source", source, "--json")
    assert taken.code == 0, taken.err
    assert "E001" in [finding["rule"] for finding in taken.lines[0]["report"]["findings"]]
    assert json.loads(atlas(home, "review", "list", "--json").out)["paper"] == taken.lines[0]["paper"]
    other = str(ROOT / "inputs" / "survey-heart-rate-monitors.xml")
    refused = atlas(home, "import", str(tmp_path / "theirs.json"), "--source", other)
    assert refused.code == 65
    assert "the draft is about" in refused.err


def test_several_papers_are_approved_at_once_only_where_each_was_opened_as_it_is(plain: Path) -> None:
    def let_stand() -> None:
        with desk_of(plain) as (desk, _):
            ben = desk.people.named("Ben", desk.story.clock.now()).id
            dossier = open_paper(desk, TRIAL, ben)
            for key in {finding_key(finding, dossier.draft) for finding in dossier.report.findings}:
                if not dossier.review.is_dismissed(key):
                    remarking.dismiss(desk, TRIAL, ben, dossier.now.draft, key, "of no weight here")

    both = ("review", "approve", TRIAL, "nobody-2020-nothing")
    let_stand()
    unseen = atlas(plain, *both)
    assert (unseen.code, unseen.out) == (3, "")
    assert f"{TRIAL}: left as it is: you have not opened {TRIAL}" in unseen.err
    assert atlas(plain, "review", "show", TRIAL).code == 0
    atlas(plain, "review", "edit", TRIAL, "/summary/observed_findings/0", "The groups no longer differed by week 24.")
    let_stand()
    changed = atlas(plain, *both)
    assert f"{TRIAL} was changed after you opened it" in changed.err
    assert atlas(plain, "review", "show", TRIAL).code == 0
    done = atlas(plain, *both)
    assert (done.code, done.out) == (3, f"{TRIAL}: approved\n")
    assert "nobody-2020-nothing: left as it is" in done.err


def test_a_paper_drafted_anew_keeps_a_persons_sentence_and_only_what_moved_is_shown(plain: Path) -> None:
    mine = "By week 24 the groups were alike again."
    assert atlas(plain, "review", "edit", TRIAL, "/summary/observed_findings/0", mine).code == 0
    anew = atlas(plain, "draft", "--paper", TRIAL, "--again", "--offline")
    assert anew.code == 0, anew.err
    told = anew.out.partition(f"{TRIAL}: what moved\n")[2]
    assert "{+" in told
    assert mine not in told
    with desk_of(plain) as (desk, _):
        person = desk.people.named("Ada", desk.story.clock.now()).id
        assert mine in [one.text for _, one in open_paper(desk, TRIAL, person).draft.summary.statements()]
    again = atlas(plain, "draft", "--paper", TRIAL, "--again", "--offline")
    assert again.out.endswith(f"{TRIAL}: nothing moved\n")


def test_the_queue_is_listed_by_how_long_drafts_wait_and_by_their_findings(home: Path) -> None:
    assert [
        one["paper"] for one in atlas(home, "review", "list", "--age", "day", "--sort", "oldest", "--json").lines
    ] == [TRIAL]
    assert atlas(home, "review", "list", "--age", "older").out == ""
    assert atlas(home, "review", "list", "--findings", "clean").out == ""
    assert TRIAL in atlas(home, "review", "list", "--findings", "blocking").out
