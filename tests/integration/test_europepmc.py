"""Europe PMC over real HTTP from a stand-in, with the faults of real services."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.document import Level
from pipeline.errors import ServiceUnavailable
from pipeline.feeds.asking import Asker
from pipeline.feeds.europepmc import EuropePMC
from pipeline.sources.files import FileReader
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.standing_in import FAULTS, Fault, status

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=9)


@pytest.fixture
def stand_in() -> Iterator[EuropePMCStandIn]:
    """Europe PMC with nothing in it yet."""
    with EuropePMCStandIn() as running:
        yield running


def _feed(stand_in: EuropePMCStandIn, *, tries: int = 1, at_once: int = 1_000) -> EuropePMC:
    asker = Asker("Europe PMC", stand_in.address, "x@example.org", every_s=0, tries=tries, sleep=lambda _s: None)
    return EuropePMC(asker, at_once=at_once, records_at_once=3)


def _some(number: int) -> list[Article]:
    return [Article(str(1000 + n), FIRST + timedelta(days=n % 10)) for n in range(number)]


def _changed(body: bytes, **values: object) -> bytes:
    told = json.loads(body)
    return json.dumps({**told, **values}).encode()


def _total(number: int) -> Fault:
    return lambda code, kind, body: (code, kind, _changed(body, hitCount=number))


def test_every_page_of_a_search_is_asked_for_and_each_record_is_named_once(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = [*_some(40), Article("PPR77", FIRST, source="PPR"), Article("2", FIRST - timedelta(days=1))]
    found = _feed(stand_in, at_once=7).entered("ME/CFS", FIRST, LAST)
    assert set(found) == {f"MED:{1000 + n}" for n in range(40)} | {"PPR:PPR77"}
    assert len(found) == 41
    assert all(query["email"] == "x@example.org" for _, query, _ in stand_in.asked)
    assert stand_in.asked[0][1]["query"] == "(ME/CFS) AND (FIRST_IDATE:[2026-03-01 TO 2026-03-10])"


def test_a_search_without_hits_is_an_empty_answer_and_no_fault(stand_in: EuropePMCStandIn) -> None:
    assert _feed(stand_in).entered("ME/CFS", FIRST, LAST) == ()


def test_records_that_were_changed_are_told_from_those_that_were_not(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = [Article(str(n), FIRST, changed=FIRST if n % 4 == 0 else None) for n in range(1, 11)]
    names = [one.name for one in stand_in.articles]
    assert _feed(stand_in).changed(names, FIRST, LAST) == ("MED:4", "MED:8")


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_service_that_fails_on_any_page_is_never_taken_for_one_that_has_no_more(
    stand_in: EuropePMCStandIn, name: str, place: int
) -> None:
    stand_in.articles = _some(12)
    stand_in.faults = [*[None] * place, *[FAULTS[name]] * 20]
    with pytest.raises(ServiceUnavailable):
        _feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)


@pytest.mark.parametrize("name", FAULTS)
def test_a_service_that_fails_once_is_asked_again_and_then_gives_everything(
    stand_in: EuropePMCStandIn, name: str
) -> None:
    stand_in.articles = _some(12)
    stand_in.faults = [None, FAULTS[name]]
    assert len(_feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)) == 12


@pytest.mark.parametrize("told", [0, 11, 13, 9_999])
def test_a_wrong_count_is_a_fault_in_either_direction(stand_in: EuropePMCStandIn, told: int) -> None:
    stand_in.articles = _some(12)
    stand_in.faults = [_total(told)] * 20
    with pytest.raises(ServiceUnavailable, match="counts"):
        _feed(stand_in, at_once=5).entered("ME/CFS", FIRST, LAST)


def test_a_total_that_changes_between_two_pages_begins_the_search_again(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = _some(12)
    stand_in.faults = [None, _total(13)]
    assert len(_feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)) == 12
    assert sum(query["cursorMark"] == "*" for _, query, _ in stand_in.asked) == 2


def test_a_cursor_that_ran_out_begins_again_and_is_a_fault_when_it_always_does(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = _some(12)
    lost = status(200, "application/json", b'{"version":"6.9","errCode":400,"errMsg":"Invalid cursorMark"}')
    for expiry in (lost, status(400, "application/json", b"{}"), status(404, "application/json", b"{}")):
        stand_in.faults = [None, None, expiry]
        assert len(_feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)) == 12
        stand_in.faults = [None, expiry] * 9
        with pytest.raises(ServiceUnavailable):
            _feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)
        stand_in.faults = []


def test_a_page_sent_twice_or_pages_in_a_circle_are_faults(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = _some(12)
    first_again: Fault = lambda code, kind, body: (code, kind, _changed(body, nextCursorMark="AoJ4"))  # noqa: E731
    stand_in.faults = [first_again] * 30
    with pytest.raises(ServiceUnavailable):
        _feed(stand_in, at_once=4).entered("ME/CFS", FIRST, LAST)


def test_a_query_that_the_service_refuses_says_what_it_said(stand_in: EuropePMCStandIn) -> None:
    stand_in.faults = [status(200, "application/json", b'{"errCode":400,"errMsg":"Unbalanced brackets"}')]
    with pytest.raises(ServiceUnavailable, match="Unbalanced brackets"):
        _feed(stand_in).entered("(ME/CFS", FIRST, LAST)


def test_records_are_read_as_papers_and_one_that_is_withheld_costs_itself_alone(
    stand_in: EuropePMCStandIn, tmp_path: Path
) -> None:
    stand_in.articles = [*_some(6), Article("PPR9", FIRST, source="PPR", doi="10.1101/2026.01.01.123456")]
    stand_in.withheld = {"MED:1002"}
    sent = list(_feed(stand_in).records([one.name for one in stand_in.articles]))
    assert [name for one in sent for name in one.numbers] == [
        one.name for one in stand_in.articles if one.name != "MED:1002"
    ]
    titles: list[str] = []
    for number, one in enumerate(sent):
        file = tmp_path / f"{number}.json"
        file.write_bytes(one.body)
        items = FileReader().read(file)
        assert all(item.document for item in items), items
        titles += [item.document.paper.title for item in items if item.document]
    assert len(titles) == 6


def test_many_records_that_do_not_come_are_a_fault_of_the_reply(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = _some(3)
    stand_in.withheld = {one.name for one in stand_in.articles}
    with pytest.raises(ServiceUnavailable, match="0 of 3"):
        list(_feed(stand_in).records([one.name for one in stand_in.articles]))


@pytest.mark.parametrize("name", FAULTS)
def test_records_that_cannot_be_asked_for_are_never_taken_for_withdrawn(stand_in: EuropePMCStandIn, name: str) -> None:
    stand_in.articles = _some(3)
    stand_in.faults = [FAULTS[name]] * 20
    with pytest.raises(ServiceUnavailable):
        list(_feed(stand_in).records([one.name for one in stand_in.articles]))


def test_one_paper_is_found_by_each_of_its_identifiers_and_an_unknown_one_by_none(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = [
        Article("1001", FIRST, doi="10.5555/Invented.1", pmcid="PMC501", open=True, licence="cc by"),
        Article("1002", FIRST, doi="10.5555/invented.2"),
    ]
    feed = _feed(stand_in)
    for scheme, value in (("doi", "10.5555/invented.1"), ("pmid", "1001"), ("pmcid", "PMC501")):
        match = feed.about(scheme, value)
        assert match is not None
        assert (match.name, match.open, match.licence) == ("MED:1001", True, "cc by")
    other = feed.about("pmid", "1002")
    assert other is not None
    assert not other.open
    assert feed.about("doi", "10.5555/nowhere") is None


def test_an_answer_about_another_paper_is_a_fault(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = [Article("1001", FIRST, doi="10.5555/invented.1")]
    stand_in.faults = [lambda code, kind, body: (code, kind, body.replace(b"invented.1", b"invented.9"))]
    with pytest.raises(ServiceUnavailable, match="another paper"):
        _feed(stand_in).about("doi", "10.5555/invented.1")


def test_a_full_text_comes_with_its_own_licence_and_not_that_of_a_paper_it_cites(
    stand_in: EuropePMCStandIn, tmp_path: Path
) -> None:
    stand_in.articles = [
        Article("1001", FIRST, pmcid="PMC501", open=True),
        Article("1002", FIRST, pmcid="PMC502", open=True, licence_in_text=""),
        Article("1003", FIRST, pmcid="PMC503"),
    ]
    feed = _feed(stand_in)
    open_text, unlicensed = feed.full_text("PMC501"), feed.full_text("PMC502")
    assert open_text is not None
    assert unlicensed is not None
    assert (open_text.licence, unlicensed.licence) == ("CC BY 4.0", "")
    assert feed.full_text("PMC503") is None
    file = tmp_path / "PMC501.xml"
    file.write_bytes(open_text.body)
    (item,) = FileReader().read(file)
    assert item.document is not None
    assert item.document.level is Level.FULLTEXT_XML


@pytest.mark.parametrize("name", FAULTS)
def test_a_full_text_that_cannot_be_had_is_a_fault_and_not_a_missing_text(
    stand_in: EuropePMCStandIn, name: str
) -> None:
    stand_in.articles = [Article("1001", FIRST, pmcid="PMC501", open=True)]
    stand_in.faults = [FAULTS[name]]
    with pytest.raises(ServiceUnavailable):
        _feed(stand_in).full_text("PMC501")


def test_the_text_of_another_article_is_a_fault(stand_in: EuropePMCStandIn) -> None:
    stand_in.articles = [Article("1001", FIRST, pmcid="PMC501", open=True)]
    stand_in.faults = [lambda code, kind, body: (code, kind, body.replace(b">PMC501<", b">PMC999<"))]
    with pytest.raises(ServiceUnavailable, match="another article"):
        _feed(stand_in).full_text("PMC501")


def test_the_service_s_own_rate_is_obeyed(stand_in: EuropePMCStandIn) -> None:
    stand_in.headers = {"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"}
    waits: list[float] = []
    asker = Asker("Europe PMC", stand_in.address, "", every_s=0, sleep=waits.append, now=lambda: 0.0)
    for _ in range(3):
        EuropePMC(asker).about("pmid", "1")
    assert waits == [0.0, 0.5, 0.5]


@pytest.mark.corpus
def test_the_stand_in_has_the_shapes_of_real_records(corpus: Path) -> None:
    """Old real records wrap every value in a list; below that, each field of ours is one of theirs."""
    files = sorted((corpus / "records").glob("europepmc_*.json"))
    assert files, "the folder of real papers holds no Europe PMC record"
    real = [_unwrapped(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    correction = {"id": "1", "source": "MED", "reference": "x", "type": "Erratum in"}
    ours = Article("1", FIRST, doi="10.5555/x", pmcid="PMC1", open=True, corrections=[correction]).core()
    later = {"pubYear"}  # fields that came with later versions of the service, by its documentation
    missing = [
        path
        for path, kind in _shape(ours)
        if path not in later and (path, kind) not in {s for r in real for s in _shape(r)}
    ]
    assert missing == []


def _unwrapped(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 1:
        return _unwrapped(value[0])
    if isinstance(value, list):
        return [_unwrapped(item) for item in value]
    return {key: _unwrapped(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def _shape(value: Any, path: str = "") -> set[tuple[str, str]]:
    """The path of every field and whether it holds fields of its own."""
    if isinstance(value, list):
        return {found for item in value for found in _shape(item, path)}
    if not isinstance(value, Mapping):
        return {(path, "value")}
    below = {found for key, item in value.items() for found in _shape(item, f"{path}.{key}".lstrip("."))}
    return below | ({(path, "fields")} if path else set())
