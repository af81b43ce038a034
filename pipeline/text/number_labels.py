"""Numbers told in a row, each with the words that tell it from its neighbours: "35 in F, 31 in F+A".

Where print puts several numbers of one kind side by side, their order is what says whose each is. Three ways of
writing are read: the words after each number ("35 in F, 31 in F+A"), the words before it ("F, n = 35; F+A, n = 31"),
and two lists side by side ("in F and F+A there were 35 and 31"). Other rows are left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline.text.numbers import Kind, Number, read
from pipeline.text.regex import regex
from pipeline.text.sentences import split
from pipeline.text.wording_clauses import stem

__all__ = ["Labelled", "labelled", "words_of"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number with the stems of the words that say whose it is; (`start`, `end`) is its place in the text.

    `places` are its printed decimals.
    """

    kind: Kind
    values: tuple[float, ...]
    places: tuple[int, ...]
    label: frozenset[str]
    start: int
    end: int

    def tells(self, values: tuple[float, ...], places: tuple[int, ...]) -> bool:
        """Whether a number told with so many decimals is this one, rounded."""
        return len(values) == len(self.values) and all(
            told == round(own, fine) if fine < fine_own else told == own
            for told, own, fine, fine_own in zip(values, self.values, places, self.places, strict=True)
        )


_KINDS = {Kind.COUNT: 0, Kind.DECIMAL: 0, Kind.PERCENT: 1, Kind.RATIO: 2, Kind.TIME: 3}
_ASIDE = regex(r"\s?(?:±\s?\d+(?:[.·]\d+)?|[(\[][^()\[\]]*[)\]])")
_TOKEN = regex(r"[^\W_][\w+/’'-]*")
_LINK = r"(?:[,;]?\s?\b(?:and|but|or|while|whereas|versus|vs\.?|against|then|than|compared (?:with|to))(?=[\s,])|[,;])"
_BLUR = r"(?:\s?\b(?:an?|the|about|around|some|only|just|from|in|of|with|at|by|for|to|on)\b)*"
_OPENS = regex(rf"[)\]]?\s*{_LINK}", re.IGNORECASE)
_CLOSES = regex(rf"{_LINK}{_BLUR}\s*$", re.IGNORECASE)
_LINKS = regex(rf"\s*{_LINK}", re.IGNORECASE)
_BARE = regex(rf"\s*(?:{_LINK}\s*){{1,2}}(?:(?:about|around|only|the)\s)?", re.IGNORECASE)
_STOP = regex(
    r"[,;:()\[\]]|\s(?:and|or|but|while|whereas|versus|vs\.?|than|compared|which|who|that|respectively|so|because)\s"
    r"|\b(?:is|are|was|were|has|have|had|did|could|would)\b",
    re.IGNORECASE,
)
# Between two labels of two lists.
_JOINS = regex(r",?\s(?:and|or|versus|vs\.?|than(?: in| with| for| among| on)?|compared (?:with|to))\s", re.IGNORECASE)
_BY_NUMBERS = regex(r"(?:^|[\s(])\d[\d.,%/]*$")
_LABEL_ENDS = regex(
    r"[;:()\[\]]|,\s|\b(?:respectively|is|are|was|were|has|have|had|did|could|\w{3,}ed|fell|rose|of|at"
    r"|by)\b",
    re.IGNORECASE,
)
_IN_ORDER = regex(r"\brespectively\b|\bvs\.?|\bversus\b|\bthan\b", re.IGNORECASE)
_AGAINST = regex(r"\b(?:than|compared (?:with|to)|versus|vs)\b", re.IGNORECASE)
# "In the tea group, fewer ... (8 vs. 19 %)": the first figure is of the side that is named.
_ONE_SIDE = regex(
    r"^\s*(?:\w+,\s)?(?:(?:in|with|among|on|for) )?(?:the )?(?P<side>(?:[\w+/-]+\s){1,4}?)(?:groups?|arms?|cohort"
    r"|patients"
    r"|participants|subjects|children|women|men)\b",
    re.IGNORECASE,
)
_BEGINNING = regex(r"(?:^|[.;:(]\s?|,\s)(?=[^.;:(]*$)")
_FARTHEST = 120
_LONGEST = 6
_EMPTY = frozenset(
    """
    the this that these those with from into onto on over under about around for and but was were been being are has
    have had did does not its their his her our them they who which what when where then there here such each both all
    any some more most less least other another same only also very per as at by in of to is it an a or we be so if no
    up out respectively n people person persons participants participant subjects groups group arm
    arms those compared than versus vs whereas while given got received took taking had told said reported
    fell rose fall rise falls rises increase increased decrease decreased dropped reduced reduction declined improved
    improvement worsened changed change differed difference higher lower fewer greater smaller mean median average
    about number amount share rate down count counts score scores level levels value values concentration concentrations
    """.split()
)


