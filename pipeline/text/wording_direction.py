"""Which way words go: up or down, better or worse, known or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.text.regex import any_word, in_small_letters, regex, small
from pipeline.text.wording_clauses import stems

__all__ = ["ANYWHERE", "OPPOSITE", "Told", "Way", "flipped", "going", "one_sided", "parts_turned", "ways"]


class Way(StrEnum):
    """One end of an axis."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    KNOWN = "known"
    BLIND = "blind"
    MOST = "most"
    LEAST = "least"
    OFTEN = "often"
    SELDOM = "seldom"
    EARLY = "early"
    LATE = "late"
    FAST = "fast"
    SLOW = "slow"
    ALIKE = "alike"
    UNLIKE = "unlike"
    KEPT = "kept"
    GONE = "gone"
    FIRST = "first"
    LAST = "last"
    IN = "in"
    OUT = "out"
    YOUNG = "young"
    OLD = "old"
    ABOVE = "above"
    BELOW = "below"
    HIGH = "high"
    LOW = "low"


_AXES = (
    (Way.UP, Way.DOWN),
    (Way.BETTER, Way.WORSE),
    (Way.KNOWN, Way.BLIND),
    (Way.MOST, Way.LEAST),
    (Way.OFTEN, Way.SELDOM),
    (Way.EARLY, Way.LATE),
    (Way.FAST, Way.SLOW),
    (Way.ALIKE, Way.UNLIKE),
    (Way.KEPT, Way.GONE),
    (Way.FIRST, Way.LAST),
    (Way.IN, Way.OUT),
    (Way.YOUNG, Way.OLD),
    (Way.ABOVE, Way.BELOW),
    (Way.HIGH, Way.LOW),
)
OPPOSITE = {one: other for first, second in _AXES for one, other in ((first, second), (second, first))}
"""The other end of each axis."""

