"""Money: prices with their discounts, and budgets that no order of events exceeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.exchange import Api, Request, Usage
from pipeline.errors import BudgetReached
from pipeline.llm.money import Budget, Hold, Price

PRICE = Price(input=2.0, output=8.0, cached_input=0.5)


def _request(words: str = "x", most_output: int = 100) -> Request:
    return Request("http://localhost/v1", Api.CHAT, "m", {"words": words}, "p/1", "", most_output)


def test_cached_tokens_cost_what_cached_tokens_cost() -> None:
    assert PRICE.of(Usage(input=1000, output=100, cached=400)) == pytest.approx((600 * 2 + 400 * 0.5 + 100 * 8) / 1e6)
    assert Price(2.0, 8.0).of(Usage(1000, 100, cached=400)) == pytest.approx((1000 * 2 + 100 * 8) / 1e6)
    assert PRICE.of(Usage(1000, 100)) == pytest.approx((1000 * 2 + 100 * 8) / 1e6), "not told, so no discount"


def test_what_is_set_aside_is_enough_also_where_kept_input_costs_more() -> None:
    odd = Price(input=1.0, output=8.0, cached_input=3.0)
    assert odd.most(1000, 100) >= odd.of(Usage(1000, 100, cached=1000))
    assert PRICE.most(1000, 100) == pytest.approx(PRICE.of(Usage(1000, 100)))


def test_a_batch_costs_what_batches_cost_and_nothing_is_guessed_where_nobody_told_it() -> None:
    told = Price(2.0, 8.0, cached_input=0.5, batch_input=1.0, batch_output=4.0).in_batch()
    assert told is not None
    assert told.of(Usage(1000, 100, cached=400)) == pytest.approx((1000 * 1 + 100 * 4) / 1e6)
    assert PRICE.in_batch() is None


def test_a_call_without_end_goes_on_counting_and_a_free_one_does_not() -> None:
    budget = Budget(price=PRICE, usd=1.0, tokens=0)
    hold = budget.hold(_request())
    budget.settle(hold, None, None)
    assert budget.used_usd == hold.usd
    budget.release(budget.hold(_request()))
    assert budget.used_usd == pytest.approx(hold.usd)


def test_two_models_of_a_run_have_one_limit_each_at_its_own_price() -> None:
    dear = Budget(price=PRICE, usd=0.02, tokens=5_000)
    cheap = dear.beside(Price(input=0.2, output=0.8))
    free = dear.beside(None)
    first, second = dear.hold(_request()), cheap.hold(_request())
    assert first.usd is not None
    assert second.usd == pytest.approx(first.usd / 10)
    assert dear.used_usd == cheap.used_usd == pytest.approx(1.1 * first.usd)
    with pytest.raises(BudgetReached):
        cheap.hold(_request(most_output=50_000))
    assert dear.reached
    free.hold(_request())
    assert "USD and" in free.in_words()
    assert "tokens of unknown price" in dear.in_words()
    with pytest.raises(BudgetReached, match="not known"):
        free.hold(_request(most_output=5_000))


def test_reasons_name_what_would_let_the_call_through() -> None:
    with pytest.raises(BudgetReached) as dollars:
        Budget(price=PRICE, usd=0.0, tokens=0).hold(_request())
    assert "--max-cost" in dollars.value.hint
    with pytest.raises(BudgetReached) as tokens:
        Budget(price=None, usd=5.0, tokens=10).hold(_request())
    assert "--max-tokens" in tokens.value.hint
    assert "not known" in tokens.value.message


@given(
    calls=st.lists(
        st.tuples(
            st.integers(0, 3000), st.integers(1, 2000), st.floats(0, 1), st.sampled_from(["used", "lost", "free"])
        ),
        max_size=40,
    ),
    in_the_air=st.integers(1, 5),
)
def test_what_the_provider_takes_never_exceeds_the_budget(
    calls: list[tuple[int, int, float, str]], in_the_air: int
) -> None:
    budget = Budget(price=PRICE, usd=0.05, tokens=0)
    flying: list[tuple[Hold, Usage, str]] = []
    taken = 0.0
    for length, most_output, share, end in calls:
        try:
            hold = budget.hold(_request("x" * length, most_output))
        except BudgetReached:
            continue
        flying.append((hold, Usage(int(length * share), int(most_output * share)), end))
        if len(flying) >= in_the_air:
            landed, usage, how = flying.pop(0)
            cost = PRICE.of(usage)
            if how == "free":
                budget.release(landed)
            else:
                taken += cost
                budget.settle(landed, usage if how == "used" else None, cost if how == "used" else None)
        in_flight = sum(PRICE.of(usage) for _, usage, how in flying if how != "free")
        assert taken + in_flight <= 0.05 + 1e-9