@lru_cache(maxsize=4096)
def labelled(text: str) -> tuple[tuple[Labelled, ...], ...]:
    """The rows of numbers of `text`: two or more numbers of one kind in each, every one with its label."""
    found: list[tuple[Labelled, ...]] = []
    for sentence in split(text):
        level = _without_brackets_behind_numbers(" " * sentence.start + text[sentence.start : sentence.end])
        read_ones = read(level)
        found += [
            _from_to(one) for one in read_ones if one.kind is Kind.RANGE and _FROM_TO.search(level[: one.span.start])
        ]
        numbers = [one for one in read_ones if one.kind in _KINDS and not _SPREAD.search(level, 0, one.span.start)]
        for row in _rows(numbers):
            for read_row in _read_row(level, row, sentence.start):
                found += [read_row, *_behind(text, read_row)]
    return tuple(found)


def _without_brackets_behind_numbers(text: str) -> str:
    """`text` of the same length with each bracket and each spread that stands right behind a number blanked."""
    level = text
    for number in read(text):
        if aside := _ASIDE.match(level, number.span.end):
            level = level[: aside.start()] + " " * len(aside.group()) + level[aside.end() :]
    return level


def _behind(text: str, row: tuple[Labelled, ...]) -> Iterator[tuple[Labelled, ...]]:
    """The numbers in brackets behind those of a row, "20 of 21 (95 %)", which share their labels."""
    asides = [_ASIDE.match(text, one.end) for one in row]
    if not all(asides):
        return
    inside = [[one for one in read(aside.group()) if one.kind in _KINDS] for aside in asides if aside]
    if {len(numbers) for numbers in inside} != {1} or len({numbers[0].kind for numbers in inside}) != 1:
        return
    yield tuple(
        replace(one, kind=numbers[0].kind, values=numbers[0].values, places=numbers[0].places)
        for one, numbers in zip(row, inside, strict=True)
    )


_START, _END = frozenset({"start"}), frozenset({"end"})
_SPREAD = regex(r"(?:±|\b(?:SD|SE|SEM))\s?[=:]?\s?$")
_FROM_TO = regex(r"\bfrom\s(?:about\s|around\s|a\s(?:\w+\s)?(?:of\s)?)?$", re.IGNORECASE)
_TO = regex(r"[^\d.;]{0,24}\bto\s(?:about\s|around\s|a\s(?:\w+\s)?(?:of\s)?)?", re.IGNORECASE)
_AT_START = regex(
    r"\b(?:before|baseline|pre-?\w*|initial(?:ly)?|at (?:the )?(?:start|beginning|entry))\b", re.IGNORECASE
)
_AT_END = regex(r"\b(?:after|post-?\w*|follow-?up|final(?:ly)?|later|at (?:the )?end|afterwards?)\b", re.IGNORECASE)


def words_of(text: str) -> frozenset[str]:
    """The stems by which a label is known: letters, figures and signs count ("F+A", "20")."""
    times = (_START if _AT_START.search(text) else frozenset()) | (_END if _AT_END.search(text) else frozenset())
    tokens = [part for token in _TOKEN.findall(text) for part in {token, *token.split("-")} if part]
    return times | frozenset(
        stem(token) if len(token) > 2 else token.lower() for token in tokens if token.lower() not in _EMPTY
    )


