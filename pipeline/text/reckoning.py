"""What follows from the values of a passage: shares, sums, differences, multiples.

Each reckoning is tried only where it can hardly hit a figure by chance: from few values, of one kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from pipeline.text.atoms import Atom, How, Support
from pipeline.text.numbers import Kind, Number, Relation
from pipeline.text.wording import PEOPLE

__all__ = ["as_change", "as_multiple", "as_part", "as_share", "as_sum_or_difference", "bounded", "shares"]

# From more values than this, sums and differences hit any figure by chance.
_MOST_COMPUTED = 8
_MOST_PAIRED = 40
_MOST_SHARES = 4
# A share told as a decimal has at least so many places.
_PLACES_OF_SHARES = 2


def shares(own: tuple[Atom, ...], known: tuple[Atom, ...], *, implied: bool) -> Iterator[tuple[float, How, str]]:
    """Every share that the evidence states, 0 to 1, and its complement.

    With `implied` also each count as part of another, or of a size known of the study.
    """
    for atom in own:
        if atom.is_share:
            yield atom.value / 100, How.SHARE, f"{atom.value:g} %"
            yield 1 - atom.value / 100, How.CONTRAST, f"100 − {atom.value:g} %"
        elif atom.kind is Kind.MULTIPLE and atom.value > 1:
            yield 1 / atom.value, How.SHARE, f"{atom.value:g} times"
        elif _is_proportion(atom):
            yield atom.value, How.SHARE, f"{atom.value:g}"
    for some, every in _ratios(own):
        yield some / every, How.SHARE, f"{some:g} of {every:g}"
        yield 1 - some / every, How.CONTRAST, f"{every - some:g} of {every:g}"
    if not implied:
        return
    counts = [atom for atom in own if atom.is_count and atom.kind is Kind.COUNT][:_MOST_PAIRED]
    for part in counts:
        for whole in (*counts, *(atom for atom in known if atom.is_count)):
            if 0 < part.value < whole.value:
                yield part.value / whole.value, How.SHARE, f"{part.value:g} of {whole.value:g}"


def _is_proportion(atom: Atom) -> bool:
    """Whether a value may be a share told as a decimal, as sensitivities and prevalences are ("0.700")."""
    return atom.kind is Kind.DECIMAL and atom.unit is None and atom.places >= _PLACES_OF_SHARES and 0 < atom.value < 1


def as_share(
    claim: Number, value: float, places: int, own: tuple[Atom, ...], known: tuple[Atom, ...]
) -> Support | None:
    """A percentage from counts."""
    slack = 0.5 * 10.0**-places + (1.0 if claim.relation is Relation.ABOUT else 0.0) + 1e-9
    return _best(
        Support(how, why)
        for share, how, why in shares(own, known, implied=True)
        if abs(100 * share - value) <= slack or bounded(claim.relation, value / 100, share)
    )


def as_part(value: float, own: tuple[Atom, ...], known: tuple[Atom, ...]) -> Support | None:
    """A count as a stated percentage of a stated count: 11 is 50 % of 22."""
    told = [atom for atom in own if atom.is_share]
    for share in told if len(told) <= _MOST_SHARES else ():
        for whole in (atom for atom in own + known if atom.is_count and atom.value > value):
            slack = 0.5 * 10.0**-share.places * whole.value / 100
            if abs(share.value / 100 * whole.value - value) <= min(max(slack, 1e-9), 0.5):
                return Support(How.COMPUTED, f"{share.value:g} % of {whole.value:g}")
    return None


def as_sum_or_difference(claim: Number, value: float, places: int, own: tuple[Atom, ...]) -> Support | None:
    """A sum of two counts of the same, or the difference of two values of one kind."""
    if value <= 0 or sum(atom.kind not in (Kind.P_VALUE, Kind.YEAR, Kind.LABEL) for atom in own) > _MOST_COMPUTED:
        return None
    alike = [atom for atom in own if _of_one_kind(claim, atom)]
    found: list[Support] = []
    for first, second in combinations(alike, 2):
        slack = 1e-9 + (0.5 * 10.0**-places if places < max(first.places, second.places) else 0.0)
        larger, smaller = max(first.value, second.value), min(first.value, second.value)
        if first.is_count and abs(larger + smaller - value) <= slack and _may_be_added(first, second):
            found.append(Support(How.COMPUTED, f"{first.value:g} + {second.value:g}"))
        if abs(larger - smaller - value) <= slack:
            found.append(Support(How.CONTRAST, f"{larger:g} − {smaller:g}"))
    return _best(found)


def as_change(value: float, places: int, own: tuple[Atom, ...]) -> Support | None:
    """A percentage of change from one value to another."""
    measured = [atom for atom in own if atom.kind is Kind.DECIMAL and atom.value][:_MOST_COMPUTED]
    for first, second in permutations(measured, 2):
        if abs(abs(first.value - second.value) / first.value * 100 - value) <= 0.5 * 10.0**-places + 1e-9:
            return Support(How.COMPUTED, f"from {first.value:g} to {second.value:g}")
    return None


def as_multiple(value: float, own: tuple[Atom, ...]) -> Support | None:
    """How many times one value is another ("twice as many")."""
    for first, second in permutations(own[:_MOST_COMPUTED], 2):
        if second.value and abs(first.value / second.value - value) <= 0.07 * value:
            return Support(How.COMPUTED, f"{first.value:g} against {second.value:g}")
    return None


def bounded(relation: Relation, claimed: float, share: float) -> bool:
    """Whether `share` is a little above or below `claimed`, as the words of the claim say."""
    if relation is Relation.ABOVE:
        return claimed <= share <= min(1.0, claimed * 1.25)
    if relation is Relation.BELOW:
        return claimed * 0.8 <= share <= claimed
    return False


def _ratios(own: tuple[Atom, ...]) -> Iterator[tuple[float, float]]:
    pairs: dict[int, list[float]] = {}
    for atom in own:
        if atom.kind is Kind.RATIO:
            pairs.setdefault(atom.pair, []).append(atom.value)
    return ((pair[0], pair[1]) for pair in pairs.values() if len(pair) > 1)


def _of_one_kind(claim: Number, atom: Atom) -> bool:
    """Whether `atom` can be a term of a sum that `claim` states: counts with counts, measures with measures."""
    if claim.kind is Kind.COUNT and (claim.unit is None or claim.unit.dimension == "points"):
        return atom.is_count and not (atom.spelled and atom.value == 1 and not claim.spelled)
    if claim.is_share:
        return atom.is_share
    if claim.kind is Kind.TIME:
        return atom.kind is Kind.TIME and atom.unit == claim.unit
    return claim.kind is Kind.DECIMAL and atom.kind is Kind.DECIMAL


def _may_be_added(first: Atom, second: Atom) -> bool:
    """Whether two counts can be of the same: both of people, of one noun, or of none that is known."""
    if not first.noun or not second.noun or _names_a_group(first.noun) or _names_a_group(second.noun):
        return True
    return first.noun.rstrip("s") == second.noun.rstrip("s") or not (
        (PEOPLE.fullmatch(first.noun) is None) ^ (PEOPLE.fullmatch(second.noun) is None)
    )


def _names_a_group(noun: str) -> bool:
    """Whether a noun after a number is no plural of things but the name of a group: "one ME/CFS and two controls"."""
    return not noun.endswith("s") or "/" in noun or noun == "cfs"


def _best(found: Iterator[Support] | list[Support]) -> Support | None:
    return min(found, key=lambda support: support.rank, default=None)