_WORDS = {
    Way.UP: in_small_letters(
        r"\b(?:rose(?! less)|rises(?! less)|risen|rising(?! from)"
        r"|rise(?<!blunted rise)(?<!smaller rise)(?<!attenuated rise)|increas(?:e|es|ed|ing)|higher|highest"
        r"|greater|elevated|elevations?|(?:raised|raises|raising)(?! (?:the )?(?:questions?|concerns?|awareness"
        r"|doubts?))"
        r"|larger(?! (?:group|study|trial|sample|cohort|studies|trials|number|than (?:usual|other)))|grew"
        r"|gain(?:s|ed)?|went up"
        r"|goes up|bigger(?! (?:group|study|trial))|over-?represent\w+|intensif\w+|farther|further(?= than)"
        r"|(?<!as )many more"
        r"|heightened|over-?estimat\w+|too (?:high|large)|longer|stronger"
        r"|exceed(?:s|ed)?|enhanced|excess|upregulated|(?:positive(?:ly)?|direct) (?:\w+ )?(?:correlat|associat)\w+"
        r"|(?<!\bor )more(?! than (?:\d|one|two|half|a)| (?:research|work|studies|trials|data|than once|or less|detail"
        r"|about|slowly"
        r"|quickly|negative|negatively|positive|positively|highly|favou?rabl[ey]|unfavou?rabl[ey])\b))\b"
    ),
    Way.DOWN: in_small_letters(
        r"\b(?:(?:fell|falls?|fallen|falling)(?! (?:ill|sick|asleep|pregnant|within|into|between|under)\b)"
        r"|drop(?:s|ped)?(?![ -]?outs?\b)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
        r"|reduc(?:ed|es|tions?)|lower(?:ed|ing)?|lowest|fewer|smaller(?! (?:group|study|trial|sample|cohort|studies"
        r"|trials))|diminished|loss(?:es)?|went down|goes down"
        r"|under-?estimat\w+|under-?represent\w+|too (?:low|small|few)|shorter|weaker|weaken(?:s|ed|ing)?"
        r"|depleted|dwindl\w+|blunted|attenuated|dampened|milder|downregulated|decrements?"
        r"|(?:negative(?:ly)?|inverse(?:ly)?) (?:\w+ )?(?:correlat|associat)\w+"
        r"|less(?! than (?:\d|one|two|half|a)\b| (?:well|highly|slowly|quickly|negative|negatively"
        r"|favou?rabl[ey])\b))\b|(?<![\w.)–-])[−–-]\s?\d+(?:\.\d+)?\s?%"
    ),
    Way.BETTER: in_small_letters(
        r"\b(?:better|improv(?:e|es|ed|ing|ements?)|benefit(?:s|ed)?|eas(?:ed|es|ing)|favou?rabl[ey]"
        r"|more (?:positive(?:ly)?|highly)"
        r"|less (?:negative(?:ly)?|badly|poorly|harmful)|reliev(?:e|es|ed|ing)|relief"
        r"|recover(?:ed|y|ies)|remissions?|alleviat\w+|ameliorat\w+|help(?:s|ed|ful|ing)?(?! (?:to |us "
        r"|the (?:team|authors?) |with (?:the|filling)|(?:explain|identify|choose|understand"
        r"|guide|inform|plan|find|design)\b))|beneficial|best"
        r"|positive(?:ly)?(?= (?:effect"
        r"|respon|perceiv|rated|experien|impact|outcome)\w*)|effective)\b"
    ),
    Way.WORSE: in_small_letters(
        r"\b(?:worse|worsen(?:s|ed|ing)?|poorer|less (?:well|highly|favou?rabl[ey]|positive(?:ly)?)|unfavou?rabl[ey]"
        r"|more negative(?:ly)?|negative (?:net|overall) (?:\w+ )?scores?|deteriorat\w+|exacerbat\w+"
        r"|aggravat\w+|relaps\w+|harm(?:s|ed|ful|ing)?"
        r"|worst|detriment\w*|negative(?:ly)?(?= (?:effect|respon|perceiv|rated|experien|impact|outcome)\w*)"
        r"|ineffective)\b"
    ),
    Way.MOST: in_small_letters(
        r"\b(?:most(?= \w+(?:ed|ful|ant|ent|ive|ly|ly \w+|ing|on)?\b)|majority|highest|largest|greatest|longest"
        r"|strongest|heaviest)\b"
    ),
    Way.LEAST: in_small_letters(
        r"\b(?:least(?<!at least)|minority|lowest|smallest|shortest|fewest|weakest|lightest|mildest|rarest)\b"
    ),
    Way.OFTEN: in_small_letters(r"\b(?:often|frequent(?:ly)?|common(?:ly)?|usual(?:ly)?|widespread)\b"),
    Way.SELDOM: in_small_letters(
        r"\b(?:rare(?:ly)?|seldom|uncommon(?:ly)?|infrequent(?:ly)?|unusual(?:ly)?|hardly ever|few(?! (?:days"
        r"|weeks))(?<!a few)(?<!the few))\b"
    ),
    Way.ALIKE: in_small_letters(
        r"\b(?:the same way|similar(?:ly)?|alike|comparable|comparably|consistent(?:ly)? across"
        r"|strongly correlated|agreed)\b"
    ),
    Way.UNLIKE: in_small_letters(r"\b(?:different(?:ly)?|differ(?:ed|s)?|unlike|inconsistent|disagreed)\b"),
    Way.KEPT: in_small_letters(r"\b(?:remained|remains|persist(?:ed|s)|stayed|was still|were still|did not vanish)\b"),
    Way.GONE: in_small_letters(r"\b(?:vanish(?:ed|es)|disappear(?:ed|s)|resolved|was gone|were gone|no longer)\b"),
    Way.FIRST: in_small_letters(r"\b(?:at the (?:very )?(?:start|beginning)|comes? first|begins? with)\b"),
    Way.LAST: in_small_letters(r"\b(?:at the (?:very )?end|comes? last|ends? with)\b"),
    Way.IN: in_small_letters(
        r"\b(?:(?:can|may) (?:take part|join|participate)|(?:are|is|were|was|be) (?:eligible|included|enrolled"
        r"|admitted))\b"
    ),
    Way.OUT: in_small_letters(
        r"\b(?:(?:are|is|were|was|be) (?:excluded|ineligible|left out|turned away)|exclusion criteria)\b"
    ),
    Way.FAST: in_small_letters(r"\b(?:fast(?:er|est)?|quick(?:er|est|ly)?|rapid(?:ly)?|(?:shorter|less time) to)\b"),
    Way.SLOW: in_small_letters(
        r"\b(?:slow(?:er|est|ly|ed)?|gradual(?:ly)?|longer to|(?:took|takes?|need(?:s|ed)?) longer)\b"
    ),
    Way.EARLY: in_small_letters(r"\b(?:earlier|sooner|before|prior to|first(?= (?:in|thing)))\b"),
    Way.LATE: in_small_letters(r"\b(?:later|delayed|after|following)\b"),
    Way.YOUNG: in_small_letters(r"\b(?:younger|youngest)\b"),
    Way.OLD: in_small_letters(r"\b(?:older|oldest|elderly)\b"),
    Way.ABOVE: in_small_letters(
        r"\b(?:above|over(?= \d)|at least|or (?:more|older|higher|over)|more than|exceed\w*|minimum)\b|[≥>]"
    ),
    Way.BELOW: in_small_letters(
        r"\b(?:below|under(?= \d)|at most|or (?:less|younger|lower|fewer)|less than|fewer than|up to|maximum of)\b"
        r"|[≤<](?! ?0?\.0)"
    ),
    Way.HIGH: in_small_letters(r"\b(?:high(?!-)|large|long(?! COVID|-|(?:er)?[ -]term)|strong)\b"),
    Way.LOW: in_small_letters(r"\b(?:low(?!-)|small|short(?!-)|weak)\b"),
    Way.KNOWN: in_small_letters(r"\b(?:(?:will|would|did|could|can) know|knew|(?:was|were|be|are) aware|unblinded)\b"),
    Way.BLIND: in_small_letters(r"\b(?:blinded|masked|unaware|blind)\b"),
}