def _rows(numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Numbers of one kind, in order."""
    ordered = sorted(numbers, key=lambda number: _KINDS[number.kind])
    for _, group in groupby(ordered, key=lambda number: _KINDS[number.kind]):
        row = list(group)
        if len(row) > 1:
            yield row


def _of_one_unit(one: Number, other: Number) -> bool:
    return (
        one.kind is other.kind is Kind.TIME
        or one.unit is None
        or other.unit is None
        or one.unit.name == other.unit.name
    )


def _read_row(text: str, row: list[Number], begin: int) -> Iterator[tuple[Labelled, ...]]:
    """The pairs of a row, and the lists beside which another list names whose each is."""
    packed: list[Number] = []
    for one, other in pairwise(row):
        gap = text[one.span.end : other.span.start]
        if not _of_one_unit(one, other):
            packed = []
            continue
        if _BARE.fullmatch(gap):
            packed = packed or [one]
            packed.append(other)
            continue
        if len(packed) > 1:
            yield from _beside(text, packed, begin)
        packed = []
        if (pair := _pair(text, one, other, begin)) is not None:
            yield pair
    if len(packed) > 1:
        yield from _beside(text, packed, begin)


def _pair(text: str, one: Number, other: Number, begin: int) -> tuple[Labelled, Labelled] | None:
    """Two numbers with words between them."""
    gap = text[one.span.end : other.span.start]
    if _FROM_TO.search(text, begin, one.span.start) and _TO.fullmatch(gap):
        return _with(one, _START), _with(other, _END)
    if len(gap) > _FARTHEST or "." in gap.rstrip(". "):
        return None
    opens, closes = _OPENS.match(gap), _CLOSES.search(gap)
    if closes is not None and words_of(gap[: closes.start()]) and not (opens and opens.end() < closes.start()):
        first = _up_to_stop(gap[: closes.start()])
        second = _up_to_stop(text[other.span.end : other.span.end + _FARTHEST])
    elif opens is not None and words_of(gap[opens.end() :]):
        second = gap[opens.end() :]
        first = _last_words(text[begin : one.span.start], len(second.split()) + 1)
    elif (link := _LINKS.search(gap)) and _is_parallel(text, one, other):
        second = gap[link.end() :]  # "pain was 13% lower and bloating 15% lower"
        first = _last_words(text[begin : one.span.start], len(second.split()) + 1)
    else:
        return None
    labels = words_of(first), words_of(second)
    if (
        not labels[0] - labels[1]
        or not labels[1] - labels[0]
        or max(len(first.split()), len(second.split())) > 2 * _LONGEST
    ):
        return None
    return _with(one, labels[0] - labels[1]), _with(other, labels[1] - labels[0])


def _is_parallel(text: str, one: Number, other: Number) -> bool:
    """Whether the same word stands right behind two numbers, or right before them: "for 16 days, tea ... for 8"."""
    behind = _first_word(text[one.span.end :]), _first_word(text[other.span.end :])
    before = text[: one.span.start].split()[-1:], text[: other.span.start].split()[-1:]
    return behind[0] == behind[1] != "" or before[0] == before[1] != []


def _first_word(text: str) -> str:
    found = _TOKEN.search(text)
    return found.group() if found and not text[: found.start()].strip() else ""


def _up_to_stop(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop and words_of(text[: stop.start()]) else text if stop is None else ""


def _last_words(text: str, count: int) -> str:
    """The last words of what stands before a number, as many as its neighbour has, not beyond a border."""
    border = _BEGINNING.search(text.rstrip(" (,:="))
    near = text[border.end() :] if border else text
    return " ".join(near.split()[-count:])


def _beside(text: str, row: list[Number], begin: int) -> Iterator[tuple[Labelled, ...]]:
    """Numbers without words between them, with the list of as many labels that stands before or behind."""
    before, after = text[begin : row[0].span.start], text[row[-1].span.end :]
    if row[0].kind is not Kind.TIME and (times := _times_beside(text, row)):
        yield _with(row[0], times[0]), _with(row[1], times[1])
        return
    if len(row) != 2 or not _IN_ORDER.search(text[begin:]):
        return
    versus = re.search(r"[(\[]\D*$", before) is not None and not re.search(r"\brespectively\b", text[begin:])
    if versus and (opening := _ONE_SIDE.search(before)) and not _AGAINST.search(before):
        yield _with(row[0], words_of(opening["side"])), _with(row[1], frozenset())
        return
    for labels in (_two_labels(before, last=True), _two_labels(after, last=False)):
        if labels is not None:
            first, second = labels
            if first - second and second - first:
                yield _with(row[0], first - second), _with(row[1], second - first)
                return
    if opening := _ONE_SIDE.search(before):
        yield _with(row[0], words_of(opening["side"])), _with(row[1], frozenset())


def _times_beside(text: str, row: Sequence[Number]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Two times that label two numbers in order: "88 % and 85 % at 4 and 12 weeks, respectively"."""
    if len(row) != 2 or not re.search(r"\brespectively\b", text):
        return None
    times = [one for one in read(text) if one.kind is Kind.TIME and len(one.values) == 1]
    for first, second in pairwise(times):
        if _BARE.fullmatch(text, first.span.end, second.span.start) and first.values != second.values:
            return frozenset({f"{first.values[0]:g}"}), frozenset({f"{second.values[0]:g}"})
    return None


def _two_labels(text: str, *, last: bool) -> tuple[frozenset[str], frozenset[str]] | None:
    joins = [join for join in _JOINS.finditer(text) if not _BY_NUMBERS.search(text[: join.start()])]
    if not joins:
        return None
    join = joins[-1] if last else joins[0]
    behind = text[join.end() :]
    end = _LABEL_ENDS.search(behind)
    second = " ".join((behind[: end.start()] if end else behind).split()[:_LONGEST])
    front = text[: join.start()]
    borders = [match.end() for match in _LABEL_ENDS.finditer(front)]
    first = " ".join((front[borders[-1] :] if borders else front).split()[-max(2, len(second.split())) :])
    labels = words_of(first), words_of(second)
    return labels if labels[0] and labels[1] else None


def _from_to(number: Number) -> tuple[Labelled, Labelled]:
    """A beginning and an end: "from 52 to 68"."""
    (begin, end), (fine, fine_end) = number.values, number.places
    place = number.span.start, number.span.end
    return Labelled(number.kind, (begin,), (fine,), _START, *place), Labelled(
        number.kind, (end,), (fine_end,), _END, *place
    )


def _with(number: Number, label: frozenset[str]) -> Labelled:
    return Labelled(number.kind, number.values, number.places, label, number.span.start, number.span.end)
