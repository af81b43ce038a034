"""Whether a number is borne out by the numbers of a passage, and how.

Exact first; then rounded to the precision printed; then in other units; then as a share ("36 %" for 4 of 11, "7 in 10"
for 34 of 48); then computed from two numbers of the passage (a sum, a difference, a complement). What was computed is
said to be, so that a person can follow it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text.numbers import Kind, Number, Relation
from pipeline.text.units import Unit

__all__ = ["How", "Support", "supported"]


class How(StrEnum):
    """In what way a number is borne out, or why not."""

    EXACT = "exact"
    ROUNDED = "rounded"
    CONVERTED = "converted"
    SHARE = "share"
    COMPUTED = "computed"
    OTHER_UNIT = "other_unit"  # the figure is there, but it counts or measures something else
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Support:
    """How a number is borne out; `why` is a few words for people ("4 of 11", "50 + 20")."""

    how: How
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether the passage bears the number out."""
        return self.how not in (How.OTHER_UNIT, How.ABSENT)


@dataclass(frozen=True, slots=True)
class _Atom:
    """One value of the evidence."""

    value: float
    places: int
    unit: Unit | None
    kind: Kind
    noun: str
    pair: int  # atoms of one ratio share a number, others have their own


_ABSENT = Support(How.ABSENT)
_ORDER = tuple(How)
_MOST_ATOMS = 40
# From more numbers than this, sums and differences hit any figure by chance.
_MOST_COMPUTED = 8
_SPELLED_SMALL = 10
_ROUND_BASES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000})


def supported(claim: Number, evidence: Sequence[Number], context: Sequence[Number] = ()) -> Support:
    """How `evidence` bears out `claim`; every value of a range or an interval must be borne out.

    `context` holds numbers known of the whole study, such as its group sizes: they may stand as they are or as the
    whole of a share, but nothing else is computed from them.
    """
    own = tuple(_atoms(evidence, claim))
    known = tuple(_atoms(context, claim))
    if claim.kind is Kind.RATIO:
        return _ratio(claim, own, known)
    found = [_value(claim, value, places, own, known) for value, places in zip(claim.values, claim.places, strict=True)]
    return max(found, key=lambda support: _ORDER.index(support.how), default=_ABSENT)


def _atoms(numbers: Sequence[Number], claim: Number) -> Iterator[_Atom]:
    for index, number in enumerate(numbers):
        if not number.is_quantity and not (claim.spelled or claim.kind is Kind.YEAR):
            continue
        for value, places in zip(number.values, number.places, strict=True):
            yield _Atom(value, places, number.unit, number.kind, number.noun, index)


def _value(claim: Number, value: float, places: int, own: tuple[_Atom, ...], known: tuple[_Atom, ...]) -> Support:
    best = _ABSENT
    for atom in own + known:
        support = _against(claim, value, places, atom)
        if _ORDER.index(support.how) < _ORDER.index(best.how):
            best = support
    if best.ok or claim.kind in (Kind.YEAR, Kind.P_VALUE):
        return best
    worked_out = _share(claim, value, places, own, known) or _computed(claim, value, places, own, known)
    return worked_out or best


def _against(claim: Number, value: float, places: int, atom: _Atom) -> Support:
    """How one value of the evidence bears out `value`."""
    if not _comparable(claim, atom):
        same = math.isclose(value, atom.value, rel_tol=1e-9)
        return Support(How.OTHER_UNIT, _shown(atom)) if same else _ABSENT
    if claim.kind is Kind.P_VALUE or atom.kind is Kind.P_VALUE:
        return _p_value(claim, value, places, atom)
    target, converted = atom.value, False
    if claim.unit is not None and atom.unit is not None and claim.unit.dimension == atom.unit.dimension:
        target = atom.value * atom.unit.factor / claim.unit.factor
        converted = not math.isclose(claim.unit.factor, atom.unit.factor, rel_tol=1e-9)
    if math.isclose(value, target, rel_tol=1e-9, abs_tol=1e-12):
        return Support(How.CONVERTED, _shown(atom)) if converted else Support(How.EXACT)
    if _near(claim.relation, value, places, target, 12 if converted else atom.places):
        return Support(How.CONVERTED if converted else How.ROUNDED, _shown(atom))
    return _ABSENT


