"""New papers over real HTTP from a stand-in for PubMed, with the faults of real services."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.desk import deciding
from pipeline.desk.dossier import open_paper
from pipeline.desk.refreshing import refresh
from pipeline.domain.feed import KnownNotice, Search
from pipeline.domain.ledger import Owner, PaperState
from pipeline.domain.review import ReviewState
from pipeline.errors import CannotWrite, ServiceUnavailable
from pipeline.feeds.asking import Asker
from pipeline.feeds.pubmed import PubMed
from pipeline.intake import ingest
from pipeline.settings import load
from pipeline.store.whole_files import write_whole
from pipeline.updating import Taken, Updating, take_in
from pipeline.wiring import Home, open_ledger, open_services, pubmed_service
from pipeline.workflow import one_paper
from tests.acceptance.terminal import atlas, here
from tests.desks import as_by_a_model, desk_of, put_draft
from tests.services.pubmed import PubMedStandIn, Record
from tests.services.standing_in import Fault

SEARCH = Search("pubmed", "pubmed", "ME/CFS[tiab]")
FIRST = date(2026, 3, 1)
OWNER = Owner("test", 1, "now")
WHEAT = "We grew wheat on 40 fields. Of 40 fields, 24 (60%) gave more grain after rain. Rain may help wheat. " * 3


def _status(code: int) -> Fault:
    return lambda _status, _kind, _body: (code, "text/html", b"<html>busy</html>")


FAULTS: dict[str, Fault] = {
    "429": _status(429),
    "500": _status(500),
    "a web page under 200": lambda _s, _k, _b: (200, "text/html", b"<html>maintenance</html>"),
    "an empty answer": lambda _s, kind, _b: (200, kind, b""),
    "an answer cut short": lambda _s, kind, body: (200, kind, body[: len(body) // 2]),
    "a wrong count": lambda _s, kind, body: (200, kind, body.replace(b'"count": "', b'"count": "9')),
    "a cut line": lambda _s, _k, _b: (0, "", b""),
}


@dataclass
class Clock:
    """A clock that tests set."""

    time: datetime = field(default=datetime(2026, 3, 1, 6, tzinfo=UTC))

    def now(self) -> datetime:
        """The time it is set to."""
        return self.time


@pytest.fixture
def stand_in() -> Iterator[PubMedStandIn]:
    """PubMed with nothing in it yet."""
    with PubMedStandIn() as running:
        yield running


def _pubmed(stand_in: PubMedStandIn, *, tries: int = 1, most: int = 9_999) -> PubMed:
    asker = Asker("PubMed", stand_in.address, "x@example.org", every_s=0, tries=tries, sleep=lambda _s: None)
    return PubMed(asker, most=most, at_once=3)


@contextmanager
def updating(home: Path, stand_in: PubMedStandIn, clock: Clock) -> Iterator[Updating]:
    """What a run of this home is handed, PubMed being the stand-in."""
    where, settings = Home(home), load(home).settings
    with (
        open_ledger(where, settings) as ledger,
        open_services(where, settings, stopping=lambda: False, watch=lambda _e, _l: None) as services,
    ):
        yield Updating(
            story=replace(services, clock=clock),
            feeds={"pubmed": pubmed_service(_pubmed(stand_in))},
            cursors=ledger.cursors,
            notices=ledger.notices,
            standings=ledger.standings,
            folder=where.inputs / "feeds",
            write=write_whole,
            owner=OWNER,
            first_days=5,
            overlap_days=3,
        )


def _take(run: Updating) -> Taken:
    return asyncio.run(take_in([SEARCH], run))


def test_a_span_with_more_records_than_pubmed_gives_is_split_by_date(stand_in: PubMedStandIn) -> None:
    stand_in.records = [Record(str(1000 + n), FIRST + timedelta(days=n % 10)) for n in range(40)]
    found = _pubmed(stand_in, most=15).entered("x", FIRST, FIRST + timedelta(days=9))
    assert sorted(found) == [str(1000 + n) for n in range(40)]
    with pytest.raises(ServiceUnavailable, match="of one day"):
        _pubmed(stand_in, most=3).entered("x", FIRST, FIRST)


@pytest.mark.parametrize("name", FAULTS)
def test_a_service_that_fails_is_never_taken_for_one_without_new_papers(
    stand_in: PubMedStandIn, tmp_path: Path, name: str
) -> None:
    stand_in.records = [Record("1001", FIRST)]
    clock = Clock()
    for place in range(2):  # the question for new ones, and the records
        stand_in.faults = [*[None] * place, FAULTS[name], *[FAULTS[name]] * 9]
        if name == "a wrong count" and place == 1:
            continue  # records carry no count
        with updating(tmp_path / str(place), stand_in, clock) as run:
            taken = _take(run)
            assert taken.asked[0].fault, (name, place)
            assert taken.nothing_could_be_asked
            assert run.cursors.get("pubmed").succeeded is None
        stand_in.faults = []
        with updating(tmp_path / str(place), stand_in, clock) as run:
            assert [len(taken.due) for taken in [_take(run)]] == [1]
            assert run.cursors.get("pubmed").through == FIRST


def test_a_busy_service_is_asked_again_within_its_patience(stand_in: PubMedStandIn) -> None:
    stand_in.records = [Record("1001", FIRST)]
    stand_in.faults = [FAULTS["429"], FAULTS["500"], None]
    assert _pubmed(stand_in, tries=3).entered("x", FIRST, FIRST) == ("1001",)
    assert len(stand_in.asked) == 3
    assert stand_in.asked[0][1]["email"] == "x@example.org"


def test_a_record_about_something_else_is_out_of_scope_and_nothing_is_drafted_of_it(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1001", FIRST), Record("1002", FIRST, title="Wheat after rain", abstract=WHEAT)]
    with updating(tmp_path, stand_in, Clock()) as run:
        taken = _take(run)
        assert len(taken.due) == 1
        assert len(taken.out_of_scope) == 1
        row = run.story.papers.get(taken.out_of_scope[0])
        assert row.state is PaperState.OUT_OF_SCOPE
        assert "--paper" in row.hint
        assert _take(run).due == taken.due, "it is not offered again"


def test_a_person_overrules_that_a_paper_is_out_of_scope_and_no_later_run_says_so_again(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1002", FIRST, title="Wheat after rain", abstract=WHEAT)]
    with updating(tmp_path, stand_in, Clock()) as run:
        (paper,) = _take(run).out_of_scope
    answer = here("draft", "--paper", paper, "--json", home=tmp_path)
    assert [(line["input"], line["state"]) for line in answer.lines] == [(paper, "drafted")], answer.err
    fuller = Record("1002", FIRST, title="Wheat after rain", abstract=WHEAT + "Rain fell often. ")
    with updating(tmp_path, stand_in, Clock()) as run:
        file = run.folder / "pubmed-fuller.xml"
        write_whole(file, f"<PubmedArticleSet>{fuller.xml()}</PubmedArticleSet>".encode())
        asyncio.run(ingest([file], run.story))
        taken = _take(run)
        assert (taken.out_of_scope, taken.due) == ((), (paper,))


def test_a_paper_that_is_not_here_or_was_drafted_is_said_so_when_it_is_named(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    assert here("draft", "--paper", "nobody-2020-nothing", home=tmp_path).code == 66
    stand_in.records = [Record("1001", FIRST)]
    with updating(tmp_path, stand_in, Clock()) as run:
        (paper,) = _take(run).due
    states = [here("draft", "--paper", paper, "--json", home=tmp_path).lines[0]["state"] for _ in range(2)]
    assert states == ["drafted", "known"]


def test_a_retraction_that_becomes_known_later_lapses_the_approval(stand_in: PubMedStandIn, tmp_path: Path) -> None:
    clock = Clock()
    stand_in.records = [Record("1001", FIRST)]
    with updating(tmp_path, stand_in, clock) as run:
        (paper,) = _take(run).due
        asyncio.run(one_paper(paper, run.story, OWNER))
    with desk_of(tmp_path) as (desk, _):
        refresh(desk)
        put_draft(desk, paper, as_by_a_model(desk, paper, plain=False))
        ada = desk.people.named("Ada", clock.now()).id
        deciding.approve(desk, paper, ada, open_paper(desk, paper, ada).now.draft, "compared")
        assert open_paper(desk, paper, ada).review.state is ReviewState.APPROVED
    clock.time += timedelta(days=9)
    stand_in.records = [Record("1001", FIRST, changed=clock.time.date(), retracted_by="2001")]
    with updating(tmp_path, stand_in, clock) as run:
        (notice,) = _take(run).notices
        assert (notice.paper, notice.kind, notice.reference) == (paper, "retracted_by", "2001")
        assert _take(run).notices == (), "it is told once"
    with desk_of(tmp_path) as (desk, _):
        review = open_paper(desk, paper, ada).review
        assert review.state is ReviewState.LAPSED
        assert "retraction" in review.why


@pytest.mark.parametrize("looks", range(6))
def test_a_stop_while_records_are_taken_in_loses_no_paper(stand_in: PubMedStandIn, tmp_path: Path, looks: int) -> None:
    stand_in.records = [Record("1001", FIRST - timedelta(days=4))]  # out of sight once the place has moved
    with updating(tmp_path, stand_in, Clock()) as run:
        _take(replace(run, story=replace(run.story, stopping=_after(looks))))
        assert len(_take(run).due) == 1


def test_papers_of_a_run_that_broke_off_are_still_judged_before_they_are_paid_for(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1002", FIRST, title="Wheat after rain", abstract=WHEAT)]
    with updating(tmp_path, stand_in, Clock()) as run:
        broken = replace(run, notices=_NoRoom())
        with pytest.raises(CannotWrite):
            _take(broken)
        taken = _take(run)
        assert (len(taken.out_of_scope), taken.due) == (1, ())


def test_a_paper_that_a_curator_put_in_is_never_dropped_as_out_of_scope(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    own = tmp_path / "inputs/wheat.ris"
    own.parent.mkdir()
    own.write_text(
        f"TY  - JOUR\nTI  - Wheat after rain\nAU  - Roe, J\nPY  - 2020\nAB  - {WHEAT}\nER  - \n", encoding="utf-8"
    )
    with updating(tmp_path, stand_in, Clock()) as run:
        asyncio.run(ingest([own], run.story))
        taken = _take(run)
        assert (taken.out_of_scope, len(taken.due)) == ((), 1)


def test_a_record_that_is_named_and_never_sent_costs_itself_alone_and_is_asked_for_again(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    stand_in.records = [Record(str(1001 + n), FIRST) for n in range(7)]
    stand_in.withheld = {"1004"}
    with updating(tmp_path, stand_in, clock) as run:
        taken = _take(run)
        assert (taken.asked[0].missing, taken.asked[0].fault, len(taken.due)) == (("1004",), "", 6)
        assert taken.asked[0].news
        assert not _take(run).asked[0].news, "it is told once"
        clock.time += timedelta(days=20)
        assert _take(run).asked[0].missing == ("1004",)
        stand_in.withheld = set()
        assert len(_take(run).due) == 7, "however late it is sent, it is taken in"
        assert run.cursors.get("pubmed").through == clock.time.date()


def test_what_cannot_be_rechecked_keeps_no_new_paper_out_and_is_said_to_be_unknown(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1001", FIRST)]
    stand_in.faults = [None, None, *[FAULTS["500"]] * 3]
    with updating(tmp_path, stand_in, Clock()) as run:
        taken = _take(run)
        assert len(taken.due) == 1
        assert run.cursors.get("pubmed").through == FIRST
        (checked,) = taken.rechecked
        assert (checked.papers, bool(checked.fault), checked.news) == (1, True, True)
        assert run.cursors.get("pubmed: changed").succeeded is None


def test_an_outage_of_days_is_told_once_a_week(stand_in: PubMedStandIn, tmp_path: Path) -> None:
    clock = Clock()
    told = []
    with updating(tmp_path, stand_in, clock) as run:
        _take(run)
        for _ in range(20):
            clock.time += timedelta(days=1)
            stand_in.faults = [FAULTS["500"]] * 9
            told.append(_take(run).asked[0].news)
    assert [day for day, news in enumerate(told, 1) if news] == [1, 7, 14]


def test_a_paper_that_came_as_a_file_is_asked_about_too(stand_in: PubMedStandIn, tmp_path: Path) -> None:
    """However long ago it was retracted, and though no search finds it."""
    clock = Clock()
    own = tmp_path / "own.xml"
    own.write_text(f"<PubmedArticleSet>{Record('777', FIRST).xml()}</PubmedArticleSet>", encoding="utf-8")
    with updating(tmp_path, stand_in, clock) as run:
        _take(run)
        clock.time += timedelta(days=100)
        asyncio.run(ingest([own], run.story))
        stand_in.records = [Record("777", date(2020, 1, 1), changed=date(2021, 1, 1), retracted_by="999")]
        assert [notice.reference for notice in _take(run).notices] == ["999"]


def _after(calls: int) -> Callable[[], bool]:
    """A stop that is asked for at the n-th time somebody looks."""
    looks = iter(range(10_000))
    return lambda: next(looks) >= calls


class _NoRoom:
    """A shelf of notices on a full disk."""

    def of(self, _paper: str) -> tuple[KnownNotice, ...]:
        """Nothing is there."""
        return ()

    def add(self, notices: Sequence[KnownNotice]) -> tuple[KnownNotice, ...]:
        """Fails."""
        raise CannotWrite(f"no room for {len(notices)} notices", hint="make room")


def _thirty_days(home: Path, stand_in: PubMedStandIn, seed: int) -> None:
    """Days of records entered at random, some late, with a fault on every other day and a stop on the days between."""
    chance = random.Random(seed)
    clock = Clock()
    everything: list[Record] = []
    with updating(home, stand_in, clock) as run:
        for day in range(30):
            today = FIRST + timedelta(days=day)
            clock.time = datetime(today.year, today.month, today.day, 6, tzinfo=UTC)
            for _ in range(chance.randrange(4)):
                late = timedelta(days=chance.randrange(3))
                everything.append(Record(str(5000 + len(everything)), today - late))
            stand_in.records = list(everything)
            if chance.random() < 0.2 and everything:
                one = chance.choice(everything)
                one.changed, one.retracted_by = today, "9001"
            stand_in.faults = []
            if day % 2 and day < 29:
                stand_in.faults = [*[None] * chance.randrange(4), chance.choice(list(FAULTS.values()))]
            stopping = _after(chance.randrange(8)) if day % 2 == 0 else run.story.stopping
            _take(replace(run, story=replace(run.story, stopping=stopping)))
        stand_in.faults = []
        _take(run)
    with open_ledger(Home(home), load(home).settings) as ledger:
        rows = ledger.papers.all()
        numbers = [value for row in rows for scheme, value in row.identifiers if scheme == "pmid"]
        assert sorted(numbers) == sorted(one.number for one in everything), "every paper once, none lost, none twice"
        retracted = {one.number for one in everything if one.retracted_by}
        known = {
            number
            for row in rows
            for scheme, number in row.identifiers
            if scheme == "pmid" and any(notice.kind == "retracted_by" for notice in ledger.notices.of(row.id))
        }
        assert known == retracted, "no retraction missed, none made up"


def test_thirty_days_with_faults_on_half_of_them_find_every_paper_once(stand_in: PubMedStandIn, tmp_path: Path) -> None:
    _thirty_days(tmp_path, stand_in, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_thirty_days_again_and_again(stand_in: PubMedStandIn, tmp_path: Path, seed: int) -> None:
    _thirty_days(tmp_path, stand_in, seed)


def test_the_command_is_quiet_when_all_is_well_says_what_failed_and_keeps_its_record(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    today = datetime.now(UTC).date()
    stand_in.records = [Record("1001", today)]
    (tmp_path / "atlas.toml").write_text(
        f'[update]\naddress = "{stand_in.address}"\ntries = 1\nlongest_wait = 0.0\n'
        "crossref = false\nfull_texts = false\n",
        encoding="utf-8",
    )
    first = atlas("update", "--json", cwd=tmp_path)
    assert first.code == 0, first.err
    told = first.lines[0]
    assert (told["schema"], told["searches"][0]["new"], told["papers"]) == ("atlas.update/1", 1, {"drafted": 1})
    again = atlas("update", cwd=tmp_path)
    assert (again.code, again.out, again.err) == (0, "", "")
    status = atlas("status", "--json", cwd=tmp_path).lines[0]
    assert status["last_run"]["command"] == "update"
    assert status["searches"][0]["through"] == today.isoformat()
    stand_in.faults = [FAULTS["a web page under 200"]] * 9
    failed = atlas("update", cwd=tmp_path)
    assert failed.code == 69
    assert "could not be asked" in failed.err
    assert atlas("status", "--json", cwd=tmp_path).lines[0]["searches"][0]["fault"]


def test_the_digest_tells_of_a_retraction_and_of_a_service_that_could_not_be_asked(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1001", FIRST, retracted_by="2001")]
    clock = Clock(datetime.now(UTC) - timedelta(hours=1))
    with updating(tmp_path, stand_in, clock) as run:
        asyncio.run(ingest([_file_of(tmp_path, stand_in)], run.story))
        _take(run)
        clock.time += timedelta(minutes=30)
        stand_in.faults = [FAULTS["500"]] * 9
        _take(run)
    told = atlas("digest", cwd=tmp_path).out
    assert "retracted by 2001, says PubMed" in told
    assert "pubmed: PubMed could not be asked" in told
    assert atlas("digest", "--format", "eml", "--to", "x@example.org", cwd=tmp_path).out.startswith(
        "From: x@example.org"
    )
    assert atlas("digest", "--format", "eml", cwd=tmp_path).code == 2


def _file_of(home: Path, stand_in: PubMedStandIn) -> Path:
    file = home / "own.xml"
    file.write_text(f"<PubmedArticleSet>{stand_in.records[0].xml()}</PubmedArticleSet>", encoding="utf-8")
    return file


def test_what_was_drafted_waits_for_people_though_nobody_has_opened_the_desk(
    stand_in: PubMedStandIn, tmp_path: Path
) -> None:
    stand_in.records = [Record("1001", FIRST)]
    with updating(tmp_path, stand_in, Clock()) as run:
        (paper,) = _take(run).due
        asyncio.run(one_paper(paper, run.story, OWNER))
    with open_ledger(Home(tmp_path), load(tmp_path).settings) as ledger:
        assert ledger.desk_rows.waiting() == (1, 0)
    with desk_of(tmp_path) as (desk, _):
        refresh(desk)
    with open_ledger(Home(tmp_path), load(tmp_path).settings) as ledger:
        assert ledger.desk_rows.waiting() == (1, 0), "it is counted once"
