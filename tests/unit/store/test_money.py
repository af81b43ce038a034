"""Money is exact and never too small."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store.money import nanousd, usd


@settings(derandomize=True)
@given(st.integers(0, 10**15))
def test_money_when_in_whole_billionths_then_it_comes_back_equal(amount: int) -> None:
    assert nanousd(usd(amount)) == amount


@settings(derandomize=True)
@given(st.floats(0, 1e6))
def test_money_when_finer_than_a_billionth_then_it_is_rounded_up(dollars: float) -> None:
    assert 0 <= nanousd(dollars) / 1e9 - dollars <= 1.0001e-9 + dollars * 1e-15


@pytest.mark.parametrize("amount", [-1e-9, float("nan"), float("inf"), float("-inf")])
def test_money_when_it_is_no_amount_then_it_is_refused(amount: float) -> None:
    with pytest.raises(ValueError, match="amount"):
        nanousd(amount)