def _comparable(claim: Number, atom: _Atom) -> bool:
    """Whether two numbers may speak of the same thing; where print leaves it open, they may."""
    percent = atom.unit is not None and atom.unit.dimension == "share"
    if claim.is_share != percent:
        if claim.is_share:
            return (
                atom.unit is None
                and atom.kind in (Kind.DECIMAL, Kind.COUNT, Kind.RANGE, Kind.INTERVAL)
                and not (atom.kind is Kind.COUNT and atom.noun)
            )
        return claim.unit is None and claim.kind is not Kind.TIME and not (claim.kind is Kind.COUNT and claim.noun)
    if claim.unit is None or atom.unit is None:
        return True
    return claim.unit.measured == atom.unit.measured


def _p_value(claim: Number, value: float, places: int, atom: _Atom) -> Support:
    if claim.kind is Kind.P_VALUE and atom.kind is Kind.COUNT:
        return _ABSENT
    if math.isclose(value, atom.value, abs_tol=1e-12):
        return Support(How.EXACT)
    if claim.relation is Relation.BELOW and atom.value <= value and value in (0.05, 0.01, 0.001, 0.0001):
        return Support(How.ROUNDED, _shown(atom))
    if places < atom.places and abs(value - atom.value) <= 0.5 * 10.0**-places + 1e-12:
        return Support(How.ROUNDED, _shown(atom))
    return _ABSENT


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


def _shares(own: tuple[_Atom, ...], known: tuple[_Atom, ...]) -> Iterator[tuple[float, str]]:
    """Every share that the evidence states or implies: percents, ratios, one count as part of another."""
    for atom in own:
        if atom.kind is Kind.PERCENT:
            yield atom.value / 100, f"{atom.value:g} %"
            yield 1 - atom.value / 100, f"100 − {atom.value:g} %"
    ratios: dict[int, list[_Atom]] = {}
    for atom in own:
        if atom.kind is Kind.RATIO:
            ratios.setdefault(atom.pair, []).append(atom)
    for part, whole in (pair for pair in ratios.values() if len(pair) > 1):
        yield part.value / whole.value, f"{part.value:g} of {whole.value:g}"
        yield 1 - part.value / whole.value, f"{whole.value - part.value:g} of {whole.value:g}"
    counts = [atom for atom in own if atom.kind is Kind.COUNT and atom.unit is None]
    wholes = counts + [atom for atom in known if atom.kind in (Kind.COUNT, Kind.RATIO) and atom.unit is None]
    for part in counts[:_MOST_ATOMS]:
        for whole in wholes[:_MOST_ATOMS]:
            if 0 < part.value < whole.value:
                yield part.value / whole.value, f"{part.value:g} of {whole.value:g}"


def _share(
    claim: Number, value: float, places: int, own: tuple[_Atom, ...], known: tuple[_Atom, ...]
) -> Support | None:
    if claim.kind is not Kind.PERCENT:
        return None
    slack = 0.5 * 10.0**-places + (1.0 if claim.relation is Relation.ABOUT else 0.0)
    for share, why in _shares(own, known):
        if abs(100 * share - value) <= slack + 1e-9 or _bounded(claim.relation, value / 100, share):
            return Support(How.SHARE, why)
    return None


def _bounded(relation: Relation, claimed: float, share: float) -> bool:
    if relation is Relation.ABOVE:
        return claimed <= share <= min(1.0, claimed * 1.25)
    if relation is Relation.BELOW:
        return claimed * 0.8 <= share <= claimed
    return False


