"""Which words a number belongs to, and whether two numbers have changed places.

A number belongs to the words of its own clause. Two numbers count as swapped only if words that tell them apart point
crosswise between statement and passage, and none points straight; where print leaves it open, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.text.number_sides import side_words
from pipeline.text.numbers import Kind, Number, TimeRole
from pipeline.text.regex import in_small_letters, regex, small
from pipeline.text.wording import PEOPLE
from pipeline.text.wording_definitions import without_definitions
from pipeline.text.wording_synonyms import one_word

__all__ = ["Bound", "bind", "counts_another", "of_another", "of_others", "on_other_side", "swapped"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with the stems of the words of its clause, and of what it counts ("people" stands for anybody).

    `sides` are the sides of comparisons that its clause names; see `number_sides`. `head` are the words before the
    first number of the text, which later clauses without a verb of their own (`whole` is false) share.
    `compares` is true where the clause tells a difference between two sides. `said` are the stems of the verb after
    the number and of what follows it up to the next preposition, which a clause without a verb beside it shares; `near`
    those of the words right after the number, which say whom a count is of.
    """

    number: Number
    words: frozenset[str]
    counted: frozenset[str]
    sides: dict[int, tuple[bool, str]]
    head: frozenset[str]
    whole: bool
    compares: bool
    said: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


_CLAUSE = in_small_letters(
    r"(?<=\D)[,;:](?=\s)|[.?!](?=\s)|[)\]],(?=\s)"
    r"|\s(?:and|but|while|whereas|compared (?:with|to)|against|versus|vs\.?|or|than)\s"
    r"|\sto(?=\s\d)",
)
_RESPECTIVELY = regex(r"\brespectively\b", re.IGNORECASE)
_AND = regex(r"\s?(?:and|vs\.?|versus|,|,? and)\s")
_LABELS = regex(
    r"(?P<first>(?:[\w@/-]+\s){0,2}[\w@/-]+)\s(?:and|versus|vs\.?)\s(?P<second>(?:[\w@/-]+\s){0,2}[\w@/-]+)"
    r"\s?(?:\(|,|:|was|were|had|of|at|by|is|are)?\s?[^.;]{0,24}$",
    re.IGNORECASE,
)
_VERB = regex(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|took|got|felt|said|fell|rose"
    r"|slept|\w{3,}ed)\b",
    re.IGNORECASE,
)
_PREPOSITION = regex(r"\b(?:in|of|with|for|by|because|from|on|at|among|during|after|before|to|as|due)\b", re.IGNORECASE)
_NEAR_BORDER = regex(r"[,;:.](?=\s|$)|\s(?:and|but|while|whereas|or)\s", re.IGNORECASE)
_COMPARES = regex(r"\bthan\b|\bdifferences?\b|\bbetween\b|\bboth\b|\beach\b", re.IGNORECASE)
_ASIDE = regex(r"[(\[][^()\[\]]*\b(?:CI|IQR|SD|SE|SEM|[pP])\b[^()\[\]]*[)\]]")
_WORD = regex(r"[^\W\d_]{2,}(?:/[^\W\d_]+)*")
_PHRASE = regex(r"(?:[\s-]+[A-Za-z][\w/’'-]*){1,4}")
_QUANTITIES = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.PERCENT, Kind.RATIO, Kind.TIME})
_EMPTY = frozenset(
    """
    the this that these those with without from into onto over under about around after before during between among
    for and but was were been being are has have had did does not its their his her our them they who which what
    when where than then there here such each both all any some more most less least other another same one two only
    also very patient patients people person persons participant participants subject subjects individual
    individuals case cases study trial group groups percent share rate average mean median total number figure score
    value level levels result results per as at by in of on to is it an or we be so if no up out respectively
    respective mg kg ml approximately fell rose fall rise increased decreased dropped lower higher test
    """.split()
)
_SAME = (
    {"women", "woman", "female", "females", "girls", "girl"},
    {"men", "man", "male", "males", "boys", "boy"},
    {"children", "child", "adolescents", "adolescent", "paediatric", "pediatric"},
    {"controls", "control", "healthy", "well"},
    {"doctor", "doctors", "physician", "physicians", "clinician"},
    {"start", "baseline", "beginning", "outset"},
    {"placebo", "dummy", "sham"},
    {"dropout", "dropouts", "drop", "dropped", "attrition", "withdrew", "withdrawn"},
    {"oxygen", "vo2", "vo"},
    {"general", "community", "population"},
    {"studies", "study", "trials", "trial", "reports", "report", "papers", "paper", "articles"},
)
_CANON = {word: min(words) for words in _SAME for word in words}


