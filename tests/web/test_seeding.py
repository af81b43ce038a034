"""Seeded drafts: they come only where that is said, look like any other, and reach nothing but a sum."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from pipeline.desk.dossier import held, open_paper
from pipeline.desk.publish import published
from pipeline.desk.seeds import Seed, load_seeds
from pipeline.desk.services import Desk
from pipeline.domain.desk import Filter
from pipeline.domain.draft import MadeBy
from pipeline.domain.report import Severity
from pipeline.domain.review import Person
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.web.app import create_app
from pipeline.web.doors import LinkDoor
from pipeline.web.pictures import Pictures
from pipeline.web.seeding import Seeding
from pipeline.wiring import Home, Likeness, SeededDesks, made_as_here, open_ledger
from tests.desks import TRIAL, as_by_a_model, copied, desk_of, put_draft
from tests.web.teams import AS_A_BROWSER

LIKE = Likeness(
    MadeBy(kind="model", model="scripted", prompt="summarize/1"), "model/scripted", datetime(2026, 11, 1, tzinfo=UTC)
)

TELLS = ("planted", "seeded", "invented", "imagined", "unwritten", "nowhere", "undone", "practice")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededDesks]:
    """The seeds that come with this software, ready."""
    made = SeededDesks(load(tmp_path_factory.mktemp("nothing")).settings, LIKE)
    with ThreadPoolExecutor(1) as thread:  # a browser's driver runs a loop in this one
        thread.submit(made.prepare).result()
    yield made
    made.close()


@dataclass
class Practice:
    """The desk of one reviewer, with what is measured at it."""

    desk: Desk
    ledger: Ledger
    person: str
    client: TestClient
    seeding: Seeding

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return html.unescape(answer.text)

    def send(self, paper: str, act: str, **fields: str) -> str:
        """Where a form of a paper leads, sent as its page would."""
        token, draft = re.findall(r'name="(?:token|draft)" value="([^"]+)"', self.client.get(f"/paper/{paper}").text)[
            :2
        ]
        answer = self.client.post(f"/paper/{paper}/{act}", data={"token": token, "draft": draft, **fields})
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def seeded(self) -> str:
        """The seeded draft that comes after a decision on a paper of the atlas."""
        put_draft(self.desk, TRIAL, as_by_a_model(self.desk))
        found = self.send(TRIAL, "approve", reason="compared").removeprefix("/paper/")
        assert found in (self.seeding.desks.papers if self.seeding.desks else {})
        return found

    def wrong_at(self, paper: str) -> tuple[str, str, str]:
        """Where the planted sentence stands, what it says, and what it should say."""
        seed = self.seeding.seed(paper)
        assert seed is not None
        planted = seed.planted
        return f"/summary/{planted.section}/{planted.index}", planted.wrong, planted.right


@pytest.fixture
def practice(drafted_home: Path, tmp_path: Path, seeds: SeededDesks) -> Iterator[Practice]:
    """A desk at which a seeded draft comes after each decision."""
    home = copied(drafted_home, tmp_path / "home")
    with desk_of(home) as (desk, drawer), open_ledger(Home(home), load(home).settings) as ledger:
        person = desk.people.named("Ada", desk.story.clock.now()).id
        door = LinkDoor(b"a secret of the test", frozenset({"testserver"}), person)
        seeding = Seeding(desk.people, ledger.measuring, every=1, timing=True, desks=seeds)
        pictures = Pictures(home / "outputs" / "pages", drawer)
        app = create_app(desk, door, pictures, seeding=seeding)
        client = TestClient(app, follow_redirects=False, headers=AS_A_BROWSER)
        client.get(f"/in/{door.link}")
        yield Practice(desk, ledger, person, client, seeding)
        pictures.close()


@pytest.mark.parametrize("seed", load_seeds(), ids=lambda seed: str(seed.name))
def test_nothing_that_a_seeded_draft_says_tells_what_it_is(seed: Seed) -> None:
    said = f"{seed.paper} {seed.planted.wrong} {seed.planted.right}".casefold()
    assert [tell for tell in TELLS if tell in said] == []


@pytest.mark.parametrize("seed", load_seeds(), ids=lambda seed: str(seed.name))
def test_no_rule_sees_the_planted_error_and_nothing_else_stops_its_draft(seeds: SeededDesks, seed: object) -> None:
    paper = next(paper for paper, one in seeds.papers.items() if one == seed)
    planted = seeds.papers[paper].planted
    one = held(seeds.desk_for(Person(id="p-nobody", name="")), paper)
    assert dict(one.draft.summary.statements())[f"/summary/{planted.section}/{planted.index}"].text == planted.wrong
    assert [finding.message for finding in one.report.findings if finding.severity is not Severity.NOTE] == []
    assert not one.now.own_words
    assert planted.wrong != planted.right


def test_a_seeded_draft_comes_after_a_decision_and_looks_like_any_other(practice: Practice) -> None:
    paper = practice.seeded()
    shown = practice.page(f"/paper/{paper}")
    assert practice.wrong_at(paper)[1] in shown
    assert "by scripted" in shown
    assert [tell for tell in TELLS if tell in shown.casefold()] == []
    practice.page(f"/paper/{paper}/entry")
    history = practice.page(f"/paper/{paper}/history")
    assert "model/scripted" in history
    assert "import" not in history.casefold().replace("important", "")
    skip = re.search(r'href="([^"]+)" data-act="s"', shown)
    assert skip is not None
    assert skip[1] == "/paper/voorbeeld-2025-pacing-heart", "skipping leads back to the atlas"


def test_an_approved_seed_is_told_at_once_and_counted_only_in_sum(practice: Practice) -> None:
    paper = practice.seeded()
    told = practice.send(paper, "approve")
    assert told.startswith(f"/seeded/{paper}")
    shown = practice.page(told)
    assert "It got through" in shown
    for text_ in practice.wrong_at(paper)[1:]:
        assert text_ in shown
    assert 'href="/paper/voorbeeld-2025-pacing-heart"' in shown
    sums = practice.ledger.measuring.sums()
    assert (sums.caught, sums.missed, sums.decisions) == (0, 1, 1)
    with practice.ledger.database.read() as connection:
        columns = {key for row in connection.execute(text("SELECT * FROM measured")).mappings() for key in row}
    assert columns == {"id", "kind", "seconds"}


@pytest.mark.parametrize("how", ["edited", "removed", "returned", "excluded"])
def test_a_seed_is_caught_by_correcting_the_sentence_or_by_not_letting_it_through(practice: Practice, how: str) -> None:
    paper = practice.seeded()
    field, _, right = practice.wrong_at(paper)
    if how == "edited":
        practice.send(paper, "edit", field=field, text=right)
    if how == "removed":
        practice.send(paper, "remove", field=field)
    act, fields = {"returned": ("return", {"reason": "wrong"}), "excluded": ("exclude", {"reason": "wrong"})}.get(
        how, ("approve", {"reason": "compared"})
    )
    assert "You did not let it through" in practice.page(practice.send(paper, act, **fields))
    assert practice.ledger.measuring.sums().caught == 1


def test_nothing_of_a_seed_reaches_the_atlas(practice: Practice) -> None:
    before = len(practice.desk.decisions.all())
    paper = practice.seeded()
    practice.send(paper, "comment", field="", text="Is this right?")
    practice.send(paper, "approve")
    assert practice.ledger.papers.taken([paper]) == frozenset()
    assert [one.paper for one in practice.desk.decisions.all()[before:]] == [TRIAL]
    assert [one.paper for one in published(practice.desk)] == [TRIAL]
    assert practice.desk.rows.queue(Filter(), practice.desk.story.clock.now()).total == 2
    assert sum(practice.ledger.desk_rows.waiting()) == 1
    assert paper not in practice.page("/")
    assert paper not in practice.page("/ready")


def test_a_seed_that_was_decided_on_stays_told_and_is_not_counted_again(practice: Practice) -> None:
    paper = practice.seeded()
    token, draft = re.findall(r'name="(?:token|draft)" value="([^"]+)"', practice.client.get(f"/paper/{paper}").text)[
        :2
    ]
    assert practice.client.get(f"/seeded/{paper}").status_code == 404, "it is not told before"
    practice.send(paper, "approve")
    assert practice.client.get(f"/paper/{paper}").headers["location"].startswith(f"/seeded/{paper}")
    again = practice.client.post(f"/paper/{paper}/approve", data={"token": token, "draft": draft})
    assert again.headers["location"].startswith(f"/seeded/{paper}")
    assert practice.ledger.measuring.sums().missed == 1
    assert practice.client.get(f"/seeded/{TRIAL}").status_code == 404


def test_no_seed_comes_twice_and_when_all_have_come_no_more_do(practice: Practice) -> None:
    now = practice.desk.story.clock.now()
    assert practice.seeding.desks is not None
    met = [practice.seeding.next_for(practice.person, now) for _ in range(len(practice.seeding.desks.papers) + 2)]
    assert sorted(filter(None, met)) == sorted(practice.seeding.desks.papers)
    assert met[-2:] == [None, None]


def test_two_people_do_not_see_each_others_work_on_a_seed(practice: Practice) -> None:
    paper = practice.seeded()
    field, wrong, right = practice.wrong_at(paper)
    practice.send(paper, "edit", field=field, text=right)
    ben = practice.desk.people.named("Ben", practice.desk.story.clock.now()).id
    his = practice.seeding.desk_for(paper, ben)
    assert his is not None
    assert dict(open_paper(his, paper, ben).draft.summary.statements())[field].text == wrong


def test_the_desk_says_that_it_seeds_and_times_and_tells_sums_from_five_on(practice: Practice) -> None:
    assert "Seeded drafts are on" in practice.page("/")
    assert "too few measurements" in practice.page("/")
    for seconds in (10.0, 20.0, 30.0, 40.0):
        practice.ledger.measuring.seeded(caught=seconds > 10, seconds=seconds)
    assert "planted errors were caught" not in practice.page("/")
    practice.ledger.measuring.seeded(caught=True, seconds=50.0)
    shown = practice.page("/")
    assert "4 of 5 planted errors were caught; half of the decisions took at most 30 seconds." in shown


def test_a_desk_that_did_not_switch_it_on_seeds_times_and_says_nothing(practice: Practice) -> None:
    practice.seeding.every, practice.seeding.timing, practice.seeding.desks = 0, False, None
    assert "eeded drafts" not in practice.page("/")
    put_draft(practice.desk, TRIAL, as_by_a_model(practice.desk))
    assert practice.send(TRIAL, "approve", reason="compared") == "/paper/voorbeeld-2025-pacing-heart"
    assert practice.ledger.measuring.sums().decisions == 0


def test_a_seed_is_made_as_the_drafts_of_the_atlas_are(practice: Practice) -> None:
    assert made_as_here(practice.desk).drafter == "import/person", "there are offline drafts alone"
    put_draft(practice.desk, TRIAL, as_by_a_model(practice.desk))
    like = made_as_here(practice.desk)
    assert (like.made_by.model, like.made_by.prompt, like.drafter) == ("scripted", "summarize/1", "model/scripted")
    assert like.at == practice.desk.rows.queue(Filter(design="rct"), like.at).rows[0].drafted
