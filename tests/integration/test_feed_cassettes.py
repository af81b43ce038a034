"""What PubMed, Europe PMC and Crossref are asked, held by recorded exchanges: another question no longer matches.

The cassettes were recorded against this project's own stand-ins (tests/services), not against the services, and say so
in their first line: `ATLAS_RECORD=1 pytest tests/integration/test_feed_cassettes.py` makes them anew. They are matched
on method, path, query and body; contact and key are filtered; a cassette that was played in part only fails.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vcr
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.serializers import yamlserializer

from pipeline.domain.doi_status import Affected
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.feeds.pubmed import PubMed
from tests.services.crossref import CrossrefStandIn, update, work
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.pubmed import PubMedStandIn, Record
from tests.services.standing_in import StandIn

FOLDER = Path(__file__).parent / "cassettes/feeds"
RECORD = bool(os.environ.get("ATLAS_RECORD"))
SAYS = "# Recorded against the stand-in of tests/services, not against the service; every record in it is invented.\n"
CONTACT, KEY = "canary@example.org", "canary-key"
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 9)
DOI = "10.5555/invented.1001"
NAMES = ("pubmed", "europepmc", "crossref")


class _Saying:
    """YAML that begins by saying what it was recorded against."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return SAYS + str(yamlserializer.serialize(cassette))

    @staticmethod
    def deserialize(text: str) -> Any:
        return yamlserializer.deserialize(text)


def _bare_request(request: Any) -> Any:
    """Without what differs from one recording to the next: the port, and what the client says of itself."""
    request.uri = re.sub(r"^http://127\.0\.0\.1:\d+/", "http://stand-in.invalid/", request.uri)
    request.headers = {name: value for name, value in request.headers.items() if name.lower() == "content-type"}
    return request


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() == "content-type"}
    return {**response, "headers": kept}


RECORDER = vcr.VCR(
    cassette_library_dir=str(FOLDER),
    record_mode="all" if RECORD else "none",
    match_on=["method", "path", "query", "body"],
    filter_query_parameters=["email", "mailto", "api_key"],
    filter_post_data_parameters=["email", "api_key"],
    before_record_request=_bare_request,
    before_record_response=_bare_response,
    serializer="saying",
)
RECORDER.register_serializer("saying", _Saying)


@dataclass(frozen=True)
class Tape:
    """One service: its stand-in, what is asked of it, and the questions that must not be answered from its tape."""

    stand_in: StandIn
    ask: Callable[[Asker], None]
    ask_otherwise: Callable[[Asker], object]


def _pubmed(asker: Asker) -> None:
    pubmed = PubMed(asker, KEY)
    assert pubmed.entered("ME/CFS[tiab]", FIRST, LAST) == ("1001", "1002")
    assert pubmed.changed(["1001", "1002"], FIRST, LAST) == ("1002",)
    (sent,) = pubmed.records(["1001", "1002"])
    assert sent.numbers == ("1001", "1002")
    assert b"RetractionIn" in sent.body


def _europepmc(asker: Asker) -> None:
    europepmc = EuropePMC(asker, at_once=1)
    assert europepmc.entered("ME/CFS", FIRST, LAST) == ("MED:1001", "PPR:PPR77")
    match = europepmc.about("doi", DOI)
    assert match is not None
    assert match.open
    text = europepmc.full_text(match.pmcid)
    assert text is not None
    assert text.licence.startswith("CC BY")
    assert europepmc.full_text("PMC404") is None


def _crossref(asker: Asker) -> None:
    crossref = Crossref(asker, lambda: LAST)
    retracted, unknown = crossref.statuses([DOI, "10.5555/nowhere"])
    assert (retracted.affected, unknown.affected) == (Affected.YES, Affected.COULD_NOT_ASK)
    assert [(one.kind, one.doi) for one in retracted.versions] == [("preprint", "10.1101/2026.01.01.26000001")]


def _tapes() -> dict[str, Tape]:
    known = work(
        DOI,
        relation={"has-preprint": [{"id-type": "doi", "id": "10.1101/2026.01.01.26000001", "asserted-by": "subject"}]},
        **{"updated-by": [update("retraction", "10.5555/notice", (2026, 3, 8))]},
    )
    articles = [
        Article("1001", FIRST, doi=DOI, pmcid="PMC501", open=True, licence="cc by"),
        Article("PPR77", FIRST, source="PPR", doi="10.1101/2026.01.01.26000001"),
    ]
    records = [Record("1001", FIRST), Record("1002", FIRST, changed=LAST, retracted_by="2001")]
    return {
        "pubmed": Tape(
            PubMedStandIn(records=records),
            _pubmed,
            lambda asker: PubMed(asker, KEY).entered("another question", FIRST, LAST),
        ),
        "europepmc": Tape(
            EuropePMCStandIn(articles=articles),
            _europepmc,
            lambda asker: EuropePMC(asker, at_once=1).entered("another question", FIRST, LAST),
        ),
        "crossref": Tape(
            CrossrefStandIn(works=[known]),
            _crossref,
            lambda asker: Crossref(asker, lambda: LAST).status("10.5555/other"),
        ),
    }


@contextmanager
def _asker(tape: Tape) -> Iterator[Asker]:
    """An asker of the stand-in while recording, and of nobody while playing."""
    with tape.stand_in as running:
        path = "/".join(running.address.split("/")[3:])
        address = running.address if RECORD else f"http://127.0.0.1:9/{path}"
        yield Asker("the service", address, CONTACT, every_s=0, tries=1, sleep=lambda _s: None)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_and_read_is_what_was_recorded(name: str) -> None:
    tape = _tapes()[name]
    with _asker(tape) as asker, RECORDER.use_cassette(f"{name}.yaml") as cassette:
        tape.ask(asker)
    assert RECORD or cassette.all_played
    assert bool(tape.stand_in.asked) is RECORD, "nobody is asked while a tape is played"


@pytest.mark.skipif(RECORD, reason="nothing is compared while recording")
@pytest.mark.parametrize("name", NAMES)
def test_another_question_is_never_given_a_recorded_answer(name: str) -> None:
    tape = _tapes()[name]
    with (
        _asker(tape) as asker,
        RECORDER.use_cassette(f"{name}.yaml") as cassette,
        pytest.raises(CannotOverwriteExistingCassetteException),
    ):
        tape.ask_otherwise(asker)
    assert not cassette.all_played


def test_every_cassette_says_what_it_was_recorded_against_and_holds_neither_contact_nor_key() -> None:
    tapes = sorted(FOLDER.glob("*.yaml"))
    assert [tape.stem for tape in tapes] == sorted(NAMES)
    for tape in tapes:
        text = tape.read_text(encoding="utf-8")
        assert text.startswith(SAYS)
        assert "canary" not in text.lower()
        assert "127.0.0.1" not in text