def bind(text: str, numbers: Sequence[Number]) -> tuple[Bound, ...]:
    """Each quantity of `text` with the words of its clause.

    Where "respectively" makes the order decide, two numbers with the words on either side of the "and" before them;
    none where more are listed.
    """
    if ordered := _RESPECTIVELY.search(text):
        return _in_order(text, [number for number in numbers if number.kind in _QUANTITIES], ordered.start())
    text = without_definitions(_ASIDE.sub(lambda aside: " " * len(aside.group()), text))
    counted = [number for number in numbers if number.kind in _QUANTITIES]
    borders = [0, *_borders(text, counted), len(text)]
    bound: list[Bound] = []
    for number in counted:
        start = max(border for border in borders if border <= number.span.start)
        end = min((border for border in borders if border >= number.span.end), default=len(text))
        clause = text[start : number.span.start] + " " + text[number.span.end : end]
        head = frozenset(_stems(text[start : number.span.start])) if not bound else frozenset()
        bound.append(
            Bound(
                number,
                frozenset(_stems(clause)),
                _counted(text, number),
                side_words(clause),
                head,
                _VERB.search(clause) is not None,
                _COMPARES.search(clause) is not None,
                _said(text[number.span.end : end]),
                _near(text, number, counted),
            )
        )
    return tuple(bound)


def _said(after: str) -> frozenset[str]:
    verb = _VERB.search(after)
    return frozenset(_stems(_PREPOSITION.split(after[verb.start() :], maxsplit=1)[0])) if verb else frozenset()


def _near(text: str, number: Number, numbers: Sequence[Number]) -> frozenset[str]:
    """The stems of what follows a number up to the next border or number."""
    following = min((one.span.start for one in numbers if one.span.start >= number.span.end), default=len(text))
    border = _NEAR_BORDER.search(text, number.span.end, following)
    return frozenset(_stems(text[number.span.end : border.start() if border else following]))


def _in_order(text: str, numbers: Sequence[Number], end: int) -> tuple[Bound, ...]:
    """The last two numbers before "respectively", each with its label: "in men and women was 5 and 4, respectively"."""
    pair = [number for number in numbers if number.span.end <= end][-2:]
    if len(pair) != 2 or not _AND.fullmatch(text, pair[0].span.end, pair[1].span.start):
        return ()
    labels = _LABELS.search(text[max(0, pair[0].span.start - 90) : pair[0].span.start])
    if labels is None:
        return ()
    return tuple(
        Bound(number, frozenset(_stems(words)), frozenset(), side_words(words), frozenset(), True, False)
        for number, words in zip(pair, (labels["first"], labels["second"]), strict=True)
    )


def _borders(text: str, numbers: Sequence[Number]) -> Iterator[int]:
    """Where the words of one number end and those of the next begin: a border with a number on either side."""
    last = 0
    ends = [number.span.end for number in numbers]
    for match in _CLAUSE.finditer(small(text)):
        at = match.start()
        parted = any(last < end <= at for end in ends) and any(end > at for end in ends)
        if parted or text[at] in ";.?!":
            yield at
            last = at