# A sentence seldom goes any of these ways, and one pattern says so in less time than sixteen.
_SELDOM_TOLD = frozenset(
    {
        Way.LEAST, Way.SELDOM, Way.ALIKE, Way.UNLIKE, Way.KEPT, Way.GONE, Way.FIRST, Way.LAST, Way.IN, Way.OUT,
        Way.FAST, Way.SLOW, Way.YOUNG, Way.OLD, Way.KNOWN, Way.BLIND,
    }
)  # fmt: skip
_SELDOM_WORDS = any_word(pattern for way, pattern in _WORDS.items() if way in _SELDOM_TOLD)
_OFTEN_TOLD = {way: pattern for way, pattern in _WORDS.items() if way not in _SELDOM_TOLD}

ANYWHERE = frozenset({Way.UP, Way.DOWN, Way.BETTER, Way.WORSE, Way.MOST, Way.LEAST, Way.FAST, Way.SLOW})
"""Ways whose meaning does not hang on the very next word."""

_VALUES = frozenset({Way.BETTER, Way.WORSE})
_PART = regex(r"[.;:()]|,\s(?:and|so)\s|,?\s(?:while|whereas|but)\s")
# "visits are short": the word is said of what stands before it.
_PREDICATE = regex(
    r"\b(?:is|are|was|were|be|been|being|kept|remain(?:s|ed)?|stay(?:s|ed)?|became|get|got)\s(?:\w+ly\s|very\s|so\s)?$"
)
# What a measure is of, not the measure, tells two results apart.
_GENERIC = frozenset(
    """score scores level levels rate rates rating ratings value values share number amount reporte report tell measur
    higher lower more less highes lowest than compar versus test control illness""".split()
)
_NEAR = 60
_HEAD = 2
_ALIKE = 2


@lru_cache(maxsize=4096)
def going(text: str) -> tuple[tuple[Way, int, int], ...]:
    """Every word of `text` that goes some way, with its place."""
    low = small(text)
    words = _WORDS if _SELDOM_WORDS.search(low) else _OFTEN_TOLD
    return tuple((way, match.start(), match.end()) for way, pattern in words.items() for match in pattern.finditer(low))


