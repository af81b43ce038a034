"""The share of a distribution beyond a test statistic: normal, t, F, chi-square and correlation.

The incomplete beta and gamma functions are worked out by their continued fraction (Lentz's method) or series, as in
Press et al., Numerical Recipes, chapter 6. They are exact to about ten digits, far more than any paper prints.
"""

from __future__ import annotations

import math

__all__ = ["beyond_chi_square", "beyond_f", "beyond_r", "beyond_t", "beyond_z"]

_TINY = 1e-300
_CLOSE = 1e-12
_MOST_STEPS = 500


def beyond_z(z: float) -> float:
    """The two-sided P value of a standard normal statistic."""
    return math.erfc(abs(z) / math.sqrt(2))


def beyond_t(t: float, df: float) -> float:
    """The two-sided P value of a t statistic with `df` > 0 degrees of freedom."""
    return _beta_share(df / (df + t * t), df / 2, 0.5)


def beyond_f(f: float, df1: float, df2: float) -> float:
    """The P value of an F statistic; both degrees of freedom above 0."""
    return 1.0 if f <= 0 else _beta_share(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def beyond_r(r: float, df: float) -> float:
    """The two-sided P value of a correlation with `df` degrees of freedom, two fewer than pairs."""
    return 0.0 if abs(r) >= 1 else beyond_t(r * math.sqrt(df / (1 - r * r)), df)


def beyond_chi_square(x: float, df: float) -> float:
    """The P value of a chi-square statistic with `df` > 0 degrees of freedom."""
    return 1.0 if x <= 0 else _gamma_tail(df / 2, x / 2)


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    front = math.exp(log_front)
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST_STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + step * d)
            c = _not_zero(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _gamma_tail(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x)."""
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, _MOST_STEPS):
            term *= x / (a + n)
            total += term
            if term < total * _CLOSE:
                break
        return 1 - front * total
    b, c = x + 1 - a, 1 / _TINY
    d = 1 / _not_zero(b)
    value = d
    for n in range(1, _MOST_STEPS):
        step = -n * (n - a)
        b += 2
        d = 1 / _not_zero(step * d + b)
        c = _not_zero(b + step / c)
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return front * value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