def swapped(claims: Sequence[Bound], passages: Sequence[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """Pairs of numbers of a statement that stand crosswise to the passages it rests on."""
    for index, first in enumerate(claims):
        for second in claims[index + 1 :]:
            if first.number.values == second.number.values or first.number.kind is not second.number.kind:
                continue
            ours = [bound for bound in passages if bound.number.values == first.number.values]
            theirs = [bound for bound in passages if bound.number.values == second.number.values]
            if not ours or not theirs:
                continue
            only_first, only_second = first.words - second.words, second.words - first.words
            in_first = frozenset().union(*(bound.words for bound in ours))
            in_second = frozenset().union(*(bound.words for bound in theirs))
            if any(bound.whole for bound in ours) is not any(bound.whole for bound in theirs):
                joint = frozenset().union(*(bound.said for bound in (*ours, *theirs)))
                in_first, in_second = in_first - joint, in_second - joint
            straight = _shared(only_first, in_first - in_second) + _shared(only_second, in_second - in_first)
            crossed = _shared(only_first, in_second - in_first), _shared(only_second, in_first - in_second)
            if all(crossed) and not straight:
                yield first, second


def on_other_side(claim: Bound, passages: Sequence[Bound]) -> tuple[str, str] | None:
    """The words for the side on which `claim` is told and for the side on which every passage has the same figure."""
    ours = [bound for bound in passages if bound.number.values == claim.number.values]
    if claim.compares or any(bound.compares for bound in ours):
        return None
    for index, (first, words) in claim.sides.items():
        there = [bound.sides.get(index) for bound in ours]
        known = [side for side in there if side is not None]
        if known and len(known) == len(there) and all(side[0] is not first for side in known):
            return words, known[0][1]
    return None


def of_another(claim: Bound, passages: Sequence[Bound]) -> Bound | None:
    """The number of whose words `claim` is told, where its own figure stands among other words and shares none."""
    ours = [bound for bound in passages if bound.number.values == claim.number.values]
    if claim.number.time in (TimeRole.POINT, TimeRole.UNTIL) or claim.number.values == (1.0,):
        return None
    measured = claim.number.kind is Kind.COUNT and claim.number.unit is not None
    if not ours or not (measured or claim.number.kind in (Kind.PERCENT, Kind.RATIO, Kind.TIME, Kind.DECIMAL)):
        return None
    own = frozenset().union(*(bound.words for bound in ours))
    said = frozenset().union(*(bound.said for bound in ours))
    whole = all(bound.whole for bound in ours)
    for rival in passages:
        if rival.number.kind is not ours[0].number.kind or _same_figure(rival.number, claim.number):
            continue
        if rival.number.kind is not Kind.TIME and _name(rival.number) != _name(ours[0].number):
            continue
        shared_head = frozenset() if whole else rival.head
        theirs = rival.words - own - shared_head - (frozenset() if whole else rival.said)
        ours_only = own - rival.words - (frozenset() if rival.whole else said)
        crossed = _shared(claim.words, theirs)
        named = 2 * crossed >= len(claim.words) or _shared(theirs, claim.words) == len(theirs)
        if not rival.whole and _shared(theirs, claim.words) == len(theirs) and not ours_only:
            ours_only = frozenset({""})  # the figure is of those whom print does not tell apart, "patients"
        if crossed and named and ours_only and not _shared(claim.words, ours_only):
            return rival
    return None


def _name(number: Number) -> str:
    return number.unit.name if number.unit else ""


# So many of the words that only another count has must be told, or all of fewer: one may be what the paper is about.
_SURE = 2


def of_others(claim: Bound, passages: Sequence[Bound]) -> Bound | None:
    """The count of those whom `claim` tells of, where its own figure counts others ("212 were treated" of 212 asked).

    Only words right after the figures are compared, as counts of one sentence share the rest.
    """
    if claim.number.kind is not Kind.COUNT or not claim.near:
        return None
    ours = [bound for bound in passages if bound.number.values == claim.number.values]
    if not ours or any(bound.number.kind is not Kind.COUNT or not bound.near or not bound.whole for bound in ours):
        return None
    own = frozenset().union(*(bound.near | bound.words for bound in ours))
    for rival in passages:
        if rival.number.kind is not Kind.COUNT or rival.number.values == claim.number.values:
            continue
        theirs = rival.near - rival.counted - frozenset().union(*(bound.near for bound in ours))
        near = frozenset().union(*(bound.near for bound in ours)) - rival.near
        if (
            _shared(claim.near - claim.counted, theirs) >= min(len(theirs), _SURE) > 0
            and not _shared(claim.near, near)
            and not _shared(claim.near, own - rival.words)
        ):
            return rival
    return None


def _same_figure(first: Number, second: Number) -> bool:
    """Whether two numbers are of one figure; parts of one whole ("12 of 15", "4 of 15") are two."""
    if first.kind is second.kind is Kind.RATIO:
        return first.values == second.values
    return bool(set(first.values) & set(second.values))


def counts_another(claim: Bound, passages: Sequence[Bound]) -> Bound | None:
    """The number that counts in the passages what `claim` counts, where the figure of `claim` counts something else.

    "11 people had an event" against "11 events in eight patients" gives the eight.
    """
    if claim.number.kind is not Kind.COUNT or not claim.counted or claim.number.values == (1.0,):
        return None
    same_figure = [bound for bound in passages if claim.number.values[0] in bound.number.values]
    if not same_figure or any(bound.counted & claim.counted or not bound.counted for bound in same_figure):
        return None
    if any(bound.number.kind not in (Kind.COUNT, Kind.TIME) for bound in same_figure):
        return None
    rivals = [bound for bound in passages if bound.counted & claim.counted and bound.number.kind is Kind.COUNT]
    rivals = [bound for bound in rivals if bound.number.values != (1.0,)]
    return rivals[0] if len({bound.number.values for bound in rivals}) == 1 else None


def _counted(text: str, number: Number) -> frozenset[str]:
    """What a number counts: the last noun-like words right after it, as stems; `people` stands for anybody."""
    phrase = _PHRASE.match(text, number.span.end)
    if phrase is None or number.unit is not None:
        return frozenset()
    words: list[str] = []
    for word in phrase.group().replace("-", " ").split():
        if word.lower() in _STOPS or (word.endswith(("ing", "ed")) and words):
            break
        words.append(word)
    if words and words[0].endswith(("ed", "ing")) and not any(PEOPLE.fullmatch(word) for word in words):
        return frozenset()  # "22 developed a cataract" does not say what the 22 are
    if any(PEOPLE.fullmatch(word) for word in words):
        return frozenset({"people"})
    if number.values != (1.0,) and words and not words[-1].endswith(("s", "data", "criteria", "mice")):
        return frozenset()  # "49 samplexine" names a group: what is counted stands in the plural
    return frozenset(_stem(word.lower()) for word in words if len(word) > 2)


_STOPS = frozenset(
    "in of at on to for from with without by who that which and or but were was had have are is as than after before "
    "during while when compared vs versus among between under over the a an took said reported did does will can could "
    "may might would should completed found showed had used got received took reported met".split()
)


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        if word not in _EMPTY:
            yield _stem(word)


def _stem(word: str) -> str:
    if canon := _CANON.get(word):
        return canon
    word = one_word(word)
    for ending in ("ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _shared(first: frozenset[str], second: frozenset[str]) -> int:
    """How many words of one set have a partner in the other: equal, or one the beginning of the other ("work")."""
    return sum(
        any(a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))) for b in second)
        for a in first
    )