@lru_cache(maxsize=4096)
def _ways(text: str) -> tuple[tuple[Way, tuple[int, int]], ...]:
    found: dict[Way, tuple[int, int]] = {}
    for way, start, end in going(text):
        found.setdefault(way, (start, end))
    if Way.KNOWN in found and "unblinded" in text.lower():
        found.pop(Way.BLIND, None)
    return tuple(found.items())


def ways(text: str) -> dict[Way, tuple[int, int]]:
    """The ways that words of `text` go, each with the place of its first word.

    Both ends of an axis are kept where both are named.
    """
    return dict(_ways(text))


@dataclass(frozen=True, slots=True)
class Told:
    """One word that goes some way, with the stems of what stands right after it and around it."""

    way: Way
    start: int
    end: int
    after: frozenset[str]
    around: frozenset[str]


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[Told, ...]:
    found: list[Told] = []
    for way, start, end in going(text):
        before = _PART.split(text[max(0, start - _NEAR) : start])[-1]
        after = _PART.split(text[end : end + _NEAR])[0]
        subject = _PREDICATE.search(before) if way in (Way.HIGH, Way.LOW) else None
        heads = stems(before[: subject.start()]) if subject else stems(" ".join(after.split()[:_HEAD]))
        around = heads | stems(before) | stems(after)
        found.append(Told(way, start, end, heads - _GENERIC, around - _GENERIC))
    return tuple(found)


def flipped(text: str, passage: str) -> tuple[Told, Told] | None:
    """A word of `text` that goes the other way than the word of `passage` said of the same thing.

    Words are of the same thing if what stands right after them is the same, or else most of what stands around them.
    """
    theirs = _told(passage)
    both = {way for way in ways(text) if OPPOSITE[way] in ways(text) and {way, OPPOSITE[way]} <= set(ways(passage))}
    for ours in _told(text):
        if ours.way in both and ours.way in _VALUES:
            continue
        same_axis = [one for one in theirs if one.way in (ours.way, OPPOSITE[ours.way])]
        near = [one for one in same_axis if one.after & ours.after]
        if near and ours.way in ANYWHERE:
            most = max(len(one.around & ours.around) for one in near)
            near = [one for one in same_axis if len(one.around & ours.around) >= most]
        if not near and ours.way in ANYWHERE:
            shared = [(len(one.around & ours.around), one) for one in same_axis]
            most = max((count for count, _ in shared), default=0)
            near = [one for count, one in shared if count == most and count >= _ALIKE]
        if near and all(one.way is OPPOSITE[ours.way] for one in near):
            return ours, near[0]
    return None


_MORE_THAN = regex(
    r"\b(?P<word>more|larger|greater|higher|fewer|smaller|less"
    r"|lower)\b(?P<first>[^.;]{3,80}?)\bthan\b(?P<second>[^.;]{3,60})",
    re.IGNORECASE,
)
_FEWER = frozenset({"fewer", "smaller", "less", "lower"})


def parts_turned(text: str, passage: str) -> tuple[int, int] | None:
    """Where "more were helped than harmed" is told of a passage in which more were harmed than helped; or None."""
    ours, theirs = _balance(text), _balance(passage)
    if ours is None or theirs is None or ours[0] is theirs[0]:
        return None
    return ours[1]


def _balance(text: str) -> tuple[Way, tuple[int, int]] | None:
    """Which of better and worse a comparison of the two gives the larger part."""
    match = _MORE_THAN.search(text)
    if match is None:
        return None
    sides = [{way for way in (Way.BETTER, Way.WORSE) if way in ways(match[name])} for name in ("first", "second")]
    if len(sides[0]) != 1 or len(sides[1]) != 1 or sides[0] == sides[1]:
        return None
    (more,) = sides[match["word"].lower() in _FEWER]
    return more, match.span()


def one_sided(text: str) -> dict[Way, tuple[int, int]]:
    """The ways of `text` whose opposite it does not name as well."""
    found = ways(text)
    return {way: place for way, place in found.items() if OPPOSITE[way] not in found}
