"""Whether a number is borne out by the numbers of a passage, and how.

Exact first; then rounded to the precision printed; then in other units; then as a share ("36 %" for 4 of 11, "7 in 10"
for 34 of 48); then computed from two numbers of the passage (a sum, a difference, a complement). What was computed is
said to be, so that a person can follow it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.text.atoms import ABSENT, Atom, How, Support, atoms
from pipeline.text.numbers import Kind, Number, Relation
from pipeline.text.reckoning import (
    as_change,
    as_multiple,
    as_part,
    as_share,
    as_sum_or_difference,
    bounded,
    shares,
)

__all__ = ["How", "Support", "supported"]

# "7 in 10" and "1 in 1,000" are ways of telling a share; "7 of 13" names thirteen people.
_ROUND_BASES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1_000, 10_000, 100_000, 1_000_000})
_FINE = 12
_LEAST_SCALED = 1e7


def supported(claim: Number, evidence: Sequence[Number], context: Sequence[Number] = ()) -> Support:
    """How `evidence` bears out `claim`; every value of a range or an interval must be borne out.

    `context` holds numbers known of the whole study, such as its group sizes: they may stand as they are or as the
    whole of a share, but nothing else is computed from them.
    """
    names_too = claim.spelled or claim.kind in (Kind.YEAR, Kind.TIME)
    own, known = tuple(atoms(evidence, names_too=names_too)), tuple(atoms(context, names_too=names_too))
    if claim.kind is Kind.RATIO:
        return _ratio(claim, own, known)
    found = (_value(claim, value, places, own, known) for value, places in zip(claim.values, claim.places, strict=True))
    return max(found, key=lambda support: support.rank, default=ABSENT)


def _value(claim: Number, value: float, places: int, own: tuple[Atom, ...], known: tuple[Atom, ...]) -> Support:
    best = min((_against(claim, value, places, atom) for atom in own + known), key=lambda s: s.rank, default=ABSENT)
    if best.ok or claim.kind in (Kind.YEAR, Kind.P_VALUE):
        return best
    if claim.kind is Kind.TIME:
        return as_sum_or_difference(claim, value, places, own) or best
    if claim.kind is Kind.MULTIPLE:
        return as_multiple(value, own) or best
    if claim.is_share:
        reckoned = [as_share(claim, value, places, own, known), as_change(value, places, own)]
    else:
        reckoned = [as_part(value, own, known) if claim.kind is Kind.COUNT and claim.unit is None else None]
    reckoned.append(as_sum_or_difference(claim, value, places, own))
    return min((support for support in reckoned if support is not None), key=lambda s: s.rank, default=best)


def _against(claim: Number, value: float, places: int, atom: Atom) -> Support:
    """How one value of the evidence bears out `value`."""
    if not _comparable(claim, atom):
        same = math.isclose(value, atom.value, rel_tol=1e-9)
        return Support(How.OTHER_UNIT, atom.shown()) if same else ABSENT
    if claim.kind is Kind.P_VALUE or atom.kind is Kind.P_VALUE:
        return _p_value(claim, value, places, atom)
    target, converted = atom.value, False
    if claim.unit is not None and atom.unit is not None and claim.unit.dimension == atom.unit.dimension:
        target = atom.value * atom.unit.factor / claim.unit.factor
        converted = not math.isclose(claim.unit.factor, atom.unit.factor, rel_tol=1e-9)
    if math.isclose(value, target, rel_tol=1e-9, abs_tol=1e-12):
        return Support(How.CONVERTED, atom.shown()) if converted else Support(How.EXACT)
    if atom.value >= _LEAST_SCALED and any(math.isclose(value * 10**power, atom.value) for power in (6, 9, 12)):
        return Support(How.CONVERTED, atom.shown())  # "150 to 450" where print has "150-450 × 10⁹/L"
    if claim.spelled and claim.unit is None and atom.places:
        return ABSENT  # a number of things in words is not a measure rounded
    if _near(claim.relation, value, places, target, _FINE if converted else atom.places):
        return Support(How.CONVERTED if converted else How.ROUNDED, atom.shown())
    return ABSENT


def _comparable(claim: Number, atom: Atom) -> bool:
    """Whether two numbers may speak of the same thing; where print leaves it open, they may."""
    if claim.is_share != atom.is_share:
        if claim.is_share:
            bare = atom.unit is None and atom.kind in (Kind.DECIMAL, Kind.COUNT, Kind.RANGE, Kind.INTERVAL)
            return bare and not (atom.kind is Kind.COUNT and atom.noun)
        return claim.unit is None and claim.kind is not Kind.TIME and not (claim.kind is Kind.COUNT and claim.noun)
    if claim.kind is Kind.TIME and atom.unit is None and atom.kind is Kind.COUNT and atom.noun.endswith("s"):
        return False  # "four hours" is not borne out by four visits
    if claim.unit is None or atom.unit is None:
        return True
    return claim.unit.measured == atom.unit.measured


def _p_value(claim: Number, value: float, places: int, atom: Atom) -> Support:
    if claim.kind is Kind.P_VALUE and atom.kind is Kind.COUNT:
        return ABSENT
    if math.isclose(value, atom.value, abs_tol=1e-12):
        return Support(How.EXACT)
    if claim.relation is Relation.BELOW and atom.value <= value and value in (0.05, 0.01, 0.001, 0.0001):
        return Support(How.ROUNDED, atom.shown())
    if places < atom.places and abs(value - atom.value) <= 0.5 * 10.0**-places + 1e-12:
        return Support(How.ROUNDED, atom.shown())
    return ABSENT


def _near(relation: Relation, value: float, places: int, target: float, target_places: int) -> bool:
    """Whether `value` is `target` rounded to the precision printed, or bounded by it as the words say."""
    if places < target_places and abs(value - target) <= 0.5 * 10.0**-places + 1e-9:
        return True
    if relation is Relation.EQUAL or value == 0:
        return False
    if relation is Relation.ABOVE:
        return value <= target <= value * 1.25
    if relation is Relation.BELOW:
        return value * 0.8 <= target <= value
    digits = len(str(int(value)).rstrip("0")) if not places and value >= 1 else 3
    size = math.floor(math.log10(abs(target))) if target else 0
    return math.isclose(round(target, digits - 1 - size), value, rel_tol=1e-9)


def _ratio(claim: Number, own: tuple[Atom, ...], known: tuple[Atom, ...]) -> Support:
    """How "part of whole" is borne out: both printed, or the share they make, or one of them reckoned."""
    part, whole = claim.values
    counts = [atom for atom in own if not atom.is_share]
    has_part = any(math.isclose(atom.value, part) for atom in counts)
    has_whole = any(math.isclose(atom.value, whole) for atom in (*counts, *known) if not atom.is_share)
    fraction = claim.spelled and claim.noun == "" and part < whole <= 10
    if has_part and has_whole and not fraction:
        return Support(How.EXACT)
    if whole in _ROUND_BASES or has_whole:
        told = part / whole
        most = 0.05 if claim.relation is Relation.ABOUT else 0.03
        slack = min(0.5 / whole, most) + 1e-9
        fitting = (
            Support(how, why)
            for share, how, why in shares(own, known, implied=whole in _ROUND_BASES)
            if abs(share - told) <= slack or bounded(claim.relation, told, share)
        )
        if best := min(fitting, key=lambda support: support.rank, default=None):
            return best
    if any(math.isclose(atom.value, part) for atom in own if atom.is_share):
        return Support(How.OTHER_UNIT, f"{part:g} %")
    wholes = Support(How.EXACT) if has_whole else as_sum_or_difference(_as_count(claim), whole, 0, own + known)
    parts = Support(How.EXACT) if has_part else as_sum_or_difference(_as_count(claim), part, 0, own)
    if wholes and parts:
        how = How.CONTRAST if How.CONTRAST in (wholes.how, parts.how) else How.COMPUTED
        return Support(how, "; ".join(why for why in (parts.why, wholes.why) if why))
    return ABSENT


def _as_count(claim: Number) -> Number:
    return Number(claim.span, Kind.COUNT, claim.values[:1], claim.places[:1])