def _ratio(claim: Number, own: tuple[_Atom, ...], known: tuple[_Atom, ...]) -> Support:
    part, whole = claim.values
    counts = [atom for atom in own + known if atom.kind is not Kind.PERCENT]
    has_part = any(math.isclose(atom.value, part) for atom in counts if atom in own)
    has_whole = any(math.isclose(atom.value, whole) for atom in counts)
    if has_part and has_whole and not (claim.spelled and claim.span.end - claim.span.start < len("half") + 1):
        return Support(How.EXACT)
    if whole in _ROUND_BASES or has_whole:
        slack = min(0.5 / whole, 0.03)
        for share, why in _shares(own, known):
            if abs(share - part / whole) <= slack + 1e-9 or _bounded(claim.relation, part / whole, share):
                return Support(How.SHARE, why)
    if any(math.isclose(atom.value, part) for atom in own if atom.kind is Kind.PERCENT):
        return Support(How.OTHER_UNIT, f"{part:g} %")
    wholes = Support(How.EXACT) if has_whole else _sum_or_difference(whole, own + known)
    parts = Support(How.EXACT) if has_part else _sum_or_difference(part, own)
    if wholes and parts:
        return Support(How.COMPUTED, "; ".join(why for why in (parts.why, wholes.why) if why))
    return _ABSENT


def _computed(
    claim: Number, value: float, places: int, own: tuple[_Atom, ...], known: tuple[_Atom, ...]
) -> Support | None:
    """`value` worked out from two values of the evidence."""
    alike = tuple(atom for atom in own if _comparable(claim, atom))[:_MOST_ATOMS]
    if claim.kind is Kind.MULTIPLE:
        return _multiple(value, own)
    if found := _sum_or_difference(value, alike, places):
        return found
    if claim.kind is Kind.PERCENT:
        for first in own[:_MOST_COMPUTED]:
            for second in own[:_MOST_COMPUTED]:
                if first.value and abs(abs(first.value - second.value) / first.value * 100 - value) <= (
                    0.5 * 10.0**-places + 1e-9
                ):
                    return Support(How.COMPUTED, f"from {first.value:g} to {second.value:g}")
        return None
    if claim.kind is Kind.COUNT and claim.unit is None:
        wholes = [atom for atom in own + known if atom.kind in (Kind.COUNT, Kind.RATIO) and atom.value > value]
        for share in (atom for atom in own if atom.kind is Kind.PERCENT):
            for whole in wholes[:_MOST_ATOMS]:
                slack = max(0.5 * 10.0**-share.places * whole.value / 100, 1e-9)
                if abs(share.value / 100 * whole.value - value) <= min(slack, 0.5):
                    return Support(How.COMPUTED, f"{share.value:g} % of {whole.value:g}")
    return None


def _sum_or_difference(value: float, atoms: tuple[_Atom, ...], places: int = 0) -> Support | None:
    few = [atom for atom in atoms if atom.kind not in (Kind.P_VALUE, Kind.YEAR, Kind.LABEL)]
    if len(few) > _MOST_COMPUTED:
        return None
    for index, first in enumerate(few):
        for second in few[index + 1 :]:
            slack = 0.5 * 10.0**-places if places < max(first.places, second.places) else 1e-9
            if abs(first.value + second.value - value) <= slack + 1e-9:
                return Support(How.COMPUTED, f"{first.value:g} + {second.value:g}")
            larger, smaller = max(first.value, second.value), min(first.value, second.value)
            if abs(larger - smaller - value) <= slack + 1e-9 and value > 0:
                return Support(How.COMPUTED, f"{larger:g} − {smaller:g}")
    return None


def _multiple(value: float, atoms: tuple[_Atom, ...]) -> Support | None:
    for first in atoms[:_MOST_ATOMS]:
        for second in atoms[:_MOST_ATOMS]:
            if second.value and abs(first.value / second.value - value) <= 0.07 * value:
                return Support(How.COMPUTED, f"{first.value:g} against {second.value:g}")
    return None


def _shown(atom: _Atom) -> str:
    unit = "" if atom.unit is None else " %" if atom.kind is Kind.PERCENT else f" {atom.unit.name}"
    noun = f" {atom.noun}" if atom.noun and atom.unit is None else ""
    return f"{atom.value:.{atom.places}f}{unit}{noun}"
