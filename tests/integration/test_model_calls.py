"""Calls through the ledger to a misbehaving server: how often it is asked, what counts, what is bought once only."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.exchange import Api, Completion, Request, Rung
from pipeline.domain.ledger import Spending
from pipeline.errors import (
    BudgetReached,
    CallTimedOut,
    EndpointRefuses,
    NotSent,
    PipelineError,
    QuotaExhausted,
    ReplyUnreadable,
    RequestRefused,
    RetryLater,
    ServiceUnavailable,
)
from pipeline.llm.money import Budget, Price
from pipeline.llm.openai import OpenAIServer
from pipeline.llm.paid import PaidModel
from pipeline.llm.retrying import Patience
from pipeline.prompting.bodies import Target
from pipeline.store import Ledger
from pipeline.wiring import SystemClock
from tests.faults.server import FaultServer, serving
from tests.integration.test_model_server import KEY, question

PRICE = Price(input=1.0, output=10.0)
ONE_CALL = (4000 * 1.0 + 900 * 10.0) / 1e6
PATIENCE = Patience(tries=3, shortest_s=0.01, longest_s=5.0)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "atlas.db") as opened:
        yield opened


def _budget(*, price: Price | None = PRICE, usd: float = 10.0, tokens: int = 10_000_000) -> Budget:
    return Budget(price=price, usd=usd, tokens=tokens)


def _completed(
    ledger: Ledger,
    *requests: Request,
    budget: Budget | None = None,
    month_usd: float = 100.0,
    again: str = "",
    seconds: float = 5.0,
) -> list[Completion | Exception]:
    """What became of each request, asked one after the other in one run."""

    async def run() -> list[Completion | Exception]:
        ended: list[Completion | Exception] = []
        model = PaidModel(
            OpenAIServer(requests[0].endpoint, key=KEY, seconds=seconds),
            ledger.calls,
            SystemClock(),
            budget or _budget(),
            target=Target(requests[0].endpoint, Api.CHAT, requests[0].model),
            month_usd=month_usd,
            rung=Rung.JSON_SCHEMA,
            patience=PATIENCE,
            again=again,
        )
        for request in requests:
            try:
                ended.append(await model.complete(request, paper=None))
            except PipelineError as error:
                ended.append(error)
        await model.close()
        return ended

    return asyncio.run(run())


def _another(request: Request, number: int) -> Request:
    return replace(request, body={**request.body, "user": f"another question {number}"})


def test_a_question_that_was_answered_is_not_asked_again_by_any_run(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        (first,), (second,) = _completed(ledger, request), _completed(ledger, request)
    assert isinstance(first, Completion)
    assert first == second
    assert len(server.seen) == 1
    assert ledger.calls.spent() == Spending(ONE_CALL, 0.0)


def test_an_answer_is_there_when_budget_server_and_key_are_gone(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        _completed(ledger, request)
    (kept,) = _completed(ledger, request, budget=_budget(usd=0.0))
    assert isinstance(kept, Completion)


def test_again_asks_anew_and_both_answers_are_paid(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        _completed(ledger, request)
        _completed(ledger, request, again="2026-11-22")
        _completed(ledger, request, again="2026-11-22")
    assert len(server.seen) == 2
    assert ledger.calls.spent().known_usd == pytest.approx(2 * ONE_CALL)


@pytest.mark.parametrize(
    "fault", ["429", "429-seconds", "429-ms", "429-date", "500", "503-html", "reset", "half-body", "html"]
)
def test_what_passes_is_asked_again_and_the_reply_kept(ledger: Ledger, fault: str) -> None:
    with serving() as server:
        (ended,) = _completed(ledger, question(server, f"{fault}+ok"))
    assert isinstance(ended, Completion)
    assert [seen.fault for seen in server.seen] == [fault, "ok"]
    spent = ledger.calls.spent()
    assert spent.known_usd == ONE_CALL
    assert (spent.uncertain_usd == 0) is fault.startswith("429")  # nobody knows what a broken call cost


@pytest.mark.parametrize(
    ("fault", "calls", "error"),
    [
        ("429", 3, RetryLater),
        ("429-long", 1, RetryLater),
        ("500", 3, ServiceUnavailable),
        ("reset", 2, CallTimedOut),
        ("html", 2, ReplyUnreadable),
        ("gzip-bomb", 2, ReplyUnreadable),
        ("redirect", 2, ReplyUnreadable),
        ("quota", 1, QuotaExhausted),
        ("key", 1, EndpointRefuses),
        ("bad-request", 1, RequestRefused),
    ],
)
def test_what_does_not_pass_is_asked_no_more_often_than_the_policy_says(
    ledger: Ledger, fault: str, calls: int, error: type[PipelineError]
) -> None:
    with serving() as server:
        (ended,) = _completed(ledger, question(server, fault))
    assert isinstance(ended, error)
    assert len(server.seen) == calls
    assert ledger.calls.open_attempts() == ()


def test_a_long_wait_parks_until_the_time_the_server_named_and_nobody_is_asked_before(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "429-long")
        first, second = _completed(ledger, request, _another(request, 1))
    assert isinstance(first, RetryLater)
    assert first.not_before is not None
    assert 7000 < (first.not_before - datetime.now(UTC)).total_seconds() <= 7200
    assert isinstance(second, RetryLater)
    assert second.not_before == first.not_before
    assert len(server.seen) == 1


def test_a_dead_server_is_found_out_once_and_not_by_every_paper(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
    ended = _completed(ledger, *(_another(request, number) for number in range(6)))
    assert [type(one) for one in ended] == [NotSent] * 3 + [RetryLater] * 3
    assert ledger.calls.spent().total_usd == 0.0


def test_a_call_in_the_air_is_counted_at_its_worst_when_it_times_out(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "hang")
        (ended,) = _completed(ledger, request, seconds=0.3)
    assert isinstance(ended, CallTimedOut)
    worst = (request.sent_bytes + 1000) * 1.0e-6 + request.most_output * 10.0e-6
    assert ledger.calls.spent().uncertain_usd == pytest.approx(2 * worst)


def test_a_known_price_is_never_exceeded_however_many_papers_wait(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        budget = _budget(usd=0.15)
        ended = _completed(ledger, *(_another(request, number) for number in range(20)), budget=budget)
    bought = sum(isinstance(one, Completion) for one in ended)
    assert 0 < bought < 20
    assert isinstance(ended[-1], BudgetReached)
    assert budget.reached
    assert ledger.calls.spent().total_usd <= 0.15
    assert len(server.seen) == bought


def test_a_month_is_shared_by_all_runs(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        for number in range(20):
            (ended,) = _completed(ledger, _another(request, number), month_usd=0.15)
    assert isinstance(ended, BudgetReached)
    assert "month" in ended.message
    assert 0 < ledger.calls.spent().total_usd <= 0.15


def test_an_unknown_price_is_unknown_and_tokens_are_limited_instead(ledger: Ledger) -> None:
    with serving() as server:
        request = question(server, "ok")
        budget = _budget(price=None, tokens=60_000)
        ended = _completed(ledger, *(_another(request, number) for number in range(20)), budget=budget)
    assert isinstance(ended[0], Completion)
    assert ended[0].cost_usd is None
    assert isinstance(ended[-1], BudgetReached)
    assert budget.used_tokens <= 60_000
    assert ledger.calls.spent().unpriced_calls == len(server.seen)


def test_missing_usage_leaves_the_worst_case_counted(ledger: Ledger) -> None:
    with serving() as server:
        (ended,) = _completed(ledger, question(server, "no-usage"))
    assert isinstance(ended, Completion)
    assert ended.cost_usd is None
    assert ledger.calls.spent().uncertain_usd > ONE_CALL


@pytest.mark.parametrize("thinks", [0, 5_000])
@pytest.mark.parametrize("can", ["json_schema", "json_object", "plain"])
def test_what_a_server_can_do_is_asked_once_and_remembered(ledger: Ledger, can: str, thinks: int) -> None:
    async def held(server: FaultServer) -> Rung:
        model = PaidModel(
            OpenAIServer(server.url, key=None, seconds=5),
            ledger.calls,
            SystemClock(),
            _budget(),
            target=Target(server.url, Api.CHAT, "ok"),
            month_usd=1.0,
            patience=PATIENCE,
        )
        rungs = await asyncio.gather(*(model.holds() for _ in range(5)))
        await model.close()
        assert len(set(rungs)) == 1
        return rungs[0]

    with serving(can=can, thinks=thinks) as server:
        assert asyncio.run(held(server)) is Rung(can)
        asked = len(server.probes)
        assert asyncio.run(held(server)) is Rung(can)
        assert len(server.probes) == asked == list(Rung).index(Rung(can)) + 1
