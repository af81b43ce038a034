"""Dollars as the database keeps them: whole billionths, rounded up, so that sums are exact and never too small."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

__all__ = ["nanousd", "usd"]


def nanousd(dollars: float) -> int:
    """Billionths of a dollar. Raises ValueError for an amount that no call can cost (negative, infinite, no number)."""
    amount = Decimal(repr(float(dollars)))
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"not an amount of money: {dollars!r}")
    return int(amount.scaleb(9).to_integral_value(ROUND_CEILING))


def usd(amount: int) -> float:
    """Dollars."""
    return float(Decimal(amount).scaleb(-9))
