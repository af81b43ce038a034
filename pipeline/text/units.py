"""Units of measure as papers print them and as plain language spells them.

A unit has a dimension (`time`, `mass/volume`, `share` for percent) and a factor into that dimension's base unit, so
that "18 months" and "a year and a half", "0.1 m/sec" and "10 centimetres per second" can be compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.regex import regex

__all__ = ["PERCENT", "TIMES", "Unit", "leading_unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its plain name, its dimension, and how many base units of the dimension it holds."""

    name: str
    dimension: str
    factor: float = 1.0

    @property
    def measured(self) -> str:
        """The dimension above the fraction bar: `mass` for a concentration."""
        return self.dimension.partition("/")[0]


PERCENT = Unit("percent", "share", 0.01)
TIMES = Unit("times", "times")
_POINT = Unit("percentage point", "share", 0.01)

_PREFIXES = {"p": 1e-12, "n": 1e-9, "u": 1e-6, "μ": 1e-6, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "d": 1e-1, "k": 1e3}
_LONG_PREFIXES = {
    "pico": 1e-12, "nano": 1e-9, "micro": 1e-6, "milli": 1e-3, "centi": 1e-2, "deci": 1e-1, "kilo": 1e3,
}  # fmt: skip


def _metric() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    bases = (
        ("g", ("gram", "gramme"), "mass"),
        ("l", ("liter", "litre"), "volume"),
        ("m", ("meter", "metre"), "length"),
        ("mol", ("mole",), "amount"),
        ("W", ("watt",), "power"),
        ("J", ("joule",), "energy"),
        ("V", ("volt",), "voltage"),
    )
    for symbol, words, dimension in bases:
        for prefix, factor in ({"": 1.0} | _PREFIXES).items():
            units[prefix + symbol] = Unit(prefix + symbol, dimension, factor)
            if symbol == "l":
                units[f"{prefix}L"] = units[prefix + symbol]
        for word in words:
            for prefix, factor in ({"": 1.0} | _LONG_PREFIXES).items():
                for plural in ("", "s"):
                    units[prefix + word + plural] = Unit(prefix + word, dimension, factor)
    return units


def _others() -> dict[str, Unit]:
    table = (
        ("time", 1.0, "s sec secs second seconds"),
        ("time", 60.0, "min mins minute minutes"),
        ("time", 3600.0, "h hr hrs hour hours"),
        ("time", 86400.0, "d day days"),
        ("time", 604800.0, "wk wks week weeks"),
        ("time", 2629800.0, "mo mos month months"),
        ("time", 31557600.0, "y yr yrs year years"),
        ("time", 1209600.0, "fortnight fortnights"),
        ("beats/time", 1 / 60, "bpm"),
        ("beats", 1.0, "beat beats"),
        ("breaths", 1.0, "breath breaths"),
        ("pressure", 1.0, "mmHg"),
        ("temperature", 1.0, "°C ℃"),
        ("energy", 4184.0, "kcal kilocalorie kilocalories"),
        ("points", 1.0, "point points"),
        ("steps", 1.0, "step steps"),
        ("activity", 1.0, "U IU units"),
    )
    units: dict[str, Unit] = {}
    for dimension, factor, names in table:
        words = names.split()
        for word in words:
            units[word] = Unit(words[-1] if dimension != "temperature" else "°C", dimension, factor)
    units |= {"%": PERCENT, "percent": PERCENT, "per cent": PERCENT, "pct": PERCENT}
    units |= {"percentage point": _POINT, "percentage points": _POINT, "percent points": _POINT}
    units |= {"times": TIMES, "time": TIMES, "fold": TIMES}
    return units


_UNITS = _metric() | _others()
# Letters that are more often something else than a unit when they stand alone ("5 m", "4 d" are rare, "3 V" rarer).
_DOUBTFUL = frozenset("m l L d y V J W U s h g cm dm".split()) - frozenset("g h s cm W".split())
_SORTED = sorted(_UNITS, key=len, reverse=True)
_ONE = regex("(" + "|".join(re.escape(unit) for unit in _SORTED) + r")(?![A-Za-zμ])")
_PER = regex(r"\s?(?:/|\bper\b)\s?(?:an?\s)?")
_INVERSE = regex(r"\s?[.·⋅∙ ]\s?(" + "|".join(re.escape(unit) for unit in _SORTED) + r")(?:\^?[-−–]1|⁻¹)(?!\d)")


def leading_unit(text: str, position: int = 0) -> tuple[Unit, int] | None:
    """The unit that stands at `position` of `text`, and where it ends; None where none does."""
    found = _ONE.match(text, position)
    if found is None:
        return None
    unit, end = _UNITS[found.group(1)], found.end()
    below: list[Unit] = []
    while len(below) < 3:
        inverse = _INVERSE.match(text, end)
        if inverse is not None:
            below.append(_UNITS[inverse.group(1)])
            end = inverse.end()
            continue
        per = _PER.match(text, end)
        divisor = _ONE.match(text, per.end()) if per else None
        if divisor is None:
            break
        below.append(_UNITS[divisor.group(1)])
        end = divisor.end()
    if not below and found.group(1) in _DOUBTFUL:
        return None
    for divisor_unit in below:
        unit = Unit(
            f"{unit.name}/{divisor_unit.name}",
            f"{unit.dimension}/{divisor_unit.dimension}",
            unit.factor / divisor_unit.factor,
        )
    return unit, end
