"""What Prometheus reads is what an atlas holds, in the format that its own parser takes."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from prometheus_client.parser import text_string_to_metric_families

from pipeline.domain.backlog import Backlog
from pipeline.domain.feed import Cursor
from pipeline.domain.health import Health
from pipeline.domain.ledger import RunRow, Spending
from pipeline.publishing.metrics import as_prometheus

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEALTH = Health(
    at=NOON,
    papers={"drafted": 12, "failed": 0},
    in_work=1,
    backlog=Backlog(30, 10, 80, 8.0),
    cursors=(
        Cursor("pubmed", NOON.date(), NOON, NOON),
        Cursor("preprints", None, NOON, None, "it answered 500"),
        Cursor("Crossref: status", NOON.date(), NOON, NOON - timedelta(days=2), "down"),
        Cursor("named", NOON.date(), NOON, NOON, "named and not sent: 17"),
    ),
    runs=(RunRow(1, "update", NOON, NOON, 69, {}), RunRow(2, "worker", NOON, None, None, {})),
    batches=(),
    spent=Spending(1.25, 0.5, 3),
    spent_month=Spending(0.1, 0.0, 0),
    month_usd=100.0,
    database_bytes=4096,
    documents_bytes=1 << 40,
)


def _read(text: str) -> dict[tuple[str, str], float]:
    """Each value by its name and its one label, as the parser of Prometheus reads them."""
    found: dict[tuple[str, str], float] = {}
    for family in text_string_to_metric_families(text):
        assert family.type == "gauge"
        assert family.documentation
        for sample in family.samples:
            key = (sample.name, ",".join(sample.labels.values()))
            assert key not in found
            found[key] = sample.value
    return found


def test_every_figure_is_read_back_by_the_parser_of_prometheus() -> None:
    found = _read(as_prometheus(HEALTH, "1.2.3"))
    assert found["atlas_info", "1.2.3"] == 1
    assert (found["atlas_papers", "drafted"], found["atlas_papers", "failed"]) == (12, 0)
    assert (found["atlas_drafts_waiting", "unseen"], found["atlas_drafts_waiting", "in_review"]) == (30, 10)
    assert (found["atlas_drafts_settled_per_week", ""], found["atlas_drafts_waiting_weeks", ""]) == (10, 4)
    assert found["atlas_source_last_success_timestamp_seconds", "pubmed"] == NOON.timestamp()
    assert found["atlas_source_last_success_timestamp_seconds", "preprints"] == 0, "never is long ago"
    assert found["atlas_run_last_exit_code", "update"] == 69
    assert ("atlas_run_last_end_timestamp_seconds", "worker") not in found, "it runs"
    assert (found["atlas_spent_usd", ""], found["atlas_spent_month_usd", ""]) == (1.75, 0.1)
    assert (found["atlas_budget_month_usd", ""], found["atlas_calls_unpriced", ""]) == (100, 3)
    assert found["atlas_disk_bytes", "documents"] == 1 << 40


def test_an_outage_is_a_source_that_could_not_be_asked_not_one_that_left_something_out() -> None:
    found = _read(as_prometheus(HEALTH, "1"))
    out = {source: value for (name, source), value in found.items() if name == "atlas_source_outage"}
    assert out == {"pubmed": 0, "preprints": 1, "Crossref: status": 1, "named": 0}


def test_a_pace_that_is_not_known_is_left_out_and_never_nought() -> None:
    found = _read(as_prometheus(replace(HEALTH, backlog=Backlog(3, 0, 0, 1.0)), "1"))
    assert found["atlas_drafts_waiting", "unseen"] == 3
    assert not [name for name, _ in found if name in {"atlas_drafts_waiting_weeks", "atlas_drafts_settled_per_week"}]


def test_names_that_people_give_their_searches_are_quoted() -> None:
    odd = 'a "quoted" \\ name\nwith a line } and \u2028 \udc80'
    cursors = (Cursor(odd, None, NOON, NOON),)
    text = as_prometheus(replace(HEALTH, cursors=cursors), "1")
    assert ("atlas_source_outage", odd.replace("\udc80", "?")) in _read(text)


def test_the_text_keeps_the_rules_that_parsers_forgive() -> None:
    text = as_prometheus(HEALTH, "1")
    assert text.endswith("\n")
    helped = re.findall(r"^# HELP (\S+) ", text, re.MULTILINE)
    typed = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    assert helped == typed == list(dict.fromkeys(helped)), "each once, and together"
    current = ""
    for line in text.splitlines():
        if line.startswith("# "):
            current = line.split()[2]
            continue
        name = re.match(r"[a-z_]+", line)
        assert name
        assert name.group() == current, "the samples of a metric stand together"
        assert not current.endswith(("_total", "_count", "_sum", "_bucket")), "those are endings of other kinds"
        assert re.fullmatch(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"\})? -?[0-9.e+]+', line), line


def test_a_month_without_a_limit_has_an_infinite_one() -> None:
    assert _read(as_prometheus(replace(HEALTH, month_usd=math.inf), "1"))["atlas_budget_month_usd", ""] == math.inf


def test_an_empty_atlas_has_no_empty_metric() -> None:
    text = as_prometheus(replace(HEALTH, papers={}, cursors=(), runs=()), "1")
    assert "atlas_papers{" not in text
    assert "# HELP atlas_papers " not in text
    assert _read(text)["atlas_papers_in_work", ""] == 1
