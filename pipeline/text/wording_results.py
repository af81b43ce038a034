"""The results that a sentence tells: what went which way, of whom, and against whom.

A sentence may tell several ("A rose in patients and fell in controls"). Each word that goes some way makes a result
of the part of the sentence around it; what stands in a part without such a word ("on day two,") belongs to all of them.
Two such words in one part make one result of a product: a "smaller decline" goes up against a larger one, and "more
pain, less sleep" goes the way of an inverse correlation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import prod

from pipeline.text.regex import regex
from pipeline.text.wording import NEGATION
from pipeline.text.wording_marks import Axis, Mark
from pipeline.text.wording_marks import marks as marks_of
from pipeline.text.wording_sides import AGAINST, NOT_THE_THING, Side, sides, stems_of

__all__ = ["Result", "results"]


@dataclass(frozen=True, slots=True)
class Result:
    """One result. `way` is 1 for more, better or faster and -1 for less, worse or slower.

    (`start`, `end`) is the place of its last word that goes some way, `part` that of the part of the sentence that
    tells it. `words` are the stems of that part and its subject without the words that go some way, `frame` those of
    what it shares with the others. `first` is the side that the way is told of, `second` the one that it is compared
    with, None where none is named. `good` says whether more of the thing is better (1), worse (-1) or neither is known
    (0); `timed` whether the thing is a time that something takes; `comparative` whether its word compares two sides;
    `several` whether its way is the product of two; `named` whether a noun gives it ("recovery"), perhaps a mere topic.
    """

    way: int
    axis: Axis
    start: int
    end: int
    part: tuple[int, int]
    words: frozenset[str]
    frame: frozenset[str]
    first: Side
    second: Side | None
    good: int
    timed: bool
    negated: bool
    comparative: bool
    several: bool
    named: bool


# A word that says who somebody is, or what something is for, and not what was found.
_ASIDE_OF_IT = regex(
    r"(?<!,)\s(?:who|whose|that)\s(?:\w+\s)?$|\b(?<!\bled\s)(?<!\bleads\s)(?<!\bleading\s)(?<!\btied\s)(?<!\blinked\s)"
    r"(?<!\brelated\s)(?<!\bdue\s)(?<!\bway\s)(?<!\bable\s)(?<!\bshown\s)(?<!\bfound\s)(?<!\bseem\s)(?<!\bseems\s)"
    r"(?<!\bseemed\s)(?<!\bappears\s)(?<!\bappeared\s)(?<!\btended\s)(?<!\bhelps\s)(?<!\bhelped\s)to\s$|\b(?:with"
    r"|of|in|for|on|by)\sthe\s$",
    re.IGNORECASE,
)
# "The authors conclude that sleep improved": what they say was found.
_SAYS_THAT = regex(
    r"\b(?:add|argu|believ|caution|claim|conclud|confirm|estimat|expect|f[io]u?nd|hypothesi[sz]|indicat|not|observ"
    r"|propos"
    r"|report|reveal|said|sa[wy]|see|show|stat|suggest|suspect|th[io](?:nk|ught)|warn|writ)\w*\sthat\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# "On this scale a lower score means better sleep."
_SCALE = regex(
    r"\b(?:lower|higher|greater|smaller|larger|low|high)\s(?:\w+\s)?(?:scores?|values?|numbers?)\s(?:\w+\s)?"
    r"(?:indicat|mean|reflect|represent|denot|signif|correspond|stand)\w*[^.;]*",
    re.IGNORECASE,
)
_END = regex(r"[;?!](?=\s|$)|\.(?=\s|$)|:(?=\s)")
_HARD = regex(
    r",?\s(?:but|while|whereas|whilst|yet|although|though|however|as opposed to)(?=\s)"
    r"|,\sand(?=\s(?:[\w’'/-]+\s){1,7}?(?:is|are|was|were|has|have|had|did|came|could|may|might)\b)",
    re.IGNORECASE,
)
_SOFT = regex(r",\s(?:and|or|so|then)(?=\s)|,(?=\s)|\sand(?: then)?(?=\s)", re.IGNORECASE)
# "Fewer people ..." opens a part with a subject of its own.
_DETERMINER = regex(r"(?:more|fewer|less)\s(?!in\b|with\b|so\b|among\b|for\b|after\b|than\b|to\b)\w", re.IGNORECASE)
_FIGURE = regex(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+\b|(?<![\w.,-])\d+(?:\.\d+)?\b(?!-)")
_NAMES_CHANGE = regex(
    r"(?:improvements?|reductions?|decreases?|increases?|declines?|gains?|falls?|rises?|loss(?:es)?)\b"
)
_WITH_OR_WITHOUT = regex(r"\bwith(?: or |/)without\b", re.IGNORECASE)
_VERB = regex(r"\b(?:is|are|was|were|had|has|have|did|do|does|could|may|might)\b", re.IGNORECASE)
_ALTHOUGH = regex(r"\s*(?:although|though|while|whereas|whilst)\b", re.IGNORECASE)
_MORE_OR_LESS = regex(r"more|less", re.IGNORECASE)
_IN_THOSE = regex(r"\s(?:so )?(?:in|with|among|for|after|on|by|under|during)\b", re.IGNORECASE)
_SEEN = regex(
    r"\b(?:is|are|was|were)\s(?:\w+ly\s)?(?:seen|found|observed|noted|reported|recorded|measured|detected)\b",
    re.IGNORECASE,
)
_SOME_VERB = regex(rf"{_VERB.pattern}|\b\w{{3,}}ed\b|\b(?:rose|fell|grew|went|led)\b", re.IGNORECASE)
_PAIRED = regex(r",\sthe\s", re.IGNORECASE)
_FRAME = regex(
    r"\s*,?\s*(?:in|among|for|with|after|during|at|on|compared|over|between|within|across|by|as|when|once|from|until"
    r"|than|relative|taken|according|despite|on average|without)\b",
    re.IGNORECASE,
)
_ASIDE = regex(r"\([^()]*\)|\[[^\[\]]*\]")
# "twice as much X as Y" compares with Y as "more X than Y" does.
_AS_AS = regex(
    r"(\bas (?:much|many|high|low|often|likely|long|large|common|great|far|fast|small|strong)\b"
    r"[^.;,]{0,70}?\s)as(?=\s)",
    re.IGNORECASE,
)
_GOOD = regex(
    r"\b(?:function\w*|quality of life|health|capacit\w+|fitness|vitality|energy|sleep|slept|recover\w*|attendance"
    r"|well-?being|performance|performed|scored|memory|recall|attention|strength|efficiency|self-?efficacy|outlook"
    r"|prognosis"
    r"|survival|adherence|satisfaction|mobility|outcomes?|supply|reserve)\b",
    re.IGNORECASE,
)
_BAD = regex(
    r"\b(?:pain|fatigue\w*|tired\w*|symptoms?|anxiety|depress\w+|burden|severity|disabilit\w+|distress|insomnia|nausea"
    r"|risks?|mortality|deaths?|relapses?|drop-?outs?|exhaust\w*|errors?|headaches?|migraines?|malaise|stress"
    r"|stiffness|dizziness"
    r"|impairments?|side effects|adverse events?|infections?)\b",
    re.IGNORECASE,
)
# What follows a word that goes some way and is not the thing it speaks of: "lower in patients", "better after rest".
_BEHIND = regex(
    r"\s*(?:[.,;:]|(?:in|among|for|than|after|during|at|on|when|over|by|to|from|compared|relative|more|less|so"
    r"|the)\b|$)",
    re.IGNORECASE,
)
_TIMED = regex(r"\b(?:times?|latenc(?:y|ies)|duration|delays?)\b", re.IGNORECASE)
_NEXT = 5


@lru_cache(maxsize=4096)
def results(text: str) -> tuple[Result, ...]:
    """The results that `text` tells, in order; a part whose words go three ways or more is left out."""
    level = _ASIDE.sub(_blank, text)
    level = _AS_AS.sub(r"\1vs", _SCALE.sub(_blank, level))
    marks = marks_of(level)
    found: list[Result] = []
    subject = ""
    borders = [0, *(match.end() for match in _END.finditer(level)), len(level)]
    for begin, end in pairwise(borders):
        inside = [mark for mark in marks if begin <= mark.start < end]
        if inside:
            told, subject = _of_sentence(text, level, begin, end, inside, subject)
            found += told
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _of_sentence(
    printed: str, text: str, begin: int, end: int, marks: list[Mark], subject: str
) -> tuple[list[Result], str]:
    """The results of one sentence, and the subject that the next one may speak back to; `subject` is that of the last.

    `text` is what is `printed` without its asides.
    """
    parts = _parts(text, begin, end, [mark.start for mark in marks])
    told = [[mark for mark in marks if start <= mark.start < stop] for start, stop in parts]
    frames = [not inside and _FRAME.match(text, *part) is not None for part, inside in zip(parts, told, strict=True)]
    shared = " ".join(text[slice(*part)] for part, frames_all in zip(parts, frames, strict=True) if frames_all)
    tails = _tails(text, parts, told)
    found: list[Result] = []
    for (start, stop), inside, frames_all, tail in zip(parts, told, frames, tails, strict=True):
        if frames_all:
            continue
        verb = None if inside else _VERB.search(text, start, stop)
        before = text[start : inside[0].start if inside else verb.start() if verb else stop]
        named = bool(stems_of(before) - NOT_THE_THING) or (
            bool(inside) and _DETERMINER.match(text, inside[0].start) is not None
        )
        inherited = "" if named else subject
        subject = before if named else subject
        if inside and (result := _result(printed, text, (start, stop), inside, inherited, shared + tail)) is not None:
            found.append(_of_a_change(result, found[-1] if found else None, text, inside, (start, stop)))
    return found, subject


def _of_a_change(result: Result, last: Result | None, text: str, marks: list[Mark], part: tuple[int, int]) -> Result:
    """A result that says how much more or less something changed than the part before said it did.

    "It fell in both groups, but less with stretching" tells a smaller fall.
    """
    bare = len(marks) == 1 and _MORE_OR_LESS.fullmatch(text[marks[0].start : marks[0].end]) is not None
    if last is None or last.comparative or not bare or not _IN_THOSE.match(text, marks[0].end, part[1]):
        return result
    return replace(result, way=result.way * last.way, several=True, words=result.words | last.words)


def _tails(text: str, parts: list[tuple[int, int]], told: list[list[Mark]]) -> list[str]:
    """What a part without a verb shares with the next one, behind its verb: "Less A and more B were seen in C"."""
    found = [""] * len(parts)
    for at, ((part, following), marks) in enumerate(zip(pairwise(parts), told, strict=False)):
        verb = _SEEN.search(text, *following)
        if marks and verb is not None and not _SOME_VERB.search(text, *part):
            found[at] = " " + text[verb.end() : following[1]]
    return found


def _parts(text: str, begin: int, end: int, marks: list[int]) -> list[tuple[int, int]]:
    """The parts of one sentence: each has a word that goes some way, or is a phrase that frames the others."""
    paired = {match.start() for match in _PAIRED.finditer(text, begin, end) if match.end() in marks}
    hard = [match.start() for match in _HARD.finditer(text, begin, end)]
    soft = [match.start() for match in _SOFT.finditer(text, begin, end) if match.start() not in paired]
    starts = [begin]
    for at in sorted({*hard, *soft}):
        left = any(starts[-1] <= mark < at for mark in marks)
        upto = min((place for place in (*hard, *soft, end) if place > at), default=end)
        right = any(at <= mark < upto for mark in marks)
        rest = any(at <= mark < end for mark in marks)
        yields = text[at] == "," and len(starts) == 1 and _ALTHOUGH.match(text, begin) is not None
        framing = text[at] == "," and _FRAME.match(text, starts[-1] if not left else at + 1, end) is not None
        if (
            yields
            or (at in hard and (left or right))
            or (left and right)
            or (framing and (rest if not left else not right))
        ):
            starts.append(at)
    ends = [*starts[1:], end]
    return list(zip(starts, ends, strict=True))


def _result(
    printed: str, text: str, part: tuple[int, int], marks: list[Mark], subject: str, frame: str
) -> Result | None:
    marks = _telling(text, part, marks)
    if not marks:
        return None
    joined = sum(1 for one, other in pairwise(marks) if other.start - one.end <= 1)
    if len(marks) - joined > 2:
        return None
    axes = {mark.axis for mark in marks}
    axis = next(one for one in (Axis.VALUE, Axis.SPEED, Axis.AMOUNT) if one in axes)
    last = marks[-1]
    words = list(printed[part[0] : part[1]])
    for mark in marks:
        words[mark.start - part[0] : mark.end - part[0]] = " " * (mark.end - mark.start)
    shared = f"{subject} {frame}"
    first, second = sides(text, part, shared, (marks[0].start, last.end))
    own = "".join(words)
    return Result(
        prod(mark.way for mark in marks),
        axis,
        last.start,
        last.end,
        part,
        (stems_of(own) | stems_of(subject) | _figures(own)) - NOT_THE_THING,
        stems_of(frame) - NOT_THE_THING,
        first,
        second,
        _goodness(text, (marks[-2].end if len(marks) > 1 else part[0], part[1]), last, shared),
        _TIMED.search(own) is not None or _TIMED.search(shared) is not None,
        NEGATION.search(_WITH_OR_WITHOUT.sub(" ", _without_second(own, second))) is not None,
        any(mark.comparative for mark in marks),
        len(marks) - joined > 1 and not _is_size_of_change(text, marks),
        all(mark.named for mark in marks),
    )


def _without_second(text: str, second: Side | None) -> str:
    """A part without the side that it compares with: "than those without fatigue" denies nothing of the result."""
    return text.replace(second.text, " ") if second is not None and second.text else text


def _is_size_of_change(text: str, marks: list[Mark]) -> bool:
    """Whether the first word gives the size of the change that the second names: "greater improvement" is one way."""
    first, second = marks[0], marks[-1]
    return first.comparative and first.way > 0 and _NAMES_CHANGE.match(text, second.start) is not None


def _telling(text: str, part: tuple[int, int], marks: list[Mark]) -> list[Mark]:
    """Those of `marks` that tell what was found."""
    turn = AGAINST.search(text, marks[0].end, part[1])
    kept = [mark for mark in marks if turn is None or mark.start < turn.end()]
    return [
        mark
        for mark in kept
        if not _ASIDE_OF_IT.search(text, part[0], mark.start) or _SAYS_THAT.search(text, part[0], mark.start)
    ]


def _goodness(text: str, part: tuple[int, int], mark: Mark, shared: str) -> int:
    """Whether more of what a word speaks of is better or worse: what follows it decides, else what stands before."""
    after = text[mark.end : part[1]]
    follows = not _BEHIND.match(after) and bool(stems_of(after))
    for near in (" ".join(after.split()[:_NEXT]), *(() if follows else (text[part[0] : mark.start], shared))):
        good, bad = _GOOD.search(near) is not None, _BAD.search(near) is not None
        if good is not bad:
            return 1 if good else -1
        if good:
            return 0
    return 0


def _figures(text: str) -> frozenset[str]:
    """The figures of a part, which tell better than words whether two texts tell the same result."""
    return frozenset(match.group().replace(",", "") for match in _FIGURE.finditer(text))
