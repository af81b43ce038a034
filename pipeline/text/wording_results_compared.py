"""Whether two texts tell the same result the same way: each result of one is held against its like of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.text.regex import regex
from pipeline.text.wording import NEGATION
from pipeline.text.wording_clauses import stem
from pipeline.text.wording_marks import Axis
from pipeline.text.wording_results import Result, results
from pipeline.text.wording_sides import Side

__all__ = ["WHO", "Compared", "compared"]

WHO = frozenset(
    stem(word)
    for word in """control controls healthy illness ill disease diseased placebo drug treatment treated untreated care
    usual women men girls boys cases case cohort arm sham intervention affected moderate severe mild test day week month
    weeks months days year years visit second first baseline follow-up end start CFS ME/CFS ME""".split()
)
"""The stems of who or what was studied, which do not say what was measured."""
_CAPITALS = regex(r"\b[A-Z]{2,4}\b")
_WORDS = regex(r"[A-Za-z]+")
_ENOUGH = 2
# One kind of people, or two words, that only the second side of a comparison names.
_SURELY_SECOND = 2


@dataclass(frozen=True, slots=True)
class Compared:
    """A result of a statement beside the one of a passage that it tells, and whether both go the same way."""

    ours: Result
    theirs: Result
    passage: str
    agrees: bool
    reversed_: bool


def compared(text: str, passages: Sequence[str]) -> Iterator[Compared]:
    """Each result of `text` that one of `passages` tells, and whether they agree; nothing where it is open."""
    ours = results(text)
    theirs = [(one, passage) for passage in passages for one in results(passage)]
    common = frozenset.intersection(*(one.words for one, _ in theirs)) if len(theirs) > 1 else frozenset()
    for result in ours:
        scored = [(_likeness(result, one, common), one, passage) for one, passage in theirs]
        best = max((score for score, _, _ in scored), default=0)
        if best < (1 if len(ours) == len(theirs) == 1 else 2):
            continue
        alike = [(_agree(result, one), one, passage) for score, one, passage in scored if score == best]
        verdicts = [(verdict, one, passage) for verdict, one, passage in alike if verdict is not None]
        if len({verdict[0] for verdict, _, _ in verdicts}) != 1:
            continue
        verdict, one, passage = verdicts[0]
        if verdict[0] or _surely(result, one, alone=len(ours) == len(theirs) == 1):
            yield Compared(result, one, passage, *verdict)


def _likeness(ours: Result, theirs: Result, common: frozenset[str]) -> int:
    """How many words two results share, those twice that tell this result of the passage from its others.

    None, if they share only whom they are about.
    """
    shared = _of_both(ours, theirs)
    if not shared - WHO - (ours.frame - ours.words):
        return 0
    return len(shared) + len(shared - common)


def _of_both(ours: Result, theirs: Result) -> frozenset[str]:
    """The words that two results share; what only frames both of them ("at six months,") does not count."""
    return (ours.words & (theirs.words | theirs.frame)) | (ours.frame & theirs.words)


def _surely(ours: Result, theirs: Result, *, alone: bool) -> bool:
    """Whether two results share enough to be of one thing: half of the words of the one that has fewer.

    One word is enough only where each text tells one result.
    """
    if ours.named is not theirs.named or (ours.several is not theirs.several and not alone):
        return False
    shared = len(_of_both(ours, theirs) - WHO)
    fewer = min(sum(not word[0].isdigit() for word in one.words - WHO) for one in (ours, theirs))
    if alone and shared > _ENOUGH:
        return True
    return 2 * shared >= fewer and (shared >= _ENOUGH or alone or fewer == 1)


def _agree(ours: Result, theirs: Result) -> tuple[bool, bool] | None:
    """Whether two results go the same way, and whether their sides are named in reverse; None where that is open."""
    if ours.negated is not theirs.negated:
        return None
    way = _on_one_axis(ours, theirs)
    turned = _reversed(ours, theirs)
    if way is None or turned is None:
        return None
    return (way > 0) is not turned, turned


def _on_one_axis(ours: Result, theirs: Result) -> int | None:
    """1 where two results go the same way, -1 where they do not; None where their words measure different things."""
    if ours.axis is theirs.axis:
        return ours.way * theirs.way
    axes = {ours.axis, theirs.axis}
    if axes == {Axis.VALUE, Axis.AMOUNT}:
        if ours.good * theirs.good < 0:
            return None
        way = ours.way * theirs.way * (ours.good or theirs.good)
        return way if way > 0 or (way and ours.good is theirs.good) else None
    if axes == {Axis.SPEED, Axis.AMOUNT}:
        amount = ours if ours.axis is Axis.AMOUNT else theirs
        return -ours.way * theirs.way if amount.timed else None
    return ours.way * theirs.way


def _reversed(ours: Result, theirs: Result) -> bool | None:
    """Whether the side that one result is told of is the side that the other is compared with."""
    if ours.second is None and theirs.second is None:
        return _other_kind(ours, theirs)
    if ours.second is None and theirs.second is not None:
        return _told_of_second(ours.first, theirs.first, theirs.second)
    if theirs.second is None and ours.second is not None:
        return _told_of_second(theirs.first, ours.first, ours.second)
    if ours.second is None or theirs.second is None:
        return None
    if ours.second.kinds & theirs.second.kinds and not ours.first.kinds & theirs.second.kinds:
        return False
    first, second = _apart(ours.first, ours.second), _apart(ours.second, ours.first)
    one, other = _apart(theirs.first, theirs.second), _apart(theirs.second, theirs.first)
    straight = _shared(second, other) + 2 * len(first.kinds & one.kinds)
    crossed = _shared(second, one) + _shared(first, other)
    if straight == crossed:
        return None if straight or not ours.words & theirs.words else False
    return crossed > straight


def _other_kind(ours: Result, theirs: Result) -> bool | None:
    """Whether two results are of the two kinds of one pair: in reverse if both compare, else of two things."""
    first, second = ours.first.kinds, theirs.first.kinds
    for axis in {kind[0] for kind in first} & {kind[0] for kind in second}:
        if not {kind for kind in first if kind[0] == axis} & {kind for kind in second if kind[0] == axis}:
            return True if ours.comparative and theirs.comparative else None
    return False


def _told_of_second(side: Side, first: Side, second: Side) -> bool | None:
    """Whether one side alone is the second of a comparison; None where it is as much like the first."""
    to_first = len(side.kinds & (first.kinds - second.kinds)) * 2
    to_second = len(side.kinds & (second.kinds - first.kinds)) * 2 + len(side.words & (second.words - first.words))
    # "people who cannot leave" are not "those who can leave"
    if not to_second or (NEGATION.search(side.text) is None) is not (NEGATION.search(second.text) is None):
        return False
    if (first.bare or to_second < _SURELY_SECOND) and side.words & (first.words - second.words):
        return None
    return None if to_first else True


def _shared(one: Side, other: Side) -> int:
    by_initials = _shortens(one.text, other.text) or _shortens(other.text, one.text)
    return len(one.words & other.words) + 2 * len(one.kinds & other.kinds) + 2 * by_initials


def _shortens(short: str, long: str) -> bool:
    """Whether capitals of one side are the first letters of the other's words: AF, accelerated fractionation."""
    capitals = set(_CAPITALS.findall(short))
    if not capitals:
        return False
    letters = "".join(word[0] for word in _WORDS.findall(long)).upper()
    return any(one in letters for one in capitals)


def _apart(side: Side, other: Side) -> Side:
    """What only one side of a comparison names."""
    return Side(side.words - other.words, side.kinds - other.kinds, side.bare, side.text)
