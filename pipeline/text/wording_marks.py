"""Words that go some way, as marks of a text: more or less, better or worse, faster or slower."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text.regex import in_small_letters, regex, small
from pipeline.text.wording_direction import Way, going

__all__ = ["Axis", "Mark", "marks"]


class Axis(StrEnum):
    """What a word that goes some way measures."""

    AMOUNT = "amount"
    VALUE = "value"
    SPEED = "speed"


@dataclass(frozen=True, slots=True)
class Mark:
    """One such word: its place, what it measures, and 1 for more, better or faster, -1 for the other way.

    `comparative` is true where it compares two sides ("higher"), `named` where it is a noun that may be a mere topic
    ("recovery").
    """

    start: int
    end: int
    axis: Axis
    way: int
    comparative: bool = False
    named: bool = False


_AXES = {
    Way.UP: (Axis.AMOUNT, 1),
    Way.DOWN: (Axis.AMOUNT, -1),
    Way.OFTEN: (Axis.AMOUNT, 1),
    Way.SELDOM: (Axis.AMOUNT, -1),
    Way.BETTER: (Axis.VALUE, 1),
    Way.WORSE: (Axis.VALUE, -1),
    Way.FAST: (Axis.SPEED, 1),
    Way.SLOW: (Axis.SPEED, -1),
}
_MORE = {
    (Axis.AMOUNT, 1): in_small_letters(
        r"\b(?:surpass\w*|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|twice(?= as| that| those)|two-?fold|lengthen\w*"
        r"|(?:(?<=was )|(?<=were ))prolonged|heavier|thicker|deeper|expand(?:ed|s)|widen(?:ed|s)|commoner|older"
        r"|above(?! (?:\d|the age|age))|greatest|longest|heaviest"
        r"|most(?= (?:\w+ly )?\w+(?:ed|ing|ent|ant|ive|ful|on)\b)|potentiated|augmented|strengthen(?:s|ed|ing)?"
        r"|overactive"
        r"|(?:positively|directly) (?:\w+ )?related|correlat\w+ (?:\w+ )?positively)\b"
    ),
    (Axis.AMOUNT, -1): in_small_letters(
        r"\b(?:shorten\w*|halv(?:ed|es|ing)|half(?= as| that| those| the)|wan(?:ed|es|ing)|lag(?:ged|s)? behind"
        r"|lighter|thinner|rarer|abolish\w*|suppress(?:ed|es)|narrow(?:ed|s|er)|dip(?:ped|s)|plummet\w*"
        r"|protective(?: against)?|protect(?:s|ed) against|younger|below(?! (?:\d|the age|age))|fell short of"
        r"|least(?<!at least)|lightest|shrank|shrunk(?:en)?|diminish\w*|curtailed|lessen\w*|under-?active|blunting"
        r"|(?:inversely|negatively) (?:\w+ )?related|correlat\w+ (?:\w+ )?(?:inversely|negatively))\b"
    ),
    (Axis.VALUE, 1): in_small_letters(
        r"\b(?:resolution(?= of)|outperform\w*|superior|in favou?r of|favou?r(?:ed|s|ing)|advantage)\b"
    ),
    (Axis.VALUE, -1): in_small_letters(r"\b(?:inferior|(?:(?<=was )|(?<=were ))impaired|disadvantage|less well)\b"),
    (Axis.SPEED, 1): in_small_letters(
        r"\b(?:sooner|earlier(?! (?:stud|work|trial|report|research|cohort|paper))|quicken\w*|accelerat\w+)\b"
    ),
    (Axis.SPEED, -1): in_small_letters(
        r"\b(?:(?<!years )(?<!weeks )(?<!months )(?<!days )(?<!hours )(?<!year )(?<!day )(?<!minutes )"
        r"later(?! (?:stud|on\b))|delay(?:ed|s)|slow(?:ed|s|ing)(?: down)?)\b"
    ),
}
_PREDICATE = regex(
    r"\b(?:is|are|was|were|had|have|has|be|been|remain(?:s|ed)?|stayed|but|showed)"
    r"\s(?:\w+ly\s|very\s|too\s|a\s)?$",
    re.IGNORECASE,
)
# "The most common", "exceeds 20 hours": nothing is compared.
_NO_MARK = regex(r"\bmost (?:\w+ )?(?:common|frequent|usual|used)|\bexceed(?:ed|s)? \d|\bgrew out", re.IGNORECASE)
_NOUN = regex(
    r"relapses?|recover(?:y|ies)|remissions?|benefits?|harms?|relief|losses|loss|improvements?|worsening|reductions?"
    r"|elevations?|gains?|decrements?|excess|help|helpful|effective|beneficial",
    re.IGNORECASE,
)
_COMPARATIVE = regex(
    r"more|less|fewer|\w+er|worse|better|in favou?r of|favou?r\w*|exceed\w*|outperform\w*|superior|inferior"
    r"|lag\w* behind|over-?represented|under-?represented|more \w+|less \w+|surpass\w*|twice|half"
    r"|elevated|reduced|raised",
    re.IGNORECASE,
)
_NEAR = 12
_FIGURE = regex(
    r"\b(?:odds|hazards?|risks?|rates?|ratios?|OR|HR|RR|IRR|aOR|aHR)\b[^.;,\d]{0,40}?"
    r"(?<![\d.])(?P<value>\d+\.\d+)(?!\d|\s?%)"
)


def _figures(text: str) -> list[Mark]:
    """A ratio as a word that goes up or down: "the odds were 0.62"."""
    found: list[Mark] = []
    for match in _FIGURE.finditer(text):
        value = float(match["value"])
        if value != 1:
            found.append(Mark(match.start("value"), match.end("value"), Axis.AMOUNT, 1 if value > 1 else -1))
    return found if len(found) == 1 else []


def marks(text: str) -> list[Mark]:
    """Every word of `text` that goes some way, the longest where two overlap; a ratio where there is none."""
    low = small(text)
    found = [(start, end, *_AXES[way]) for way, start, end in going(text) if way in _AXES]
    found += [
        (start, end, Axis.AMOUNT, 1 if way is Way.HIGH else -1)
        for way, start, end in going(text)
        if way in (Way.HIGH, Way.LOW) and _PREDICATE.search(text, max(0, start - 24), start)
    ]
    found += [(match.start(), match.end(), *way) for way, word in _MORE.items() for match in word.finditer(low)]
    kept: list[Mark] = []
    for start, end, axis, sign in sorted(found, key=lambda one: (one[0], -one[1])):
        if (kept and start < kept[-1].end) or _NO_MARK.search(text, max(0, start - _NEAR), end + _NEAR):
            continue
        comparative = _COMPARATIVE.fullmatch(text, start, end) is not None
        kept.append(Mark(start, end, axis, sign, comparative, _NOUN.fullmatch(text, start, end) is not None))
    return kept or _figures(text)
