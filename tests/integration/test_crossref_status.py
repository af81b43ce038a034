"""Retracted, not retracted, or could not ask: Crossref over real HTTP from a stand-in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from vcr.serializers import yamlserializer

from pipeline.domain.doi_status import Affected
from pipeline.domain.paper import NoticeKind, PubStatus, Version
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from tests.services.crossref import CrossrefStandIn, update, work
from tests.services.standing_in import FAULTS, status

DOI = "10.5555/invented.1"
TODAY = date(2026, 3, 1)
ODD = "10.1002/(SICI)1097-0142(19970101)79:1<1::AID-CNCR1>3.0.CO;2-X"


@pytest.fixture
def stand_in() -> Iterator[CrossrefStandIn]:
    """Crossref with one work that nothing happened to."""
    with CrossrefStandIn(works=[work(DOI)]) as running:
        yield running


def _crossref(stand_in: CrossrefStandIn, *, tries: int = 1) -> Crossref:
    asker = Asker("Crossref", stand_in.address, "x@example.org", every_s=0, tries=tries, sleep=lambda _s: None)
    return Crossref(asker, lambda: TODAY)


def test_a_work_without_updates_is_not_affected_as_of_today(stand_in: CrossrefStandIn) -> None:
    told = _crossref(stand_in).status(DOI)
    assert (told.affected, told.status, told.as_of) == (Affected.NO, PubStatus.PUBLISHED, "2026-03-01")
    path, query, agent = stand_in.asked[0]
    assert path.startswith("/works/")
    assert query == {"mailto": "x@example.org"}
    assert "mailto:x@example.org" in agent


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("retraction", PubStatus.RETRACTED),
        ("withdrawal", PubStatus.RETRACTED),
        ("removal", PubStatus.RETRACTED),
        ("expression_of_concern", PubStatus.CONCERN),
        ("correction", PubStatus.CORRECTED),
        ("partial_retraction", PubStatus.CORRECTED),
    ],
)
def test_an_affected_work_says_how_since_when_and_who_says_so(
    stand_in: CrossrefStandIn, kind: str, expected: PubStatus
) -> None:
    stand_in.works = [work(DOI, **{"updated-by": [update(kind, "10.5555/n", (2025, 1, 5), source="retraction-watch")]})]
    told = _crossref(stand_in).status(DOI)
    (notice,) = told.notices
    assert (told.affected, told.status) == (Affected.YES, expected)
    assert (notice.day, notice.said_by, notice.doi) == ("2025-01-05", "retraction-watch", "10.5555/n")


def test_the_worst_of_several_notices_decides_and_all_are_kept(stand_in: CrossrefStandIn) -> None:
    by = [update("correction", "10.5555/c", (2010,)), update("retraction", "10.5555/r", (2011, 12))]
    stand_in.works = [work(DOI, **{"updated-by": by})]
    told = _crossref(stand_in).status(DOI)
    assert told.status is PubStatus.RETRACTED
    assert [one.day for one in told.notices] == ["2010", "2011-12"]


def test_a_notice_is_never_taken_for_the_paper_that_it_retracts(stand_in: CrossrefStandIn) -> None:
    to = [update("retraction", "10.5555/paper", (2025, 1, 5))]
    stand_in.works = [work(DOI, title=["RETRACTED: Pacing"], **{"update-to": to})]
    told = _crossref(stand_in).status(DOI)
    assert told.affected is Affected.NO
    assert [(one.kind, one.doi) for one in told.gives] == [(NoticeKind.RETRACTS, "10.5555/paper")]


def test_a_title_that_says_retracted_counts_where_no_notice_is_linked(stand_in: CrossrefStandIn) -> None:
    stand_in.works = [work(DOI, title=["RETRACTED ARTICLE: Pacing"])]
    told = _crossref(stand_in).status(DOI)
    assert (told.affected, told.notices[0].said_by) == (Affected.YES, "title")


def test_preprint_and_article_are_named_and_are_no_notices(stand_in: CrossrefStandIn) -> None:
    relation = {
        "has-preprint": [{"id-type": "doi", "id": "10.1101/2025.01.01.123456", "asserted-by": "subject"}],
        "is-preprint-of": [{"id-type": "arxiv", "id": "2501.00001", "asserted-by": "subject"}],
    }
    by = [update("new_version", "10.5555/v2", (2025, 1, 5))]
    stand_in.works = [work(DOI, relation=relation, **{"updated-by": by})]
    told = _crossref(stand_in).status(DOI)
    assert told.affected is Affected.NO
    assert told.versions == (
        Version(kind="article", note="arxiv: 2501.00001"),
        Version(kind="preprint", doi="10.1101/2025.01.01.123456"),
        Version(kind="newer version", doi="10.5555/v2"),
    )


def test_a_doi_with_every_awkward_character_is_asked_for_whole(stand_in: CrossrefStandIn) -> None:
    stand_in.works = [work(ODD), work("10.5555/a?b#c%20d")]
    for doi in (ODD, "https://doi.org/" + ODD, "10.5555/a?b#c%2520d"):
        assert _crossref(stand_in).status(doi).affected is Affected.NO, doi


@pytest.mark.parametrize("name", FAULTS)
def test_a_service_that_fails_is_never_taken_for_not_retracted(stand_in: CrossrefStandIn, name: str) -> None:
    stand_in.works = [work(DOI, **{"updated-by": [update("retraction", "10.5555/n", (2025, 1, 5))]})]
    stand_in.faults = [FAULTS[name]]
    told = _crossref(stand_in).status(DOI)
    assert (told.affected, told.status) == (Affected.COULD_NOT_ASK, None)
    assert told.reason


@pytest.mark.parametrize(
    "body",
    [
        {"status": "failed", "message-type": "validation-failure", "message": []},
        {"status": "ok", "message-type": "work-list", "message": {"items": [], "total-results": 0}},
        {"status": "ok", "message-type": "work", "message": {}},
        {"status": "ok", "message-type": "work", "message": work("10.5555/another")},
        {"status": "ok", "message-type": "work", "message": work(DOI, **{"updated-by": "retraction"})},
        {"status": "ok", "message-type": "work", "message": work(DOI, **{"updated-by": [{"type": "annulment"}]})},
    ],
)
def test_an_answer_that_cannot_be_told_is_no_clean_record(stand_in: CrossrefStandIn, body: dict[str, Any]) -> None:
    stand_in.faults = [status(200, "application/json", json.dumps(body).encode())]
    assert _crossref(stand_in).status(DOI).affected is Affected.COULD_NOT_ASK


@pytest.mark.parametrize("doi", ["10.5555/nobody", "no doi at all", ""])
def test_a_doi_that_crossref_does_not_hold_could_not_be_asked_about(stand_in: CrossrefStandIn, doi: str) -> None:
    told = _crossref(stand_in).status(doi)
    assert told.affected is Affected.COULD_NOT_ASK
    assert "DOI" in told.reason


def test_a_batch_goes_on_after_a_fault_and_leaves_a_service_that_is_down_alone(stand_in: CrossrefStandIn) -> None:
    stand_in.faults = [FAULTS["500"]]
    told = list(_crossref(stand_in).statuses([DOI, DOI]))
    assert [one.affected for one in told] == [Affected.COULD_NOT_ASK, Affected.NO]
    stand_in.asked.clear()
    stand_in.faults = [FAULTS["500"]] * 50
    told = list(_crossref(stand_in).statuses([DOI] * 10))
    assert {one.affected for one in told} == {Affected.COULD_NOT_ASK}
    assert len(stand_in.asked) == 3


def test_papers_that_nobody_can_tell_about_do_not_count_as_an_outage(stand_in: CrossrefStandIn) -> None:
    strange = [work(f"10.5555/s{n}", **{"updated-by": [{"type": "annulment"}]}) for n in range(5)]
    stand_in.works += strange
    told = list(_crossref(stand_in).statuses([*(one["DOI"] for one in strange), DOI]))
    assert [one.affected for one in told] == [Affected.COULD_NOT_ASK] * 5 + [Affected.NO]


def test_patience_that_the_service_asks_for_is_given(stand_in: CrossrefStandIn) -> None:
    stand_in.headers = {"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"}
    stand_in.faults = [FAULTS["429"]]
    waits: list[float] = []
    asker = Asker("Crossref", stand_in.address, "", every_s=0, sleep=waits.append, now=lambda: 0.0)
    assert Crossref(asker, lambda: TODAY).status(DOI).affected is Affected.NO
    assert waits == [0.0, 0.2]


@pytest.mark.corpus
def test_the_stand_in_has_the_shapes_of_real_works(corpus: Path) -> None:
    """A real reply holds no retraction, so `updated-by` is checked against the documentation alone."""
    cassette = yamlserializer.deserialize((corpus / "records/crossref_works.yml").read_text(encoding="utf-8"))
    reply = json.loads(cassette["http_interactions"][0]["response"]["body"]["string"])
    real = reply["message"]["items"]
    ours = work(DOI, relation={"is-preprint-of": [{"id-type": "doi", "id": DOI, "asserted-by": "subject"}]})
    assert {"status", "message-type", "message-version", "message"} <= set(reply)
    for key, value in ours.items():
        theirs = [one[key] for one in real if key in one]
        assert theirs, key
        assert {type(one) for one in theirs} == {type(value)}, key
    (relation,) = (one["relation"] for one in real if one.get("relation"))
    assert relation.keys() == {"is-preprint-of"}
    assert relation["is-preprint-of"][0].keys() == ours["relation"]["is-preprint-of"][0].keys()
